//! Resolution of a path in the tree to a path in a mount: path_resolution(7).

use alloc::{
    borrow::{Cow, ToOwned},
    string::String,
    vec::Vec,
};

use super::{FileTree, Mount};
use crate::host::{Errno, fs::Links};

/// The maximum number of symbolic links followed for one path, as on Linux (`MAXSYMLINKS`).
const MAX_LINKS: usize = 40;

/// The maximum length of a path, without the terminating NUL that Linux counts.
const MAX_PATH: usize = 4095;

/// The maximum number of path bytes walked for one path. Each name is looked up from the root of its mount, so the
/// number is about the square of the length of all link texts. A path without links never reaches the maximum.
const MAX_WALK: u64 = 1 << 23;

/// The handling of the last component of a path.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// An existing file. A link is followed if `Links` says so, or if a `/` follows it.
    Target(Links),
    /// A file to open, which is created if it is missing. No `/` may follow it.
    File(Links),
    /// A name to create, remove or rename. A link is not followed.
    Name,
}

/// The kind of the last component of a path.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LastKind {
    Name,
    /// A name that a `/` follows.
    Slashed,
    /// `.`
    Dot,
    /// `..`
    DotDot,
    /// No component: the path was that of the root.
    Root,
}

/// A path in which all links are resolved.
pub(super) struct Resolved {
    /// An absolute path without links, `.`, `..` or a trailing `/`; the root is `""`. If the last component was a name,
    /// it need not exist. Otherwise, this is the directory to which it led.
    pub(super) path: String,
    pub(super) last: LastKind,
    /// The mount of the directory in which the last component was looked up.
    pub(super) parent: Option<usize>,
}

/// The target of a resolved path.
pub(super) enum PathTarget {
    /// A path within a mount.
    In(usize, String),
    /// A virtual directory, which exists only for the mounts beneath it.
    Junction,
    /// A name in a virtual directory that leads to no mount.
    Nowhere,
}

/// The rest of a path, or of the text of a link.
struct PathRest<'p> {
    text: Cow<'p, str>,
    at: usize,
}

/// Appends a name to an absolute path.
pub(super) fn push(path: &mut String, name: &str) {
    path.push('/');
    path.push_str(name);
}

/// Removes the last name from an absolute path. The root stays the root.
pub(super) fn pop(path: &mut String) {
    path.truncate(path.rfind('/').unwrap_or(0));
}

/// Returns the part of an absolute path below another one, or `None` if the path is not below it.
pub(super) fn below<'p>(path: &'p str, above: &str) -> Option<&'p str> {
    let rest = path.strip_prefix(above)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('/') }
}

impl Resolved {
    /// Returns whether the last component was a name.
    pub(super) fn is_name(&self) -> bool {
        matches!(self.last, LastKind::Name | LastKind::Slashed)
    }
}

impl FileTree {
    /// Returns whether a path without links is a mount point or a parent of one.
    pub(super) fn holds_mount(&self, path: &str) -> bool {
        self.mounts.iter().any(|mount| below(&mount.path, path).is_some())
    }

