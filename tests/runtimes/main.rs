//! Tests of the library on wasm runtimes.
//!
//! [`adapters`] has the tests of each adapter. The tests of the other modules run on each runtime, and their names
//! contain the runtime's name: `cargo test -p gojs-tests --test runtimes on_wasmi` runs the tests on wasmi. The
//! features `wasmtime` and `wasmer` add those runtimes.

mod adapters;
mod bad_input;
mod embed;
mod hostile;
mod limits;
mod network;
mod program;
mod requests;
mod silent;
mod wapc;
