use std::fs;

use gojs::{DeterministicHost, Stream};
use libtest_mimic::Failed;

use super::{gotest, runtime};
use crate::{build, evaluate};

pub(crate) fn passes(version: &'static str) -> Result<(), Failed> {
    let wasm = fs::read(build(version)?)?;
    let module = runtime::parse(&wasm);
    let mut program = runtime::Program::builder(DeterministicHost::new(1))
        .args(["syscall_js.test", "-test.v"])
        .imports(gotest)
        .evaluator(evaluate)
        .instantiate(&module)?;
    let exit = program.run();
    let stdout = program.host().take(Stream::Stdout);
    let stderr = program.host().take(Stream::Stderr);
    let (stdout, stderr) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    let exit = exit.map_err(|error| format!("{error}\n{stdout}\n{stderr}"))?;
    let passed = stdout.lines().filter(|line| line.trim_start().starts_with("--- PASS")).count();
    let wrong: Vec<&str> = stdout
        .lines()
        .filter(|line| line.trim_start().starts_with("--- FAIL") || line.trim_start().starts_with("--- SKIP"))
        .collect();
    println!("go{version}: {passed} tests passed");
    if exit.code() != 0 || !wrong.is_empty() || !stdout.contains("\nPASS\n") || passed < 20 {
        return Err(format!("exit code {}, {wrong:?}\n{stdout}\n{stderr}", exit.code()).into());
    }
    Ok(())
}
