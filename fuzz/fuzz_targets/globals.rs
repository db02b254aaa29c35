//! Attacks everything on a program's global object: calls and constructs any function with any values, including
//! functions that do the same when they are called back. The target asserts that
//!
//! - a program ends only because of one of its limits, its own exit, or an uncaught exception;
//! - no limit is exceeded, as far as that can be observed: values, fuel, output, files;
//! - no step takes longer than its fuel is worth;
//! - the state of the program is consistent after each step.
//!
//! Each byte of an input is one choice, so removing some bytes does not change the meaning of the others.
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
/// The quota: bytes, and names.
const FILES: (u64, u64) = (20_000, 20);
/// The maximum processor time of one step. The whole fuel buys a tenth of it, on a machine that is not slow.
const LONGEST: Duration = Duration::from_secs(2);

/// Returns a small response of one of several kinds, selected by the length of the URL.
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
    // One request may exceed the limit by the same amount again, and a vector that was growing has doubled its
    // capacity.
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

/// Executes one step and its consequences until the program waits. Returns false if the program has ended.
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
