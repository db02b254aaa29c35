//! Renaming mount points and their parents.

use super::{
    FileTree,
    resolve::{LastKind, Resolved, below},
};
use crate::host::{Errno, fs::Links};

impl FileTree {
    /// Handles a rename in which either name is a mount point or a parent of one. Other errors come before `EBUSY`, in
    /// the order of Linux's `vfs_rename`.
    pub(super) fn rename_held(&mut self, from: &Resolved, to: &Resolved) -> Result<(), Errno> {
        let is_dir = self.is_dir(&from.path)?;
        if !is_dir && (from.last == LastKind::Slashed || to.last == LastKind::Slashed) {
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

    /// Returns whether a resolved path leads to a directory. Fails with `EROFS` if the path is in no mount.
    fn is_dir(&mut self, path: &str) -> Result<bool, Errno> {
        if self.holds_mount(path) {
            return Ok(true);
        }
        let Some((mount, rest)) = self.mount_of(path) else { return Err(Errno::EROFS) };
        Ok(self.fs(mount)?.stat(rest, Links::NoFollow)?.is_dir())
    }
}
