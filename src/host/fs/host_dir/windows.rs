//! `HostDir` on Windows.

use alloc::{string::String, vec::Vec};

use super::HostDir;
use crate::host::{
    Errno,
    fs::{DirEntry, FileSystem, FileTime, Handle, Links, Metadata, OpenFlags, windows::Folder},
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

    fn close(&mut self, file: Handle) -> Result<(), Errno> {
        self.files.close(file)
    }

    fn read(&mut self, file: Handle, position: Option<u64>, buf: &mut [u8]) -> Result<usize, Errno> {
        self.files.read(file, position, buf)
    }

    fn write(&mut self, file: Handle, position: Option<u64>, bytes: &[u8]) -> Result<usize, Errno> {
        self.files.write(file, position, bytes)
    }

    fn fstat(&mut self, file: Handle) -> Result<Metadata, Errno> {
        self.files.fstat(file)
    }

    fn ftruncate(&mut self, file: Handle, size: u64) -> Result<(), Errno> {
        self.files.ftruncate(file, size)
    }

    fn fchmod(&mut self, file: Handle, mode: u32) -> Result<(), Errno> {
        self.files.fchmod(file, mode)
    }

    fn fchown(&mut self, file: Handle, _uid: u32, _gid: u32) -> Result<(), Errno> {
        self.files.fchown(file)
    }

    fn futimes(&mut self, file: Handle, atime: FileTime, mtime: FileTime) -> Result<(), Errno> {
        self.files.futimes(file, atime, mtime)
    }

    fn fsync(&mut self, file: Handle) -> Result<(), Errno> {
        self.files.fsync(file)
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
