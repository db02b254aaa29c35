//! Several file systems under one root.

mod rename;
mod resolve;

use alloc::{borrow::ToOwned, boxed::Box, string::String, vec::Vec};
use core::fmt;

use self::resolve::{Ending, Last, Place, Resolved, below, pop, push};
use super::{
    file_system::{DirEntry, FileSystem, Handle, Links},
    metadata::{FileTime, FileType, Metadata},
    open_flags::OpenFlags,
};
use crate::host::Errno;

/// A file system and where its root is.
struct Mount {
    /// An absolute path without `.`, `..` or a `/` at its end: that of the root is `""`.
    path: String,
    fs: Box<dyn FileSystem>,
}

/// What is open.
enum Open {
    /// A file of a mount.
    File(usize, Handle),
    /// A directory of the tree's own.
    Junction,
}

/// Several file systems under one root: what a program sees.
///
/// A symbolic link may lead from one into another: its text is a path of the tree. What is at or above a mount's path is a
/// directory, if nothing else makes it one, and can be neither renamed nor removed ([`Errno::EBUSY`]). Nothing can be
/// renamed or linked from one mount to another ([`Errno::EXDEV`]).
#[derive(Default)]
pub struct FileTree {
    /// The longest paths first.
    mounts: Vec<Mount>,
    open: Vec<Option<Open>>,
    /// Bytes of paths that were gone through, and not asked for yet.
    walked: u64,
}

impl fmt::Debug for FileTree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.mounts.iter().map(|mount| &mount.path)).finish()
    }
}

impl FileTree {
    /// A tree with nothing in it.
    #[must_use]
    pub fn new() -> Self {
        FileTree::default()
    }

    /// Mounts a file system at an absolute path, in place of what is mounted there.
    pub fn mount(&mut self, path: &str, fs: impl FileSystem + 'static) {
        let mut at = String::new();
        for name in path.split('/') {
            match name {
                "" | "." => {}
                ".." => pop(&mut at),
                name => push(&mut at, name),
            }
        }
        let mount = Mount { path: at, fs: Box::new(fs) };
        if let Some(old) = self.mounts.iter_mut().find(|old| old.path == mount.path) {
            *old = mount;
            return;
        }
        // An open file knows its mount by its place.
        debug_assert!(self.open.is_empty());
        let place = self.mounts.partition_point(|other| other.path.len() >= mount.path.len());
        self.mounts.insert(place, mount);
    }

