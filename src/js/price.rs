//! The prices of the host's work for a program, in units of fuel.
//!
//! A unit is about the time that an interpreter takes for one wasm instruction, some nanoseconds:
//! `cargo bench --bench requests` measures it.

/// The minimum price of an import.
pub(crate) const IMPORT: u64 = 16;
/// The price of a property lookup on one object.
pub(crate) const LOOKUP: u64 = 4;
/// The price of allocating or growing a heap cell, in addition to its bytes.
pub(crate) const CELL: u64 = 8;
/// The price of a conversion between a number and text.
pub(crate) const NUMBER: u64 = 16;
/// The price of a function call, in addition to the work of the function.
pub(crate) const CALL: u64 = 16;
/// The price of an operation of the operating system, or of a virtual file system.
pub(crate) const SYSCALL: u64 = 500;
/// The price of starting a job, an event or a timer from the event loop.
pub(crate) const TASK: u64 = 100;

/// Returns the price of copying, comparing or searching bytes.
pub(crate) const fn bytes(count: usize) -> u64 {
    count as u64 / 16
}

/// Returns the price of path resolution, by the number of bytes of the paths that are walked.
pub(crate) const fn walk(bytes: u64) -> u64 {
    bytes.saturating_mul(8)
}

/// Returns the price of resizing a file to `size` bytes, which may allocate that much memory, or none.
pub(crate) fn file(size: u64) -> u64 {
    bytes(usize::try_from(size).unwrap_or(usize::MAX).min(1 << 30))
}

/// Returns the price of copying, comparing or searching the elements of an array.
pub(crate) const fn elements(count: usize) -> u64 {
    count as u64 / 2
}

/// Returns the price of processing bytes, elements or entries one by one.
pub(crate) const fn each(count: usize) -> u64 {
    count as u64
}

/// Returns the price of transforming each character of a text of this many bytes.
pub(crate) const fn text(bytes: usize) -> u64 {
    (bytes as u64).saturating_mul(4)
}

/// Returns the price of sorting `count` elements.
pub(crate) fn sort(count: usize) -> u64 {
    let count = count as u64;
    count.saturating_mul(count.checked_ilog2().unwrap_or(0).into()).saturating_mul(2)
}

/// Returns the price of converting an integer of `count` digits to another radix, which takes quadratic time.
pub(crate) const fn square(count: usize) -> u64 {
    // The conversion processes several digits at a time.
    let words = count as u64 / 16;
    words.saturating_mul(words)
}
