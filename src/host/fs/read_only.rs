//! A file system that can't be changed.

use alloc::{string::String, vec::Vec};

use super::{
    file_system::{DirEntry, FileSystem, Handle, Links},
    metadata::{FileTime, Metadata},
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

    fn close(&mut self, file: Handle) -> Result<(), Errno> {
        self.0.close(file)
    }

    fn read(&mut self, file: Handle, position: Option<u64>, buf: &mut [u8]) -> Result<usize, Errno> {
        self.0.read(file, position, buf)
    }

    fn fstat(&mut self, file: Handle) -> Result<Metadata, Errno> {
        self.0.fstat(file)
    }

    fn stat(&mut self, path: &str, links: Links) -> Result<Metadata, Errno> {
        self.0.stat(path, links)
    }

    fn read_dir(&mut self, path: &str) -> Result<Vec<DirEntry>, Errno> {
        self.0.read_dir(path)
    }

    fn read_link(&mut self, path: &str) -> Result<String, Errno> {
        self.0.read_link(path)
    }

    fn set_time(&mut self, now: FileTime) {
        self.0.set_time(now);
    }
}
