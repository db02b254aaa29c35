//! Generates modules that call Go's imports with arbitrary values. Each function returns an expression or an
//! instruction in the text format.
//!
//! All calls use the same frame address, [`SP`], and the frame layouts of `wasm_exec.js`.

use std::fmt::Write as _;

use gojs::{Import, ImportModule};
use gojs_tests::modules::parse;
pub(super) use gojs_tests::modules::repeated as repeat;

/// The stack pointer, unless a module changes it.
pub(super) const SP: u32 = 1024;

/// The address of a call's arguments.
const ARGUMENTS: u32 = 2048;

/// The address of the values that are kept between calls, eight bytes each.
const KEPT: u32 = 3072;

/// The address of the property and class names.
const TEXT: u32 = 4096;

/// All names that the modules use.
const NAMES: &[&str] = &[
    "AbortController",
    "Array",
    "ArrayBuffer",
    "EventTarget",
    "Function",
    "JSON",
    "Map",
    "Object",
    "Promise",
    "RangeError",
    "Reflect",
    "String",
    "Symbol",
    "SyntaxError",
    "TypeError",
    "Uint8Array",
    "_makeFuncWrapper",
    "_pendingEvent",
    "addEventListener",
    "apply",
    "bind",
    "call",
    "concat",
    "create",
    "defineProperty",
    "deleteProperty",
    "every",
    "for",
    "forEach",
    "freeze",
    "from",
    "fs",
    "get",
    "globalThis",
    "join",
    "keys",
    "length",
    "map",
    "nextTick",
    "padEnd",
    "parse",
    "process",
    "prototype",
    "push",
    "queueMicrotask",
    "raw",
    "repeat",
    "resolve",
    "result",
    "set",
    "setInterval",
    "setPrototypeOf",
    "setTimeout",
    "sort",
    "stringify",
    "structuredClone",
    "subarray",
    "then",
    "toString",
    "value",
    "writeSync",
    "x",
    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
];

/// Returns a name's address and length.
fn text(name: &str) -> (u32, usize) {
    let at = NAMES.iter().position(|known| *known == name).unwrap_or_else(|| panic!("{name} is not among the names"));
    (TEXT + 64 * at as u32, name.len())
}

/// Returns the last part of an import's name, which is its identifier in the modules: `valueGet`.
fn short(import: Import) -> &'static str {
    import.name().rsplit('.').next().unwrap()
}

/// A 64-bit integer.
pub(super) fn word(value: i64) -> String {
    format!("(i64.const {value})")
}

/// A number as a JavaScript value.
pub(super) fn number(value: f64) -> String {
    // Zero has its own ref, because the word 0 is `undefined`.
    if value == 0.0 { reference(1, 0) } else { word(value.to_bits() as i64) }
}

/// A ref with this id and type flag.
pub(super) fn reference(id: u32, flag: u32) -> String {
    word((0x7ff8_0000_0000_0000_u64 | u64::from(flag) << 32 | u64::from(id)) as i64)
}

pub(super) const UNDEFINED: &str = "(i64.const 0)";

pub(super) fn global() -> String {
    reference(5, 1)
}

pub(super) fn go() -> String {
    reference(6, 1)
}

/// The word at an address.
pub(super) fn load(addr: u32) -> String {
    format!("(i64.load (i32.const {addr}))")
}

pub(super) fn store(addr: u32, value: &str) -> String {
    format!("(i64.store (i32.const {addr}) {value})")
}

/// Stores a value in one of a hundred slots.
pub(super) fn keep(place: u32, value: &str) -> String {
    store(KEPT + 8 * place, value)
}

pub(super) fn kept(place: u32) -> String {
    load(KEPT + 8 * place)
}

/// Stores values at their offsets in the frame, and calls an import.
pub(super) fn import<S: AsRef<str>>(name: &str, frame: &[(u32, S)]) -> String {
    let mut calls = String::new();
    for (offset, value) in frame {
        let _ = write!(calls, "{}", store(SP + offset, value.as_ref()));
    }
    calls + &format!("(call ${name} (i32.const {SP}))")
}

/// Stores the values of a slice, and adds the slice's three words to the frame.
fn slice(values: &[&str], offset: u32, frame: &mut Vec<(u32, String)>) -> String {
    let mut stores = String::new();
    for (value, index) in values.iter().zip(0..) {
        let _ = write!(stores, "{}", store(ARGUMENTS + 8 * index, value));
    }
    let len = word(values.len() as i64);
    frame.extend([(offset, word(i64::from(ARGUMENTS))), (offset + 8, len.clone()), (offset + 16, len)]);
    stores
}

fn with_frame(name: &str, stores: &str, frame: &[(u32, String)]) -> String {
    format!("{stores}{}", import(name, frame))
}

fn name_at(name: &str, offset: u32) -> [(u32, String); 2] {
    let (addr, len) = text(name);
    [(offset, word(addr.into())), (offset + 8, word(len as i64))]
}

/// `target[name]`. [`got`] loads the result.
pub(super) fn get(target: &str, name: &str) -> String {
    let mut frame = vec![(8, target.to_owned())];
    frame.extend(name_at(name, 16));
    with_frame("valueGet", "", &frame)
}

pub(super) fn got() -> String {
    load(SP + 32)
}

