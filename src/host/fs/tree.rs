//! Several file systems under one root.

use alloc::{borrow::ToOwned, boxed::Box, format, string::String, vec::Vec};
use core::fmt;

use super::{
    file_system::{DirEntry, FileSystem, Handle, Links},
    metadata::{FileTime, FileType, Metadata},
    open_flags::OpenFlags,
};
use crate::host::Errno;

/// How many symbolic links a path may lead through, as on Linux (`MAXSYMLINKS`).
const MAX_LINKS: usize = 40;

/// How many bytes a path may have, as on Linux (`PATH_MAX`, which counts the NUL at the end).
const MAX_PATH: usize = 4095;

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

/// Where a path leads whose links are all resolved.
enum Place<'p> {
    /// Into a mount, by a path of its own.
    In(usize, &'p str),
    /// To a directory that exists for the mounts beneath it alone.
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
}

impl fmt::Debug for FileTree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.mounts.iter().map(|mount| &mount.path)).finish()
    }
}

/// Appends a name to an absolute path.
fn push(path: &mut String, name: &str) {
    path.push('/');
    path.push_str(name);
}

/// Takes the last name off an absolute path; the root stays the root.
fn pop(path: &mut String) {
    path.truncate(path.rfind('/').unwrap_or(0));
}

/// The part of an absolute path that is below another one.
fn below<'p>(path: &'p str, above: &str) -> Option<&'p str> {
    let rest = path.strip_prefix(above)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('/') }
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
        self.mounts.push(mount);
        self.mounts.sort_by_key(|mount| core::cmp::Reverse(mount.path.len()));
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
        let mut path = self.resolve(path, Links::Follow)?;
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

    /// Whether something is mounted at this path, which has no links, or beneath it.
    fn holds_mount(&self, path: &str) -> bool {
        self.mounts.iter().any(|mount| below(&mount.path, path).is_some())
    }

    /// Where a path without links leads, which begins with `/`.
    fn place<'p>(&self, path: &'p str) -> Result<Place<'p>, Errno> {
        let found = self.mounts.iter().enumerate().find_map(|(index, mount)| Some((index, below(path, &mount.path)?)));
        match found {
            Some((index, rest)) => Ok(Place::In(index, rest)),
            None if self.holds_mount(path.trim_end_matches('/')) => Ok(Place::Junction),
            None => Err(Errno::ENOENT),
        }
    }

    /// The mount that resolves this path by itself, if it is plain from the path alone that one does: where nothing is
    /// mounted beneath it, no name on the way can be hidden.
    fn direct<'p>(&self, path: &'p str) -> Option<(usize, &'p str)> {
        let path = path.trim_start_matches('/');
        if let [Mount { path: root, .. }] = &*self.mounts
            && root.is_empty()
        {
            return Some((0, path));
        }
        for (index, mount) in self.mounts.iter().enumerate() {
            let rest = match mount.path.strip_prefix('/') {
                Some(at) => below(path, at),
                None => Some(path),
            };
            if let Some(rest) = rest {
                let beneath =
                    |other: &Mount| other.path.len() > mount.path.len() && below(&other.path, &mount.path).is_some();
                return (!self.mounts.iter().any(beneath)).then(|| (index, rest.trim_start_matches('/')));
            }
        }
        None
    }

    /// The path without links, `.` and `..` that a path leads to, beginning with `/`. Its last name need not exist. Where
    /// it must be a directory, it ends with `/`.
    fn resolve(&mut self, path: &str, links: Links) -> Result<String, Errno> {
        if path.trim_start_matches('/').len() > MAX_PATH {
            return Err(Errno::ENAMETOOLONG);
        }
        let mut resolved = String::new();
        let mut pending: Vec<String> = path.split('/').rev().map(ToOwned::to_owned).collect();
        let mut is_directory = matches!(path.rsplit('/').next(), Some("" | "." | ".."));
        let mut followed = 0;
        while let Some(name) = pending.pop() {
            match &*name {
                "" | "." => continue,
                ".." => {
                    pop(&mut resolved);
                    continue;
                }
                name => push(&mut resolved, name),
            }
            if self.holds_mount(&resolved) {
                continue;
            }
            // A `.` after it is a look into it, and a `/` alone is for the operation to judge.
            let is_last = pending.iter().all(String::is_empty);
            if is_last && !is_directory && links == Links::NoFollow {
                break;
            }
            let Place::In(mount, rest) = self.place(&resolved)? else { continue };
            let fs = self.fs(mount)?;
            match fs.stat(rest, Links::NoFollow) {
                Ok(metadata) if metadata.is_symlink() => {
                    followed += 1;
                    if followed > MAX_LINKS {
                        return Err(Errno::ELOOP);
                    }
                    let target = fs.read_link(rest)?;
                    if target.is_empty() {
                        return Err(Errno::ENOENT);
                    }
                    pop(&mut resolved);
                    if target.starts_with('/') {
                        resolved.clear();
                    }
                    is_directory |= is_last && matches!(target.rsplit('/').next(), Some("" | "." | ".."));
                    pending.extend(target.split('/').rev().map(ToOwned::to_owned));
                }
                Ok(metadata) if !is_last && !metadata.is_dir() => return Err(Errno::ENOTDIR),
                Ok(_) => {}
                Err(Errno::ENOENT) if is_last => {}
                Err(errno) => return Err(errno),
            }
        }
        if is_directory || resolved.is_empty() {
            resolved.push('/');
        }
        Ok(resolved)
    }

    /// Does something with the file that a path leads to. `junction` is what a directory of the tree's own answers.
    fn at<R>(
        &mut self,
        path: &str,
        links: Links,
        op: impl Fn(&mut dyn FileSystem, &str) -> Result<R, Errno>,
        junction: impl FnOnce() -> Result<R, Errno>,
    ) -> Result<(R, Option<usize>), Errno> {
        if let Some((mount, rest)) = self.direct(path) {
            match op(self.fs(mount)?, rest) {
                Err(Errno::EXDEV) => {}
                result => return Ok((result?, Some(mount))),
            }
        }
        let resolved = self.resolve(path, links)?;
        match self.place(&resolved)? {
            // Somebody has put a link there since it was resolved.
            Place::In(mount, rest) => match op(self.fs(mount)?, rest) {
                Err(Errno::EXDEV) => Err(Errno::ELOOP),
                result => Ok((result?, Some(mount))),
            },
            Place::Junction => Ok((junction()?, None)),
        }
    }

    /// Makes or removes a name. `held` is the answer for a mount's path, and for what is above one.
    fn name(
        &mut self,
        path: &str,
        held: Errno,
        op: impl Fn(&mut dyn FileSystem, &str) -> Result<(), Errno>,
    ) -> Result<(), Errno> {
        if let Some((mount, rest)) = self.direct(path)
            && !rest.is_empty()
        {
            match op(self.fs(mount)?, rest) {
                Err(Errno::EXDEV) => {}
                result => return result,
            }
        }
        let (mount, rest) = self.named(path, held)?;
        op(self.fs(mount)?, &rest)
    }

    /// The mount in which a name is, or would be, and the path there.
    fn named(&mut self, path: &str, held: Errno) -> Result<(usize, String), Errno> {
        // The last name is for the file system to judge, be it `.` or `..`, or with a `/` at its end.
        let trimmed = path.trim_end_matches('/');
        let (parent, name) = trimmed.rsplit_once('/').unwrap_or(("", trimmed));
        let mut resolved = self.resolve(&format!("{parent}/"), Links::Follow)?;
        let is_mount = matches!(self.place(&resolved)?, Place::In(_, "" | "/"));
        if name.is_empty() || name == ".." && is_mount {
            return Err(held);
        }
        resolved.push_str(name);
        if name != "." && name != ".." && self.holds_mount(&resolved) {
            return Err(held);
        }
        resolved.push_str(path.get(trimmed.len()..).unwrap_or_default());
        match self.place(&resolved)? {
            Place::In(mount, rest) => Ok((mount, rest.to_owned())),
            Place::Junction => Err(Errno::EROFS),
        }
    }

    /// Does something with two names, which have to be in one mount.
    fn two_names(
        &mut self,
        (from, to): (&str, &str),
        held: (Errno, Errno),
        op: impl Fn(&mut dyn FileSystem, &str, &str) -> Result<(), Errno>,
    ) -> Result<(), Errno> {
        if let (Some((mount, from)), Some((other, to))) = (self.direct(from), self.direct(to))
            && mount == other
            && !from.is_empty()
            && !to.is_empty()
        {
            match op(self.fs(mount)?, from, to) {
                Err(Errno::EXDEV) => {}
                result => return result,
            }
        }
        let (mount, from) = self.named(from, held.0)?;
        let (other, to) = self.named(to, held.1)?;
        if mount != other {
            return Err(Errno::EXDEV);
        }
        op(self.fs(mount)?, &from, &to)
    }

    /// Opens a file that must not exist.
    fn create(&mut self, path: &str, flags: OpenFlags, mode: u32) -> Result<Handle, Errno> {
        if let Some((mount, rest)) = self.direct(path) {
            match self.fs(mount)?.open(rest, flags, mode) {
                Err(Errno::EXDEV) => {}
                result => return Ok(self.insert(Open::File(mount, result?))),
            }
        }
        let (mount, rest) = self.named(path, Errno::EEXIST)?;
        let handle = self.fs(mount)?.open(&rest, flags, mode)?;
        Ok(self.insert(Open::File(mount, handle)))
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
        let mut names: Vec<&str> = self
            .mounts
            .iter()
            .filter_map(|mount| below(&mount.path, directory)?.split('/').next())
            .filter(|name| !name.is_empty())
            .collect();
        names.sort_unstable();
        names.dedup();
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
    let number = mount.map_or(0, |mount| mount as u64 + 1);
    Metadata { dev: if metadata.dev == 0 { number } else { metadata.dev }, ..metadata }
}

