//! A file system in memory.

mod contents;
mod directory;
mod file_system;
mod memory;
mod names;
mod node;
mod nodes;
mod open_files;
mod walk;

use alloc::borrow::Cow;
use core::fmt;

use self::{
    contents::FileContents,
    directory::Directory,
    node::{Node, NodeId, NodeKind},
    nodes::{Nodes, Quota, ROOT},
    open_files::OpenFiles,
    walk::{LastComponent, PathWalk},
};
use super::{FileSystem, FileTime, Links};
use crate::host::Errno;

/// A file system in memory, like Linux's [tmpfs].
///
/// It is complete: files, directories, hard and symbolic links, permissions, owners and times. New files belong to user
/// 0. Permissions are stored but not enforced, as for root on Linux.
///
/// The files that an embedder adds can stay in flash: a `&'static [u8]` is neither copied nor counted until the program
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
/// Times come from [`FileSystem::set_time`]. A program sets them from the wall clock of its [`Host`](crate::Host).
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
    /// Creates an empty file system without a quota.
    #[must_use]
    pub fn new() -> Self {
        MemFs { nodes: Nodes::new(), open: OpenFiles::default(), now: FileTime::default() }
    }

    /// Creates a file system with these files, whose bytes are not copied: see [`MemFs::with_file`].
    ///
    /// # Errors
    ///
    /// The first error of [`MemFs::with_file`].
    pub fn from_entries(entries: &[(&str, &'static [u8])]) -> Result<Self, Errno> {
        entries.iter().try_fold(MemFs::new(), |fs, &(path, bytes)| fs.with_file(path, bytes))
    }

    /// Sets the maximum number of bytes and of names. Operations beyond either fail with [`Errno::ENOSPC`].
    ///
    /// The bytes of files and links in RAM count. Bytes in flash and holes do not, nor does the overhead of the file
    /// system for each name and page, which is a few hundred bytes. No file can become longer than `bytes`, even with
    /// holes. Existing contents are kept.
    #[must_use]
    pub fn quota(mut self, bytes: u64, entries: u64) -> Self {
        self.nodes.limit = Quota { bytes, entries };
        self
    }

    /// Adds a file at a path, which can begin with `/`. Missing directories are created. The permissions of the file
    /// are `rw-r--r--`.
    ///
    /// # Errors
    ///
    /// [`Errno::EEXIST`] if the path exists; otherwise, those of open(2).
    pub fn with_file(mut self, path: &str, bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, Errno> {
        let contents = NodeKind::File(FileContents::new(bytes.into()));
        self.put(path, Node::new(contents, 0o644, self.now))?;
        Ok(self)
    }

    /// Adds a directory at a path, which can begin with `/`, and its missing parents. Their permissions are
    /// `rwxr-xr-x`.
    ///
    /// # Errors
    ///
    /// Those of mkdir(2), except that an existing directory is kept.
    pub fn with_dir(mut self, path: &str) -> Result<Self, Errno> {
        self.make_dirs(path)?;
        Ok(self)
    }

    /// Adds a symbolic link at a path, which can begin with `/`. Missing directories are created.
    ///
    /// # Errors
    ///
    /// Those of symlink(2).
    pub fn with_symlink(mut self, target: &str, path: &str) -> Result<Self, Errno> {
        self.make_dirs(above(path))?;
        self.symlink(target, path)?;
        Ok(self)
    }

    /// Returns the number of bytes that count towards the quota.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.nodes.used.bytes
    }

    /// Returns the number of names.
    #[must_use]
    pub fn entries(&self) -> u64 {
        self.nodes.used.entries
    }

    fn put(&mut self, path: &str, node: Node) -> Result<(), Errno> {
        self.make_dirs(above(path))?;
        let (directory, name) = self.new_name(path, false)?;
        self.nodes.create(directory, &name, node).map(|_| ())
    }

    /// Creates a directory and its parents, as far as they are missing.
    fn make_dirs(&mut self, path: &str) -> Result<(), Errno> {
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        for part in ends.filter_map(|end| path.get(..end)) {
            match self.mkdir(part, 0o755) {
                Ok(()) => {}
                Err(Errno::EEXIST) => {
                    let id = PathWalk::new(&self.nodes, part)?.target(Links::Follow)?;
                    self.nodes.get(id)?.directory()?;
                }
                Err(errno) => return Err(errno),
            }
        }
        Ok(())
    }
}

/// Returns the path of the directory that contains the last component of a path.
fn above(path: &str) -> &str {
    path.trim_end_matches('/').rsplit_once('/').map_or("", |(above, _)| above)
}
