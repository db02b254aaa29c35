//! Attacks a whole program on wasmi: any module with Go's exports and imports, or nearly, under limits that are soon reached.
//! Asserted is that
//!
//! - it comes to an end, or to rest, within its fuel; and no limit is exceeded by what can be looked at: output, values, files;
//! - while it runs, all that it has is as it must be;
//! - what has ended it can be said;
//! - another program then does what it always does.
//!
//! `cargo +nightly fuzz run program`
#![no_main]

#[path = "program/module.rs"]
mod module;

use std::{sync::LazyLock, time::Duration};

use arbitrary::Arbitrary;
use gojs::{
    DeterministicHost, Error, Exit, Instant, Limits, Poll,
    fs::{FileSystem, MemFs, Shared},
    wasmi::{Module, Program},
};
use libfuzzer_sys::fuzz_target;

use self::module::Plan;

const FUEL: u64 = 1_000_000;
const SLICE: u64 = 50_000;
const OUTPUT: usize = 1_000;
const HEAP: usize = 128 << 10;
const FILES: (u64, u64) = (20_000, 10);
/// How often a program is polled. Beside those in which it has spent a slice, there are those in which a timer was due.
const POLLS: u32 = 100;

#[derive(Arbitrary, Debug)]
struct Input {
    plan: Plan,
    /// Milliseconds from one poll to the next.
    step: u8,
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

fn limits() -> Limits {
    Limits::default()
        .linear_memory(1 << 20)
        .table_elements(100)
        .heap_bytes(HEAP)
        .timers(8)
        .queue(16)
        .open_files(6)
        .depth(8)
        .output_bytes(OUTPUT as u64)
        .fuel(FUEL)
}

fn instantiate(wasm: &[u8], files: &Shared<MemFs>) -> Result<Program<DeterministicHost>, Error> {
    // Each has an engine of its own, which keeps the code of all modules that it was ever given.
    let module = Module::new(&gojs::wasmi::metered_engine(), wasm).map_err(|error| Error::Engine(error.into()))?;
    let host = DeterministicHost::new(1).stdin(*b"some input");
    Program::builder(host).limits(limits()).fuel_slice(SLICE).mount("/", files.clone()).instantiate(&module)
}

fn check(program: &mut Program<DeterministicHost>, files: &Shared<MemFs>) {
    let host = program.host();
    for output in [host.stdout(), host.stderr()] {
        assert!(output.len() <= OUTPUT, "{} bytes of output", output.len());
    }
    let taken = program.fuel_taken();
    assert!(taken <= 2 * FUEL, "{taken} units of fuel");
    let files = files.lock();
    assert!(files.bytes() <= FILES.0 && files.entries() <= FILES.1);
}

/// Runs a program to its end, or to where nothing will wake it.
fn run(program: &mut Program<DeterministicHost>, files: &Shared<MemFs>, step: u8) -> Result<Option<Exit>, Error> {
    let mut now = Instant::ZERO;
    for _ in 0..POLLS {
        let polled = program.poll(now)?;
        program.audit();
        check(program, files);
        match polled {
            Poll::Exited(exit) => return Ok(Some(exit)),
            Poll::Ready => {}
            Poll::Waiting { .. } if program.is_idle() => return Ok(None),
            Poll::Waiting { .. } => now = now + Duration::from_millis(step.into()),
        }
    }
    Ok(None)
}

fuzz_target!(|input: Input| {
    let mut files = Shared::new(MemFs::new().quota(FILES.0, FILES.1));
    files.write_file("file", b"a file").unwrap();
    match instantiate(&input.plan.module(), &files) {
        Ok(mut program) => {
            let end = run(&mut program, &files, input.step);
            if let Err(error) = &end {
                assert!(!error.to_string().is_empty());
                assert!(program.poll(Instant::ZERO).is_err(), "it goes on after {error}");
            }
            check(&mut program, &files);
            // Some of what is there was needed before the program began.
            let values = program.collect();
            assert!(values.bytes <= 3 * HEAP, "{values:?}, and {end:?}");
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    let mut other = instantiate(&OTHER, &files).unwrap();
    assert_eq!(run(&mut other, &files, 1).unwrap().map(Exit::code), Some(7));
    assert_eq!(other.host().stdout(), b"done");
});
