//! The table of inodes, and its quota.

use alloc::{boxed::Box, vec::Vec};

use super::{
    contents::MAX_SIZE,
    directory::Directory,
    memory::check_insertion,
    node::{Node, NodeId, NodeKind},
};
use crate::host::{Errno, fs::FileTime};

/// The maximum length of a name in bytes.
const MAX_NAME: usize = 255;

/// The maximum number of names of a file, and of links to a directory, which include the `..` of its subdirectories:
/// those of ext4.
const MAX_NAMES: u32 = 65_000;

/// The number of the root directory.
pub(super) const ROOT: NodeId = NodeId(0);

/// A number of bytes and of names: those in use, or their limit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quota {
    pub(super) bytes: u64,
    pub(super) entries: u64,
}

/// The table of inodes.
#[derive(Clone, Debug)]
pub(super) struct Nodes {
    slots: Vec<Option<Node>>,
    free: Vec<usize>,
    pub(super) limit: Quota,
    pub(super) used: Quota,
}

impl Nodes {
    /// Creates a table with a root directory.
    pub(super) fn new() -> Nodes {
        let root = Node::new(NodeKind::Directory(Directory::new(ROOT)), 0o755, FileTime::default());
        Nodes {
            slots: Vec::from([Some(root)]),
            free: Vec::new(),
            limit: Quota { bytes: u64::MAX, entries: u64::MAX },
            used: Quota { bytes: 0, entries: 0 },
        }
    }

    pub(super) fn get(&self, NodeId(id): NodeId) -> Result<&Node, Errno> {
        self.slots.get(id).and_then(Option::as_ref).ok_or(Errno::EIO)
    }

    pub(super) fn get_mut(&mut self, NodeId(id): NodeId) -> Result<&mut Node, Errno> {
        self.slots.get_mut(id).and_then(Option::as_mut).ok_or(Errno::EIO)
    }

    /// Returns the node with a name in a directory.
    pub(super) fn lookup(&self, directory: NodeId, name: &str) -> Result<NodeId, Errno> {
        let directory = self.get(directory)?.directory()?;
        if name.len() > MAX_NAME {
            return Err(Errno::ENAMETOOLONG);
        }
        directory.names.get(name).copied().ok_or(Errno::ENOENT)
    }

    /// Returns the number of bytes that the quota leaves.
    pub(super) fn room(&self) -> u64 {
        self.limit.bytes.saturating_sub(self.used.bytes)
    }

    /// Returns the maximum size of a file. The quota also limits files with holes, because reading a hole takes memory.
    pub(super) fn longest(&self) -> u64 {
        self.limit.bytes.min(MAX_SIZE)
    }

    /// Creates a file under a free name.
    pub(super) fn create(&mut self, directory: NodeId, name: &str, mut node: Node) -> Result<NodeId, Errno> {
        let bytes = node.held();
        if bytes > self.room() {
            return Err(Errno::ENOSPC);
        }
        let parent = self.get(directory)?;
        // In a directory with the set-group-ID bit, new files inherit the group.
        if parent.permissions & 0o2000 != 0 {
            node.gid = parent.gid;
            if node.is_dir() {
                node.permissions |= 0o2000;
            }
        }
        if self.free.is_empty() {
            self.slots.try_reserve(1).map_err(|_| Errno::ENOSPC)?;
        }
        self.check_name(directory, name, node.is_dir())?;
        let now = node.ctime;
        let id = match self.free.pop() {
            Some(id) => id,
            None => {
                let id = self.slots.len();
                self.slots.push(None);
                id
            }
        };
        if let Some(slot) = self.slots.get_mut(id) {
            *slot = Some(node);
        }
        self.used.bytes = self.used.bytes.saturating_add(bytes);
        self.add_name(directory, name, NodeId(id), now)?;
        Ok(NodeId(id))
    }

    /// Checks whether a directory can have another name, and whether there is memory for it.
    pub(super) fn check_name(&self, directory: NodeId, name: &str, is_dir: bool) -> Result<(), Errno> {
        if self.used.entries >= self.limit.entries {
            return Err(Errno::ENOSPC);
        }
        check_insertion(name.len())?;
        if is_dir { self.check_subdirectory(directory) } else { Ok(()) }
    }

    /// Checks whether a directory can have another subdirectory.
    pub(super) fn check_subdirectory(&self, directory: NodeId) -> Result<(), Errno> {
        let count = self.get(directory)?.directory()?.subdirectories;
        if count < MAX_NAMES - 2 { Ok(()) } else { Err(Errno::EMLINK) }
    }

    /// Counts another name of a file.
    pub(super) fn count_name(&mut self, id: NodeId) -> Result<(), Errno> {
        let node = self.get_mut(id)?;
        if node.names >= MAX_NAMES {
            return Err(Errno::EMLINK);
        }
        node.names = node.names.saturating_add(1);
        Ok(())
    }

    /// Adds a free name to a directory. The name count of the node already includes it.
    pub(super) fn add_name(&mut self, directory: NodeId, name: &str, id: NodeId, now: FileTime) -> Result<(), Errno> {
        let node = self.get_mut(id)?;
        node.ctime = now;
        let is_dir = match &mut node.kind {
            NodeKind::Directory(child) => {
                child.parent = directory;
                true
            }
            _ => false,
        };
        let parent = self.get_mut(directory)?;
        parent.modified(now);
        let parent = parent.directory_mut()?;
        parent.subdirectories = parent.subdirectories.saturating_add(u32::from(is_dir));
        parent.names.insert(Box::from(name), id);
        self.used.entries = self.used.entries.saturating_add(1);
        Ok(())
    }

    /// Removes a name from a directory. The name count of the node still includes it.
    pub(super) fn take_name(&mut self, directory: NodeId, name: &str, now: FileTime) -> Result<NodeId, Errno> {
        let id = self.lookup(directory, name)?;
        let node = self.get_mut(id)?;
        node.ctime = now;
        let is_dir = node.is_dir();
        let parent = self.get_mut(directory)?;
        parent.modified(now);
        let parent = parent.directory_mut()?;
        parent.subdirectories = parent.subdirectories.saturating_sub(u32::from(is_dir));
        parent.names.remove(name);
        self.used.entries = self.used.entries.saturating_sub(1);
        Ok(id)
    }

    /// Removes a name. Frees the node if this was its last name and it is not open.
    pub(super) fn remove_name(&mut self, directory: NodeId, name: &str, now: FileTime) -> Result<(), Errno> {
        let id = self.take_name(directory, name, now)?;
        let node = self.get_mut(id)?;
        node.names = node.names.saturating_sub(1);
        self.release(id);
        Ok(())
    }

    /// Frees a node that has no names and is not open.
    pub(super) fn release(&mut self, id: NodeId) {
        let NodeId(index) = id;
        let Some(slot) = self.slots.get_mut(index) else { return };
        if let Some(node) = slot.take_if(|node| node.names == 0 && node.opens == 0) {
            self.used.bytes = self.used.bytes.saturating_sub(node.held());
            // Without memory for the free list, the number is not reused.
            if self.free.try_reserve(1).is_ok() {
                self.free.push(index);
            }
        }
    }
}
