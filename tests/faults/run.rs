//! Runs a guest with a fault, and evaluates the outcome.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use gojs::{DeterministicHost, Error, wasmi::Program};
use libtest_mimic::Failed;
use wasmi::Module;

use super::{files::FaultyFiles, host::FaultyHost, plan::Plan};

/// The end of a run, and its output.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Run {
    end: Result<i32, String>,
    output: [Vec<u8>; 2],
}

/// The outcome of a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// The guest received the error, and reported it.
    Told,
    /// The guest received the error, used an alternative and ended well, with the same output.
    Same,
    /// The program was ended with an error that names the failure.
    Ended,
}

fn run(module: &Module, plan: &Plan) -> Result<Run, Failed> {
    let builder = Program::builder(FaultyHost::new(plan.clone())).args(["everything"]);
    let mut program = builder.mount("/", FaultyFiles::new(plan.clone())).instantiate(module)?;
    let end = match program.run() {
        Ok(exit) => Ok(exit.code()),
        Err(error) => {
            if !matches!(program.run(), Err(Error::Ended)) {
                return Err(format!("it goes on after {error}").into());
            }
            Err(error.to_string())
        }
    };
    // The statistics can be read, however the program has ended.
    if program.collect().objects == 0 {
        return Err("its statistics are gone".into());
    }
    let host = &program.host().inner;
    Ok(Run { end, output: [host.stdout().to_vec(), host.stderr().to_vec()] })
}

/// Checks that a program that exits with 7 runs in the same process.
fn another_runs() -> Result<(), Failed> {
    let wasm = wat::parse_str(
        r#"(module
            (import "gojs" "runtime.wasmExit" (func $exit (param i32)))
            (memory (export "mem") 1)
            (func (export "run") (param i32 i32)
                (i32.store (i32.const 1032) (i32.const 7))
                (call $exit (i32.const 1024)))
            (func (export "resume"))
            (func (export "getsp") (result i32) (i32.const 1024)))"#,
    )?;
    let module = Module::new(&gojs::wasmi::engine(), &wasm)?;
    let exit = Program::builder(DeterministicHost::new(1)).instantiate(&module)?.run()?;
    if exit.code() == 7 { Ok(()) } else { Err(format!("another program has ended with {exit:?}").into()) }
}

/// The signs of a reported failure: Go's text for `EIO`, or Node's code for it.
const SIGNS: [&str; 4] = ["nput/output error", "EIO", "i/o error", "I/O error"];

fn judge(method: &str, whole: &Run, faulty: &Run, written: [usize; 2]) -> Result<Outcome, Failed> {
    for stream in [0, 1] {
        let before = whole.output[stream].get(..written[stream]);
        if before.is_none() || faulty.output[stream].get(..written[stream]) != before {
            return Err("what was written before is lost".into());
        }
    }
    if faulty == whole {
        return Ok(Outcome::Same);
    }
    let said: Vec<_> = faulty.output.iter().map(|bytes| String::from_utf8_lossy(bytes)).collect();
    match &faulty.end {
        Err(error) if SIGNS.iter().any(|sign| error.contains(sign)) => Ok(Outcome::Ended),
        Err(error) => Err(format!("an error that does not say what failed: {error}").into()),
        // The exit code is the last resort if the message itself is lost.
        Ok(code) if SIGNS.iter().any(|sign| said.iter().any(|text| text.contains(sign))) || *code == 1 => {
            Ok(Outcome::Told)
        }
        Ok(code) => Err(format!("{method}: exit {code}, and nothing said: {said:?}").into()),
    }
}

/// The number of faults by method and outcome.
pub(crate) type Table = BTreeMap<&'static str, BTreeMap<Outcome, u32>>;

/// Runs the guest once without a fault, and then once for each call that it makes.
pub(crate) fn every_call_fails(module: &Module) -> Result<Table, Failed> {
    let plan = Plan::default();
    let whole = run(module, &plan)?;
    if whole.end != Ok(0) {
        return Err(format!("without a fault: {whole:?}").into());
    }
    let faults: Vec<(&'static str, u32)> =
        plan.calls().into_iter().flat_map(|(method, count)| (1..=count).map(move |at| (method, at))).collect();
    let table = Mutex::new(Table::new());
    let failures = Mutex::new(Vec::new());
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(&(method, at)) = faults.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let plan = Plan::failing(method, at);
                    let outcome = run(module, &plan).and_then(|faulty| {
                        let written = plan.written().ok_or("the call is not made")?;
                        another_runs()?;
                        judge(method, &whole, &faulty, written)
                    });
                    match outcome {
                        Ok(outcome) => {
                            *table.lock().unwrap().entry(method).or_default().entry(outcome).or_default() += 1;
                        }
                        Err(error) => {
                            let error = error.message().unwrap_or_default().to_owned();
                            failures.lock().unwrap().push(format!("{method}, call {at}: {error}"));
                        }
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().unwrap();
    if failures.is_empty() { Ok(table.into_inner().unwrap()) } else { Err(failures.join("\n").into()) }
}
