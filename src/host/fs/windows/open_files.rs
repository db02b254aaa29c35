//! Open files on Windows.

extern crate std;

use alloc::vec::Vec;
use std::{
    fs::{File, FileTimes},
    io::{self, Write},
    os::windows::fs::FileExt,
};

use super::metadata::{of_file, system_time};
use crate::host::{
    Errno,
    fs::{FileTime, FileType, Handle, Metadata, OpenFlags},
    system_error::errno,
};

/// An open file.
#[derive(Debug)]
pub(in crate::host::fs) struct OpenFile {
    /// `None` for the folder of all drives, which does not exist in Windows.
    file: Option<File>,
    flags: OpenFlags,
    /// The file offset. That of Windows is of no use, because positioned reads move it too.
    at: u64,
}

impl OpenFile {
    pub(super) fn new(file: File, flags: OpenFlags) -> OpenFile {
        OpenFile { file: Some(file), flags, at: 0 }
    }

    /// Returns the folder of all drives.
    pub(in crate::host::fs) fn drives() -> OpenFile {
        OpenFile { file: None, flags: OpenFlags::RDONLY, at: 0 }
    }

    fn read(&mut self, position: Option<u64>, buf: &mut [u8]) -> Result<usize, Errno> {
        if !self.flags.reads() {
            return Err(Errno::EBADF);
        }
        check(position)?;
        let file = self.file.as_ref().ok_or(Errno::EISDIR)?;
        let read = file.seek_read(buf, position.unwrap_or(self.at)).map_err(|error| errno(&error))?;
        if position.is_none() {
            self.at = self.at.saturating_add(read as u64);
        }
        Ok(read)
    }

    fn write(&mut self, position: Option<u64>, bytes: &[u8]) -> Result<usize, Errno> {
        if !self.flags.writes() {
            return Err(Errno::EBADF);
        }
        check(position)?;
        let mut file = self.file.as_ref().ok_or(Errno::EISDIR)?;
        if self.flags.contains(OpenFlags::APPEND) {
            let written = file.write(bytes).map_err(|error| errno(&error))?;
            if position.is_none() {
                self.at = file.metadata().map_err(|error| errno(&error))?.len();
            }
            return Ok(written);
        }
        let written = file.seek_write(bytes, position.unwrap_or(self.at)).map_err(|error| errno(&error))?;
        if position.is_none() {
            self.at = self.at.saturating_add(written as u64);
        }
        Ok(written)
    }
}

/// Rejects a position that is not valid on Unix. Windows interprets some of these as commands.
fn check(position: Option<u64>) -> Result<(), Errno> {
    if position.is_some_and(|position| i64::try_from(position).is_err()) { Err(Errno::EINVAL) } else { Ok(()) }
}

/// The table of open files, with the operations of a [`FileSystem`](super::super::FileSystem) on a handle.
#[derive(Debug, Default)]
pub(in crate::host::fs) struct OpenFiles(Vec<Option<OpenFile>>);

impl OpenFiles {
    pub(in crate::host::fs) fn insert(&mut self, file: OpenFile) -> Handle {
        let free = self.0.iter().position(Option::is_none).unwrap_or(self.0.len());
        match self.0.get_mut(free) {
            Some(place) => *place = Some(file),
            None => self.0.push(Some(file)),
        }
        Handle(free as u64)
    }

    fn place(&mut self, file: Handle) -> Option<&mut Option<OpenFile>> {
        self.0.get_mut(usize::try_from(file.0).ok()?)
    }

    fn opened(&mut self, file: Handle) -> Result<&mut OpenFile, Errno> {
        self.place(file).and_then(|place| place.as_mut()).ok_or(Errno::EBADF)
    }

    /// Modifies an open file. Fails with `EROFS` for the folder of all drives.
    fn change(&mut self, file: Handle, op: impl FnOnce(&File) -> io::Result<()>) -> Result<(), Errno> {
        let file = self.opened(file)?.file.as_ref().ok_or(Errno::EROFS)?;
        op(file).map_err(|error| errno(&error))
    }

    pub(in crate::host::fs) fn close(&mut self, file: Handle) -> Result<(), Errno> {
        self.place(file).and_then(Option::take).map(drop).ok_or(Errno::EBADF)
    }

    pub(in crate::host::fs) fn read(
        &mut self,
        file: Handle,
        position: Option<u64>,
        buf: &mut [u8],
    ) -> Result<usize, Errno> {
        self.opened(file)?.read(position, buf)
    }

    pub(in crate::host::fs) fn write(
        &mut self,
        file: Handle,
        position: Option<u64>,
        bytes: &[u8],
    ) -> Result<usize, Errno> {
        self.opened(file)?.write(position, bytes)
    }

    pub(in crate::host::fs) fn fstat(&mut self, file: Handle) -> Result<Metadata, Errno> {
        match &self.opened(file)?.file {
            Some(file) => of_file(file).map_err(|error| errno(&error)),
            None => Ok(Metadata::new(FileType::Directory, 0o555, 0)),
        }
    }

    pub(in crate::host::fs) fn ftruncate(&mut self, file: Handle, size: u64) -> Result<(), Errno> {
        if !self.opened(file)?.flags.writes() {
            return Err(Errno::EINVAL);
        }
        self.change(file, |file| file.set_len(size))
    }

    pub(in crate::host::fs) fn fchmod(&mut self, file: Handle, mode: u32) -> Result<(), Errno> {
        self.change(file, |file| set_mode(file, mode))
    }

    /// Succeeds for any open file: Windows has no such owners.
    pub(in crate::host::fs) fn fchown(&mut self, file: Handle, _uid: u32, _gid: u32) -> Result<(), Errno> {
        self.change(file, |_| Ok(()))
    }

    pub(in crate::host::fs) fn futimes(&mut self, file: Handle, atime: FileTime, mtime: FileTime) -> Result<(), Errno> {
        let times = times(atime, mtime)?;
        self.change(file, |file| file.set_times(times))
    }

    pub(in crate::host::fs) fn fsync(&mut self, file: Handle) -> Result<(), Errno> {
        // Windows flushes only through a handle with write access.
        if !self.opened(file)?.flags.writes() {
            return Ok(());
        }
        self.change(file, File::sync_all)
    }
}

/// Sets the permissions, of which Windows has only one: whether the owner can write.
pub(super) fn set_mode(file: &File, mode: u32) -> io::Result<()> {
    let mut permissions = file.metadata()?.permissions();
    permissions.set_readonly(mode & 0o200 == 0);
    file.set_permissions(permissions)
}

pub(super) fn times(atime: FileTime, mtime: FileTime) -> Result<FileTimes, Errno> {
    Ok(FileTimes::new().set_accessed(system_time(atime)?).set_modified(system_time(mtime)?))
}
