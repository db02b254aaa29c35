//! gojs for C: Go programs compiled to WebAssembly, on any wasm runtime that can call C.
//!
//! The header, `include/gojs.h`, is the documentation for whoever uses it; it is made from the module `ffi`. This crate is the
//! adapter that `gojs::wasmi` is for Rust: the runtime is a table of callbacks ([`gojs_runtime`]), so is the host
//! ([`gojs_host`]), and each import of a Go program is called by its number ([`gojs_import_call`]).
//!
//! # What is sound about re-entry
//!
//! While [`gojs_program_poll`] runs Go, the runtime calls [`gojs_import_call`] on the same program. A `gojs_program` is
//! therefore only ever borrowed shared. In it the event loop lies behind a lock that a poll holds and an import does not take;
//! an import takes the program's state out of its slot (`gojs::StateSlot`), which the event loop has put it back into before
//! it entered wasm. A call that comes at any other time finds the lock taken or the slot empty, and returns a status.
//!
//! # Where the `unsafe` is
//!
//! In `ffi`, which turns pointers into references and calls the callbacks. The rest of the crate has none.
#![deny(clippy::multiple_unsafe_ops_per_block)]
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs, unsafe_code)]

extern crate alloc;

mod config;
mod datum;
#[allow(unsafe_code)]
mod ffi;
mod host;
mod instance;
mod program;
mod status;

pub use self::ffi::*;
