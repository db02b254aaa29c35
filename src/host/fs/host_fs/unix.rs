//! `HostFs` on Unix.

use alloc::{format, string::String, vec::Vec};

use rustix::{
    fs::{self, AtFlags, CWD, OFlags},
    io,
};

use super::HostFs;
use crate::host::{
    Errno,
    fs::{DirEntry, FileSystem, FileTime, Handle, Links, Metadata, OpenFlags, forward::forward, unix::at},
    system_error::named as errno,
};

/// Returns the host path.
fn absolute(path: &str) -> String {
    format!("/{path}")
}

/// Calls `op` with the host path.
fn at<R>(path: &str, op: impl FnOnce(&str) -> io::Result<R>) -> Result<R, Errno> {
    op(&absolute(path)).map_err(errno)
}

impl FileSystem for HostFs {
    fn open(&mut self, path: &str, flags: OpenFlags, mode: u32) -> Result<Handle, Errno> {
        let file = at(path, |path| at::open(CWD, path, at::open_flags(flags), at::mode(mode)))?;
        Ok(self.files.insert(file))
    }

    forward!(self => self.files; handles);

    fn fchmod(&mut self, file: Handle, mode: u32) -> Result<(), Errno> {
        self.files.fchmod(file, at::mode(mode))
    }

    fn stat(&mut self, path: &str, links: Links) -> Result<Metadata, Errno> {
        at(path, |path| at::stat(CWD, path, at::at_flags(links)))
    }

    fn read_dir(&mut self, path: &str) -> Result<Vec<DirEntry>, Errno> {
        at(path, |path| at::read_dir(CWD, path, OFlags::empty()))
    }

    fn read_link(&mut self, path: &str) -> Result<String, Errno> {
        at(path, |path| at::read_link(CWD, path))
    }

    fn mkdir(&mut self, path: &str, mode: u32) -> Result<(), Errno> {
        at(path, |path| fs::mkdirat(CWD, path, at::mode(mode)))
    }

    fn rmdir(&mut self, path: &str) -> Result<(), Errno> {
        at(path, |path| fs::unlinkat(CWD, path, AtFlags::REMOVEDIR))
    }

    fn unlink(&mut self, path: &str) -> Result<(), Errno> {
        at(path, |path| at::unlink(CWD, path))
    }

    fn rename(&mut self, from: &str, to: &str) -> Result<(), Errno> {
        at(from, |from| fs::renameat(CWD, from, CWD, absolute(to)))
    }

    fn link(&mut self, existing: &str, new: &str) -> Result<(), Errno> {
        at(existing, |existing| fs::linkat(CWD, existing, CWD, absolute(new), AtFlags::empty()))
    }

    fn symlink(&mut self, target: &str, path: &str) -> Result<(), Errno> {
        at(path, |path| fs::symlinkat(target, CWD, path))
    }

    fn chmod(&mut self, path: &str, mode: u32) -> Result<(), Errno> {
        at(path, |path| fs::chmodat(CWD, path, at::mode(mode), AtFlags::empty()))
    }

    fn chown(&mut self, path: &str, uid: u32, gid: u32, links: Links) -> Result<(), Errno> {
        let (uid, gid) = at::owner(uid, gid);
        at(path, |path| fs::chownat(CWD, path, uid, gid, at::at_flags(links)))
    }

    fn utimes(&mut self, path: &str, atime: FileTime, mtime: FileTime, links: Links) -> Result<(), Errno> {
        let times = at::timestamps(atime, mtime)?;
        at(path, |path| fs::utimensat(CWD, path, &times, at::at_flags(links)))
    }
}
