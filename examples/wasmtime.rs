//! Runs any Go program on wasmtime, which compiles it to machine code first.
//!
//!     cargo run --release --example wasmtime --features wasmtime -- examples/guest/greet.wasm Ada

use std::{env, error::Error, fs, process};

use gojs::{StdHost, wasmtime::Program};
use wasmtime::Module;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let path = args.first().ok_or("usage: wasmtime GUEST.wasm [ARGS...]")?;
    let wasm = fs::read(path)?;
    let module = Module::new(&gojs::wasmtime::engine()?, &wasm)?;
    let exit = Program::builder(StdHost::new()).args(args).envs(env::vars()).instantiate(&module)?.run()?;
    process::exit(exit.code());
}
