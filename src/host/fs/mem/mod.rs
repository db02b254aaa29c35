//! A file system in memory.

mod contents;
mod directory;
mod file_system;
mod names;
mod node;
mod nodes;
mod open_files;
mod walk;

use alloc::borrow::Cow;
use core::fmt;

use self::{
    contents::Contents,
    directory::Directory,
    node::{Kind, Node, NodeId},
    nodes::{Nodes, Quota, ROOT},
    open_files::OpenFiles,
    walk::{Last, Walk},
};
use super::{FileSystem, FileTime, Links};
use crate::host::Errno;

/// A file system in memory: Linux's [tmpfs].
///
/// It is complete: files, directories, hard and symbolic links, permissions, owners, times. All of it belongs to user 0,
/// and permissions are kept, but stop nobody, as they don't stop Linux's root.
///
/// What an embedder puts into it may stay in flash: a `&'static [u8]` is neither copied nor counted until the program
/// writes to that file, and then only the pages that it writes.
///
/// ```
/// use gojs::fs::{FileSystem, MemFs};
///
/// # fn main() -> Result<(), gojs::Errno> {
/// let mut files = MemFs::from_entries(&[("/etc/app.json", b"{}"), ("/etc/motd", b"Hello!\n")])?
///     .with_dir("/tmp")?
///     .with_file("/var/run/id", b"42".to_vec())?
///     .with_symlink("motd", "/etc/issue")?
///     .quota(1 << 20, 1000);
/// assert_eq!(files.read_file("etc/issue")?, b"Hello!\n");
/// files.write_file("etc/motd", b"Good bye!\n")?;
/// assert_eq!(files.bytes(), 2 + 4 + 10);
/// # Ok(())
/// # }
/// ```
///
/// The time is what [`FileSystem::set_time`] says, which a program's [`Host`](crate::Host) is asked for.
///
/// [tmpfs]: https://man7.org/linux/man-pages/man5/tmpfs.5.html
#[derive(Clone)]
pub struct MemFs {
    nodes: Nodes,
    open: OpenFiles,
    now: FileTime,
}

impl Default for MemFs {
    fn default() -> Self {
        MemFs::new()
    }
}

impl fmt::Debug for MemFs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemFs").field("bytes", &self.bytes()).field("entries", &self.entries()).finish_non_exhaustive()
    }
}

impl MemFs {
    /// A file system with nothing in it, and no quota.
    #[must_use]
    pub fn new() -> Self {
        MemFs { nodes: Nodes::new(), open: OpenFiles::default(), now: FileTime::default() }
    }

    /// A file system with these files, whose bytes stay where they are: see [`MemFs::with_file`].
    ///
    /// # Errors
    ///
    /// As [`MemFs::with_file`], for the first that fails.
    pub fn from_entries(entries: &[(&str, &'static [u8])]) -> Result<Self, Errno> {
        entries.iter().try_fold(MemFs::new(), |fs, &(path, bytes)| fs.with_file(path, bytes))
    }

    /// Sets how many bytes may be held, and how many names there may be: beyond that is [`Errno::ENOSPC`].
    ///
    /// Counted are the bytes of files and links that are in RAM: not those in flash, nor holes, nor what the file system
    /// itself takes for each name and each page, which is some hundred bytes. No file gets longer than `bytes`, holes or
    /// not. What is there already stays.
    #[must_use]
    pub fn quota(mut self, bytes: u64, entries: u64) -> Self {
        self.nodes.limit = Quota { bytes, entries };
        self
    }

    /// With a file at a path, which may begin with `/`, in directories that are made if they are missing. Its permissions
    /// are `rw-r--r--`.
    ///
    /// # Errors
    ///
    /// [`Errno::EEXIST`] if there is something already, and else as open(2).
    pub fn with_file(mut self, path: &str, bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, Errno> {
        let contents = Kind::File(Contents::new(bytes.into()));
        self.put(path, Node::new(contents, 0o644, self.now))?;
        Ok(self)
    }

    /// With a directory at a path, which may begin with `/`, and those above it. Their permissions are `rwxr-xr-x`.
    ///
    /// # Errors
    ///
    /// As mkdir(2), but if there is a directory already, it stays.
    pub fn with_dir(mut self, path: &str) -> Result<Self, Errno> {
        self.make_dirs(path)?;
        Ok(self)
    }

    /// With a symbolic link at a path, which may begin with `/`, in directories that are made if they are missing.
    ///
    /// # Errors
    ///
    /// As symlink(2).
    pub fn with_symlink(mut self, target: &str, path: &str) -> Result<Self, Errno> {
        self.make_dirs(above(path))?;
        self.symlink(target, path)?;
        Ok(self)
    }

    /// How many bytes are held, as the quota counts them.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.nodes.used.bytes
    }

    /// How many names there are.
    #[must_use]
    pub fn entries(&self) -> u64 {
        self.nodes.used.entries
    }

    fn put(&mut self, path: &str, node: Node) -> Result<(), Errno> {
        self.make_dirs(above(path))?;
        let (directory, name) = self.new_name(path, false)?;
        self.nodes.create(directory, &name, node).map(|_| ())
    }

    /// Makes a directory and those above it, where they are missing.
    fn make_dirs(&mut self, path: &str) -> Result<(), Errno> {
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        for part in ends.filter_map(|end| path.get(..end)) {
            match self.mkdir(part, 0o755) {
                Ok(()) => {}
                Err(Errno::EEXIST) => {
                    let id = Walk::new(&self.nodes, part)?.target(Links::Follow)?;
                    self.nodes.get(id)?.directory()?;
                }
                Err(errno) => return Err(errno),
            }
        }
        Ok(())
    }
}

/// The path of the directory that a path's last name is in.
fn above(path: &str) -> &str {
    path.trim_end_matches('/').rsplit_once('/').map_or("", |(above, _)| above)
}
