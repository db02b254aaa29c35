//! Fuel slices: a program that is suspended in the middle of Go code and resumed behaves as it does without slices.

use std::ffi::OsStr;
use std::fmt::Debug;
use std::fs;

use gojs::embed::Function;
use gojs::wasmi::{Module, Program};
use gojs::{DeterministicHost, Error, Exit, Host, Instant, Poll};
use libtest_mimic::{Failed, Trial};
use wasmi::Engine;

use gojs_tests::case::Guest;
use gojs_tests::cases;
use gojs_tests::go::{self, NEWEST, Toolchain};
use gojs_tests::process::Input;

type Test = Result<(), Failed>;

/// Barely enough fuel to write one line. Go's start-up needs about twenty slices.
const SLICE: u64 = 20_000;

fn module(guest: &str) -> Result<Vec<u8>, Failed> {
    let path = Toolchain::get(NEWEST)?.build(guest)?;
    Ok(fs::read(path)?)
}

fn program(
    wasm: &[u8],
    engine: &Engine,
    slice: Option<u64>,
    input: &Input,
) -> Result<Program<DeterministicHost>, Failed> {
    let text = |text: &OsStr| text.to_string_lossy().into_owned();
    let host = DeterministicHost::new(1).stdin(input.stdin.clone().unwrap_or_default());
    let mut builder = Program::builder(host)
        .args([String::from("guest")].into_iter().chain(input.args.iter().map(|arg| text(arg))))
        .envs(input.env.iter().map(|(name, value)| (text(name), text(value))));
    if let Some(slice) = slice {
        // Code that the guest runs under native functions must run to its end.
        builder = builder.fuel_slice(slice).fuel_overdraft(u64::MAX);
    }
    Ok(builder.instantiate(&Module::new(engine, wasm)?)?)
}

fn fuel(args: &[&str], slice: u64) -> Result<Program<DeterministicHost>, Failed> {
    let input = Input { args: args.iter().map(Into::into).collect(), ..Input::default() };
    program(&module("fuel")?, &gojs::wasmi::metered_engine(), Some(slice), &input)
}

/// The outcome of a program, and the number of its polls that returned `Poll::Ready`.
struct Course {
    end: Result<Exit, String>,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
    ready: u64,
}

/// Runs a program to its end. Only the guest reads the clock, so polls do not change what the guest sees.
fn run(mut program: Program<DeterministicHost>) -> Course {
    let (mut now, mut ready) = (Instant::ZERO, 0);
    let end = loop {
        match program.poll(now) {
            Ok(Poll::Exited(exit)) => break Ok(exit),
            Ok(Poll::Ready) => ready += 1,
            Ok(Poll::Waiting { .. }) if program.is_idle() => {
                if let Err(error) = program.wake() {
                    break Err(error.to_string());
                }
            }
            Ok(Poll::Waiting { until }) => {
                program.host().wait(until);
                now = until.unwrap_or(now).max(now);
            }
            Err(error) => break Err(error.to_string()),
        }
        // A collection frees every value that the suspended program fails to root.
        if ready % 64 == 1 {
            program.collect();
        }
    };
    let host = program.host();
    Course { end, stdout: host.stdout().to_vec(), stderr: host.stderr().to_vec(), ready }
}

fn same<T: PartialEq + Debug>(what: &str, sliced: &T, whole: &T) -> Test {
    if sliced == whole { Ok(()) } else { Err(format!("{what}: {sliced:?} in slices, but {whole:?}").into()) }
}

/// Checks that the guest behaves the same in slices as without.
fn goes_the_same_way(guest: &Guest) -> Test {
    let wasm = if guest.prebuilt { fs::read(go::prebuilt())? } else { module(guest.name)? };
    for case in &guest.cases {
        let whole = run(program(&wasm, &gojs::wasmi::engine(), None, &case.input)?);
        let sliced = run(program(&wasm, &gojs::wasmi::metered_engine(), Some(SLICE), &case.input)?);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        same(&format!("{}: end", case.name), &sliced.end, &whole.end)?;
        same(&format!("{}: stdout", case.name), &text(&sliced.stdout), &text(&whole.stdout))?;
        same(&format!("{}: stderr", case.name), &text(&sliced.stderr), &text(&whole.stderr))?;
        if whole.ready != 0 || sliced.ready == 0 && sliced.end.is_ok() {
            return Err(format!("{} and {} polls that were not the last", whole.ready, sliced.ready).into());
        }
    }
    Ok(())
}

fn expect<T: PartialEq + Debug>(what: &str, found: T, expected: T) -> Test {
    if found == expected { Ok(()) } else { Err(format!("{what}: {found:?} instead of {expected:?}").into()) }
}

