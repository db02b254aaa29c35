//! Attacks `MemFs`, which is Linux's tmpfs to a guest: any sequence of operations on it and on the host's own tmpfs, side by
//! side. Asserted is that
//!
//! - results and errors are the same, and the trees are at the end;
//! - a quota is never exceeded, what it refuses changes nothing that is counted, and what it does not refuse is as without;
//! - there are as many names as are counted, and nothing is counted once everything is removed and closed.
//!
//! It writes to a directory of its own under `/dev/shm`, or else the directory for temporary files, which has to be a
//! tmpfs then. As root it tries permissions and owners, too.
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

/// How many operations of an input are done.
const MOST: usize = 100;

#[derive(Arbitrary, Debug)]
enum Input {
    /// Beside the host's.
    Compared(Vec<Operation>),
    /// With a quota, which the host's has not: beside one without.
    Limited { bytes: u16, entries: u8, operations: Vec<Operation> },
}

fuzz_target!(|input: Input| {
    match input {
        Input::Compared(operations) => {
            let mut pair = Pair::new();
            operations.into_iter().take(MOST).for_each(|operation| pair.step(&operation));
            pair.finish();
        }
        Input::Limited { bytes, entries, operations } => {
            let mut limited = Limited::new(bytes.into(), entries.into());
            operations.into_iter().take(MOST).for_each(|operation| limited.step(&operation));
            limited.finish();
        }
    }
});
