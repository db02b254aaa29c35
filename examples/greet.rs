//! Runs the prebuilt guest as a plugin: starts it, calls the Go functions that it offers, and lets it end.
//!
//! `cargo run --release --example greet`

use std::error::Error;

use gojs::{
    Host, Poll, StdHost,
    wasmi::{Module, Program},
};

fn main() -> Result<(), Box<dyn Error>> {
    let wasm = include_bytes!("guest/greet.wasm");
    let module = Module::new(&gojs::wasmi::engine(), wasm)?;
    let mut program = Program::builder(StdHost::new()).args(["greet", "-serve"]).instantiate(&module)?;

    // Runs `main` until it waits. By then it has put its functions on the global object.
    program.start()?;
    let sum: f64 = program.call("add", (2, 40))?;
    let greeting: String = program.call("greet", ("Ada",))?;
    println!("add(2, 40) is {sum}, and greet(\"Ada\") is {greeting:?}");

    // What was asked for must be what came.
    match program.call::<bool>("greet", ("Ada",)) {
        Err(error @ gojs::Error::Type(_)) => println!("a wrong type is an error: {error}"),
        other => return Err(format!("a string was taken for a boolean: {other:?}").into()),
    }

    // Work that goes on after the call that began it: the program says when it wants to be looked at again.
    program.call::<()>("later", (20, "done"))?;
    loop {
        let now = program.host().monotonic();
        match program.poll(now)? {
            Poll::Ready => {}
            Poll::Waiting { until: Some(until) } => program.host().wait(Some(until)),
            Poll::Waiting { until: None } | Poll::Exited(_) => break,
        }
    }
    println!("20 ms later: {}", program.get::<String>("result")?);

    // The call that ends the program has no result: it says how the program has exited.
    match program.call::<()>("stop", ()) {
        Err(gojs::Error::Exited(exit)) => println!("the guest has exited with code {}", exit.code()),
        other => return Err(format!("the guest goes on: {other:?}").into()),
    }
    Ok(())
}
