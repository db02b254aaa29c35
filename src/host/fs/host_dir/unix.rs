//! `HostDir` on Unix.

extern crate std;

use alloc::{borrow::Cow, string::String, vec::Vec};
use std::{ffi::OsStr, os::unix::ffi::OsStrExt};

use cap_std::fs::Dir;
use rustix::{
    fd::{AsFd, BorrowedFd},
    fs::{self, AtFlags, OFlags},
    io,
};

use super::HostDir;
use crate::host::{
    Errno,
    fs::{DirEntry, FileSystem, FileTime, Handle, Links, Metadata, OpenFlags, forward::forward, unix::at},
    system_error::{errno as unnamed, named as errno},
};

/// The maximum length of a path, including the terminating NUL, as on Linux.
const PATH_MAX: usize = 4096;

/// The maximum number of successive symbolic links at the end of a path, as on Linux (`MAXSYMLINKS`).
const MAX_LINKS: usize = 40;

/// The permissions that a guest can set: all but set-user-ID and set-group-ID.
const PERMISSIONS: u32 = 0o1777;

/// An open directory in which a name is looked up.
enum Parent<'d> {
    Root(&'d Dir),
    Below(Dir),
}

impl AsFd for Parent<'_> {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match self {
            Parent::Root(dir) => dir.as_fd(),
            Parent::Below(dir) => dir.as_fd(),
        }
    }
}

/// Splits a path before its last component, which keeps any `/` that follow it.
fn split(path: &[u8]) -> (&[u8], &[u8]) {
    let end = path.iter().rposition(|byte| *byte != b'/').map_or(0, |last| last.saturating_add(1));
    let start = path.iter().take(end).rposition(|byte| *byte == b'/').map_or(0, |slash| slash.saturating_add(1));
    path.split_at_checked(start).unwrap_or((b"", path))
}

/// Returns a path relative to the root. A leading `/` has no effect.
fn relative(path: &str) -> &[u8] {
    path.trim_start_matches('/').as_bytes()
}

/// Converts the error of a cap-std open. For a path that leads out, cap-std reports its own error, without a system
/// error number.
fn refused(error: &std::io::Error) -> Errno {
    match (error.raw_os_error(), error.kind()) {
        (None, std::io::ErrorKind::PermissionDenied) => Errno::EXDEV,
        _ => unnamed(error),
    }
}

impl HostDir {
    /// Opens the directory at a path. All links are followed.
    fn directory(&self, path: &[u8]) -> Result<Parent<'_>, Errno> {
        if path.is_empty() {
            return Ok(Parent::Root(&self.root));
        }
        // If the kernel cannot resolve the path itself (openat2), cap-std resolves it name by name, whatever its
        // length.
        if path.len() >= PATH_MAX {
            return Err(Errno::ENAMETOOLONG);
        }
        self.root.open_dir(OsStr::from_bytes(path)).map(Parent::Below).map_err(|error| refused(&error))
    }

    /// Returns the directory and the name in it to which a path leads. The name need not exist. With `Links::Follow`,
    /// it was not a link at the time of the check. It can have become one since, so the operation on it must not follow
    /// links.
    fn locate(&self, path: &str, links: Links) -> Result<(Parent<'_>, Vec<u8>), Errno> {
        let mut path = Cow::Borrowed(relative(path));
        for _ in 0..=MAX_LINKS {
            let (parent, name) = split(&path);
            if matches!(name, b"" | b"." | b"..") || name.ends_with(b"/") {
                return Ok((self.directory(&path)?, b".".to_vec()));
            }
            let directory = self.directory(parent)?;
            if links == Links::NoFollow {
                return Ok((directory, name.to_vec()));
            }
            match fs::readlinkat(&directory, name, Vec::new()) {
                Ok(target) if target.as_bytes().starts_with(b"/") => return Err(Errno::EXDEV),
                Ok(target) if target.is_empty() => return Err(Errno::ENOENT),
                Ok(target) => path = Cow::Owned([parent, target.as_bytes()].concat()),
                // Not a link, or missing.
                Err(io::Errno::INVAL | io::Errno::NOENT) => return Ok((directory, name.to_vec())),
                Err(error) => return Err(errno(error)),
            }
        }
        Err(Errno::ELOOP)
    }

    /// Calls `op` with the directory and the name to which a path leads.
    fn at<R>(
        &self,
        path: &str,
        links: Links,
        op: impl FnOnce(&Parent<'_>, &[u8]) -> io::Result<R>,
    ) -> Result<R, Errno> {
        let (directory, name) = self.locate(path, links)?;
        op(&directory, &name).map_err(errno)
    }

    /// Returns the parent directory and the last name of a path, for creating, removing or renaming this name.
    fn parent<'p>(&self, path: &'p str) -> Result<(Parent<'_>, &'p [u8]), Errno> {
        let path = relative(path);
        let (parent, name) = split(path);
        let end = name.iter().rposition(|byte| *byte != b'/').map_or(0, |last| last.saturating_add(1));
        let name: &[u8] = match name.split_at_checked(end) {
            None | Some((b"", _)) => b".",
            Some((b"..", _)) => {
                // The system has an error for `..`, but does not know where the root is. This reports a path that leads
                // out.
                self.directory(path)?;
                b".."
            }
            // Linux does not follow a name that it creates or removes, with or without a trailing `/`, and checks that
            // `/` itself. Other systems might follow it.
            Some(_) if cfg!(any(target_os = "linux", target_os = "android")) => name,
            Some((name, _)) => name,
        };
        Ok((self.directory(parent)?, name))
    }

    /// Calls `op` with the parent directory and the last name of a path.
    fn name<R>(&self, path: &str, op: impl FnOnce(&Parent<'_>, &[u8]) -> io::Result<R>) -> Result<R, Errno> {
        let (directory, name) = self.parent(path)?;
        op(&directory, name).map_err(errno)
    }
}