    /// Returns the mount that contains a path without links, and the path within the mount.
    pub(super) fn mount_of<'p>(&self, path: &'p str) -> Option<(usize, &'p str)> {
        self.mounts.iter().enumerate().find_map(|(index, mount)| Some((index, below(path, &mount.path)?)))
    }

    /// Returns the target of a resolved path. A path within a mount ends as the original path did: with a name, `/` or
    /// `.`.
    pub(super) fn place(&mut self, resolved: &Resolved) -> Result<PathTarget, Errno> {
        let is_above = self.holds_mount(&resolved.path);
        let Some((mount, rest)) = self.mount_of(&resolved.path) else {
            return Ok(if is_above { PathTarget::Junction } else { PathTarget::Nowhere });
        };
        // A mount point or its parent need not exist in the surrounding mount, nor be a directory there.
        if is_above
            && !rest.is_empty()
            && !self.fs(mount)?.stat(rest, Links::NoFollow).is_ok_and(|metadata| metadata.is_dir())
        {
            return Ok(PathTarget::Junction);
        }
        let mut rest = rest.to_owned();
        match resolved.last {
            LastKind::Name => {}
            LastKind::Slashed if rest.is_empty() => {}
            LastKind::Slashed => rest.push('/'),
            LastKind::Dot | LastKind::DotDot | LastKind::Root if rest.is_empty() => rest.push('.'),
            LastKind::Dot | LastKind::DotDot | LastKind::Root => rest.push_str("/."),
        }
        Ok(PathTarget::In(mount, rest))
    }

    /// Returns the mount that can resolve a path by itself, and the path within the mount. Returns `None` unless the
    /// path itself shows which mount that is: with no other mount beneath it, no name on the way can be hidden.
    pub(super) fn direct<'p>(&self, path: &'p str) -> Option<(usize, &'p str)> {
        let path = path.trim_start_matches('/');
        match &*self.mounts {
            [Mount { path: root, .. }] if root.is_empty() => return Some((0, path)),
            _ => {}
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

    /// Returns the number of path bytes walked since the last call.
    pub(in crate::host) fn take_walked(&mut self) -> u64 {
        core::mem::take(&mut self.walked)
    }

    /// Resolves a path.
    pub(super) fn resolve(&mut self, path: &str, ending: Ending) -> Result<Resolved, Errno> {
        if path.len() > MAX_PATH {
            return Err(Errno::ENAMETOOLONG);
        }
        let mut at = String::new();
        // The parts that remain, as a stack: the next one is last.
        let mut pending = Vec::from([PathRest { text: Cow::Borrowed(path), at: 0 }]);
        let mut followed = 0_usize;
        let mut is_slashed = false;
        let begun = self.walked;
        while let Some(top) = pending.last_mut() {
            self.walked = self.walked.saturating_add(1);
            if self.walked.saturating_sub(begun) > MAX_WALK {
                return Err(Errno::ELOOP);
            }
            let rest = top.text.get(top.at..).unwrap_or_default().trim_start_matches('/');
            let (name, behind) = rest.split_once('/').unwrap_or((rest, ""));
            let behind = behind.trim_start_matches('/');
            let last = match name {
                "" => LastKind::Root,
                "." => LastKind::Dot,
                ".." => LastKind::DotDot,
                name if name.len() < rest.len() => {
                    push(&mut at, name);
                    LastKind::Slashed
                }
                name => {
                    push(&mut at, name);
                    LastKind::Name
                }
            };
            top.at = top.text.len().saturating_sub(behind.len());
            if behind.is_empty() {
                pending.pop();
            }
            let is_last = pending.is_empty();
            if matches!(last, LastKind::Dot | LastKind::DotDot | LastKind::Root) {
                let parent = self.mount_of(&at).map(|(mount, _)| mount);
                if last == LastKind::DotDot {
                    pop(&mut at);
                }
                if is_last {
                    return Ok(Resolved { path: at, last, parent });
                }
                continue;
            }
            if is_last {
                is_slashed |= last == LastKind::Slashed;
                let is_done = match ending {
                    Ending::File(_) if is_slashed => return Err(Errno::EISDIR),
                    Ending::Target(links) | Ending::File(links) => links == Links::NoFollow && !is_slashed,
                    Ending::Name => true,
                };
                if is_done {
                    break;
                }
            }
            match self.link_at(&at, is_last)? {
                Some(target) => {
                    followed = followed.saturating_add(1);
                    if followed > MAX_LINKS {
                        return Err(Errno::ELOOP);
                    }
                    if target.starts_with('/') {
                        at.clear();
                    } else {
                        pop(&mut at);
                    }
                    pending.push(PathRest { text: Cow::Owned(target), at: 0 });
                }
                None if is_last => break,
                None => {}
            }
        }
        let parent = at.rsplit_once('/').and_then(|(parent, _)| Some(self.mount_of(parent)?.0));
        Ok(Resolved { path: at, last: if is_slashed { LastKind::Slashed } else { LastKind::Name }, parent })
    }

    /// Returns the text of the link at a path, of which everything but the last name is resolved. Unless `is_last` is
    /// set, a file that is not a link must be a directory.
    fn link_at(&mut self, path: &str, is_last: bool) -> Result<Option<String>, Errno> {
        self.walked = self.walked.saturating_add(path.len() as u64);
        if self.holds_mount(path) {
            return Ok(None);
        }
        let missing = if is_last { Ok(None) } else { Err(Errno::ENOENT) };
        let Some((mount, rest)) = self.mount_of(path) else { return missing };
        let fs = self.fs(mount)?;
        match fs.stat(rest, Links::NoFollow) {
            Ok(metadata) if metadata.is_symlink() => match fs.read_link(rest)? {
                target if target.is_empty() => Err(Errno::ENOENT),
                target => Ok(Some(target)),
            },
            Ok(metadata) if !is_last && !metadata.is_dir() => Err(Errno::ENOTDIR),
            Ok(_) => Ok(None),
            Err(Errno::ENOENT) => missing,
            Err(errno) => Err(errno),
        }
    }
}
