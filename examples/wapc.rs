//! waPC: the guest is invoked by the name of an operation, with bytes, and calls its host in the same way.
//!
//! `cargo run --release --example wapc -- guest.wasm Ada`, where the guest is a Go program that has an operation `greet`: one
//! over the package `github.com/prep/wasmexec/wapc`, or one of waPC's own imports and export, such as those in
//! `tests/guests/wapc` and `tests/guests/wapc_native`.

use std::error::Error;

use gojs::{
    StdHost,
    wapc::Call,
    wasmi::{Module, Program},
};

/// What the guest may ask of its host.
fn answer(call: Call<'_>) -> Result<Vec<u8>, String> {
    match (call.namespace, call.operation) {
        ("sample", "hello") => Ok([b"Hello, ", call.payload].concat()),
        (namespace, operation) => Err(format!("there is no {namespace}.{operation}")),
    }
}

pub(crate) fn greet(wasm: &[u8], name: &str) -> Result<String, Box<dyn Error>> {
    let module = Module::new(&gojs::wasmi::engine(), wasm)?;
    let mut program = Program::builder(StdHost::new()).wapc(|_cx, call| answer(call)).instantiate(&module)?;
    // `main` runs until it waits. By then the guest can be invoked.
    program.start()?;

    let greeting = program.invoke("greet", name.as_bytes())?;
    // What the guest has no answer to is an error, and it goes on.
    if let Err(error) = program.invoke("dance", b"") {
        eprintln!("{error}");
    }
    Ok(String::from_utf8(greeting)?)
}

#[allow(dead_code, reason = "the tests call the above")]
fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("usage: wapc MODULE [NAME]")?;
    let name = arguments.next().unwrap_or_else(|| "world".into());
    println!("{}", greet(&std::fs::read(path)?, &name)?);
    Ok(())
}