impl FileSystem for FileTree {
    fn open(&mut self, path: &str, flags: OpenFlags, mode: u32) -> Result<Handle, Errno> {
        if flags.contains(OpenFlags::CREAT | OpenFlags::EXCL) {
            return self.create(path, flags, mode);
        }
        let links = if flags.contains(OpenFlags::NOFOLLOW) { Links::NoFollow } else { Links::Follow };
        let (handle, mount) = self.at(
            path,
            links,
            |fs, path| fs.open(path, flags, mode),
            || if flags.changes() { Err(Errno::EISDIR) } else { Ok(Handle(0)) },
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
        let (metadata, mount) = self.at(path, links, |fs, path| fs.stat(path, links), || Ok(junction()))?;
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
        let resolved = self.resolve(path, Links::Follow)?;
        let mounted = self.mounted_in(resolved.trim_end_matches('/'));
        let mut entries = match self.place(&resolved)? {
            Place::In(mount, rest) => match self.fs(mount)?.read_dir(rest) {
                // It need not be there to hold a mount.
                Err(Errno::ENOENT) if !mounted.is_empty() => Vec::new(),
                result => result?,
            },
            Place::Junction => Vec::new(),
        };
        entries.retain(|entry| mounted.iter().all(|mount| mount.name != entry.name));
        entries.extend(mounted);
        Ok(entries)
    }

    fn read_link(&mut self, path: &str) -> Result<String, Errno> {
        let (text, _) = self.at(path, Links::NoFollow, |fs, path| fs.read_link(path), || Err(Errno::EINVAL))?;
        Ok(text)
    }

    fn mkdir(&mut self, path: &str, mode: u32) -> Result<(), Errno> {
        self.name(path, Errno::EEXIST, |fs, path| fs.mkdir(path, mode))
    }

    fn rmdir(&mut self, path: &str) -> Result<(), Errno> {
        self.name(path, Errno::EBUSY, |fs, path| fs.rmdir(path))
    }

    fn unlink(&mut self, path: &str) -> Result<(), Errno> {
        self.name(path, Errno::EISDIR, |fs, path| fs.unlink(path))
    }

    fn rename(&mut self, from: &str, to: &str) -> Result<(), Errno> {
        self.two_names((from, to), (Errno::EBUSY, Errno::EBUSY), |fs, from, to| fs.rename(from, to))
    }

    fn link(&mut self, existing: &str, new: &str) -> Result<(), Errno> {
        match self.two_names((existing, new), (Errno::EPERM, Errno::EEXIST), |fs, from, to| fs.link(from, to)) {
            // A `/` at the end asks where a link leads: to a directory, of which there is no second name.
            Err(Errno::EXDEV) if existing.ends_with('/') => {
                self.stat(existing, Links::Follow)?;
                Err(Errno::EPERM)
            }
            result => result,
        }
    }

    fn symlink(&mut self, target: &str, path: &str) -> Result<(), Errno> {
        self.name(path, Errno::EEXIST, |fs, path| fs.symlink(target, path))
    }

    fn chmod(&mut self, path: &str, mode: u32) -> Result<(), Errno> {
        self.at(path, Links::Follow, |fs, path| fs.chmod(path, mode), || Err(Errno::EROFS)).map(|_| ())
    }

    fn chown(&mut self, path: &str, uid: u32, gid: u32, links: Links) -> Result<(), Errno> {
        self.at(path, links, |fs, path| fs.chown(path, uid, gid, links), || Err(Errno::EROFS)).map(|_| ())
    }

    fn utimes(&mut self, path: &str, atime: FileTime, mtime: FileTime, links: Links) -> Result<(), Errno> {
        self.at(path, links, |fs, path| fs.utimes(path, atime, mtime, links), || Err(Errno::EROFS)).map(|_| ())
    }

    fn set_time(&mut self, now: FileTime) {
        for mount in &mut self.mounts {
            mount.fs.set_time(now);
        }
    }
}
