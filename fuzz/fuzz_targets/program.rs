//! Attacks a whole program on wasmi: any module with Go's exports and imports, or nearly so, under low limits. Its
//! behavior is partly like that of Go's library, and partly arbitrary. The target asserts that
//!
//! - the program ends or waits. Each other poll spends some of its fuel, and all polls together at most its fuel;
//! - no limit is exceeded, as far as that can be observed: memory, output, values, files, and open files;
//! - while it runs, all of its state is consistent;
//! - the reason for its end can be reported, and is true: a limit's value, an exit code, a full stream;
//! - another program runs normally afterwards.
//!
//! `cargo +nightly fuzz run program`
#![no_main]

#[path = "program/file_names.rs"]
mod file_names;
#[path = "program/module.rs"]
mod module;
#[path = "program/names.rs"]
mod names;
#[path = "program/request.rs"]
mod request;
#[path = "program/step.rs"]
mod step;
#[path = "program/watched.rs"]
mod watched;

use std::{sync::LazyLock, time::Duration};

use arbitrary::Arbitrary;
use gojs::{
    DeterministicHost, Error, Exit, Host, Instance as _, Instant, Limit, Limits, Poll,
    fs::{FileSystem, MemFs, Shared},
    wasmi::{Module, Program},
};
use libfuzzer_sys::fuzz_target;

use self::{module::Plan, watched::Watched};

const MEMORY: usize = 1 << 20;
const TIMERS: usize = 8;
const QUEUE: usize = 16;
const OPEN: usize = 6;
const OUTPUT: usize = 1_000;
const HEAP: usize = 128 << 10;
const CELLS: usize = 1_000;
const FUEL: u64 = 1_000_000;
const SLICE: u64 = 50_000;
/// The quota: bytes, and names.
const FILES: (u64, u64) = (20_000, 10);
/// The maximum number of polls of a program. More would take too long.
const POLLS: u32 = 2_000;
/// The number of polls, from the first on, after each of which the program's state is audited.
const AUDITS: u32 = 50;

type Files = Shared<Watched>;

#[derive(Arbitrary, Debug)]
struct Input {
    plan: Plan,
    /// The delay in milliseconds from when a timer is due to the next poll.
    late: u8,
}

/// A program that writes a word and exits.
static OTHER: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let text = r#"(module
        (import "gojs" "runtime.wasmWrite" (func $write (param i32)))
        (import "gojs" "runtime.wasmExit" (func $exit (param i32)))
        (memory (export "mem") 1)
        (data (i32.const 16384) "done")
        (func (export "run") (param i32 i32)
            (i64.store (i32.const 1032) (i64.const 1))
            (i64.store (i32.const 1040) (i64.const 16384))
            (i32.store (i32.const 1048) (i32.const 4))
            (call $write (i32.const 1024))
            (i32.store (i32.const 1032) (i32.const 7))
            (call $exit (i32.const 1024)))
        (func (export "resume"))
        (func (export "getsp") (result i32) (i32.const 1024)))"#;
    wat::parse_str(text).unwrap()
});

fn instantiate(wasm: &[u8], files: &Files) -> Result<Program<DeterministicHost>, Error> {
    // Each module gets its own engine, because an engine keeps the code of all its modules.
    let module = Module::new(&gojs::wasmi::metered_engine(), wasm).map_err(|error| Error::Engine(error.into()))?;
    let host = DeterministicHost::new(1).stdin(*b"some input");
    let limits = Limits::default()
        .linear_memory(MEMORY as u64)
        .table_elements(100)
        .heap_bytes(HEAP)
        .cells(CELLS)
        .timers(TIMERS)
        .queue(QUEUE)
        .open_files(OPEN)
        .depth(8)
        .output_bytes(OUTPUT as u64)
        .fuel(FUEL);
    Program::builder(host).limits(limits).fuel_slice(SLICE).mount("/", files.clone()).instantiate(&module)
}

