//! Open files on Unix.

extern crate std;

use alloc::vec::Vec;
use std::os::fd::OwnedFd;

use rustix::{
    fs::{self, Mode},
    io::{self, retry_on_intr},
};

use super::{
    at::{owner, timestamps},
    metadata,
};
use crate::host::{
    Errno,
    fs::{FileTime, Handle, Metadata},
    system_error::named as errno,
};

/// The table of open files, with the operations of a [`FileSystem`](super::super::FileSystem) on a handle.
#[derive(Debug, Default)]
pub(in crate::host::fs) struct OpenFiles(Vec<Option<OwnedFd>>);

impl OpenFiles {
    pub(in crate::host::fs) fn insert(&mut self, file: OwnedFd) -> Handle {
        let free = self.0.iter().position(Option::is_none).unwrap_or(self.0.len());
        match self.0.get_mut(free) {
            Some(place) => *place = Some(file),
            None => self.0.push(Some(file)),
        }
        Handle(free as u64)
    }

    fn place(&mut self, file: Handle) -> Option<&mut Option<OwnedFd>> {
        self.0.get_mut(usize::try_from(file.0).ok()?)
    }

    /// Calls `op` with an open file, again if a signal interrupts it.
    fn with<R>(&mut self, file: Handle, mut op: impl FnMut(&OwnedFd) -> io::Result<R>) -> Result<R, Errno> {
        let file = self.place(file).and_then(|place| place.as_ref()).ok_or(Errno::EBADF)?;
        retry_on_intr(|| op(file)).map_err(errno)
    }

    pub(in crate::host::fs) fn close(&mut self, file: Handle) -> Result<(), Errno> {
        // The error of close(2) would be of no use: the descriptor is gone in any case.
        self.place(file).and_then(Option::take).map(drop).ok_or(Errno::EBADF)
    }

    pub(in crate::host::fs) fn read(
        &mut self,
        file: Handle,
        position: Option<u64>,
        buf: &mut [u8],
    ) -> Result<usize, Errno> {
        self.with(file, |file| match position {
            Some(position) => io::pread(file, &mut *buf, position),
            None => io::read(file, &mut *buf),
        })
    }

    pub(in crate::host::fs) fn write(
        &mut self,
        file: Handle,
        position: Option<u64>,
        bytes: &[u8],
    ) -> Result<usize, Errno> {
        self.with(file, |file| match position {
            Some(position) => io::pwrite(file, bytes, position),
            None => io::write(file, bytes),
        })
    }

    pub(in crate::host::fs) fn fstat(&mut self, file: Handle) -> Result<Metadata, Errno> {
        self.with(file, |file| metadata::of_file(file))
    }

    pub(in crate::host::fs) fn ftruncate(&mut self, file: Handle, size: u64) -> Result<(), Errno> {
        self.with(file, |file| fs::ftruncate(file, size))
    }

    pub(in crate::host::fs) fn fchmod(&mut self, file: Handle, mode: Mode) -> Result<(), Errno> {
        self.with(file, |file| fs::fchmod(file, mode))
    }

    pub(in crate::host::fs) fn fchown(&mut self, file: Handle, uid: u32, gid: u32) -> Result<(), Errno> {
        let (uid, gid) = owner(uid, gid);
        self.with(file, |file| fs::fchown(file, uid, gid))
    }

    pub(in crate::host::fs) fn futimes(&mut self, file: Handle, atime: FileTime, mtime: FileTime) -> Result<(), Errno> {
        let times = timestamps(atime, mtime)?;
        self.with(file, |file| fs::futimens(file, &times))
    }

    pub(in crate::host::fs) fn fsync(&mut self, file: Handle) -> Result<(), Errno> {
        self.with(file, fsync)
    }
}

#[cfg(not(target_vendor = "apple"))]
fn fsync(file: &OwnedFd) -> io::Result<()> {
    fs::fsync(file)
}

/// Flushes a file with `F_FULLFSYNC`, as libuv does: on macOS, fsync(2) only passes the data to the device, which can
/// keep it in a cache. Falls back to fsync(2), because not every file system supports `F_FULLFSYNC`.
#[cfg(target_vendor = "apple")]
fn fsync(file: &OwnedFd) -> io::Result<()> {
    fs::fcntl_fullfsync(file).or_else(|_| fs::fsync(file))
}
