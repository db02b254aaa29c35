//! Modules that no Go compiler emits. Each is rejected, or ends with an error that names the problem.

mod parsing;

use gojs::{DeterministicHost, Error, Poll, Stream};
use gojs_tests::runtime::{Program, Runtime};
use gojs_tests::{modules, on_each_runtime};

on_each_runtime![
    a_missing_export_is_named,
    an_export_of_another_type_is_named_with_both,
    an_unknown_import_is_named,
    an_import_of_another_type_is_refused,
    an_import_that_is_called_too_early_is_an_error,
    a_memory_without_room_for_the_arguments_is_an_error,
    a_stack_pointer_out_of_bounds_is_an_error_of_each_import,
    a_slice_that_overflows_is_an_error,
    traps_say_what_happened,
    recursion_without_end_is_a_trap,
    what_was_written_before_the_end_is_kept,
    a_write_to_another_file_descriptor_is_an_error,
    a_program_that_neither_exits_nor_waits_is_stalled,
    a_timer_that_is_never_cleared_leaves_the_embedder_in_control,
];

/// Returns a module with the exports of a Go program and one import, `$import`. `run` is the body of its `run`.
fn go_module(import: &str, run: &str) -> String {
    modules::go_module_text(import, 1024, run, "")
}

/// Adds fields to a module.
fn with_fields(module: &str, fields: &str) -> String {
    format!("{} {fields})", module.strip_suffix(')').expect("a module ends with a parenthesis"))
}

fn program<R: Runtime>(text: &str) -> Result<Program<R>, Error> {
    R::instantiate(R::builder(DeterministicHost::new(1)), &R::parse(&modules::parse(text)))
}

/// Returns the error with which a module is rejected.
fn refusal<R: Runtime>(text: &str) -> Error {
    program::<R>(text).map(drop).unwrap_err()
}

/// Runs [`go_module`] until it ends, and returns the program and the error message.
fn ending<R: Runtime>(import: &str, body: &str) -> (Program<R>, String) {
    let mut program = program::<R>(&go_module(import, body)).unwrap();
    let error = program.run().unwrap_err();
    (program, error.to_string())
}

fn a_missing_export_is_named<R: Runtime>() {
    let exports = [
        r#"(memory (export "mem") 1)"#,
        r#"(func (export "run") (param i32 i32))"#,
        r#"(func (export "resume"))"#,
        r#"(func (export "getsp") (result i32) (i32.const 0))"#,
    ];
    for (missing, name) in ["mem", "run", "resume", "getsp"].into_iter().enumerate() {
        let rest: String = exports.iter().enumerate().filter(|(i, _)| *i != missing).map(|(_, text)| *text).collect();
        let error = refusal::<R>(&format!("(module {rest})"));
        assert_eq!(error.to_string(), format!("not a Go program for js/wasm: the module has no export `{name}`"));
    }
}

fn an_export_of_another_type_is_named_with_both<R: Runtime>() {
    let error = refusal::<R>(
        r#"(module (memory (export "mem") 1) (func (export "run") (param i64)) (func (export "resume"))
            (func (export "getsp") (result i32) (i32.const 0)))"#,
    );
    assert_eq!(
        error.to_string(),
        "not a Go program for js/wasm: the export `run` should be a function of two i32, but is a function [i64] -> []"
    );
    let error = refusal::<R>(r#"(module (func (export "mem")))"#);
    assert!(error.to_string().contains("`mem` should be a memory, but is a function"), "{error}");
}

