//! What a program may take: at each limit the program is refused or ended, its embedder goes on, and another program runs.
//!
//! The tests in `body.rs` are run on each runtime that there is.

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

/// A module with Go's exports, one import `$import`, and a function that is run and another that is resumed.
fn go_module(import: &str, run: &str, resume: &str) -> Vec<u8> {
    let text = format!(
        r#"(module
            (import "gojs" "{import}" (func $import (param i32)))
            (memory (export "mem") 1)
            (table $table 1 funcref)
            (func (export "run") (param i32 i32) (local $i i32) {run})
            (func (export "resume") (local $i i32) {resume})
            (func (export "getsp") (result i32) (i32.const 1024)))"#
    );
    wat::parse_str(text).unwrap()
}

/// So often.
fn repeated(times: u32, body: &str) -> String {
    format!(
        "(local.set $i (i32.const {times}))
         (loop {body} (br_if 0 (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))"
    )
}
