//! Several file systems under one root.

mod rename;
mod resolve;

use alloc::{borrow::ToOwned, boxed::Box, string::String, vec::Vec};
use core::fmt;

use self::resolve::{Ending, LastKind, PathTarget, Resolved, below, pop, push};
use super::{
    file_system::{DirEntry, FileSystem, Handle, Links},
    metadata::{FileTime, FileType, Metadata},
    open_flags::OpenFlags,
};
use crate::host::Errno;

/// A file system and its mount point.
struct Mount {
    /// An absolute path without `.`, `..` or a trailing `/`. The root is `""`.
    path: String,
    /// Identifies the mount in [`Handle`]s and device numbers. At least 1, and never reused.
    id: u64,
    fs: Box<dyn FileSystem>,
}

/// The number of low bits of a [`Handle`] of the tree that contain the ID of the mount. The other bits contain the
/// handle of its file system.
const ID_BITS: u32 = 16;

/// Any open virtual directory: a mount point or a parent of one that exists in no file system.
const JUNCTION: Handle = Handle(0);

/// Returns the handle of the tree for a handle of a mount, or `None` if either number is too large.
fn join(id: u64, Handle(file): Handle) -> Option<Handle> {
    let fits = id >> ID_BITS == 0 && file >> (u64::BITS - ID_BITS) == 0;
    fits.then_some(Handle(file << ID_BITS | id))
}

/// Several file systems under one root: all files that a program sees.
///
/// A symbolic link can lead from one file system into another, because its text is a path in the tree. Mount points and
/// their parents are always directories, and cannot be renamed or removed ([`Errno::EBUSY`]). Renames and hard links
/// between mounts fail with [`Errno::EXDEV`].
#[derive(Default)]
pub struct FileTree {
    /// Sorted by length of the path, the longest first.
    mounts: Vec<Mount>,
    /// The largest ID of a mount.
    last_id: u64,
    /// The number of open virtual directories.
    junctions: u64,
    /// The number of path bytes walked since the last `take_walked`.
    walked: u64,
}

impl fmt::Debug for FileTree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.mounts.iter().map(|mount| &mount.path)).finish()
    }
}

impl FileTree {
    /// Creates an empty tree.
    #[must_use]
    pub fn new() -> Self {
        FileTree::default()
    }

    /// Mounts a file system at an absolute path, and replaces any that is mounted there. Files that are open in a
    /// replaced file system fail with [`Errno::EBADF`].
    pub fn mount(&mut self, path: &str, fs: impl FileSystem + 'static) {
        let mut at = String::new();
        for name in path.split('/') {
            match name {
                "" | "." => {}
                ".." => pop(&mut at),
                name => push(&mut at, name),
            }
        }
        self.last_id = self.last_id.saturating_add(1);
        let mount = Mount { path: at, id: self.last_id, fs: Box::new(fs) };
        if let Some(old) = self.mounts.iter_mut().find(|old| old.path == mount.path) {
            *old = mount;
            return;
        }
        let place = self.mounts.partition_point(|other| other.path.len() >= mount.path.len());
        self.mounts.insert(place, mount);
    }

