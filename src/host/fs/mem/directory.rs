//! Directories.

use alloc::{boxed::Box, collections::BTreeMap};

use super::node::NodeId;

/// The entries of a directory.
#[derive(Clone, Debug)]
pub(super) struct Directory {
    /// The target of `..`. The root is its own parent.
    pub(super) parent: NodeId,
    pub(super) names: BTreeMap<Box<str>, NodeId>,
    /// The number of names that are directories.
    pub(super) subdirectories: u32,
}

impl Directory {
    pub(super) fn new(parent: NodeId) -> Directory {
        Directory { parent, names: BTreeMap::new(), subdirectories: 0 }
    }
}
