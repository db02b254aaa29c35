//! Asynchronous work: Go awaits promises that a host thread settles, and the host awaits a promise that Go settles.
//!
//! `cargo run --release --example async_thread`

use std::error::Error;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use gojs::{
    StdHost,
    embed::{Promise, Settler},
    wasmi::{Module, Program},
};

fn main() -> Result<(), Box<dyn Error>> {
    // Measures slowly, on a thread outside the Go program.
    let (requests, inbox) = mpsc::channel::<(u8, Settler)>();
    let measuring = thread::spawn(move || {
        for ((channel, settler), reading) in inbox.into_iter().zip(100_u32..) {
            thread::sleep(Duration::from_millis(5));
            match channel {
                0..=7 => settler.resolve(reading),
                _ => settler.reject(format!("there is no channel {channel}")),
            }
        }
    });

    let wasm = include_bytes!("guest/greet.wasm");
    let module = Module::new(&gojs::wasmi::engine(), wasm)?;
    let mut program = Program::builder(StdHost::new())
        .args(["greet", "-measure"])
        .function("measure", move |cx, channel: u8| {
            let (promise, settler) = cx.promise();
            // If the thread has ended, the settler is dropped with the message, which rejects the promise.
            let _ = requests.send((channel, settler));
            promise
        })
        .instantiate(&module)?;

    // When `start` returns, Go has defined `average`, and waits for the first of its own measurements.
    program.start()?;
    let average: Promise = program.call("average", (2, 4))?;
    let average: f64 = program.wait_for(&average)?;
    println!("average of channel 2: {average}");

    drop(program);
    measuring.join().map_err(|_| "the measuring thread has panicked")?;
    Ok(())
}
