//! Attacks the heap's objects: performs any sequence of operations on some objects and arrays, and on a plain model of
//! each. The target asserts that
//!
//! - each operation has the same effect as on the model, and throws if the model does;
//! - after each operation and every collection, an object has the model's properties in the model's order;
//! - after a collection every handle has a cell, and the statistics are correct.
//!
//! Each byte of an input is one choice, so removing some bytes does not change the meaning of the others. The crate's
//! own test uses the same model with random choices.
//!
//! `cargo +nightly fuzz run values`
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| gojs::fuzzing::values(data));
