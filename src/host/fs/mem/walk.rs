//! Resolution of a path to a node: path_resolution(7).

use alloc::vec::Vec;

use super::{
    node::{NodeId, NodeKind},
    nodes::{Nodes, ROOT},
};
use crate::host::{Errno, fs::Links};

/// The maximum length of a path, without the terminating NUL that Linux counts.
pub(super) const MAX_PATH: usize = 4095;

/// The maximum number of symbolic links followed for one path.
const MAX_LINKS: usize = 40;

/// The last component of a path.
#[derive(Clone, Copy, Debug)]
pub(super) enum LastComponent<'w> {
    /// A name, and whether a `/` follows it.
    EntryName(&'w str, bool),
    /// `.`
    Dot,
    /// `..`
    DotDot,
    /// No component: the path is that of the root.
    Root,
}

/// A path resolution in progress.
#[derive(Debug)]
pub(super) struct PathWalk<'w> {
    nodes: &'w Nodes,
    /// The current directory.
    at: NodeId,
    /// The remaining components of the path, or of the text of a link.
    rest: &'w str,
    /// The components after `rest`, as a stack: the next ones are last.
    pending: Vec<&'w str>,
    followed: usize,
}

impl<'w> PathWalk<'w> {
    pub(super) fn new(nodes: &'w Nodes, path: &'w str) -> Result<PathWalk<'w>, Errno> {
        if path.len() > MAX_PATH {
            return Err(Errno::ENAMETOOLONG);
        }
        let rest = path.trim_start_matches('/');
        Ok(PathWalk { nodes, at: ROOT, rest, pending: Vec::new(), followed: 0 })
    }

    /// Resolves all components but the last. Returns the directory of the last component, and that component.
    pub(super) fn parent(&mut self) -> Result<(NodeId, LastComponent<'w>), Errno> {
        loop {
            let (name, rest) = self.rest.split_once('/').unwrap_or((self.rest, ""));
            let is_slashed = name.len() < self.rest.len();
            self.rest = rest.trim_start_matches('/');
            if self.rest.is_empty() {
                match self.pending.pop() {
                    Some(next) => self.rest = next,
                    None => {
                        let last = match name {
                            "" => LastComponent::Root,
                            "." => LastComponent::Dot,
                            ".." if self.at == ROOT => return Err(Errno::EXDEV),
                            ".." => LastComponent::DotDot,
                            name => LastComponent::EntryName(name, is_slashed),
                        };
                        return Ok((self.at, last));
                    }
                }
            }
            match name {
                "." => {}
                ".." => self.at = self.above()?,
                name => {
                    let id = self.nodes.lookup(self.at, name)?;
                    match &self.nodes.get(id)?.kind {
                        NodeKind::Directory(_) => self.at = id,
                        NodeKind::Symlink(text) => self.follow(text)?,
                        NodeKind::File(_) => return Err(Errno::ENOTDIR),
                    }
                }
            }
        }
    }

    /// Returns the parent of the current directory.
    fn above(&self) -> Result<NodeId, Errno> {
        if self.at == ROOT { Err(Errno::EXDEV) } else { Ok(self.nodes.get(self.at)?.directory()?.parent) }
    }

    /// Continues with the text of a link in the current directory.
    pub(super) fn follow(&mut self, text: &'w str) -> Result<(), Errno> {
        self.followed = self.followed.saturating_add(1);
        if self.followed > MAX_LINKS {
            return Err(Errno::ELOOP);
        }
        if text.starts_with('/') {
            return Err(Errno::EXDEV);
        }
        if !self.rest.is_empty() {
            self.pending.try_reserve(1).map_err(|_| Errno::ENOMEM)?;
            self.pending.push(self.rest);
        }
        self.rest = text;
        Ok(())
    }

    /// Resolves the whole path.
    pub(super) fn target(mut self, links: Links) -> Result<NodeId, Errno> {
        let mut is_slashed = false;
        loop {
            let (directory, last) = self.parent()?;
            let name = match last {
                LastComponent::Root => return Ok(ROOT),
                LastComponent::Dot => return Ok(directory),
                LastComponent::DotDot => return self.above(),
                LastComponent::EntryName(name, slash) => {
                    is_slashed |= slash;
                    name
                }
            };
            let id = self.nodes.lookup(directory, name)?;
            match &self.nodes.get(id)?.kind {
                NodeKind::Symlink(text) if is_slashed || links == Links::Follow => self.follow(text)?,
                NodeKind::Directory(_) => return Ok(id),
                _ if is_slashed => return Err(Errno::ENOTDIR),
                _ => return Ok(id),
            }
        }
    }
}
