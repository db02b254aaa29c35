//! Work that ends later: Go waits for promises that a thread of the host's settles, and the host waits for one of Go's.
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
    // The thread that measures: slow, and not of the program.
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
            // Where the thread is gone, the settler goes with the message, and the promise is rejected.
            let _ = requests.send((channel, settler));
            promise
        })
        .instantiate(&module)?;

    // Go measures for itself, and then offers `average`.
    program.start()?;
    let average: Promise = program.call("average", (2, 4))?;
    let average: f64 = program.wait_for(&average)?;
    println!("average of channel 2: {average}");

    drop(program);
    measuring.join().map_err(|_| "the measuring thread has panicked")?;
    Ok(())
}