fn check(program: &mut Program<DeterministicHost>, files: &Files) {
    let host = program.host();
    for output in [host.stdout(), host.stderr()] {
        assert!(output.len() <= OUTPUT, "{} bytes of output", output.len());
    }
    let taken = program.fuel_used();
    assert!(taken <= FUEL, "{taken} units of fuel");
    let memory = program.instance().parts().0.len();
    assert!(memory <= MEMORY, "{memory} bytes of memory");
    let watched = files.lock().expect("the file system is not locked");
    assert!(watched.open <= OPEN, "{} open files", watched.open);
    let files = &watched.files;
    assert!(files.bytes() <= FILES.0 && files.entries() <= FILES.1);
}

/// Runs a program until it ends, or until no event can wake it.
fn run(program: &mut Program<DeterministicHost>, files: &Files, late: u8) -> Result<Option<Exit>, Error> {
    let mut now = Instant::ZERO;
    let mut is_woken = false;
    for poll in 0..POLLS {
        let before = program.fuel_used();
        let polled = program.poll(now)?;
        if poll < AUDITS {
            program.audit();
        }
        check(program, files);
        match polled {
            Poll::Exited(exit) => return Ok(Some(exit)),
            Poll::Ready => assert!(program.fuel_used() > before, "a poll that is not the last spends fuel"),
            Poll::Waiting { .. } if program.is_idle() => {
                if is_woken {
                    return Ok(None);
                }
                is_woken = true;
                program.wake()?;
            }
            Poll::Waiting { until } => {
                let until = until.expect("the program waits for a timer, because stdin never blocks");
                assert!(until > now, "a due timer has not fired");
                program.host().wait(Some(until));
                now = until + Duration::from_millis(late.into());
            }
        }
    }
    Ok(None)
}

/// Checks that the reported reason for the end is true.
fn check_end(program: &mut Program<DeterministicHost>, end: &Result<Option<Exit>, Error>) {
    let error = match end {
        Ok(exit) => {
            assert_eq!((program.exit(), program.host().exit_code()), (*exit, exit.map(Exit::code)));
            return;
        }
        Err(error) => error,
    };
    assert!(!error.to_string().is_empty());
    assert!(program.poll(Instant::ZERO).is_err(), "the program continues after {error}");
    let reason = match error {
        Error::Traced { error, .. } => error,
        error => error,
    };
    if let Error::LimitReached { limit, max, .. } = *reason {
        let limits = [
            (Limit::HeapBytes, HEAP as u64),
            (Limit::Cells, CELLS as u64),
            (Limit::Timers, TIMERS as u64),
            (Limit::Queue, QUEUE as u64),
            (Limit::OutputBytes, OUTPUT as u64),
            (Limit::Fuel, FUEL),
        ];
        assert!(limits.contains(&(limit, max)), "{error}");
        let host = program.host();
        let is_full = host.stdout().len() == OUTPUT || host.stderr().len() == OUTPUT;
        assert!(is_full || limit != Limit::OutputBytes, "{error}");
    }
}

fuzz_target!(|input: Input| {
    let files = Shared::new(Watched { files: MemFs::new().quota(FILES.0, FILES.1), open: 0 });
    files.lock().expect("the file system is not locked").files.write_file("file", b"a file").unwrap();
    match instantiate(&input.plan.module(), &files) {
        Ok(mut program) => {
            let end = run(&mut program, &files, input.late);
            check_end(&mut program, &end);
            check(&mut program, &files);
            // Some values were created before the program started.
            let values = program.collect();
            assert!(values.bytes <= 3 * HEAP, "{values:?}, and {end:?}");
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    let mut other = instantiate(&OTHER, &files).unwrap();
    assert_eq!(run(&mut other, &files, 0).unwrap().map(Exit::code), Some(7));
    assert_eq!(other.host().stdout(), b"done");
});
