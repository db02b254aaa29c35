//! Renaming what a mount holds.

use super::{
    FileTree,
    resolve::{Last, Resolved, below},
};
use crate::host::{Errno, fs::Links};

impl FileTree {
    /// Renames, where one of the names is a mount's path or above one: what is wrong with them besides is told first, in
    /// the order of Linux's `vfs_rename`.
    pub(super) fn rename_held(&mut self, from: &Resolved, to: &Resolved) -> Result<(), Errno> {
        let is_dir = self.is_dir(&from.path)?;
        if !is_dir && (from.last == Last::Slashed || to.last == Last::Slashed) {
            return Err(Errno::ENOTDIR);
        }
        if from.path == to.path {
            return Ok(());
        }
        if below(&to.path, &from.path).is_some() {
            return Err(Errno::EINVAL);
        }
        if below(&from.path, &to.path).is_some() {
            return Err(Errno::ENOTEMPTY);
        }
        match (is_dir, self.is_dir(&to.path)) {
            (true, Ok(false)) => Err(Errno::ENOTDIR),
            (false, Ok(true)) => Err(Errno::EISDIR),
            (_, Ok(_) | Err(Errno::ENOENT)) => Err(Errno::EBUSY),
            (_, Err(errno)) => Err(errno),
        }
    }

    /// Whether there is a directory at a path that is resolved; what is in no mount can't be changed.
    fn is_dir(&mut self, path: &str) -> Result<bool, Errno> {
        if self.holds_mount(path) {
            return Ok(true);
        }
        let Some((mount, rest)) = self.mount_of(path) else { return Err(Errno::EROFS) };
        Ok(self.fs(mount)?.stat(rest, Links::NoFollow)?.is_dir())
    }
}