/// `target[name] = value`
pub(super) fn set(target: &str, name: &str, value: &str) -> String {
    let mut frame = vec![(8, target.to_owned())];
    frame.extend(name_at(name, 16));
    frame.push((32, value.to_owned()));
    with_frame("valueSet", "", &frame)
}

/// `delete target[name]`
pub(super) fn delete(target: &str, name: &str) -> String {
    let mut frame = vec![(8, target.to_owned())];
    frame.extend(name_at(name, 16));
    with_frame("valueDelete", "", &frame)
}

/// `target[name](...arguments)`. [`called`] loads the result or the thrown value.
pub(super) fn call(target: &str, name: &str, arguments: &[&str]) -> String {
    let mut frame = vec![(8, target.to_owned())];
    frame.extend(name_at(name, 16));
    let stores = slice(arguments, 32, &mut frame);
    with_frame("valueCall", &stores, &frame)
}

pub(super) fn called() -> String {
    load(SP + 56)
}

fn expect_byte(addr: u32, value: u32) -> String {
    format!("(if (i32.ne (i32.load8_u (i32.const {addr})) (i32.const {value})) (then (unreachable)))")
}

/// Traps unless the last [`call`] returned.
pub(super) fn expect_called() -> String {
    expect_byte(SP + 64, 1)
}

/// Traps unless the last [`call`] threw an error of this class.
pub(super) fn expect_thrown(class: &str) -> String {
    expect_byte(SP + 64, 0) + &keep(99, &called()) + &expect_instance(class)
}

/// Traps unless the value in slot 99 is an object of this class.
fn expect_instance(class: &str) -> String {
    keep_global(98, class) + &import("valueInstanceOf", &[(8, &kept(99)), (16, &kept(98))]) + &expect_byte(SP + 24, 1)
}

/// `function(...arguments)`. [`made`] loads the result or the thrown value.
pub(super) fn invoke(function: &str, arguments: &[&str]) -> String {
    let mut frame = vec![(8, function.to_owned())];
    let stores = slice(arguments, 16, &mut frame);
    with_frame("valueInvoke", &stores, &frame)
}

/// `new class(...arguments)`. [`made`] loads the result or the thrown value.
pub(super) fn new(class: &str, arguments: &[&str]) -> String {
    let mut frame = vec![(8, class.to_owned())];
    let stores = slice(arguments, 16, &mut frame);
    with_frame("valueNew", &stores, &frame)
}

/// The result of [`invoke`] or [`new`], or the value that they threw.
pub(super) fn made() -> String {
    load(SP + 40)
}

/// Traps unless the last [`new`] or [`invoke`] returned.
pub(super) fn expect_made() -> String {
    expect_byte(SP + 48, 1)
}

/// Traps unless the last [`new`] or [`invoke`] threw an error of this class.
pub(super) fn expect_not_made(class: &str) -> String {
    expect_byte(SP + 48, 0) + &keep(99, &made()) + &expect_instance(class)
}

/// Creates a string with the text of a name. [`string`] loads it.
pub(super) fn make_string(name: &str) -> String {
    let frame: Vec<_> = name_at(name, 8).into();
    with_frame("stringVal", "", &frame)
}

pub(super) fn string() -> String {
    load(SP + 24)
}

/// Keeps a property of the global object.
pub(super) fn keep_global(place: u32, name: &str) -> String {
    get(&global(), name) + &keep(place, &got())
}

/// Keeps a new object of a class.
pub(super) fn keep_new(place: u32, class: &str, arguments: &[&str]) -> String {
    get(&global(), class) + &new(&got(), arguments) + &keep(place, &made())
}

/// Keeps a method of `String.prototype`. Go's imports cannot read properties of a primitive, but can call this method's
/// `call`.
pub(super) fn keep_string_method(place: u32, name: &str) -> String {
    get(&global(), "String")
        + &keep(place, &got())
        + &get(&kept(place), "prototype")
        + &keep(place, &got())
        + &get(&kept(place), name)
        + &keep(place, &got())
}

/// Keeps a string.
pub(super) fn keep_string(place: u32, name: &str) -> String {
    make_string(name) + &keep(place, &string())
}

/// Keeps a function whose call resumes the module.
pub(super) fn keep_function(place: u32) -> String {
    call(&go(), "_makeFuncWrapper", &[&number(1.0)]) + &keep(place, &called())
}

/// Ends the program with an exit code.
pub(super) fn exit(code: i64) -> String {
    import("wasmExit", &[(8, &word(code))])
}

/// Returns a module with every import. `run` is executed when it starts, and `resume` at each event.
pub(super) fn module(run: &str, resume: &str) -> Vec<u8> {
    let mut imports = String::new();
    for import in Import::all(ImportModule::Gojs) {
        let _ = writeln!(imports, r#"(import "gojs" "{}" (func ${} (param i32)))"#, import.name(), short(import));
    }
    let mut data = String::new();
    for name in NAMES {
        let _ = writeln!(data, r#"(data (i32.const {}) "{name}")"#, text(name).0);
    }
    let module = format!(
        r#"(module
            {imports}
            (memory (export "mem") 1)
            (global $sp (mut i32) (i32.const {SP}))
            (global $count (mut i32) (i32.const 0))
            {data}
            (func $run (export "run") (param i32 i32) (local $i i32) {run})
            (func $resume (export "resume") (local $i i32) {resume})
            (func (export "getsp") (result i32) (global.get $sp)))"#
    );
    parse(&module)
}
