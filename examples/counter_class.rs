//! A class whose instances contain a Rust value. Go constructs them with `New`, calls their methods and sets their
//! properties.
//!
//! `cargo run --release --example counter_class`

use std::error::Error;
use std::sync::atomic::{AtomicU32, Ordering};

use gojs::{
    StdHost,
    embed::Throw,
    wasmi::{Module, Program},
};

struct Counter {
    count: u32,
    step: u32,
}

static MADE: AtomicU32 = AtomicU32::new(0);

fn main() -> Result<(), Box<dyn Error>> {
    let wasm = include_bytes!("guest/greet.wasm");
    let module = Module::new(&gojs::wasmi::engine(), wasm)?;
    let mut program = Program::builder(StdHost::new())
        .args(["greet", "-counter"])
        .class("Counter", |class| {
            class
                .constructor(|_cx, start: u32| {
                    MADE.fetch_add(1, Ordering::Relaxed);
                    Counter { count: start, step: 1 }
                })
                .method("add", |counter: &mut Counter, by: u32| {
                    let added = by.checked_mul(counter.step).and_then(|by| counter.count.checked_add(by));
                    counter.count = added.ok_or_else(|| Throw::range_error("the counter is full"))?;
                    Ok::<_, Throw>(counter.count)
                })
                .getter("step", |counter| counter.step)
                .setter("step", |counter, step: u32| counter.step = step)
                .statics(|class| class.method("made", |_cx, ()| MADE.load(Ordering::Relaxed)))
        })
        .instantiate(&module)?;
    let exit = program.run()?;
    std::process::exit(exit.code());
}