fn error<T>(what: &str, result: Result<T, Error>) -> Result<Error, Failed> {
    match result {
        Ok(_) => Err(format!("{what} should have failed").into()),
        Err(Error::Traced { error, .. }) => Ok(*error),
        Err(error) => Ok(error),
    }
}

/// Checks that the work done per slice equals the slice: no fuel is lost between slices, and no slice is exceeded.
fn takes_what_it_was_given() -> Test {
    const PLENTY: u64 = 1 << 40;
    let mut whole = fuel(&["sum", "300000"], PLENTY)?;
    let Poll::Exited(_) = whole.poll(Instant::ZERO)? else { return Err("there was not enough fuel".into()) };
    let taken = PLENTY - whole.store().get_fuel()?;
    for slice in [10_000, 100_000] {
        let polls = run(fuel(&["sum", "300000"], slice)?).ready + 1;
        let (least, most) = (taken / slice, taken / slice * 11 / 10 + 1);
        if !(least..=most).contains(&polls) {
            return Err(format!("{polls} slices of {slice} for {taken}").into());
        }
    }
    Ok(())
}

fn a_loop_without_end_is_left_each_time() -> Test {
    let mut program = fuel(&["forever"], 20_000)?;
    for _ in 0..2_000 {
        expect("a poll", program.poll(Instant::ZERO)?, Poll::Ready)?;
        expect("poll_at", program.poll_at(), Some(Instant::ZERO))?;
    }
    expect("is_idle", program.is_idle(), false)?;
    expect("its output so far", program.host().stdout(), &b"begins\n"[..])
}

/// Polls a program until every goroutine waits, and returns the number of polls that returned `Poll::Ready`.
fn settle(program: &mut Program<DeterministicHost>) -> Result<u64, Failed> {
    let mut polls = 0;
    while program.poll(Instant::ZERO)? == Poll::Ready {
        polls += 1;
    }
    Ok(polls)
}

fn what_was_left_in_the_middle_cannot_be_called() -> Test {
    let mut program = fuel(&["serve"], 50_000)?;
    settle(&mut program)?;
    let sum: Function = program.get("sum")?;
    program.queue(&sum, (400_000,))?;
    expect("a poll", program.poll(Instant::ZERO)?, Poll::Ready)?;
    let refused = [
        error("call", program.call::<f64>("sum", (1,)))?,
        error("call_function", program.call_function::<f64>(&sum, (1,)))?,
        error("get", program.get::<f64>("sum"))?,
        error("with", program.with(|_| Ok(())))?,
        error("wake", program.wake())?,
        error("call_export", program.call_export::<(), ()>("resume", ()))?,
    ];
    for error in refused {
        expect("an error", error.to_string(), Error::Suspended.to_string())?;
    }
    let started = error("start", program.start())?;
    expect("an error", started.to_string(), Error::Started.to_string())?;
    // Operations that do not call Go succeed, and queued calls run in order.
    program.set("answer", 42)?;
    program.queue(&sum, (10,))?;
    if settle(&mut program)? < 3 {
        return Err("the first sum does not take many slices".into());
    }
    expect("a property", program.get::<f64>("answer")?, 42.0)?;
    expect("the order", program.host().stdout(), format!("sum {}\nsum {}\n", sum_of(400_000), sum_of(10)).as_bytes())
}

/// Computes the same sum as the guest.
fn sum_of(n: i64) -> i64 {
    (0..n).fold(0, |total, i| (total * 31 + i) % 1_000_003)
}

/// A native function's wait continues beyond the slice. The program is suspended as soon as the function returns.
fn under_a_native_function_the_slice_is_overdrawn() -> Test {
    let course = run(fuel(&["map", "100000"], 50_000)?);
    expect("end", course.end.as_ref().map(|exit| exit.code()), Ok(0))?;
    let sum = sum_of(100_000);
    let expected = format!("<number: {}> <number: {}> <number: {}>\n", sum + 1, sum + 2, sum + 3);
    expect("stdout", String::from_utf8_lossy(&course.stdout).into_owned(), expected)?;
    // Without the overdraft, three sums of 100,000 numbers would need at least 50 slices.
    let alone = run(fuel(&["map", "1"], 50_000)?).ready;
    if course.ready > alone + 6 {
        return Err(format!("{} slices, {alone} without a computation", course.ready).into());
    }
    Ok(())
}

fn many_small_calls_need_no_large_overdraft() -> Test {
    let mut program = fuel(&["serve"], 1_000_000)?;
    settle(&mut program)?;
    // Each call spends a few thousand units, and never begins a slice.
    for n in 0..100 {
        expect("a sum", program.call::<f64>("sum", (n,))?, sum_of(n.into()) as f64)?;
    }
    Ok(())
}

