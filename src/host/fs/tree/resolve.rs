//! From a path of the tree to one of a mount: path_resolution(7).

use alloc::{
    borrow::{Cow, ToOwned},
    string::String,
    vec::Vec,
};

use super::{FileTree, Mount};
use crate::host::{Errno, fs::Links};

/// How many symbolic links a path may lead through, as on Linux (`MAXSYMLINKS`).
const MAX_LINKS: usize = 40;

/// The longest path, without the NUL at its end that Linux counts.
const MAX_PATH: usize = 4095;

/// How many bytes of paths are gone through for one path, at the most. Each name is looked up from the root of its mount, so that
/// these are about the square of what the links say: a path without links always leads somewhere.
const MAX_WALK: u64 = 1 << 23;

/// What an operation wants of a path's last name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// A file that exists. A link is followed, if so it says, or if a `/` comes after it.
    Target(Links),
    /// A file that is opened, and made if it is missing: no `/` may come after it.
    File(Links),
    /// The name itself, which is made, removed or moved. A link is not followed.
    Name,
}

/// What a path's last name was.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Last {
    Name,
    /// A name with a `/` after it.
    Slashed,
    /// `.`
    Dot,
    /// `..`
    DotDot,
    /// There was none: the path was that of the root.
    Root,
}

/// A path whose links are all resolved.
pub(super) struct Resolved {
    /// An absolute path without links, `.`, `..`, or a `/` at its end: that of the root is `""`. If its end was a name, that
    /// need not exist; else it is the directory that it led to.
    pub(super) path: String,
    pub(super) last: Last,
    /// The mount of the directory in which the last name was looked up.
    pub(super) parent: Option<usize>,
}

/// Where a resolved path leads.
pub(super) enum Place {
    /// Into a mount, by a path of its own.
    In(usize, String),
    /// To a directory that exists for the mounts beneath it alone.
    Junction,
    /// To a name in such a directory that no mount has.
    Nowhere,
}

/// What is left of a path, or of a link's text.
struct Rest<'p> {
    text: Cow<'p, str>,
    at: usize,
}

/// Appends a name to an absolute path.
pub(super) fn push(path: &mut String, name: &str) {
    path.push('/');
    path.push_str(name);
}

/// Takes the last name off an absolute path; the root stays the root.
pub(super) fn pop(path: &mut String) {
    path.truncate(path.rfind('/').unwrap_or(0));
}

/// The part of an absolute path that is below another one.
pub(super) fn below<'p>(path: &'p str, above: &str) -> Option<&'p str> {
    let rest = path.strip_prefix(above)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('/') }
}

impl Resolved {
    /// Whether its end was a name.
    pub(super) fn is_name(&self) -> bool {
        matches!(self.last, Last::Name | Last::Slashed)
    }
}

impl FileTree {
    /// Whether something is mounted at this path, which has no links, or beneath it.
    pub(super) fn holds_mount(&self, path: &str) -> bool {
        self.mounts.iter().any(|mount| below(&mount.path, path).is_some())
    }

    /// The mount that a path without links is in, and its path there.
    pub(super) fn mount_of<'p>(&self, path: &'p str) -> Option<(usize, &'p str)> {
        self.mounts.iter().enumerate().find_map(|(index, mount)| Some((index, below(path, &mount.path)?)))
    }

    /// Where a resolved path leads. What its end said, the mount is told too.
    pub(super) fn place(&mut self, resolved: &Resolved) -> Result<Place, Errno> {
        let is_above = self.holds_mount(&resolved.path);
        let Some((mount, rest)) = self.mount_of(&resolved.path) else {
            return Ok(if is_above { Place::Junction } else { Place::Nowhere });
        };
        // It need not be there, nor be a directory there, to hold a mount.
        if is_above
            && !rest.is_empty()
            && !self.fs(mount)?.stat(rest, Links::NoFollow).is_ok_and(|metadata| metadata.is_dir())
        {
            return Ok(Place::Junction);
        }
        let mut rest = rest.to_owned();
        match resolved.last {
            Last::Name => {}
            Last::Slashed if rest.is_empty() => {}
            Last::Slashed => rest.push('/'),
            Last::Dot | Last::DotDot | Last::Root if rest.is_empty() => rest.push('.'),
            Last::Dot | Last::DotDot | Last::Root => rest.push_str("/."),
        }
        Ok(Place::In(mount, rest))
    }

    /// The mount that resolves this path by itself, if it is plain from the path alone that one does: where nothing is
    /// mounted beneath it, no name on the way can be hidden.
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

    /// How many bytes of paths were gone through since this was last asked.
    pub(in crate::host) fn take_walked(&mut self) -> u64 {
        core::mem::take(&mut self.walked)
    }

    /// Follows a path.
    pub(super) fn resolve(&mut self, path: &str, ending: Ending) -> Result<Resolved, Errno> {
        if path.len() > MAX_PATH {
            return Err(Errno::ENAMETOOLONG);
        }
        let mut at = String::new();
        // What is left to do, the next last.
        let mut pending = Vec::from([Rest { text: Cow::Borrowed(path), at: 0 }]);
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
                "" => Last::Root,
                "." => Last::Dot,
                ".." => Last::DotDot,
                name if name.len() < rest.len() => {
                    push(&mut at, name);
                    Last::Slashed
                }
                name => {
                    push(&mut at, name);
                    Last::Name
                }
            };
            top.at = top.text.len().saturating_sub(behind.len());
            if behind.is_empty() {
                pending.pop();
            }
            let is_last = pending.is_empty();
            if matches!(last, Last::Dot | Last::DotDot | Last::Root) {
                let parent = self.mount_of(&at).map(|(mount, _)| mount);
                if last == Last::DotDot {
                    pop(&mut at);
                }
                if is_last {
                    return Ok(Resolved { path: at, last, parent });
                }
                continue;
            }
            if is_last {
                is_slashed |= last == Last::Slashed;
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
                    pending.push(Rest { text: Cow::Owned(target), at: 0 });
                }
                None if is_last => break,
                None => {}
            }
        }
        let parent = at.rsplit_once('/').and_then(|(parent, _)| Some(self.mount_of(parent)?.0));
        Ok(Resolved { path: at, last: if is_slashed { Last::Slashed } else { Last::Name }, parent })
    }

    /// The text of the link at a path that is resolved but for its last name. What is no link must be a directory, if it
    /// isn't the last name of all.
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