fn an_unknown_import_is_named<R: Runtime>() {
    for (module, name) in [("gojs", "syscall/js.valueFly"), ("env", "memory"), ("gojs", ""), ("", "runtime.nanotime1")]
    {
        let error = refusal::<R>(&format!(r#"(module (import "{module}" "{name}" (func (param i32))))"#));
        assert_eq!(error.to_string(), format!("the module imports `{module}` `{name}`, which is not provided"));
    }
}

fn an_import_of_another_type_is_refused<R: Runtime>() {
    let error = refusal::<R>(r#"(module (import "gojs" "runtime.nanotime1" (func (param i64))))"#);
    assert!(error.to_string().contains("runtime.nanotime1"), "{error}");
}

fn an_import_that_is_called_too_early_is_an_error<R: Runtime>() {
    let error = refusal::<R>(
        r#"(module (import "gojs" "runtime.nanotime1" (func $import (param i32)))
            (func $start (call $import (i32.const 0))) (start $start))"#,
    );
    assert!(error.to_string().contains("before the module was instantiated"), "{error}");
}

fn a_memory_without_room_for_the_arguments_is_an_error<R: Runtime>() {
    let error = program::<R>(&go_module("runtime.nanotime1", "").replace(r#""mem") 1"#, r#""mem") 0"#))
        .unwrap()
        .run()
        .unwrap_err();
    assert!(error.to_string().starts_with("the module's memory is too small for the program's arguments"), "{error}");
}

fn a_stack_pointer_out_of_bounds_is_an_error_of_each_import<R: Runtime>() {
    for import in gojs::Import::all(gojs::ImportModule::Gojs) {
        if ["debug", "runtime.resetMemoryDataView"].contains(&import.name()) {
            continue; // These do not read their frame.
        }
        for sp in [65536_u32, 65533, 0x7fff_fff8, 0xffff_fff8, u32::MAX] {
            let (_, message) = ending::<R>(import.name(), &format!("(call $import (i32.const {}))", sp as i32));
            assert!(message.starts_with(&format!("import `{}`: ", import.name())), "sp {sp:#x}: {message}");
        }
    }
}

fn a_slice_that_overflows_is_an_error<R: Runtime>() {
    // `getRandomData(r []byte)`: pointer at sp + 8, length at sp + 16.
    for (pointer, length) in
        [(0, 65537), (65536, 1), (-1, 1), (0, -1), (i64::MAX, i64::MAX), (i64::MIN, 0), (1 << 32, 0)]
    {
        let body = format!(
            "(i64.store (i32.const 1032) (i64.const {pointer}))
             (i64.store (i32.const 1040) (i64.const {length}))
             (call $import (i32.const 1024))"
        );
        let (_, message) = ending::<R>("runtime.getRandomData", &body);
        let expected = format!("import `runtime.getRandomData`: slice of {length} elements at {pointer:#x}");
        assert!(message.starts_with(&expected), "{message}");
    }
}

fn traps_say_what_happened<R: Runtime>() {
    for (body, message) in [
        ("(unreachable)", "unreachable"),
        ("(drop (i32.load (i32.const -4)))", "out of bounds"),
        ("(drop (i32.div_s (i32.const 1) (i32.const 0)))", "divide by zero"),
    ] {
        let (mut program, error) = ending::<R>("debug", body);
        assert!(error.starts_with("trap: ") && error.contains(message), "{error}");
        assert!(matches!(program.run(), Err(Error::Ended)));
    }
}

fn recursion_without_end_is_a_trap<R: Runtime>() {
    let text = go_module("debug", "(call $again)");
    let error = program::<R>(&with_fields(&text, "(func $again (call $again))")).unwrap().run().unwrap_err();
    assert!(error.to_string().starts_with("trap: "), "{error}");
}

fn what_was_written_before_the_end_is_kept<R: Runtime>() {
    let (mut program, _) = ending::<R>(
        "runtime.wasmWrite",
        r#"(i64.store (i32.const 1032) (i64.const 1))
           (i64.store (i32.const 1040) (i64.const 2048))
           (i32.store (i32.const 1048) (i32.const 4))
           (i32.store (i32.const 2048) (i32.const 0x64636261))
           (call $import (i32.const 1024))
           (unreachable)"#,
    );
    assert_eq!(program.host().take(Stream::Stdout), b"abcd");
}

fn a_write_to_another_file_descriptor_is_an_error<R: Runtime>() {
    let (_, message) =
        ending::<R>("runtime.wasmWrite", "(i64.store (i32.const 1032) (i64.const 3)) (call $import (i32.const 1024))");
    assert!(message.contains("EBADF"), "{message}");
}

fn a_program_that_neither_exits_nor_waits_is_stalled<R: Runtime>() {
    let error = program::<R>(&go_module("debug", "")).unwrap().run().unwrap_err();
    assert!(matches!(error, Error::Stalled), "{error}");
}

fn a_timer_that_is_never_cleared_leaves_the_embedder_in_control<R: Runtime>() {
    let body = "(i64.store (i32.const 1032) (i64.const 1)) (call $import (i32.const 1024))";
    let mut program = program::<R>(&go_module("runtime.scheduleTimeoutEvent", body)).unwrap();
    program.start().unwrap();
    let due = program.poll_at().unwrap();
    for _ in 0..10 {
        assert_eq!(program.poll(due).unwrap(), Poll::Ready);
    }
}
