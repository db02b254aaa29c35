//! Tests of the library's file systems against Linux. They need neither Go nor Node.
#![cfg(unix)]

mod conformance;
mod escapes;
mod folder;

use std::process::ExitCode;

use gojs_tests::harness;
use libtest_mimic::Arguments;

fn main() -> ExitCode {
    let mut trials = conformance::trials();
    trials.extend(escapes::trials());
    harness::run(&Arguments::from_args(), "gojs-tests", "files", trials).exit_code()
}
