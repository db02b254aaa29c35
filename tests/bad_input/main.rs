//! Modules that no Go compiler has made: each is refused or ended with an error that names what is wrong.
//!
//! The tests in `body.rs` are run on each runtime that there is.

#[cfg(feature = "wasmi")]
mod parsing;
#[macro_use]
#[path = "../support/runtimes.rs"]
mod runtimes;

on_each_runtime! {
    mod tests {
        include!("body.rs");
    }
}

/// By this alone `rustfmt` finds the file.
#[cfg(any())]
mod body;

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
