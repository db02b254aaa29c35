// The tests themselves: see main.rs.

use gojs::{DeterministicHost, Error, Stream};

use super::runtime::{Program, parse};
use crate::go_module;

fn program(text: &str) -> Result<Program<DeterministicHost>, Error> {
    Program::builder(DeterministicHost::new(1)).instantiate(&parse(&wat::parse_str(text).unwrap()))
}

/// What ends a module whose `run` has this body, with `$import` being the import of that name.
fn ending(import: &str, body: &str) -> (Program<DeterministicHost>, String) {
    let mut program = program(&go_module(import, body)).unwrap();
    let error = program.run().unwrap_err();
    (program, error.to_string())
}

#[test]
fn a_missing_export_is_named() {
    let exports = [
        r#"(memory (export "mem") 1)"#,
        r#"(func (export "run") (param i32 i32))"#,
        r#"(func (export "resume"))"#,
        r#"(func (export "getsp") (result i32) (i32.const 0))"#,
    ];
    for (missing, name) in ["mem", "run", "resume", "getsp"].into_iter().enumerate() {
        let rest: String = exports.iter().enumerate().filter(|(i, _)| *i != missing).map(|(_, text)| *text).collect();
        let error = program(&format!("(module {rest})")).unwrap_err();
        assert_eq!(error.to_string(), format!("not a Go program for js/wasm: the module has no export `{name}`"));
    }
}

#[test]
fn an_export_of_another_type_is_named_with_both() {
    let error = program(
        r#"(module (memory (export "mem") 1) (func (export "run") (param i64)) (func (export "resume"))
            (func (export "getsp") (result i32) (i32.const 0)))"#,
    )
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        "not a Go program for js/wasm: the export `run` should be a function of two i32, but is a function [i64] -> []"
    );
    let error = program(r#"(module (func (export "mem")))"#).unwrap_err();
    assert!(error.to_string().contains("`mem` should be a memory, but is a function"), "{error}");
}

#[test]
fn an_unknown_import_is_named() {
    for (module, name) in [("gojs", "syscall/js.valueFly"), ("env", "memory"), ("gojs", ""), ("", "runtime.nanotime1")]
    {
        let error = program(&format!(r#"(module (import "{module}" "{name}" (func (param i32))))"#)).unwrap_err();
        assert_eq!(error.to_string(), format!("the module imports `{module}` `{name}`, which is not provided"));
    }
}

#[test]
fn an_import_of_another_type_is_refused() {
    let error = program(r#"(module (import "gojs" "runtime.nanotime1" (func (param i64))))"#).unwrap_err();
    assert!(error.to_string().contains("runtime.nanotime1"), "{error}");
}

#[test]
fn an_import_that_is_called_too_early_is_an_error() {
    let error = program(
        r#"(module (import "gojs" "runtime.nanotime1" (func $import (param i32)))
            (func $start (call $import (i32.const 0))) (start $start))"#,
    )
    .unwrap_err();
    assert!(error.to_string().contains("before the module was instantiated"), "{error}");
}

#[test]
fn a_memory_without_room_for_the_arguments_is_an_error() {
    let error =
        program(&go_module("runtime.nanotime1", "").replace(r#""mem") 1"#, r#""mem") 0"#)).unwrap().run().unwrap_err();
    assert!(error.to_string().starts_with("the arguments have no place in the module's memory"), "{error}");
}

#[test]
fn a_stack_pointer_out_of_bounds_is_an_error_of_each_import() {
    for import in gojs::Import::all(gojs::ImportModule::Gojs) {
        if ["debug", "runtime.resetMemoryDataView"].contains(&import.name()) {
            continue; // They look at no frame.
        }
        for sp in [65536_u32, 65533, 0x7fff_fff8, 0xffff_fff8, u32::MAX] {
            let (_, message) = ending(import.name(), &format!("(call $import (i32.const {}))", sp as i32));
            assert!(message.starts_with(&format!("import `{}`: ", import.name())), "sp {sp:#x}: {message}");
        }
    }
}

#[test]
fn a_slice_that_overflows_is_an_error() {
    // `getRandomData(r []byte)`: pointer at sp + 8, length at sp + 16.
    for (pointer, length) in
        [(0, 65537), (65536, 1), (-1, 1), (0, -1), (i64::MAX, i64::MAX), (i64::MIN, 0), (1 << 32, 0)]
    {
        let body = format!(
            "(i64.store (i32.const 1032) (i64.const {pointer}))
             (i64.store (i32.const 1040) (i64.const {length}))
             (call $import (i32.const 1024))"
        );
        let (_, message) = ending("runtime.getRandomData", &body);
        let expected = format!("import `runtime.getRandomData`: slice of {length} elements at {pointer:#x}");
        assert!(message.starts_with(&expected), "{message}");
    }
}

#[test]
fn traps_say_what_happened() {
    for (body, message) in [
        ("(unreachable)", "unreachable"),
        ("(drop (i32.load (i32.const -4)))", "out of bounds"),
        ("(drop (i32.div_s (i32.const 1) (i32.const 0)))", "divide by zero"),
    ] {
        let (mut program, error) = ending("debug", body);
        assert!(error.starts_with("trap: ") && error.contains(message), "{error}");
        assert!(matches!(program.run(), Err(Error::Ended)));
    }
}

#[test]
fn recursion_without_end_is_a_trap() {
    let text = go_module("debug", "(call $again)")
        .replace("(func (export \"resume\"))", "(func (export \"resume\")) (func $again (call $again))");
    let error = program(&text).unwrap().run().unwrap_err();
    assert!(error.to_string().starts_with("trap: "), "{error}");
}

#[test]
fn what_was_written_before_the_end_is_kept() {
    let (mut program, _) = ending(
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

#[test]
fn a_write_to_another_file_descriptor_is_an_error() {
    let (_, message) =
        ending("runtime.wasmWrite", "(i64.store (i32.const 1032) (i64.const 3)) (call $import (i32.const 1024))");
    assert!(message.contains("EBADF"), "{message}");
}

#[test]
fn a_program_that_neither_exits_nor_waits_is_stalled() {
    let error = program(&go_module("debug", "")).unwrap().run().unwrap_err();
    assert!(matches!(error, Error::Stalled), "{error}");
}

#[test]
fn a_timer_that_is_never_cleared_leaves_the_embedder_in_control() {
    let body = "(i64.store (i32.const 1032) (i64.const 1)) (call $import (i32.const 1024))";
    let mut program = program(&go_module("runtime.scheduleTimeoutEvent", body)).unwrap();
    program.start().unwrap();
    let due = program.poll_at().unwrap();
    for _ in 0..10 {
        assert_eq!(program.poll(due).unwrap(), gojs::Poll::Ready);
    }
}
