//! Attacks `MemFs`, which looks like Linux's tmpfs to a guest: performs any sequence of operations on it and on the
//! host's own tmpfs. The target asserts that
//!
//! - results and errors are the same, and so are the trees at the end;
//! - a quota is never exceeded, an operation that it rejects does not change the usage, and other operations behave as
//!   without a quota;
//! - the number of names equals the counted number, and nothing is counted once everything is removed and closed.
//!
//! It writes to its own directory under `/dev/shm` or, if that does not exist, in the directory for temporary files,
//! which must then be a tmpfs. As root it also tests permissions and owners.
//!
//! `cargo +nightly fuzz run filesystem`
#![no_main]

#[path = "filesystem/limited.rs"]
mod limited;
#[path = "filesystem/operation.rs"]
mod operation;
#[path = "filesystem/pair.rs"]
mod pair;
#[path = "filesystem/side.rs"]
mod side;

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;

use self::{limited::Limited, operation::Operation, pair::Pair};

/// The maximum number of operations of an input.
const MAX_STEPS: usize = 100;

#[derive(Arbitrary, Debug)]
enum Input {
    /// Compares `MemFs` with the host's tmpfs.
    Compared(Vec<Operation>),
    /// Compares a `MemFs` that has a quota with one that does not, because the host's tmpfs has none.
    Limited { bytes: u16, entries: u8, operations: Vec<Operation> },
}

fuzz_target!(|input: Input| {
    match input {
        Input::Compared(operations) => {
            let mut pair = Pair::new();
            operations.into_iter().take(MAX_STEPS).for_each(|operation| pair.step(&operation));
            pair.finish();
        }
        Input::Limited { bytes, entries, operations } => {
            let mut limited = Limited::new(bytes.into(), entries.into());
            operations.into_iter().take(MAX_STEPS).for_each(|operation| limited.step(&operation));
            limited.finish();
        }
    }
});
