//! What a program has its host do costs it fuel: in proportion to the work, and no more than it may take.
//!
//! The tests in `body.rs` are run on each runtime that there is. What a unit of fuel buys is measured by `benches/requests.rs`, with
//! the same requests.

#[macro_use]
#[path = "../support/runtimes.rs"]
mod runtimes;
mod table;

use gojs::{
    DeterministicHost, Limits,
    fs::MemFs,
    js::{Rooted, Value},
    wasmi::Program,
};

use table::REQUESTS;

on_each_runtime! {
    mod tests {
        include!("body.rs");
    }
}

/// By this alone `rustfmt` finds the file.
#[cfg(any())]
mod body;

/// What natives charge is the same on each runtime.
#[test]
fn every_request_costs_in_proportion_to_its_work() {
    let wasm = wat::parse_str(
        r#"(module
            (memory (export "mem") 1)
            (func (export "run") (param i32 i32))
            (func (export "resume"))
            (func (export "getsp") (result i32) (i32.const 1024)))"#,
    );
    let module = runtimes::wasmi::parse_metered(&wasm.unwrap());
    for request in REQUESTS {
        let [less, more] = [1, 4].map(|times| {
            let builder = Program::builder(DeterministicHost::new(1)).mount("/", MemFs::new());
            let builder = builder.limits(Limits::default().heap_bytes(1 << 30)).fuel_slice(1 << 50);
            let mut program = builder.instantiate(&module).unwrap();
            // Where the constant part of the price has become small.
            let size = request.size / 4 * times;
            let rooted: Vec<Rooted> = program
                .with(|cx| {
                    let made = (request.prepare)(cx, size)?;
                    Ok(made.into_iter().map(|value| cx.heap().root(value)).collect())
                })
                .unwrap();
            let values: Vec<Value> = rooted.iter().map(Rooted::value).collect();
            let before = program.fuel_taken();
            program.with(|cx| (request.ask)(cx, &values).map(drop)).unwrap();
            program.fuel_taken() - before
        });
        assert!(more > less * 5 / 2, "{}: {less} units, and {more} for four times as much", request.name);
    }
}
