//! Runs the prebuilt guest as a plugin: starts it, calls the Go functions that it defines, and stops it.
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

    // Runs `main` until it waits. By then it has defined its functions on the global object.
    program.start()?;
    let sum: f64 = program.call("add", (2, 40))?;
    let greeting: String = program.call("greet", ("Ada",))?;
    println!("add(2, 40) is {sum}, and greet(\"Ada\") is {greeting:?}");

    // The type of the result is checked: a mismatch is an error.
    match program.call::<bool>("greet", ("Ada",)) {
        Err(error @ gojs::Error::Type(_)) => println!("a wrong type is an error: {error}"),
        other => return Err(format!("a string was taken for a boolean: {other:?}").into()),
    }

    // Work that continues after the call that started it: `poll` returns when the program needs the next poll.
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

    // A call that ends the program returns the exit code instead of a result.
    match program.call::<()>("stop", ()) {
        Err(gojs::Error::Exited(exit)) => println!("the guest has exited with code {}", exit.code()),
        other => return Err(format!("the guest goes on: {other:?}").into()),
    }
    Ok(())
}