fn the_overdraft_has_a_limit() -> Test {
    let wasm = module("fuel")?;
    let engine = gojs::wasmi::metered_engine();
    let module = Module::new(&engine, &wasm)?;
    let begin = |args: &[&str]| {
        let args: Vec<String> = [&["fuel"], args].concat().iter().map(ToString::to_string).collect();
        Program::builder(DeterministicHost::new(1))
            .args(args)
            .fuel_slice(50_000)
            .fuel_overdraft(3_000_000)
            .instantiate(&module)
    };
    // An overdraft under a native function, in a poll.
    let mut program = begin(&["map", "10000000"])?;
    let ended = loop {
        match program.poll(Instant::ZERO) {
            Ok(Poll::Ready) => {}
            other => break error("a poll", other)?,
        }
    };
    expect("the limits", matches!(ended, Error::OutOfFuel { slice: 50_000, overdraft: 3_000_000, .. }), true)?;
    let after = error("a poll", program.poll(Instant::ZERO))?;
    expect("what follows", after.to_string(), Error::Ended.to_string())?;
    // An overdraft in an embedder's call.
    let mut program = begin(&["serve"])?;
    settle(&mut program)?;
    expect("a call within the limit", program.call::<f64>("sum", (1_000,))?, sum_of(1_000) as f64)?;
    let ended = error("a call", program.call::<()>("forever", ()))?;
    expect("the limits", matches!(ended, Error::OutOfFuel { slice: 50_000, overdraft: 3_000_000, .. }), true)?;
    // The next program runs as if nothing had happened.
    expect("another program", run(begin(&["sum", "10"])?).end.map(Exit::code), Ok(0))
}

fn an_engine_that_counts_no_fuel_is_refused() -> Test {
    let wasm = module("fuel")?;
    let module = Module::new(&gojs::wasmi::engine(), &wasm)?;
    let refused = Program::builder(DeterministicHost::new(1)).fuel_slice(1_000).instantiate(&module);
    expect("an error", error("instantiate", refused)?.to_string(), Error::Unmetered.to_string())
}

fn an_engine_that_counts_fuel_runs_programs_without_slices() -> Test {
    let engine = gojs::wasmi::metered_engine();
    let input = Input { args: ["map".into(), "100000".into()].into(), ..Input::default() };
    let course = run(program(&module("fuel")?, &engine, None, &input)?);
    expect("end", (course.end.map(Exit::code), course.ready), (Ok(0), 0))
}

fn an_event_for_a_program_that_has_exited_is_refused() -> Test {
    let mut program = fuel(&["serve"], 50_000)?;
    settle(&mut program)?;
    let (sum, exit): (Function, Function) = (program.get("sum")?, program.get("exit")?);
    program.queue(&exit, (3,))?;
    program.queue(&sum, (1,))?;
    settle(&mut program)?;
    expect("the end", matches!(program.poll(Instant::ZERO)?, Poll::Exited(exit) if exit.code() == 3), true)?;
    let refused = error("queue", program.queue(&sum, (1,)))?;
    expect("an error", matches!(refused, Error::Exited(exit) if exit.code() == 3), true)?;
    // The call that was queued before the exit does not run either.
    expect("the end", matches!(program.poll(Instant::ZERO)?, Poll::Exited(_)), true)?;
    expect("its output", program.host().stdout(), &b""[..])
}

/// Creates a trial of each function, with the function's name.
macro_rules! named {
    ($($test:ident),* $(,)?) => {
        vec![$(Trial::test(concat!("fuel::", stringify!($test)), $test)),*]
    };
}

pub(crate) fn trials() -> Vec<Trial> {
    let mut trials = named![
        takes_what_it_was_given,
        a_loop_without_end_is_left_each_time,
        what_was_left_in_the_middle_cannot_be_called,
        under_a_native_function_the_slice_is_overdrawn,
        many_small_calls_need_no_large_overdraft,
        the_overdraft_has_a_limit,
        an_engine_that_counts_no_fuel_is_refused,
        an_engine_that_counts_fuel_runs_programs_without_slices,
        an_event_for_a_program_that_has_exited_is_refused,
    ];
    // These guests import functions that only the command line provides, for Go's own tests.
    let imports = ["wasm_import", "wasm_export"];
    for guest in cases::all().into_iter().filter(|guest| !imports.contains(&guest.name)) {
        trials.push(Trial::test(format!("fuel::sliced/{}", guest.name), move || goes_the_same_way(&guest)));
    }
    trials
}
