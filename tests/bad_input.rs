//! Modules that no Go compiler has made: each is refused or ended with an error that names what is wrong.

use gojs::{
    DeterministicHost, Error, Instance, Stream,
    wasmi::{Module, Program},
};

fn module(text: &str) -> wasmi::Module {
    let wasm = wat::parse_str(text).unwrap();
    wasmi::Module::new(&gojs::wasmi::engine(), wasm).unwrap()
}

fn program(text: &str) -> Result<Program<DeterministicHost>, Error> {
    Program::builder(DeterministicHost::new(1)).instantiate(&module(text))
}

/// What ends a module whose `run` has this body, with `$import` being the import of that name.
fn ending(import: &str, body: &str) -> (Program<DeterministicHost>, String) {
    let mut program = program(&go_module(import, body)).unwrap();
    let error = program.run().unwrap_err();
    (program, error.to_string())
}

/// A module with Go's exports and one import.
fn go_module(import: &str, body: &str) -> String {
    format!(
        r#"(module
            (import "gojs" "{import}" (func $import (param i32)))
            (memory (export "mem") 1)
            (global $sp (mut i32) (i32.const 32768))
            (func (export "run") (param i32 i32) {body})
            (func (export "resume"))
            (func (export "getsp") (result i32) (global.get $sp)))"#
    )
}

#[test]
fn a_truncated_module_is_refused() {
    let wasm = std::fs::read("examples/guest/greet.wasm").unwrap();
    for length in [0, 4, 7, 100, wasm.len() / 2, wasm.len() - 1] {
        assert!(wasmi::Module::new(&gojs::wasmi::engine(), &wasm[..length]).is_err(), "{length} bytes");
        assert!(Module::new(&gojs::wasmi::engine(), &wasm[..length]).is_err(), "{length} bytes");
        assert!(Module::with_lent_memory(&gojs::wasmi::engine(), &wasm[..length]).is_err(), "{length} bytes");
    }
}

/// The memory of an instance, or why there is none.
fn memory<'m, M>(module: &'m Result<M, wasmi::Error>) -> Result<Vec<u8>, String>
where
    &'m M: Into<Module<'m>>,
{
    let module = module.as_ref().map_err(ToString::to_string)?;
    let program = Program::builder(DeterministicHost::new(1)).instantiate(module);
    Ok(program.map_err(|error| error.to_string())?.instance().parts().0.to_vec())
}

/// The same, once it is seen that it does not matter whether wasmi is given the data.
fn memory_both_ways(wasm: &[u8]) -> Result<Vec<u8>, String> {
    let engine = gojs::wasmi::engine();
    let whole = memory(&wasmi::Module::new(&engine, wasm));
    let apart = memory(&Module::new(&engine, wasm));
    assert!(apart == whole, "{:?} but {:?}: {wasm:x?}", apart.map(|_| "a memory"), whole.map(|_| "a memory"));
    whole
}

/// A module with Go's exports, and with these fields besides.
fn with_fields(fields: &str) -> Vec<u8> {
    let text = go_module("debug", "").replace(r#"(memory (export "mem") 1)"#, "");
    wat::parse_str(format!("{} {fields})", text.strip_suffix(')').unwrap())).unwrap()
}

#[test]
fn data_segments_are_judged_as_by_wasmi() {
    const MEM: &str = r#"(memory (export "mem") 1)"#;
    for (fields, at, expected) in [
        (r#"(data (i32.const 8) "ab") (data (i32.const 9) "cd")"#, 8, Some("acd")),
        (r#"(data (i32.const 65533) "abc") (data (i32.const 65536) "")"#, 65533, Some("abc")),
        (r#"(data (i32.const 65534) "abc")"#, 0, None),
        (r#"(data (i32.const 8) "abc") (data (i32.const -1) "a")"#, 0, None),
        (r#"(data (i32.const 65537) "")"#, 0, None),
        (r#"(data (i32.const -2147483648) "")"#, 0, None),
        // What no Go linker writes, and is handed to wasmi for that.
        (r#"(data "abc") (data (i32.const 8) "abc")"#, 8, Some("abc")),
        (r#"(data (i32.add (i32.const 3) (i32.const 5)) "abc")"#, 8, Some("abc")),
        (r#"(global $g i32 (i32.const 8)) (data (global.get $g) "abc")"#, 0, None),
        (r#"(data (i64.const 8) "abc")"#, 0, None),
        (r#"(memory $other 1) (data (memory $other) (i32.const 8) "abc")"#, 8, Some("\0\0\0")),
        (r#"(memory $other 1) (data (i32.const 8) "abc")"#, 8, Some("abc")),
        (
            r#"(data (i32.const 8) "abc") (start $start)
               (func $start (i32.store8 (i32.const 9) (i32.load8_u (i32.const 10))))"#,
            8,
            Some("acc"),
        ),
        (
            r#"(data $d "abc") (start $start)
               (func $start (memory.init $d (i32.const 8) (i32.const 0) (i32.const 3)) (data.drop $d))"#,
            8,
            Some("abc"),
        ),
    ] {
        let memory = memory_both_ways(&with_fields(&format!("{MEM} {fields}")));
        let found = memory.as_ref().ok().map(|memory| &memory[at..at + expected.map_or(0, str::len)]);
        assert_eq!(found, expected.map(str::as_bytes), "{fields}: {:?}", memory.as_ref().err());
    }
    for fields in [
        // The exported memory is not the one that the data are for.
        r#"(memory 1) (memory (export "mem") 1) (data (i32.const 8) "abc")"#,
        // There is none that is exported, or none at all.
        r#"(memory 1) (data (i32.const 65536) "abc")"#,
        r#"(memory 1) (data (i32.const 8) "abc") (func (export "mem"))"#,
    ] {
        let _ = memory_both_ways(&with_fields(fields));
    }
}

#[test]
fn a_module_with_any_byte_changed_is_judged_as_by_wasmi() {
    let usual = r#"(data (i32.const 200) "abc") (data (i32.const 65000) "d") (@custom "last" (after data) "xyz")"#;
    let (mut accepted, mut refused) = (0, 0);
    // The second has an offset of five bytes.
    for data in [usual, r#"(data (i32.const 268435456) "abc")"#] {
        let wasm = with_fields(&format!(r#"(memory (export "mem") 1) {data}"#));
        for at in 0..wasm.len() {
            for value in [0, 1, 2, 3, 8, 11, 12, 0x41, 0x42, 0x7f, 0x80, 0xff] {
                let mut changed = wasm.clone();
                changed[at] = value;
                match memory_both_ways(&changed) {
                    Ok(_) => accepted += 1,
                    Err(_) => refused += 1,
                }
            }
            let _ = memory_both_ways(&wasm[..at]);
        }
    }
    assert!(accepted > 100 && refused > 100, "{accepted} accepted, {refused} refused");
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
        "not a Go program for js/wasm: the export `run` should be a function of two i32, but is a function [I64] -> []"
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
