//! Runs any Go program on wasmi, which interprets it.
//!
//!     cargo run --release --example wasmi --features wasmi -- examples/guest/greet.wasm Ada

use std::{env, error::Error, fs, process};

use gojs::{
    StdHost,
    wasmi::{Module, Program},
};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let path = args.first().ok_or("usage: wasmi GUEST.wasm [ARGS...]")?;
    let wasm = fs::read(path)?;
    let module = Module::new(&gojs::wasmi::engine(), &wasm)?;
    let exit = Program::builder(StdHost::new()).args(args).envs(env::vars()).instantiate(&module)?.run()?;
    process::exit(exit.code());
}
