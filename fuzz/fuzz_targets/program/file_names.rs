//! What requests of the file system are made of: names of functions, paths, and how files are opened.

use super::names;

/// What takes a path first, and what an open file. Each is there with a callback, too, under the name without `Sync`.
pub(super) const OF_PATHS: [u8; 16] = [
    names::number("openSync"),
    names::number("open"),
    names::number("mkdirSync"),
    names::number("readdirSync"),
    names::number("renameSync"),
    names::number("unlinkSync"),
    names::number("rmdirSync"),
    names::number("symlinkSync"),
    names::number("linkSync"),
    names::number("statSync"),
    names::number("lstat"),
    names::number("chmodSync"),
    names::number("utimesSync"),
    names::number("readFileSync"),
    names::number("writeFileSync"),
    names::number("appendFile"),
];
pub(super) const OF_FILES: [u8; 8] = [
    names::number("closeSync"),
    names::number("readSync"),
    names::number("writeSync"),
    names::number("read"),
    names::number("write"),
    names::number("fstat"),
    names::number("ftruncateSync"),
    names::number("fsync"),
];
pub(super) const PATHS: [u8; 5] = [
    names::number("/file"),
    names::number("/dir"),
    names::number("/dir/a"),
    names::number("../file"),
    names::number("/link"),
];
pub(super) const MODES: [u8; 4] = [names::number("r"), names::number("w+"), names::number("ax"), names::number("a")];

/// One of these, of which there are some.
pub(super) fn one(of: &[u8], number: u8) -> u8 {
    of[usize::from(number) % of.len()]
}
