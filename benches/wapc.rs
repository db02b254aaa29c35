//! The cost of a waPC guest call, by `js.FuncOf` and by the native export, compared with a call of a `js.FuncOf`.
//!
//! `cargo bench -p gojs-benches --bench wapc -- WAPC WAPC_NATIVE` expects the modules of `tests/guests/wapc` and
//! `tests/guests/wapc_native`, and prints nanoseconds per call.

use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::time::Instant;

use gojs::{
    DeterministicHost,
    embed::Bytes,
    wasmi::{Module, Program},
};

const COUNT: u32 = 10_000;

type Guest = Program<DeterministicHost>;
type Done = Result<(), gojs::Error>;

fn start(path: &str) -> Result<Guest, Box<dyn Error>> {
    let wasm = fs::read(path).map_err(|error| format!("{path}: {error}"))?;
    let module = Module::new(&gojs::wasmi::engine(), &wasm)?;
    let mut program =
        Program::builder(DeterministicHost::new(1)).wapc(|_cx, call| Ok(call.payload.to_vec())).instantiate(&module)?;
    program.start()?;
    Ok(program)
}

/// Returns the average nanoseconds of `count` calls.
fn time(program: &mut Guest, count: u32, mut call: impl FnMut(&mut Guest) -> Done) -> Result<u128, gojs::Error> {
    let start = Instant::now();
    for _ in 0..count {
        call(program)?;
    }
    Ok(start.elapsed().as_nanos() / u128::from(count.max(1)))
}

fn measure(path: &str, name: &str, mut call: impl FnMut(&mut Guest) -> Done) -> Result<(), Box<dyn Error>> {
    let mut program = start(path)?;
    // Warms up: wasmi translates a function when it is first called.
    time(&mut program, COUNT / 10, &mut call)?;
    let each = time(&mut program, COUNT, &mut call)?;
    println!("{name:<42} {each:>7} ns");
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo adds its own options.
    let paths: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let [js, native] = &*paths else {
        println!("usage: cargo bench --bench wapc -- WAPC WAPC_NATIVE");
        return Ok(());
    };
    let payload: Vec<u8> = (0..=255).cycle().take(1024).collect();
    let echo =
        |payload: Vec<u8>| move |program: &mut Guest| program.guest_call("echo", &payload).map(|r| drop(black_box(r)));
    let ask = [b"sample echo ".as_slice(), &payload].concat();
    let ask = move || {
        let ask = ask.clone();
        move |program: &mut Guest| program.guest_call("ask", &ask).map(|r| drop(black_box(r)))
    };
    measure(js, "call of a js.FuncOf, a number", |program| program.call::<f64>("identity", (1,)).map(drop))?;
    let bytes = payload.clone();
    measure(js, "call of a js.FuncOf, 1 KiB each way", |program| {
        program.call::<Bytes>("identity", (Bytes(bytes.clone()),)).map(|r| drop(black_box(r)))
    })?;
    for (path, shape) in [(js, "js.FuncOf"), (native, "the export")] {
        measure(path, &format!("guest call by {shape}, nothing each way"), echo(Vec::new()))?;
        measure(path, &format!("guest call by {shape}, 1 KiB each way"), echo(payload.clone()))?;
        measure(path, "the same, and a host call of 1 KiB", ask())?;
    }
    Ok(())
}
