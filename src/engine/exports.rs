//! What every Go module exports, and what is said of one that does not.

use alloc::{format, string::String};
use core::fmt;

use crate::{error::Error, wapc};

/// One of the exports that the adapters look up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Export {
    pub(super) name: &'static str,
    expected: &'static str,
}

impl Export {
    pub(super) const MEM: Export = Export { name: "mem", expected: "a memory" };
    pub(super) const RUN: Export = Export { name: "run", expected: "a function of two i32" };
    pub(super) const RESUME: Export = Export { name: "resume", expected: "a function" };
    pub(super) const GETSP: Export = Export { name: "getsp", expected: "a function that returns an i32" };

    /// What a guest of waPC's exports beside those.
    pub(super) const GUEST_CALL: Export =
        Export { name: wapc::GUEST_CALL, expected: "a function of two i32 that returns an i32" };

    pub(super) fn missing(self) -> Error {
        Error::MissingExport { name: self.name }
    }

    /// The export is there, but of another type: as [`function`] or [`other`] describes it.
    pub(super) fn mismatch(self, found: String) -> Error {
        Error::ExportType { name: self.name, expected: self.expected, found }
    }
}

/// The type of a function, for a message: with wasm's names of the types, which are the runtimes' own in small letters.
pub(super) fn function(params: &[impl fmt::Debug], results: &[impl fmt::Debug]) -> String {
    let mut text = format!("a function {params:?} -> {results:?}");
    // `to_lowercase` would bring the tables of Unicode with it, 15 KB for a board.
    text.make_ascii_lowercase();
    text
}

/// What is no function, for a message: `kind` is a memory, a table, a global …
pub(super) fn other(kind: &str) -> String {
    format!("a {kind}")
}
