//! A read-only file system.

use super::{
    file_system::{FileSystem, Handle, Links},
    forward::forward,
    metadata::FileTime,
    open_flags::OpenFlags,
};
use crate::host::Errno;

/// A file system that cannot be modified: see [`FileSystem::read_only`].
#[derive(Clone, Debug)]
pub struct ReadOnly<F>(pub(super) F);

impl<F: FileSystem> ReadOnly<F> {
    /// Returns the error for modifying a file: that of its lookup, or else `EROFS`.
    fn refuse(&mut self, path: &str, links: Links) -> Result<(), Errno> {
        self.0.stat(path, links)?;
        Err(Errno::EROFS)
    }

    /// Returns the error for creating a name: `EEXIST`, or that of the lookup of its directory, or else `EROFS`.
    fn refuse_new(&mut self, path: &str) -> Result<(), Errno> {
        match self.0.stat(path.trim_end_matches('/'), Links::NoFollow) {
            Ok(_) => Err(Errno::EEXIST),
            Err(Errno::ENOENT) => self.refuse(parent(path), Links::Follow),
            Err(errno) => Err(errno),
        }
    }
}

/// Returns the path of the directory that contains the last component of a path, with a trailing `/`.
fn parent(path: &str) -> &str {
    let name = path.trim_end_matches('/');
    name.rfind('/').and_then(|slash| name.get(..=slash)).unwrap_or_default()
}

/// The defaults of the trait refuse the methods that are missing here. As on Linux, lookup errors and `EEXIST` come
/// before `EROFS`, because programs check for them.
impl<F: FileSystem> FileSystem for ReadOnly<F> {
    fn open(&mut self, path: &str, flags: OpenFlags, mode: u32) -> Result<Handle, Errno> {
        if !flags.changes() {
            return self.0.open(path, flags, mode);
        }
        let is_new = flags.contains(OpenFlags::CREAT);
        if is_new && flags.contains(OpenFlags::DIRECTORY) {
            return Err(Errno::EINVAL);
        }
        if is_new && path.ends_with('/') {
            self.0.stat(parent(path), Links::Follow)?;
            return Err(Errno::EISDIR);
        }
        let is_exclusive = is_new && flags.contains(OpenFlags::EXCL);
        let links = if is_exclusive || flags.contains(OpenFlags::NOFOLLOW) { Links::NoFollow } else { Links::Follow };
        match self.0.stat(path, links) {
            Ok(_) if is_exclusive => Err(Errno::EEXIST),
            Ok(metadata) if metadata.is_dir() => Err(Errno::EISDIR),
            Ok(_) if flags.contains(OpenFlags::DIRECTORY) => Err(Errno::ENOTDIR),
            Ok(metadata) if metadata.is_symlink() => Err(Errno::ELOOP),
            // `O_CREAT` without write access opens an existing file for reading.
            Ok(_) if !flags.writes() && !flags.contains(OpenFlags::TRUNC) => {
                self.0.open(path, flags.difference(OpenFlags::CREAT), mode)
            }
            Ok(_) => Err(Errno::EROFS),
            Err(Errno::ENOENT) if is_new => {
                self.0.stat(parent(path), Links::Follow)?;
                Err(Errno::EROFS)
            }
            Err(errno) => Err(errno),
        }
    }

    fn mkdir(&mut self, path: &str, mode: u32) -> Result<(), Errno> {
        let _ = mode;
        self.refuse_new(path)
    }

    fn symlink(&mut self, target: &str, path: &str) -> Result<(), Errno> {
        if target.is_empty() { Err(Errno::ENOENT) } else { self.refuse_new(path) }
    }

    fn link(&mut self, existing: &str, new: &str) -> Result<(), Errno> {
        self.0.stat(existing, Links::NoFollow)?;
        self.refuse_new(new)
    }

    fn rmdir(&mut self, path: &str) -> Result<(), Errno> {
        self.refuse(parent(path), Links::Follow)
    }

    fn unlink(&mut self, path: &str) -> Result<(), Errno> {
        self.refuse(parent(path), Links::Follow)
    }

    fn rename(&mut self, from: &str, to: &str) -> Result<(), Errno> {
        self.0.stat(parent(from), Links::Follow)?;
        self.refuse(parent(to), Links::Follow)
    }

    fn chmod(&mut self, path: &str, mode: u32) -> Result<(), Errno> {
        let _ = mode;
        self.refuse(path, Links::Follow)
    }

    fn chown(&mut self, path: &str, uid: u32, gid: u32, links: Links) -> Result<(), Errno> {
        let _ = (uid, gid);
        self.refuse(path, links)
    }

    fn utimes(&mut self, path: &str, atime: FileTime, mtime: FileTime, links: Links) -> Result<(), Errno> {
        let _ = (atime, mtime);
        self.refuse(path, links)
    }

    forward!(self => self.0; reads);
    forward!(self => self.0; clock);
}
