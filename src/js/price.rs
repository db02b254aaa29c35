//! What a program pays for what it has its host do.
//!
//! A unit is about what one instruction of wasm is on an interpreter, some nanoseconds: `cargo bench --bench requests` measures it.

/// What an import costs at the least.
pub(crate) const IMPORT: u64 = 16;
/// A property that is looked for on one object.
pub(crate) const LOOKUP: u64 = 4;
/// A cell of the heap, or one that grows, beside its bytes.
pub(crate) const CELL: u64 = 8;
/// A number that becomes a text, or the other way round.
pub(crate) const NUMBER: u64 = 16;
/// A call of a function that is not Go's.
pub(crate) const CALL: u64 = 16;
/// An operation of the operating system's, or of a file system that stands for one.
pub(crate) const SYSCALL: u64 = 500;
/// A job, an event or a timer that the event loop takes up.
pub(crate) const TASK: u64 = 100;

/// Bytes that are copied, compared or searched.
pub(crate) const fn bytes(count: usize) -> u64 {
    count as u64 / 16
}

/// Bytes of paths by which a file was looked up.
pub(crate) const fn walk(bytes: u64) -> u64 {
    bytes.saturating_mul(8)
}

/// A file that is made to have so many bytes, which may take as much of the memory, or none.
pub(crate) fn file(size: u64) -> u64 {
    bytes(usize::try_from(size).unwrap_or(usize::MAX).min(1 << 30))
}

/// Elements of an array that are copied, compared or searched.
pub(crate) const fn elements(count: usize) -> u64 {
    count as u64 / 2
}

/// Bytes, elements or entries with each of which something is done.
pub(crate) const fn each(count: usize) -> u64 {
    count as u64
}

/// Bytes of a text each character of which becomes something else.
pub(crate) const fn text(bytes: usize) -> u64 {
    (bytes as u64).saturating_mul(4)
}

/// So many that are sorted.
pub(crate) fn sort(count: usize) -> u64 {
    let count = count as u64;
    count.saturating_mul(count.checked_ilog2().unwrap_or(0).into()).saturating_mul(2)
}

/// Digits that are multiplied by one another, as a number of that many is where it goes from one radix to another.
pub(crate) const fn square(count: usize) -> u64 {
    // So many are done at a time.
    let words = count as u64 / 16;
    words.saturating_mul(words)
}
