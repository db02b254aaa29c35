//! The exports that every Go module has, and the errors for a module that lacks them.

use alloc::{format, string::String, vec::Vec};
use core::fmt;

use crate::{runtime::Error, wapc};

/// An export that the adapters look up.
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

    /// The additional export of a waPC guest.
    pub(super) const GUEST_CALL: Export =
        Export { name: wapc::GUEST_CALL, expected: "a function of two i32 that returns an i32" };

    pub(super) fn missing(self) -> Error {
        Error::MissingExport { name: self.name }
    }

    /// Returns the error for an export of another type, as [`function`] or [`other`] describes it.
    pub(super) fn mismatch(self, found: String) -> Error {
        Error::ExportType { name: self.name, expected: self.expected, found }
    }
}

/// Describes a function type for a message, with the wasm names of its types: the runtimes use the same in mixed case.
pub(super) fn function(
    params: impl IntoIterator<Item: fmt::Debug>,
    results: impl IntoIterator<Item: fmt::Debug>,
) -> String {
    let (params, results): (Vec<_>, Vec<_>) = (params.into_iter().collect(), results.into_iter().collect());
    let mut text = format!("a function {params:?} -> {results:?}");
    // `to_lowercase` would link the Unicode tables, which are 15 KB in the flash of a board.
    text.make_ascii_lowercase();
    text
}

/// Describes, for a message, an export that is not a function. `kind` is a word such as `memory`, `table` or `global`.
pub(super) fn other(kind: &str) -> String {
    format!("a {kind}")
}