impl FileSystem for HostDir {
    fn open(&mut self, path: &str, flags: OpenFlags, mode: u32) -> Result<Handle, Errno> {
        if flags.contains(OpenFlags::CREAT) && path.ends_with('/') {
            self.parent(path)?;
            return Err(Errno::EISDIR);
        }
        let follows = !flags.contains(OpenFlags::NOFOLLOW) && !flags.contains(OpenFlags::CREAT | OpenFlags::EXCL);
        let links = if follows { Links::Follow } else { Links::NoFollow };
        let flags = at::open_flags(flags) | OFlags::NOFOLLOW | OFlags::NONBLOCK;
        let file = self.at(path, links, |dir, name| at::open(dir, name, flags, at::mode(mode & PERMISSIONS)))?;
        Ok(self.files.insert(file))
    }

    forward!(self => self.files; handles);

    fn fchmod(&mut self, file: Handle, mode: u32) -> Result<(), Errno> {
        self.files.fchmod(file, at::mode(mode & PERMISSIONS))
    }

    fn stat(&mut self, path: &str, links: Links) -> Result<Metadata, Errno> {
        self.at(path, links, |dir, name| at::stat(dir, name, AtFlags::SYMLINK_NOFOLLOW))
    }

    fn read_dir(&mut self, path: &str) -> Result<Vec<DirEntry>, Errno> {
        self.at(path, Links::Follow, |dir, name| at::read_dir(dir, name, OFlags::NOFOLLOW))
    }

    fn read_link(&mut self, path: &str) -> Result<String, Errno> {
        self.at(path, Links::NoFollow, |dir, name| at::read_link(dir, name))
    }

    fn mkdir(&mut self, path: &str, mode: u32) -> Result<(), Errno> {
        self.name(path, |dir, name| fs::mkdirat(dir, name, at::mode(mode & PERMISSIONS)))
    }

    fn rmdir(&mut self, path: &str) -> Result<(), Errno> {
        if relative(path).is_empty() {
            return Err(Errno::EBUSY);
        }
        self.name(path, |dir, name| fs::unlinkat(dir, name, AtFlags::REMOVEDIR))
    }

    fn unlink(&mut self, path: &str) -> Result<(), Errno> {
        self.name(path, |dir, name| at::unlink(dir, name))
    }

    fn rename(&mut self, from: &str, to: &str) -> Result<(), Errno> {
        let (old, from) = self.parent(from)?;
        self.name(to, |new, to| fs::renameat(&old, from, new, to))
    }

    fn link(&mut self, existing: &str, new: &str) -> Result<(), Errno> {
        let (old, existing) = self.locate(existing, Links::NoFollow)?;
        self.name(new, |dir, name| fs::linkat(&old, &*existing, dir, name, AtFlags::empty()))
    }

    fn symlink(&mut self, target: &str, path: &str) -> Result<(), Errno> {
        self.name(path, |dir, name| fs::symlinkat(target, dir, name))
    }

    fn chmod(&mut self, path: &str, mode: u32) -> Result<(), Errno> {
        self.at(path, Links::Follow, |dir, name| at::chmod(dir, name, at::mode(mode & PERMISSIONS)))
    }

    fn chown(&mut self, path: &str, uid: u32, gid: u32, links: Links) -> Result<(), Errno> {
        let (uid, gid) = at::owner(uid, gid);
        self.at(path, links, |dir, name| fs::chownat(dir, name, uid, gid, AtFlags::SYMLINK_NOFOLLOW))
    }

    fn utimes(&mut self, path: &str, atime: FileTime, mtime: FileTime, links: Links) -> Result<(), Errno> {
        let times = at::timestamps(atime, mtime)?;
        self.at(path, links, |dir, name| fs::utimensat(dir, name, &times, AtFlags::SYMLINK_NOFOLLOW))
    }
}
