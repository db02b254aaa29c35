//! Creating, removing and renaming names.

use alloc::string::String;

use super::{
    LastComponent, MemFs, Node, NodeId, NodeKind, PathWalk, ROOT,
    memory::{check_insertion, copy},
};
use crate::host::{Errno, fs::Links};

/// A name that an operation acts on, and its directory.
struct EntryName {
    directory: NodeId,
    name: String,
    /// Whether a `/` follows the name.
    is_slashed: bool,
}

/// The kind of file to remove.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Removed {
    Directory,
    Other,
}

impl MemFs {
    /// Returns the last component of a path, without following it. Fails with the result of `dots` if it is `.`, `..`
    /// or missing.
    fn name(&self, path: &str, dots: impl FnOnce(LastComponent<'_>) -> Errno) -> Result<EntryName, Errno> {
        match PathWalk::new(&self.nodes, path)?.parent()? {
            (directory, LastComponent::EntryName(name, is_slashed)) => {
                Ok(EntryName { directory, name: copy(name)?, is_slashed })
            }
            (_, last) => Err(dots(last)),
        }
    }

    /// Returns a free name for a new file, and its directory.
    pub(super) fn new_name(&self, path: &str, is_dir: bool) -> Result<(NodeId, String), Errno> {
        let EntryName { directory, name, is_slashed } = self.name(path, |_| Errno::EEXIST)?;
        match self.nodes.lookup(directory, &name) {
            Ok(_) => Err(Errno::EEXIST),
            Err(Errno::ENOENT) if !is_slashed || is_dir => Ok((directory, name)),
            Err(errno) => Err(errno),
        }
    }

    /// Removes a name: rmdir(2) and unlink(2).
    pub(super) fn remove(&mut self, path: &str, removed: Removed) -> Result<(), Errno> {
        let EntryName { directory, name, is_slashed } = self.name(path, |last| match (removed, last) {
            (Removed::Other, _) => Errno::EISDIR,
            (_, LastComponent::Dot) => Errno::EINVAL,
            (_, LastComponent::DotDot) => Errno::ENOTEMPTY,
            (_, _) => Errno::EBUSY,
        })?;
        let id = self.nodes.lookup(directory, &name)?;
        match (&self.nodes.get(id)?.kind, removed) {
            (NodeKind::Directory(_), Removed::Other) => return Err(Errno::EISDIR),
            (NodeKind::Directory(children), Removed::Directory) if !children.names.is_empty() => {
                return Err(Errno::ENOTEMPTY);
            }
            (NodeKind::Directory(_), Removed::Directory) => {}
            (_, Removed::Directory) => return Err(Errno::ENOTDIR),
            (_, Removed::Other) if is_slashed => return Err(Errno::ENOTDIR),
            (_, Removed::Other) => {}
        }
        self.nodes.remove_name(directory, &name, self.now)
    }

    /// Creates a hard link: link(2).
    pub(super) fn hard_link(&mut self, existing: &str, new: &str) -> Result<(), Errno> {
        let id = PathWalk::new(&self.nodes, existing)?.target(Links::NoFollow)?;
        let (directory, name) = self.new_name(new, false)?;
        if self.nodes.get(id)?.is_dir() {
            return Err(Errno::EPERM);
        }
        self.nodes.check_name(directory, &name, false)?;
        self.nodes.count_name(id)?;
        self.nodes.add_name(directory, &name, id, self.now)
    }

    /// Renames a file: rename(2).
    pub(super) fn rename_name(&mut self, from: &str, to: &str) -> Result<(), Errno> {
        let from = self.name(from, |_| Errno::EBUSY);
        // Both parent directories are resolved before either name is checked.
        let from = match from {
            Err(Errno::EBUSY) => return Err(self.name(to, |_| Errno::EBUSY).err().unwrap_or(Errno::EBUSY)),
            from => from?,
        };
        let to = self.name(to, |_| Errno::EBUSY)?;
        let source = self.nodes.lookup(from.directory, &from.name)?;
        let target = match self.nodes.lookup(to.directory, &to.name) {
            Err(Errno::ENOENT) => None,
            found => Some(found?),
        };
        let is_dir = self.nodes.get(source)?.is_dir();
        if !is_dir && (from.is_slashed || to.is_slashed) {
            return Err(Errno::ENOTDIR);
        }
        if is_dir && self.is_within(to.directory, source)? {
            return Err(Errno::EINVAL);
        }
        check_insertion(to.name.len())?;
        if let Some(target) = target {
            if self.is_within(from.directory, target)? {
                return Err(Errno::ENOTEMPTY);
            }
            if target == source {
                return Ok(());
            }
            match (is_dir, &self.nodes.get(target)?.kind) {
                (true, NodeKind::Directory(children)) if !children.names.is_empty() => return Err(Errno::ENOTEMPTY),
                (true, NodeKind::Directory(_)) => {}
                (true, _) => return Err(Errno::ENOTDIR),
                (false, NodeKind::Directory(_)) => return Err(Errno::EISDIR),
                (false, _) => {}
            }
            self.nodes.remove_name(to.directory, &to.name, self.now)?;
        } else if is_dir && to.directory != from.directory {
            self.nodes.check_subdirectory(to.directory)?;
        }
        let source = self.nodes.take_name(from.directory, &from.name, self.now)?;
        self.nodes.add_name(to.directory, &to.name, source, self.now)
    }

    /// Returns whether a directory is `above` or is beneath it.
    fn is_within(&self, mut directory: NodeId, above: NodeId) -> Result<bool, Errno> {
        while directory != above {
            if directory == ROOT {
                return Ok(false);
            }
            directory = self.nodes.get(directory)?.directory()?.parent;
        }
        Ok(true)
    }

    /// Creates a symbolic link: symlink(2).
    pub(super) fn soft_link(&mut self, target: &str, path: &str) -> Result<(), Errno> {
        if target.is_empty() {
            return Err(Errno::ENOENT);
        }
        if target.len() > super::walk::MAX_PATH {
            return Err(Errno::ENAMETOOLONG);
        }
        let (directory, name) = self.new_name(path, false)?;
        let node = Node::new(NodeKind::Symlink(copy(target)?.into()), 0o777, self.now);
        self.nodes.create(directory, &name, node).map(|_| ())
    }
}
