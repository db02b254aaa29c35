//! Attacks what a program finds on its global object: any function of it, called and constructed, with any values, among them
//! functions that do the same when they are called back. Asserted is that
//!
//! - what ends the program is one of its limits, its own exit, or what nobody catches;
//! - no limit is exceeded by what can be looked at: values, fuel, output, files;
//! - nothing takes longer than its fuel is worth;
//! - after each, all that the program has is as it must be.
//!
//! Each byte of an input is one choice, so that cutting some out leaves the others what they are.
//!
//! `cargo +nightly fuzz run globals`
#![no_main]

#[path = "globals/constant.rs"]
mod constant;
#[path = "common/guest.rs"]
mod guest;
#[path = "globals/player.rs"]
mod player;
#[path = "globals/pool.rs"]
mod pool;

use std::time::Duration;

use gojs::{
    Builder, DeterministicHost, Error, Host as _, Instant, Limits, Poll, Program,
    fetch::{FetchError, Request, Response},
    fs::MemFs,
    globals,
};
use libfuzzer_sys::fuzz_target;
use rustix::time::{ClockId, clock_gettime};

use self::{guest::Guest, player::Player};

const HEAP: usize = 256 << 10;
const CELLS: usize = 2_000;
const FUEL: u64 = 4_000_000;
const OUTPUT: usize = 10_000;
/// Bytes, and names.
const FILES: (u64, u64) = (20_000, 20);
/// What one step may take of the processor. All of the fuel buys a tenth of it, on a machine that is not slow.
const LONGEST: Duration = Duration::from_secs(2);

/// Small answers of every kind, told apart by the length of their address.
fn answer(request: &Request) -> Result<Response, FetchError> {
    match request.url().len() % 5 {
        0 => Err(FetchError::new("there is none").code("ECONNREFUSED")),
        1 => Ok(Response::new(302).header("location", "/elsewhere")),
        2 => Ok(Response::new(200).body(vec![b'a'; 40_000])),
        3 => Ok(Response::new(204)),
        _ => Ok(Response::new(200).header("content-type", "application/json").body(*b"{\"a\":[1,2]}")),
    }
}

fn program() -> Program<Guest> {
    let host = DeterministicHost::new(1).stdin(*b"some input").fetch(answer);
    let limits = Limits::default()
        .heap_bytes(HEAP)
        .cells(CELLS)
        .timers(20)
        .queue(200)
        .open_files(10)
        .depth(20)
        .output_bytes(OUTPUT as u64)
        .fuel(FUEL);
    let files = MemFs::new().quota(FILES.0, FILES.1);
    let (state, ()) = Builder::new(host, globals::ALL, ()).limits(limits).mount("/", files).into_parts();
    let mut program = Program::new(Guest::new(state));
    program.start().unwrap();
    program
}

fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

fn check(program: &mut Program<Guest>) {
    program.audit();
    let host = program.host();
    for output in [host.stdout(), host.stderr()] {
        assert!(output.len() <= OUTPUT, "{} bytes of output", output.len());
    }
    let bytes = program.heap().statistics().bytes;
    // One request may go beyond by as much again, and what has grown as it ended has doubled.
    assert!(bytes <= 4 * HEAP, "{bytes} bytes of values");
}

fn check_end(error: &Error) {
    let error = match error {
        Error::Traced { error, .. } => error,
        error => error,
    };
    assert!(
        matches!(
            error,
            Error::LimitReached { .. } | Error::Exited(_) | Error::Uncaught { .. } | Error::UnhandledRejection { .. }
        ),
        "{error:?}"
    );
}

/// One step, and what comes of it until the program waits. False, if it has ended.
fn play(program: &mut Program<Guest>, player: &Player, now: &mut Instant) -> Result<bool, Error> {
    program.with(|cx| {
        player.step(cx);
        Ok(())
    })?;
    if !player.is_time_to_wait() {
        return Ok(true);
    }
    match program.poll(*now)? {
        Poll::Exited(_) => Ok(false),
        Poll::Waiting { until: Some(until) } if until > *now => {
            program.host().wait(Some(until));
            *now = until;
            Ok(true)
        }
        Poll::Ready | Poll::Waiting { .. } => Ok(true),
    }
}

fuzz_target!(|data: &[u8]| {
    let mut program = program();
    let player = Player::new(data);
    let mut now = Instant::ZERO;
    while player.goes_on() {
        let begun = processor_time();
        let played = play(&mut program, &player, &mut now);
        let taken = processor_time() - begun;
        assert!(taken < LONGEST, "a step took {taken:?}");
        check(&mut program);
        match played {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                check_end(&error);
                break;
            }
        }
    }
    drop(player);
    program.collect();
    check(&mut program);
});
