use std::fs;
use std::time::{Duration, Instant};

use gojs::{
    DeterministicHost, Host, Poll,
    js::{IntoArguments, Statistics},
};
use libtest_mimic::Failed;

use super::runtime;
use crate::support::go::{NEWEST, Toolchain};
use crate::{BATCH, count};

struct Soak {
    program: runtime::Program<DeterministicHost>,
    kind: &'static str,
}

impl Soak {
    fn new(kind: &'static str) -> Result<Self, Failed> {
        let wasm = fs::read(Toolchain::get(NEWEST)?.build("js_soak")?)?;
        let module = runtime::parse(&wasm);
        let mut program = runtime::Program::builder(DeterministicHost::new(1)).instantiate(&module)?;
        program.start()?;
        Ok(Soak { program, kind })
    }

    /// Calls a function of the guest's; what the guest has said goes with an error.
    fn call(&mut self, name: &str, arguments: impl IntoArguments) -> Result<(), Failed> {
        let result = self.program.call::<()>(name, arguments);
        result.map_err(|error| format!("{error}\n{}", String::from_utf8_lossy(self.program.host().stderr())).into())
    }

    /// Makes and drops so many, and lets what is due be done. How long it took.
    ///
    /// In batches: a loop in Go leaves no time to the goroutine that runs finalizers, which is what lets go of values.
    fn churn(&mut self, count: u32) -> Result<Duration, Failed> {
        let mut took = Duration::ZERO;
        let mut left = count;
        while left > 0 {
            let batch = left.min(BATCH);
            left -= batch;
            let start = Instant::now();
            self.call("churn", (self.kind, batch))?;
            took += start.elapsed();
            // Timers are due by now, and none of them is left.
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

    /// What is left when both collectors have run.
    fn rest(&mut self) -> Result<Statistics, Failed> {
        for _ in 0..2 {
            self.call("collect", ())?;
            self.program.collect();
        }
        Ok(self.program.collect())
    }
}

pub(crate) fn nothing_is_left(kind: &'static str) -> Result<(), Failed> {
    let mut soak = Soak::new(kind)?;
    let tenth = count(kind) / 10;
    let first = soak.churn(tenth)?;
    let before = soak.rest()?;
    let mut last = first;
    for _ in 1..10 {
        last = soak.churn(tenth)?;
    }
    let after = soak.rest()?;
    println!(
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
    );
    if before != after {
        return Err(format!("{before:?} after the first tenth, {after:?} at the end").into());
    }
    // Not a measurement: a heap that holds on to what it was given takes many times as long. What interrupts a short tenth on a
    // busy machine is not meant.
    if last > first * 3 + Duration::from_millis(200) {
        return Err(format!("the first tenth took {first:?}, the last {last:?}").into());
    }
    Ok(())
}
