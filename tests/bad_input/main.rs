//! Modules that no Go compiler has made: each is refused or ended with an error that names what is wrong.
//!
//! The tests in `body.rs` are run on each runtime that there is.

#[cfg(feature = "wasmi")]
mod parsing;
#[path = "../support/runtimes.rs"]
mod runtimes;

#[cfg(feature = "wasmi")]
mod on_wasmi {
    use crate::runtimes::wasmi as runtime;
    mod tests {
        include!("body.rs");
    }
}

#[cfg(feature = "wasmtime")]
mod on_wasmtime {
    use crate::runtimes::wasmtime as runtime;
    mod tests {
        include!("body.rs");
    }
}

#[cfg(feature = "wasmer")]
mod on_wasmer {
    use crate::runtimes::wasmer as runtime;
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