    /// Whether nothing is mounted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.mounts.is_empty()
    }

    /// The absolute path without links, `.` and `..` by which a file is known: realpath(3).
    ///
    /// # Errors
    ///
    /// As realpath(3).
    pub fn canonicalize(&mut self, path: &str) -> Result<String, Errno> {
        let Resolved { mut path, last, .. } = self.resolve(path, Ending::Target(Links::Follow))?;
        if last == Last::Slashed || path.is_empty() {
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

    /// Does something with the file that a path leads to. `junction` is what a directory of the tree's own answers.
    fn at<R>(
        &mut self,
        path: &str,
        ending: Ending,
        op: impl Fn(&mut dyn FileSystem, &str) -> Result<R, Errno>,
        junction: impl FnOnce() -> Result<R, Errno>,
    ) -> Result<(R, Option<usize>), Errno> {
        // The path of a mount itself does not say whether a `/` came after it.
        let is_told = |rest: &str| !(rest.is_empty() && matches!(ending, Ending::File(_)));
        if let Some((mount, rest)) = self.direct(path).filter(|(_, rest)| is_told(rest)) {
            match op(self.fs(mount)?, rest) {
                Err(Errno::EXDEV) => {}
                result => return Ok((result?, Some(mount))),
            }
        }
        let resolved = self.resolve(path, ending)?;
        match self.place(&resolved)? {
            // Somebody has put a link there since it was resolved.
            Place::In(mount, rest) => match op(self.fs(mount)?, &rest) {
                Err(Errno::EXDEV) => Err(Errno::ELOOP),
                result => Ok((result?, Some(mount))),
            },
            Place::Junction => Ok((junction()?, None)),
            Place::Nowhere if matches!(ending, Ending::File(_)) => Err(Errno::EROFS),
            Place::Nowhere => Err(Errno::ENOENT),
        }
    }

    /// Makes or removes a name. `held` is the answer for what is no name, and for a mount's path and what is above one.
    fn name(
        &mut self,
        path: &str,
        held: impl FnOnce(Last) -> Errno,
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
            Place::In(mount, rest) => op(self.fs(mount)?, &rest),
            Place::Junction | Place::Nowhere => Err(Errno::EROFS),
        }
    }

    /// Does something with two names of one mount, if it is plain from the paths alone that they are.
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

    fn insert(&mut self, open: Open) -> Handle {
        let free = self.open.iter().position(Option::is_none).unwrap_or(self.open.len());
        match self.open.get_mut(free) {
            Some(place) => *place = Some(open),
            None => self.open.push(Some(open)),
        }
        Handle(free as u64)
    }

    fn opened(&self, file: Handle) -> Result<&Open, Errno> {
        usize::try_from(file.0).ok().and_then(|index| self.open.get(index)?.as_ref()).ok_or(Errno::EBADF)
    }

    /// Does something with an open file. `junction` is what a directory of the tree's own answers.
    fn with<R>(
        &mut self,
        file: Handle,
        junction: Errno,
        op: impl FnOnce(&mut dyn FileSystem, Handle) -> Result<R, Errno>,
    ) -> Result<R, Errno> {
        match *self.opened(file)? {
            Open::File(mount, handle) => op(self.fs(mount)?, handle),
            Open::Junction => Err(junction),
        }
    }

    /// What is mounted directly beneath a directory, by name.
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

/// What is known of a directory of the tree's own.
fn junction() -> Metadata {
    Metadata::new(FileType::Directory, 0o555, 0)
}

/// Tells the files of one mount from those of another, where their file systems don't.
fn numbered(metadata: Metadata, mount: Option<usize>) -> Metadata {
    let number = mount.map_or(0, |mount| (mount as u64).saturating_add(1));
    Metadata { dev: if metadata.dev == 0 { number } else { metadata.dev }, ..metadata }
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
        Ok(self.insert(mount.map_or(Open::Junction, |mount| Open::File(mount, handle))))
    }

    fn close(&mut self, file: Handle) -> Result<(), Errno> {
        let place = usize::try_from(file.0).ok().and_then(|index| self.open.get_mut(index));
        match place.and_then(Option::take).ok_or(Errno::EBADF)? {
            Open::File(mount, handle) => self.fs(mount)?.close(handle),
            Open::Junction => Ok(()),
        }
    }

    fn read(&mut self, file: Handle, position: Option<u64>, buf: &mut [u8]) -> Result<usize, Errno> {
        self.with(file, Errno::EISDIR, |fs, file| fs.read(file, position, buf))
    }

    fn write(&mut self, file: Handle, position: Option<u64>, bytes: &[u8]) -> Result<usize, Errno> {
        self.with(file, Errno::EBADF, |fs, file| fs.write(file, position, bytes))
    }

    fn fstat(&mut self, file: Handle) -> Result<Metadata, Errno> {
        match *self.opened(file)? {
            Open::File(mount, handle) => Ok(numbered(self.fs(mount)?.fstat(handle)?, Some(mount))),
            Open::Junction => Ok(junction()),
        }
    }

    fn ftruncate(&mut self, file: Handle, size: u64) -> Result<(), Errno> {
        self.with(file, Errno::EINVAL, |fs, file| fs.ftruncate(file, size))
    }

    fn fchmod(&mut self, file: Handle, mode: u32) -> Result<(), Errno> {
        self.with(file, Errno::EROFS, |fs, file| fs.fchmod(file, mode))
    }

    fn fchown(&mut self, file: Handle, uid: u32, gid: u32) -> Result<(), Errno> {
        self.with(file, Errno::EROFS, |fs, file| fs.fchown(file, uid, gid))
    }

    fn futimes(&mut self, file: Handle, atime: FileTime, mtime: FileTime) -> Result<(), Errno> {
        self.with(file, Errno::EROFS, |fs, file| fs.futimes(file, atime, mtime))
    }

    fn fsync(&mut self, file: Handle) -> Result<(), Errno> {
        match *self.opened(file)? {
            Open::File(mount, handle) => self.fs(mount)?.fsync(handle),
            Open::Junction => Ok(()),
        }
    }

    fn stat(&mut self, path: &str, links: Links) -> Result<Metadata, Errno> {
        let (metadata, mount) =
            self.at(path, Ending::Target(links), |fs, path| fs.stat(path, links), || Ok(junction()))?;
        Ok(numbered(metadata, mount))
    }

    fn read_dir(&mut self, path: &str) -> Result<Vec<DirEntry>, Errno> {
        // What `direct` finds has nothing mounted beneath it.
        if let Some((mount, rest)) = self.direct(path) {
            match self.fs(mount)?.read_dir(rest) {
                Err(Errno::EXDEV) => {}
                result => return result,
            }
        }
        let resolved = self.resolve(path, Ending::Target(Links::Follow))?;
        let mounted = self.mounted_in(&resolved.path);
        let mut entries = match self.place(&resolved)? {
            Place::In(mount, rest) => self.fs(mount)?.read_dir(&rest)?,
            Place::Junction => Vec::new(),
            Place::Nowhere => return Err(Errno::ENOENT),
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
            Last::Dot => Errno::EINVAL,
            Last::DotDot => Errno::ENOTEMPTY,
            Last::Name | Last::Slashed | Last::Root => Errno::EBUSY,
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
            (Place::In(mount, from), Place::In(_, to)) => self.fs(mount)?.rename(&from, &to),
            _ => Err(Errno::EROFS),
        }
    }

    fn link(&mut self, existing: &str, new: &str) -> Result<(), Errno> {
        if let Some(result) = self.two_names(existing, new, |fs, existing, new| fs.link(existing, new)) {
            return result;
        }
        let existing = self.resolve(existing, Ending::Target(Links::NoFollow))?;
        let source = match self.place(&existing)? {
            Place::In(mount, rest) => {
                self.fs(mount)?.stat(&rest, Links::NoFollow)?;
                Some((mount, rest))
            }
            Place::Junction => None,
            Place::Nowhere => return Err(Errno::ENOENT),
        };
        let new = self.resolve(new, Ending::Name)?;
        if !new.is_name() || self.holds_mount(&new.path) {
            return Err(Errno::EEXIST);
        }
        match (source, self.place(&new)?) {
            (Some((mount, existing)), Place::In(other, new)) if mount == other => self.fs(mount)?.link(&existing, &new),
            // What is in the way is told before that the way is too far.
            (_, Place::In(other, rest)) => match self.fs(other)?.stat(rest.trim_end_matches('/'), Links::NoFollow) {
                Ok(_) => Err(Errno::EEXIST),
                Err(Errno::ENOENT) if new.last == Last::Name => Err(Errno::EXDEV),
                Err(errno) => Err(errno),
            },
            (_, Place::Junction | Place::Nowhere) => Err(Errno::EROFS),
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