    /// Returns whether no file system is mounted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.mounts.is_empty()
    }

    /// Returns the canonical path of a file: absolute, without links, `.` or `..`.
    ///
    /// # Errors
    ///
    /// Those of realpath(3).
    pub fn canonicalize(&mut self, path: &str) -> Result<String, Errno> {
        let Resolved { mut path, last, .. } = self.resolve(path, Ending::Target(Links::Follow))?;
        if last == LastKind::Slashed || path.is_empty() {
            path.push('/');
        }
        self.stat(&path, Links::NoFollow)?;
        if path.len() > 1 && path.ends_with('/') {
            path.pop();
        }
        Ok(path)
    }

    fn fs(&mut self, mount: usize) -> Result<&mut dyn FileSystem, Errno> {
        match self.mounts.get_mut(mount) {
            Some(mount) => Ok(&mut *mount.fs),
            None => Err(Errno::EIO),
        }
    }

    fn id(&self, mount: usize) -> u64 {
        self.mounts.get(mount).map_or(0, |mount| mount.id)
    }

    /// Calls `op` for the file at a path. `junction` is the result for a virtual directory.
    fn at<R>(
        &mut self,
        path: &str,
        ending: Ending,
        op: impl Fn(&mut dyn FileSystem, &str) -> Result<R, Errno>,
        junction: impl FnOnce() -> Result<R, Errno>,
    ) -> Result<(R, Option<usize>), Errno> {
        // An empty path within the mount does not show whether a `/` followed the mount point.
        let is_told = |rest: &str| !(rest.is_empty() && matches!(ending, Ending::File(_)));
        if let Some((mount, rest)) = self.direct(path).filter(|(_, rest)| is_told(rest)) {
            match op(self.fs(mount)?, rest) {
                Err(Errno::EXDEV) => {}
                result => return Ok((result?, Some(mount))),
            }
        }
        let resolved = self.resolve(path, ending)?;
        match self.place(&resolved)? {
            // A link was created there after the path had been resolved.
            PathTarget::In(mount, rest) => match op(self.fs(mount)?, &rest) {
                Err(Errno::EXDEV) => Err(Errno::ELOOP),
                result => Ok((result?, Some(mount))),
            },
            PathTarget::Junction => Ok((junction()?, None)),
            PathTarget::Nowhere if matches!(ending, Ending::File(_)) => Err(Errno::EROFS),
            PathTarget::Nowhere => Err(Errno::ENOENT),
        }
    }

    /// Creates or removes a name. `held` is the error for a path that does not end in a name, and for mount points and
    /// their parents.
    fn name(
        &mut self,
        path: &str,
        held: impl FnOnce(LastKind) -> Errno,
        op: impl Fn(&mut dyn FileSystem, &str) -> Result<(), Errno>,
    ) -> Result<(), Errno> {
        if let Some((mount, rest)) = self.direct(path).filter(|(_, rest)| !rest.is_empty()) {
            match op(self.fs(mount)?, rest) {
                Err(Errno::EXDEV) => {}
                result => return result,
            }
        }
        let resolved = self.resolve(path, Ending::Name)?;
        if !resolved.is_name() || self.holds_mount(&resolved.path) {
            return Err(held(resolved.last));
        }
        match self.place(&resolved)? {
            PathTarget::In(mount, rest) => op(self.fs(mount)?, &rest),
            PathTarget::Junction | PathTarget::Nowhere => Err(Errno::EROFS),
        }
    }

    /// Calls `op` for two names in the same mount. Returns `None` unless the paths themselves show that the mount is
    /// the same.
    fn two_names(
        &mut self,
        from: &str,
        to: &str,
        op: impl Fn(&mut dyn FileSystem, &str, &str) -> Result<(), Errno>,
    ) -> Option<Result<(), Errno>> {
        let ((mount, from), (other, to)) = (self.direct(from)?, self.direct(to)?);
        if mount != other || from.is_empty() || to.is_empty() {
            return None;
        }
        match op(self.fs(mount).ok()?, from, to) {
            Err(Errno::EXDEV) => None,
            result => Some(result),
        }
    }

    /// Calls `op` for an open file. `junction` is the result for a virtual directory.
    fn with<R>(
        &mut self,
        file: Handle,
        junction: Result<R, Errno>,
        op: impl FnOnce(&mut dyn FileSystem, Handle) -> Result<R, Errno>,
    ) -> Result<R, Errno> {
        if file == JUNCTION && self.junctions > 0 {
            return junction;
        }
        let inner = Handle(file.0 >> ID_BITS);
        let mount = self.mounts.iter_mut().find(|mount| join(mount.id, inner) == Some(file));
        op(&mut *mount.ok_or(Errno::EBADF)?.fs, inner)
    }

    /// Returns the entries of a directory that are mount points or parents of them, sorted by name.
    fn mounted_in(&self, directory: &str) -> Vec<DirEntry> {
        let mut names: Vec<&str> = Vec::new();
        let beneath = self.mounts.iter().filter_map(|mount| below(&mount.path, directory)?.split('/').next());
        for name in beneath.filter(|name| !name.is_empty()) {
            if let Err(place) = names.binary_search(&name) {
                names.insert(place, name);
            }
        }
        let entry = |name: &str| DirEntry { name: name.to_owned(), file_type: FileType::Directory };
        names.into_iter().map(entry).collect()
    }
}

/// Returns the metadata of a virtual directory.
fn junction() -> Metadata {
    Metadata::new(FileType::Directory, 0o555, 0)
}

/// Sets the device number to the ID of the mount, if the file system does not set one.
fn numbered(metadata: Metadata, id: u64) -> Metadata {
    Metadata { dev: if metadata.dev == 0 { id } else { metadata.dev }, ..metadata }
}

