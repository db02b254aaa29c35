//! waPC: the host calls an operation of the guest by name, with a payload of bytes, and the guest calls the host in
//! the same way.
//!
//! `cargo run --release --example wapc -- guest.wasm Ada`, where the guest is a Go program with an operation `greet`.
//! It uses either the package `github.com/prep/wasmexec/wapc` or waPC's standard imports and export;
//! `tests/guests/wapc` and `tests/guests/wapc_native` contain one of each.

use std::error::Error;

use gojs::{
    StdHost,
    wapc::HostCall,
    wasmi::{Module, Program},
};

/// Handles the host calls of the guest.
fn answer(call: HostCall<'_>) -> Result<Vec<u8>, String> {
    match (call.namespace, call.operation) {
        ("sample", "hello") => Ok([b"Hello, ", call.payload].concat()),
        (namespace, operation) => Err(format!("there is no {namespace}.{operation}")),
    }
}

pub(crate) fn greet(wasm: &[u8], name: &str) -> Result<String, Box<dyn Error>> {
    let module = Module::new(&gojs::wasmi::engine(), wasm)?;
    let mut program = Program::builder(StdHost::new()).wapc(|_cx, call| answer(call)).instantiate(&module)?;
    // Runs `main` until it waits. From then on the guest can be called.
    program.start()?;

    let greeting = program.guest_call("greet", name.as_bytes())?;
    // Invoking an unknown operation is an error, and does not end the guest.
    if let Err(error) = program.guest_call("dance", b"") {
        eprintln!("{error}");
    }
    Ok(String::from_utf8(greeting)?)
}

#[allow(dead_code, reason = "the tests include this file as a module, and call only `greet`")]
fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("usage: wapc MODULE [NAME]")?;
    let name = arguments.next().unwrap_or_else(|| "world".into());
    println!("{}", greet(&std::fs::read(path)?, &name)?);
    Ok(())
}
