//! Attacks the heap's objects: any sequence of operations on some objects and arrays, and on a plain model of each. Asserted is
//! that
//!
//! - each operation does what the model does, and throws where that does;
//! - an object has the model's properties, in the model's order, after each, and after every collection;
//! - a collection leaves no handle without a cell, and counts what is there.
//!
//! Each byte of an input is one choice, so that cutting some out leaves the others what they are. The model is that of the crate's
//! own test, which makes its choices at random.
//!
//! `cargo +nightly fuzz run values`
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| gojs::fuzzing::values(data));
