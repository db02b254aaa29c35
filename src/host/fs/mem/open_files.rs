//! The open files.

use alloc::collections::BTreeMap;

use super::{memory::check_insertion, node::NodeId};
use crate::host::{
    Errno,
    fs::{Handle, OpenFlags},
};

/// An open file, like an open file description on Linux.
#[derive(Clone, Copy, Debug)]
pub(super) struct OpenFile {
    pub(super) node: NodeId,
    pub(super) flags: OpenFlags,
    /// The file offset: the position of reads and writes that do not specify one.
    pub(super) offset: u64,
}

/// The table of open files. Numbers are not reused, so a closed handle never refers to another file.
#[derive(Clone, Debug, Default)]
pub(super) struct OpenFiles {
    files: BTreeMap<Handle, OpenFile>,
    next: u64,
}

impl OpenFiles {
    /// Checks that there is memory for another open file.
    pub(super) fn check() -> Result<(), Errno> {
        check_insertion(0).map_err(|_| Errno::ENOMEM)
    }

    pub(super) fn insert(&mut self, node: NodeId, flags: OpenFlags) -> Handle {
        let handle = Handle(self.next);
        self.next = self.next.wrapping_add(1);
        self.files.insert(handle, OpenFile { node, flags, offset: 0 });
        handle
    }

    pub(super) fn get(&self, handle: Handle) -> Result<OpenFile, Errno> {
        self.files.get(&handle).copied().ok_or(Errno::EBADF)
    }

    pub(super) fn remove(&mut self, handle: Handle) -> Result<OpenFile, Errno> {
        self.files.remove(&handle).ok_or(Errno::EBADF)
    }

    pub(super) fn seek(&mut self, handle: Handle, offset: u64) {
        if let Some(file) = self.files.get_mut(&handle) {
            file.offset = offset;
        }
    }
}
