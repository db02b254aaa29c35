//! The host time that a unit of fuel buys: for each of `gojs_tests::requests`, compared with the time in which plain
//! wasm spends as much fuel.
//!
//! `cargo bench -p gojs-benches --bench requests` prints for each request: the size, the fuel, the time, nanoseconds
//! per unit, and the ratio of that to a unit of plain wasm calls. The largest ratio bounds how much host time a guest
//! can get for its fuel.

use std::error::Error;
use std::time::Instant;

use gojs::{
    DeterministicHost, Limits,
    fs::MemFs,
    wasmi::{Module, Program},
};
use gojs_tests::requests::REQUESTS;

/// More fuel than any request here spends.
const PLENTY: u64 = 1 << 50;

const FIB: &str = r#"(module
    (memory (export "mem") 1)
    (func (export "run") (param i32 i32)
        (drop (call $fib (i32.const 30))))
    (func $fib (param i32) (result i32)
        (if (result i32) (i32.lt_u (local.get 0) (i32.const 2))
            (then (local.get 0))
            (else (i32.add
                (call $fib (i32.sub (local.get 0) (i32.const 1)))
                (call $fib (i32.sub (local.get 0) (i32.const 2)))))))
    (func (export "resume"))
    (func (export "getsp") (result i32) (i32.const 1024)))"#;

fn program() -> Result<Program<DeterministicHost>, Box<dyn Error>> {
    let wasm = wat::parse_str(FIB)?;
    let module = Module::new(&gojs::wasmi::metered_engine(), &wasm)?;
    let builder = Program::builder(DeterministicHost::new(1)).limits(Limits::default().heap_bytes(1 << 30));
    Ok(builder.mount("/", MemFs::new()).fuel_slice(PLENTY).instantiate(&module)?)
}

/// Returns nanoseconds per unit of fuel, the fuel and the nanoseconds of the best of `tries`.
fn measure(
    tries: u32,
    mut work: impl FnMut(&mut Program<DeterministicHost>) -> Result<(), gojs::Error>,
    program: &mut Program<DeterministicHost>,
) -> Result<(f64, u64, f64), gojs::Error> {
    let mut best = (f64::INFINITY, 0, 0.0);
    for _ in 0..tries {
        let before = program.fuel_used();
        let start = Instant::now();
        work(program)?;
        let time = start.elapsed().as_nanos() as f64;
        let fuel = program.fuel_used() - before;
        if time / (fuel as f64) < best.0 {
            best = (time / fuel as f64, fuel, time);
        }
        program.collect();
    }
    Ok(best)
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut unit = f64::INFINITY;
    for _ in 0..5 {
        let mut plain = program()?;
        unit = unit.min(measure(1, Program::start, &mut plain)?.0);
    }
    println!("a unit of wasm that calls itself: {unit:.2} ns");
    println!("{:<48} {:>9} {:>11} {:>10} {:>8} {:>6}", "request", "size", "fuel", "µs", "ns/unit", "ratio");
    let mut worst = ("", 0.0);
    for request in REQUESTS {
        let mut guest = program()?;
        let made = guest.with(|cx| {
            let list = (request.prepare)(cx, request.size)?;
            Ok(list.into_iter().map(|value| cx.heap().root(value)).collect::<Vec<_>>())
        })?;
        let values: Vec<_> = made.iter().map(|value| value.value(guest.heap())).collect();
        let (each, fuel, time) =
            measure(20, |program| program.with(|cx| (request.ask)(cx, &values).map(drop)), &mut guest)?;
        let ratio = each / unit;
        println!("{:<48} {:>9} {fuel:>11} {:>10.0} {each:>8.2} {ratio:>6.1}", request.name, request.size, time / 1e3);
        if ratio > worst.1 {
            worst = (request.name, ratio);
        }
    }
    println!("the worst: {}, {:.1} times as much as wasm takes for its fuel", worst.0, worst.1);
    Ok(())
}
