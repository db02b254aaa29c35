//! The components of file system requests: names of functions, paths, and open modes.

use super::names;

/// The functions whose first argument is a path, and (below) an open file. Each also exists with a callback, under the
/// name without `Sync`.
pub(super) const OF_PATHS: [u8; 16] = names::numbers([
    "openSync",
    "open",
    "mkdirSync",
    "readdirSync",
    "renameSync",
    "unlinkSync",
    "rmdirSync",
    "symlinkSync",
    "linkSync",
    "statSync",
    "lstat",
    "chmodSync",
    "utimesSync",
    "readFileSync",
    "writeFileSync",
    "appendFile",
]);
pub(super) const OF_FILES: [u8; 8] =
    names::numbers(["closeSync", "readSync", "writeSync", "read", "write", "fstat", "ftruncateSync", "fsync"]);
pub(super) const PATHS: [u8; 5] = names::numbers(["/file", "/dir", "/dir/a", "../file", "/link"]);
pub(super) const MODES: [u8; 4] = names::numbers(["r", "w+", "ax", "a"]);

/// Returns the element of a non-empty list that this number selects.
pub(super) fn one(of: &[u8], number: u8) -> u8 {
    of[usize::from(number) % of.len()]
}