impl FileSystem for FileTree {
    fn open(&mut self, path: &str, flags: OpenFlags, mode: u32) -> Result<Handle, Errno> {
        let links = if flags.contains(OpenFlags::NOFOLLOW) || flags.contains(OpenFlags::CREAT | OpenFlags::EXCL) {
            Links::NoFollow
        } else {
            Links::Follow
        };
        let ending = if flags.contains(OpenFlags::CREAT) { Ending::File(links) } else { Ending::Target(links) };
        let (handle, mount) = self.at(
            path,
            ending,
            |fs, path| fs.open(path, flags, mode),
            || {
                if flags.contains(OpenFlags::CREAT | OpenFlags::DIRECTORY) {
                    return Err(Errno::EINVAL);
                }
                if flags.contains(OpenFlags::CREAT | OpenFlags::EXCL) {
                    return Err(Errno::EEXIST);
                }
                if flags.changes() { Err(Errno::EISDIR) } else { Ok(Handle(0)) }
            },
        )?;
        let Some(mount) = mount else {
            self.junctions = self.junctions.saturating_add(1);
            return Ok(JUNCTION);
        };
        if let Some(joined) = join(self.id(mount), handle) {
            return Ok(joined);
        }
        self.fs(mount)?.close(handle)?;
        Err(Errno::ENFILE)
    }

    fn close(&mut self, file: Handle) -> Result<(), Errno> {
        self.with(file, Ok(()), |fs, file| fs.close(file))?;
        if file == JUNCTION {
            self.junctions = self.junctions.saturating_sub(1);
        }
        Ok(())
    }

    fn read(&mut self, file: Handle, position: Option<u64>, buf: &mut [u8]) -> Result<usize, Errno> {
        self.with(file, Err(Errno::EISDIR), |fs, file| fs.read(file, position, buf))
    }

    fn write(&mut self, file: Handle, position: Option<u64>, bytes: &[u8]) -> Result<usize, Errno> {
        self.with(file, Err(Errno::EBADF), |fs, file| fs.write(file, position, bytes))
    }

    fn fstat(&mut self, file: Handle) -> Result<Metadata, Errno> {
        let id = file.0 & ((1 << ID_BITS) - 1);
        self.with(file, Ok(junction()), |fs, file| Ok(numbered(fs.fstat(file)?, id)))
    }

    fn ftruncate(&mut self, file: Handle, size: u64) -> Result<(), Errno> {
        self.with(file, Err(Errno::EINVAL), |fs, file| fs.ftruncate(file, size))
    }

    fn fchmod(&mut self, file: Handle, mode: u32) -> Result<(), Errno> {
        self.with(file, Err(Errno::EROFS), |fs, file| fs.fchmod(file, mode))
    }

    fn fchown(&mut self, file: Handle, uid: u32, gid: u32) -> Result<(), Errno> {
        self.with(file, Err(Errno::EROFS), |fs, file| fs.fchown(file, uid, gid))
    }

    fn futimes(&mut self, file: Handle, atime: FileTime, mtime: FileTime) -> Result<(), Errno> {
        self.with(file, Err(Errno::EROFS), |fs, file| fs.futimes(file, atime, mtime))
    }

    fn fsync(&mut self, file: Handle) -> Result<(), Errno> {
        self.with(file, Ok(()), |fs, file| fs.fsync(file))
    }

    fn stat(&mut self, path: &str, links: Links) -> Result<Metadata, Errno> {
        let (metadata, mount) =
            self.at(path, Ending::Target(links), |fs, path| fs.stat(path, links), || Ok(junction()))?;
        Ok(numbered(metadata, mount.map_or(0, |mount| self.id(mount))))
    }

    fn read_dir(&mut self, path: &str) -> Result<Vec<DirEntry>, Errno> {
        // `direct` finds only mounts that have no other mount beneath them.
        if let Some((mount, rest)) = self.direct(path) {
            match self.fs(mount)?.read_dir(rest) {
                Err(Errno::EXDEV) => {}
                result => return result,
            }
        }
        let resolved = self.resolve(path, Ending::Target(Links::Follow))?;
        let mounted = self.mounted_in(&resolved.path);
        let mut entries = match self.place(&resolved)? {
            PathTarget::In(mount, rest) => self.fs(mount)?.read_dir(&rest)?,
            PathTarget::Junction => Vec::new(),
            PathTarget::Nowhere => return Err(Errno::ENOENT),
        };
        entries.retain(|entry| mounted.iter().all(|mount| mount.name != entry.name));
        entries.extend(mounted);
        Ok(entries)
    }

