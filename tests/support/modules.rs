//! Hand-written modules in WebAssembly's text format, which no Go compiler emits, and the prebuilt Go program.

use std::sync::LazyLock;

use crate::go;

/// Returns the bytes of `examples/guest/greet.wasm`.
pub fn greet() -> &'static [u8] {
    static WASM: LazyLock<Vec<u8>> =
        LazyLock::new(|| std::fs::read(go::prebuilt()).expect("the prebuilt guest is in the repository"));
    &WASM
}

/// Returns a module with the exports of a Go program, in the text format.
///
/// The module imports `import` from `gojs` as `$import`, and exports one page of memory. It has a table of one entry.
/// Its `getsp` returns `sp`. `run` and `resume` are the bodies of the exported functions with these names. Each has a
/// local `$i`.
pub fn go_module_text(import: &str, sp: u32, run: &str, resume: &str) -> String {
    format!(
        r#"(module
            (import "gojs" "{import}" (func $import (param i32)))
            (memory (export "mem") 1)
            (table $table 1 funcref)
            (func (export "run") (param i32 i32) (local $i i32) {run})
            (func (export "resume") (local $i i32) {resume})
            (func (export "getsp") (result i32) (i32.const {sp})))"#
    )
}

/// Returns [`go_module_text`] with the stack pointer at 1024, as bytes.
pub fn go_module(import: &str, run: &str, resume: &str) -> Vec<u8> {
    parse(&go_module_text(import, 1024, run, resume))
}

/// Returns an instruction that executes `body` `times` times, at least once, in a function of [`go_module_text`]. It
/// counts in `$i`, so these loops must not be nested.
pub fn repeated(times: u32, body: &str) -> String {
    format!(
        "(local.set $i (i32.const {times}))
         (loop {body} (br_if 0 (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))"
    )
}

/// Returns a module with the exports of a Go program that does nothing.
pub fn idle_module() -> Vec<u8> {
    go_module("debug", "", "")
}

/// Converts a module from the text format to bytes.
pub fn parse(text: &str) -> Vec<u8> {
    wat::parse_str(text).expect("the module is well-formed")
}

/// A module as `//go:wasmimport` and `//go:wasmexport` produce it. It imports `millivolts` from `board`, which the
/// embedder provides. Its exports return, trap, count down, loop forever, and exit with code 5.
pub const EXPORTS: &str = r#"(module
    (import "board" "millivolts" (func $millivolts (param i32) (result i32)))
    (import "gojs" "runtime.wasmExit" (func $exit (param i32)))
    (memory (export "mem") 1)
    (func (export "run") (param i32 i32))
    (func (export "resume"))
    (func (export "getsp") (result i32) (i32.const 0))
    (func (export "twice") (param i32) (result i32)
        (i32.mul (call $millivolts (local.get 0)) (i32.const 2)))
    (func (export "trap") (unreachable))
    (func (export "count") (param i32)
        (loop (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))))
    (func (export "spin") (loop (br 0)))
    (func (export "leave") (result i32)
        (i32.store (i32.const 8) (i32.const 5)) (call $exit (i32.const 0)) (i32.const 1)))"#;
