//! gojs for C: Go programs compiled to WebAssembly, on any wasm runtime that can call C.
//!
//! The header, `include/gojs.h`, is the documentation for users. It is generated from the module `ffi`. This crate is
//! an adapter, as `gojs::wasmi` is for Rust: the runtime is a table of callbacks ([`gojs_runtime`]), the host is
//! another ([`gojs_host`]), and each import of a Go program is called by its number ([`gojs_import_call`]).
//!
//! # Soundness of re-entry
//!
//! While [`gojs_program_poll`] runs Go, the runtime calls [`gojs_import_call`] with the same program. Every borrow of a
//! `gojs_program` is therefore shared. Inside it, the event loop is behind a lock, which a poll holds and an import
//! does not acquire. An import takes the program state out of its slot (`gojs::StateSlot`), where the event loop has
//! put it before entering wasm. A call at any other time finds the lock held or the slot empty, and returns a status.
//!
//! # Location of `unsafe` code
//!
//! Only `ffi` contains `unsafe` code. It converts pointers to references, and calls the callbacks.
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