    fn read_link(&mut self, path: &str) -> Result<String, Errno> {
        let (text, _) =
            self.at(path, Ending::Target(Links::NoFollow), |fs, path| fs.read_link(path), || Err(Errno::EINVAL))?;
        Ok(text)
    }

    fn mkdir(&mut self, path: &str, mode: u32) -> Result<(), Errno> {
        self.name(path, |_| Errno::EEXIST, |fs, path| fs.mkdir(path, mode))
    }

    fn rmdir(&mut self, path: &str) -> Result<(), Errno> {
        let held = |last| match last {
            LastKind::Dot => Errno::EINVAL,
            LastKind::DotDot => Errno::ENOTEMPTY,
            LastKind::Name | LastKind::Slashed | LastKind::Root => Errno::EBUSY,
        };
        self.name(path, held, |fs, path| fs.rmdir(path))
    }

    fn unlink(&mut self, path: &str) -> Result<(), Errno> {
        self.name(path, |_| Errno::EISDIR, |fs, path| fs.unlink(path))
    }

    fn rename(&mut self, from: &str, to: &str) -> Result<(), Errno> {
        if let Some(result) = self.two_names(from, to, |fs, from, to| fs.rename(from, to)) {
            return result;
        }
        let from = self.resolve(from, Ending::Name)?;
        let to = self.resolve(to, Ending::Name)?;
        if from.parent != to.parent {
            return Err(Errno::EXDEV);
        }
        if !from.is_name() || !to.is_name() {
            return Err(Errno::EBUSY);
        }
        if self.holds_mount(&from.path) || self.holds_mount(&to.path) {
            return self.rename_held(&from, &to);
        }
        match (self.place(&from)?, self.place(&to)?) {
            (PathTarget::In(mount, from), PathTarget::In(_, to)) => self.fs(mount)?.rename(&from, &to),
            _ => Err(Errno::EROFS),
        }
    }

    fn link(&mut self, existing: &str, new: &str) -> Result<(), Errno> {
        if let Some(result) = self.two_names(existing, new, |fs, existing, new| fs.link(existing, new)) {
            return result;
        }
        let existing = self.resolve(existing, Ending::Target(Links::NoFollow))?;
        let source = match self.place(&existing)? {
            PathTarget::In(mount, rest) => {
                self.fs(mount)?.stat(&rest, Links::NoFollow)?;
                Some((mount, rest))
            }
            PathTarget::Junction => None,
            PathTarget::Nowhere => return Err(Errno::ENOENT),
        };
        let new = self.resolve(new, Ending::Name)?;
        if !new.is_name() || self.holds_mount(&new.path) {
            return Err(Errno::EEXIST);
        }
        match (source, self.place(&new)?) {
            (Some((mount, existing)), PathTarget::In(other, new)) if mount == other => {
                self.fs(mount)?.link(&existing, &new)
            }
            // Errors about the new name come before `EXDEV`.
            (_, PathTarget::In(other, rest)) => match self.fs(other)?.stat(rest.trim_end_matches('/'), Links::NoFollow)
            {
                Ok(_) => Err(Errno::EEXIST),
                Err(Errno::ENOENT) if new.last == LastKind::Name => Err(Errno::EXDEV),
                Err(errno) => Err(errno),
            },
            (_, PathTarget::Junction | PathTarget::Nowhere) => Err(Errno::EROFS),
        }
    }

    fn symlink(&mut self, target: &str, path: &str) -> Result<(), Errno> {
        if target.is_empty() {
            return Err(Errno::ENOENT);
        }
        self.name(path, |_| Errno::EEXIST, |fs, path| fs.symlink(target, path))
    }

    fn chmod(&mut self, path: &str, mode: u32) -> Result<(), Errno> {
        self.at(path, Ending::Target(Links::Follow), |fs, path| fs.chmod(path, mode), || Err(Errno::EROFS)).map(|_| ())
    }

    fn chown(&mut self, path: &str, uid: u32, gid: u32, links: Links) -> Result<(), Errno> {
        self.at(path, Ending::Target(links), |fs, path| fs.chown(path, uid, gid, links), || Err(Errno::EROFS))
            .map(|_| ())
    }

    fn utimes(&mut self, path: &str, atime: FileTime, mtime: FileTime, links: Links) -> Result<(), Errno> {
        self.at(path, Ending::Target(links), |fs, path| fs.utimes(path, atime, mtime, links), || Err(Errno::EROFS))
            .map(|_| ())
    }

    fn set_time(&mut self, now: FileTime) {
        for mount in &mut self.mounts {
            mount.fs.set_time(now);
        }
    }
}
