//! A file system that can't be changed.

use super::{
    file_system::{FileSystem, Handle, Links},
    forward::forward,
    open_flags::OpenFlags,
};
use crate::host::Errno;

/// A file system of which nothing can be changed: see [`FileSystem::read_only`].
#[derive(Clone, Debug)]
pub struct ReadOnly<F>(pub(super) F);

/// What is not here is refused by the trait's own defaults.
impl<F: FileSystem> FileSystem for ReadOnly<F> {
    fn open(&mut self, path: &str, flags: OpenFlags, mode: u32) -> Result<Handle, Errno> {
        if !flags.changes() {
            return self.0.open(path, flags, mode);
        }
        // What exists, or can't be made, is told before that it can't be changed.
        let links = if flags.contains(OpenFlags::NOFOLLOW) { Links::NoFollow } else { Links::Follow };
        match self.0.stat(path, links) {
            Ok(_) if flags.contains(OpenFlags::CREAT | OpenFlags::EXCL) => Err(Errno::EEXIST),
            Ok(metadata) if metadata.is_dir() => Err(Errno::EISDIR),
            // `O_CREAT` alone opens what exists for reading.
            Ok(_) if !flags.writes() && !flags.contains(OpenFlags::TRUNC) => {
                self.0.open(path, flags.difference(OpenFlags::CREAT), mode)
            }
            Err(Errno::ENOENT) if flags.contains(OpenFlags::CREAT) => Err(Errno::EROFS),
            Ok(_) => Err(Errno::EROFS),
            Err(errno) => Err(errno),
        }
    }

    forward!(self => self.0; reads);
}
