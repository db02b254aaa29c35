//! Failing hosts: each method fails at each call that a guest makes, and the allocator at each request of a guest's
//! size. After each failure the program must have reported it, or its host must be notified. Earlier output must be
//! intact, and another program must run.
//!
//! `README.md` lists the counts.

mod allocator;
mod files;
mod host;
mod mem_fs;
mod plan;
mod run;

use std::process::ExitCode;

use gojs_tests::{
    go::{NEWEST, Toolchain},
    harness, root,
};
use libtest_mimic::{Arguments, Failed, Trial};
use wasmi::Module;

fn hosts() -> Result<(), Failed> {
    let wasm = std::fs::read(Toolchain::get(NEWEST)?.build("everything")?)?;
    let module = Module::new(&gojs::wasmi::engine(), &wasm)?;
    let table = run::every_call_fails(&module)?;
    let mut text =
        String::from("| what fails | faults | the guest says so | nothing else changes | the program is ended |\n");
    text += "| --- | ---: | ---: | ---: | ---: |\n";
    for (method, outcomes) in &table {
        let of = |outcome| outcomes.get(&outcome).copied().unwrap_or(0);
        let [told, same, ended] = [run::Outcome::Told, run::Outcome::Same, run::Outcome::Ended].map(of);
        text += &format!("| {method} | {} | {told} | {same} | {ended} |\n", told + same + ended);
    }
    check_table(&text)
}

/// Checks that the README contains the results.
fn check_table(text: &str) -> Result<(), Failed> {
    let readme = std::fs::read_to_string(root().join("tests/faults/README.md"))?;
    if readme.contains(text) { Ok(()) } else { Err(format!("tests/faults/README.md should have\n\n{text}").into()) }
}

fn main() -> ExitCode {
    if let Some(code) = allocator::child().or_else(mem_fs::child) {
        return code;
    }
    let trials = vec![
        Trial::test("faults::every call of a host's fails", hosts),
        Trial::test("faults::every large request for memory fails", allocator::every_request_fails),
        Trial::test("faults::memory ends in every operation on MemFs", mem_fs::memory_ends),
    ];
    harness::run(&Arguments::from_args(), "gojs-tests", "faults", trials).exit_code()
}
