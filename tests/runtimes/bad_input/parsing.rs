//! The wasmi adapter, which keeps a module's data out of wasmi, accepts and rejects the same modules as wasmi.

use gojs::{
    DeterministicHost, Instance,
    wasmi::{Module, Program},
};
use gojs_tests::modules::{greet, parse};

use super::{go_module, with_fields};

#[test]
fn a_truncated_module_is_refused() {
    let wasm = greet();
    for length in [0, 4, 7, 100, wasm.len() / 2, wasm.len() - 1] {
        assert!(wasmi::Module::new(&gojs::wasmi::engine(), &wasm[..length]).is_err(), "{length} bytes");
        assert!(Module::new(&gojs::wasmi::engine(), &wasm[..length]).is_err(), "{length} bytes");
        assert!(Module::with_lent_memory(&gojs::wasmi::engine(), &wasm[..length]).is_err(), "{length} bytes");
    }
}

/// Returns the initial memory of an instance, or the error that prevented the instantiation.
fn memory<'m, M>(module: &'m Result<M, wasmi::Error>) -> Result<Vec<u8>, String>
where
    &'m M: Into<Module<'m>>,
{
    let module = module.as_ref().map_err(ToString::to_string)?;
    let program = Program::builder(DeterministicHost::new(1)).instantiate(module);
    Ok(program.map_err(|error| error.to_string())?.instance().parts().0.to_vec())
}

/// Returns the initial memory of a module that wasmi parses in full. Asserts that it is the same if the adapter keeps
/// the data out of wasmi.
fn memory_both_ways(wasm: &[u8]) -> Result<Vec<u8>, String> {
    let engine = gojs::wasmi::engine();
    let whole = memory(&wasmi::Module::new(&engine, wasm));
    let apart = memory(&Module::new(&engine, wasm));
    assert!(apart == whole, "{:?} but {:?}: {wasm:x?}", apart.map(|_| "a memory"), whole.map(|_| "a memory"));
    whole
}

/// Returns a module with the functions that a Go program exports, and with these fields.
fn module(fields: &str) -> Vec<u8> {
    parse(&with_fields(&go_module("debug", "").replace(r#"(memory (export "mem") 1)"#, ""), fields))
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
        // Go's linker emits none of these, and the adapter leaves them to wasmi.
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
        let memory = memory_both_ways(&module(&format!("{MEM} {fields}")));
        let found = memory.as_ref().ok().map(|memory| &memory[at..at + expected.map_or(0, str::len)]);
        assert_eq!(found, expected.map(str::as_bytes), "{fields}: {:?}", memory.as_ref().err());
    }
    for fields in [
        // The data is for a memory that is not exported.
        r#"(memory 1) (memory (export "mem") 1) (data (i32.const 8) "abc")"#,
        // No memory is exported.
        r#"(memory 1) (data (i32.const 65536) "abc")"#,
        r#"(memory 1) (data (i32.const 8) "abc") (func (export "mem"))"#,
    ] {
        let _ = memory_both_ways(&module(fields));
    }
}

#[test]
fn a_module_with_any_byte_changed_is_judged_as_by_wasmi() {
    let usual = r#"(data (i32.const 200) "abc") (data (i32.const 65000) "d") (@custom "last" (after data) "xyz")"#;
    let (mut accepted, mut refused) = (0, 0);
    // The offset in the second one is encoded in five bytes.
    for data in [usual, r#"(data (i32.const 268435456) "abc")"#] {
        let wasm = module(&format!(r#"(memory (export "mem") 1) {data}"#));
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
