//! The part of each entry that an iterator, or `Object.keys`, `Object.values` or `Object.entries`, returns.

#[derive(Clone, Copy, Debug)]
pub(in crate::globals) enum Shown {
    Keys,
    Values,
    Entries,
}
