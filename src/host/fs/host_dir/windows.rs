//! `HostDir` on Windows.

use alloc::{string::String, vec::Vec};

use super::HostDir;
use crate::host::{
    Errno,
    fs::{DirEntry, FileSystem, FileTime, Handle, Links, Metadata, OpenFlags, forward::forward, windows::Folder},
};

impl HostDir {
    fn folder(&self) -> Folder<'_> {
        Folder(&self.root)
    }
}

/// Returns a path relative to the root. A leading `/` has no effect.
fn relative(path: &str) -> &str {
    path.trim_start_matches('/')
}

impl FileSystem for HostDir {
    fn open(&mut self, path: &str, flags: OpenFlags, mode: u32) -> Result<Handle, Errno> {
        let file = self.folder().open(relative(path), flags, mode)?;
        Ok(self.files.insert(file))
    }

    forward!(self => self.files; handles);

    fn fchmod(&mut self, file: Handle, mode: u32) -> Result<(), Errno> {
        self.files.fchmod(file, mode)
    }

    fn stat(&mut self, path: &str, links: Links) -> Result<Metadata, Errno> {
        self.folder().stat(relative(path), links)
    }

    fn read_dir(&mut self, path: &str) -> Result<Vec<DirEntry>, Errno> {
        self.folder().read_dir(relative(path))
    }

    fn read_link(&mut self, path: &str) -> Result<String, Errno> {
        self.folder().read_link(relative(path))
    }

    fn mkdir(&mut self, path: &str, _mode: u32) -> Result<(), Errno> {
        self.folder().mkdir(relative(path))
    }

    fn rmdir(&mut self, path: &str) -> Result<(), Errno> {
        self.folder().rmdir(relative(path))
    }

    fn unlink(&mut self, path: &str) -> Result<(), Errno> {
        self.folder().unlink(relative(path))
    }

    fn rename(&mut self, from: &str, to: &str) -> Result<(), Errno> {
        self.folder().rename(relative(from), &self.folder(), relative(to))
    }

    fn link(&mut self, existing: &str, new: &str) -> Result<(), Errno> {
        self.folder().link(relative(existing), &self.folder(), relative(new))
    }

    fn symlink(&mut self, target: &str, path: &str) -> Result<(), Errno> {
        self.folder().symlink(target, relative(path))
    }

    fn chmod(&mut self, path: &str, mode: u32) -> Result<(), Errno> {
        self.folder().chmod(relative(path), mode)
    }

    fn chown(&mut self, path: &str, _uid: u32, _gid: u32, links: Links) -> Result<(), Errno> {
        self.folder().chown(relative(path), links)
    }

    fn utimes(&mut self, path: &str, atime: FileTime, mtime: FileTime, links: Links) -> Result<(), Errno> {
        self.folder().utimes(relative(path), atime, mtime, links)
    }
}
