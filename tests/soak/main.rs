//! Nothing leaks: a Go guest makes and drops values of each kind, and at the end the heap holds what it held before.
//!
//! `cargo test --test soak` makes 200,000 of the first two kinds; `tests/soak-long` five million. Figures are in
//! `benches/README.md`.
//!
//! What `body.rs` does is done on each runtime that there is.

#[allow(dead_code, reason = "of what runs guests, this needs the toolchains alone")]
#[path = "../support/mod.rs"]
mod support;

#[macro_use]
#[path = "../support/runtimes.rs"]
mod runtimes;

use std::env;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};

on_each_runtime! {
    pub(crate) mod soak {
        include!("body.rs");
    }
}

/// By this alone `rustfmt` finds the file.
#[cfg(any())]
mod body;

const KINDS: [&str; 9] =
    ["cycles", "functions", "strings", "bytes", "promises", "timers", "listeners", "symbols", "maps"];

/// How many are made in one call of Go's.
const BATCH: u32 = 10_000;

/// How many of each kind are made, in tenths. The two that the crate promises most of are made in full, the others are
/// a tenth as many: they are slower, and leak at once if at all.
fn count(kind: &str) -> u32 {
    let all = env::var("GOJS_SOAK").ok().and_then(|count| count.parse().ok()).unwrap_or(200_000);
    if ["cycles", "functions"].contains(&kind) { all } else { all / 10 }
}

fn main() -> ExitCode {
    type Check = fn(&'static str) -> Result<(), Failed>;
    let runtimes: &[(&str, Check)] = by_runtime!(soak::nothing_is_left);
    let mut trials = Vec::new();
    for &(runtime, nothing_is_left) in runtimes {
        trials.extend(KINDS.map(|kind| Trial::test(format!("{runtime}/{kind}"), move || nothing_is_left(kind))));
    }
    let mut arguments = Arguments::from_args();
    // Times are compared.
    arguments.test_threads = Some(1);
    libtest_mimic::run(&arguments, trials).exit_code()
}
