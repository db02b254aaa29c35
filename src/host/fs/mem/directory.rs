//! Directories.

use alloc::{boxed::Box, collections::BTreeMap};

use super::node::NodeId;

/// The names in a directory.
#[derive(Clone, Debug)]
pub(super) struct Directory {
    /// What `..` is. The root's is itself.
    pub(super) parent: NodeId,
    pub(super) names: BTreeMap<Box<str>, NodeId>,
    /// How many of the names are directories.
    pub(super) subdirectories: u32,
}

impl Directory {
    pub(super) fn new(parent: NodeId) -> Directory {
        Directory { parent, names: BTreeMap::new(), subdirectories: 0 }
    }
}
