//! Inodes.

use alloc::boxed::Box;

use super::{contents::FileContents, directory::Directory};
use crate::host::{
    Errno,
    fs::{FileTime, FileType, Metadata},
};

/// The index of a node in the table of nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NodeId(pub(super) usize);

/// A file of any type, like an inode on Linux.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) kind: NodeKind,
    /// The mode without the file type.
    pub(super) permissions: u32,
    pub(super) uid: u32,
    pub(super) gid: u32,
    /// The number of directory entries for this node. A directory has one, or none after its removal; the root has one.
    pub(super) names: u32,
    /// The number of open handles.
    pub(super) opens: u32,
    pub(super) atime: FileTime,
    pub(super) mtime: FileTime,
    pub(super) ctime: FileTime,
    pub(super) birthtime: FileTime,
}

#[derive(Clone, Debug)]
pub(super) enum NodeKind {
    File(FileContents),
    Directory(Directory),
    Symlink(Box<str>),
}

impl Node {
    /// Creates a node with one name, whose times are all `now`.
    pub(super) fn new(kind: NodeKind, permissions: u32, now: FileTime) -> Node {
        Node {
            kind,
            permissions: permissions & !FileType::MASK,
            uid: 0,
            gid: 0,
            names: 1,
            opens: 0,
            atime: now,
            mtime: now,
            ctime: now,
            birthtime: now,
        }
    }

    pub(super) fn file_type(&self) -> FileType {
        match self.kind {
            NodeKind::File(_) => FileType::Regular,
            NodeKind::Directory(_) => FileType::Directory,
            NodeKind::Symlink(_) => FileType::Symlink,
        }
    }

    pub(super) fn is_dir(&self) -> bool {
        matches!(self.kind, NodeKind::Directory(_))
    }

    /// Returns the number of bytes of RAM in use, beyond the fixed size of a node.
    pub(super) fn held(&self) -> u64 {
        match &self.kind {
            NodeKind::File(contents) => contents.held(),
            NodeKind::Directory(_) => 0,
            NodeKind::Symlink(text) => text.len() as u64,
        }
    }

    pub(super) fn directory(&self) -> Result<&Directory, Errno> {
        match &self.kind {
            NodeKind::Directory(directory) => Ok(directory),
            _ => Err(Errno::ENOTDIR),
        }
    }

    pub(super) fn directory_mut(&mut self) -> Result<&mut Directory, Errno> {
        match &mut self.kind {
            NodeKind::Directory(directory) => Ok(directory),
            _ => Err(Errno::ENOTDIR),
        }
    }

    pub(super) fn metadata(&self, NodeId(id): NodeId) -> Metadata {
        let (nlink, size, blocks) = match &self.kind {
            NodeKind::File(contents) => (self.names, contents.size(), contents.blocks()),
            // `.` is another name of the directory, and so is the `..` in each of its subdirectories.
            NodeKind::Directory(_) if self.names == 0 => (0, 0, 0),
            NodeKind::Directory(directory) => (directory.subdirectories.saturating_add(2), 4096, 8),
            NodeKind::Symlink(text) => (self.names, text.len() as u64, 0),
        };
        Metadata {
            ino: (id as u64).saturating_add(1),
            nlink: u64::from(nlink),
            uid: self.uid,
            gid: self.gid,
            blocks,
            atime: self.atime,
            mtime: self.mtime,
            ctime: self.ctime,
            birthtime: self.birthtime,
            ..Metadata::new(self.file_type(), self.permissions, size)
        }
    }

    /// Updates the times after a change of the contents.
    pub(super) fn modified(&mut self, now: FileTime) {
        self.mtime = now;
        self.ctime = now;
    }

    /// Sets the permissions: chmod(2), as called by root.
    pub(super) fn chmod(&mut self, mode: u32, now: FileTime) {
        self.permissions = mode & 0o7777;
        self.ctime = now;
    }

    /// Sets the owner and group: chown(2), as called by root.
    pub(super) fn chown(&mut self, uid: u32, gid: u32, now: FileTime) {
        if uid != u32::MAX {
            self.uid = uid;
        }
        if gid != u32::MAX {
            self.gid = gid;
        }
        // A set-user-ID program of the old owner must not run as the new owner. The set-group-ID bit without execute
        // permission for the group used to mean mandatory locking, and is kept.
        if !self.is_dir() {
            self.permissions &= !0o4000;
            if self.permissions & 0o010 != 0 {
                self.permissions &= !0o2000;
            }
        }
        self.ctime = now;
    }

    /// Sets the access and modification times: utimensat(2).
    pub(super) fn utimes(&mut self, atime: FileTime, mtime: FileTime, now: FileTime) {
        self.atime = atime;
        self.mtime = mtime;
        self.ctime = now;
    }
}
