//! Tests for leaks: a Go guest creates and drops values of each kind, and at the end the heap must hold exactly as much
//! as before.
//!
//! A normal run creates 200,000 values of each of the first two kinds, and `tests/soak-long` five million.
//! `--nocapture` prints the measurements, which `benches/README.md` lists.

use std::env;
use std::fs;
use std::time::Duration;

use gojs::{
    DeterministicHost, Host, Poll,
    js::{IntoArguments, Statistics},
};
use gojs_tests::{
    by_runtime,
    go::{NEWEST, Toolchain},
    harness,
    runtime::{Program, Runtime},
};
use libtest_mimic::{Failed, Trial};

const KINDS: [&str; 9] =
    ["cycles", "functions", "strings", "bytes", "promises", "timers", "listeners", "symbols", "maps"];

/// The number of values that one call of Go creates.
const BATCH: u32 = 10_000;

/// Returns the number of values to create of a kind. `GOJS_SOAK` sets it for the first two kinds. The other kinds get a
/// tenth of it, because they are slower and their leaks show immediately.
fn count(kind: &str) -> u32 {
    let all = env::var("GOJS_SOAK").ok().and_then(|count| count.parse().ok()).unwrap_or(200_000);
    if ["cycles", "functions"].contains(&kind) { all } else { all / 10 }
}

/// Returns this thread's processor time, on which the load of the machine has no influence.
fn cpu_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

struct Soak<R: Runtime> {
    program: Program<R>,
    kind: &'static str,
}

impl<R: Runtime> Soak<R> {
    fn new(kind: &'static str) -> Result<Self, Failed> {
        let wasm = fs::read(Toolchain::get(NEWEST)?.build("js_soak")?)?;
        let mut program = R::instantiate(R::builder(DeterministicHost::new(1)), &R::parse(&wasm))?;
        program.start()?;
        Ok(Soak { program, kind })
    }

    /// Calls a guest function. An error includes the guest's stderr.
    fn call(&mut self, name: &str, arguments: impl IntoArguments) -> Result<(), Failed> {
        let result = self.program.call::<()>(name, arguments);
        result.map_err(|error| format!("{error}\n{}", String::from_utf8_lossy(self.program.host().stderr())).into())
    }

    /// Creates and drops `count` values, polls the program until its timers are done, and returns the processor time of
    /// the calls.
    ///
    /// This happens in batches because a loop in Go never yields to the goroutine that runs finalizers, which release
    /// values.
    fn churn(&mut self, count: u32) -> Result<Duration, Failed> {
        let mut took = Duration::ZERO;
        let mut left = count;
        while left > 0 {
            let batch = left.min(BATCH);
            left -= batch;
            let start = cpu_time();
            self.call("churn", (self.kind, batch))?;
            took += cpu_time().saturating_sub(start);
            // After an hour of simulated time all timers have fired.
            for _ in 0..2 {
                let now = self.program.host().monotonic() + Duration::from_secs(3600);
                self.program.host().wait(Some(now));
                let now = self.program.host().monotonic();
                if let Poll::Exited(exit) = self.program.poll(now)? {
                    return Err(format!("the guest has exited with code {}", exit.code()).into());
                }
            }
        }
        Ok(took)
    }

    /// Returns the statistics of the heap after both collectors have run.
    fn rest(&mut self) -> Result<Statistics, Failed> {
        for _ in 0..2 {
            self.call("collect", ())?;
            self.program.collect();
        }
        Ok(self.program.collect())
    }
}

fn nothing_is_left<R: Runtime>(kind: &'static str) -> Result<(), Failed> {
    let mut soak = Soak::<R>::new(kind)?;
    let tenth = count(kind) / 10;
    let first = soak.churn(tenth)?;
    let before = soak.rest()?;
    let mut last = first;
    for _ in 1..10 {
        last = soak.churn(tenth)?;
    }
    let after = soak.rest()?;
    harness::remark(format_args!(
        "{kind}: {} made; {} objects, {} strings, {} bytes before, {} objects, {} strings, {} bytes after; \
         {} ns each in the first tenth, {} ns in the last",
        tenth * 10,
        before.objects,
        before.strings,
        before.bytes,
        after.objects,
        after.strings,
        after.bytes,
        first.as_nanos() / u128::from(tenth.max(1)),
        last.as_nanos() / u128::from(tenth.max(1)),
    ));
    if before != after {
        return Err(format!("{before:?} after the first tenth, {after:?} at the end").into());
    }
    // This is not a measurement: a heap that keeps garbage takes many times as long. The constant allows for a short
    // first tenth on a busy machine.
    if last > first * 3 + Duration::from_millis(200) {
        return Err(format!("the first tenth took {first:?}, the last {last:?}").into());
    }
    Ok(())
}

pub(crate) fn trials() -> Vec<Trial> {
    type Check = fn(&'static str) -> Result<(), Failed>;
    let runtimes: Vec<(&str, Check)> = by_runtime!(nothing_is_left);
    let mut trials = Vec::new();
    for (runtime, nothing_is_left) in runtimes {
        trials.extend(KINDS.map(|kind| Trial::test(format!("soak::{runtime}/{kind}"), move || nothing_is_left(kind))));
    }
    trials
}
