//! What is shown of each entry of a collection: by an iterator, or by `Object.keys` and its like.

#[derive(Clone, Copy, Debug)]
pub(in crate::globals) enum Shown {
    Keys,
    Values,
    Entries,
}
