//! The example of an adapter: Go programs run on tinywasm as they do under Node.

#[expect(dead_code, reason = "the tests do not call its `main`")]
#[path = "../../../examples/tinywasm.rs"]
mod example;

use std::fs;
use std::path::{Path, PathBuf};

use gojs::{Builder, DeterministicHost, Error, Stream, globals};
use gojs_tests::go::{NEWEST, Toolchain};
use gojs_tests::modules::{go_module, greet};
use gojs_tests::node;
use gojs_tests::process::{self, Input};

fn builder() -> Builder<DeterministicHost, ()> {
    Builder::new(DeterministicHost::new(1), globals::ALL, ())
}

/// Runs a module on tinywasm and under Node, checks that both print the same, and returns it. Without Node, the module
/// runs only on tinywasm.
fn run(module: &Path, args: &[&str], env: &[(&str, &str)]) -> String {
    let wasm = fs::read(module).unwrap();
    let all = ["js"].iter().chain(args).copied();
    let mut program = example::instantiate(&wasm, builder().args(all).envs(env.iter().copied())).unwrap();
    let code = program.run().unwrap().code();
    let stdout = program.host().take(Stream::Stdout);
    let stdout = String::from_utf8(stdout).unwrap();
    let Some(command) = node::find() else {
        eprintln!("WARNING: NOT COMPARED WITH NODE: there is no `node` on the PATH.");
        return stdout;
    };
    let command = node::command(&command, &Toolchain::get(NEWEST).unwrap(), module).unwrap();
    let input = Input {
        args: args.iter().map(Into::into).collect(),
        env: env.iter().map(|(name, value)| (name.into(), value.into())).collect(),
        ..Input::default()
    };
    let reference = process::run(command, &input).unwrap();
    assert_eq!(
        (Some(code), &stdout[..]),
        (reference.status.code(), &*String::from_utf8_lossy(&reference.stdout)),
        "{}",
        module.display()
    );
    stdout
}

fn guest(name: &str) -> PathBuf {
    Toolchain::get(NEWEST).unwrap().build_example(name).unwrap()
}

#[test]
fn hello() {
    assert_eq!(run(&guest("hello"), &[], &[]), "Hello, wasm!\n");
}

#[test]
fn env() {
    let printed = run(&guest("env"), &["one", "zwei 😀"], &[("A", "1"), ("B", "=2"), ("TMPDIR", "/tmp")]);
    assert_eq!(printed, "argument 1: \"one\"\nargument 2: \"zwei 😀\"\nA=1\nB==2\nTMPDIR=/tmp\n");
}

#[test]
fn json_with_random_data() {
    let printed = run(&guest("json"), &[], &[]);
    assert_eq!(printed, "100 records, the same again: true\nno two have the same data: true\n");
}

#[test]
fn wapc() {
    let wasm = fs::read(Toolchain::get(NEWEST).unwrap().build("wapc").unwrap()).unwrap();
    let builder = builder().wapc(|_cx, call| Ok([b"hello, ", call.payload].concat()));
    let mut program = example::instantiate(&wasm, builder).unwrap();
    program.start().unwrap();
    assert_eq!(program.guest_call("greet", b"Ada").unwrap(), b"Greetings, Ada!");
    assert_eq!(program.host().stdout(), b"The host says: hello, Ada\n");
}

#[test]
fn a_go_function_is_called_and_calls_back() {
    let mut program = example::instantiate(greet(), builder().args(["greet", "-serve"])).unwrap();
    program.start().unwrap();
    for i in 0..100 {
        assert_eq!(program.call::<f64>("add", (i, 40)).unwrap(), f64::from(i) + 40.0);
    }
    let end = program.call::<()>("stop", ());
    assert!(matches!(end, Err(Error::Exited(exit)) if exit.code() == 0), "{end:?}");
}

#[test]
fn a_trap_is_an_error_and_so_is_an_access_outside_of_memory() {
    for (body, message) in [
        ("(unreachable)", "trap: "),
        ("(call $import (i32.const 65530))", "import `runtime.getRandomData`: stack frame: "),
        ("(call $import (i32.const -8))", "import `runtime.getRandomData`: stack frame: "),
    ] {
        let module = go_module("runtime.getRandomData", body, "");
        let error = example::instantiate(&module, builder()).unwrap().run().unwrap_err().to_string();
        assert!(error.starts_with(message), "{body}: {error}");
    }
}
