//! `HostFs` on Windows.

use alloc::{string::String, vec::Vec};

use super::HostFs;
use crate::host::{
    Errno,
    fs::{
        DirEntry, FileSystem, FileTime, FileType, Handle, Links, Metadata, OpenFlags,
        forward::forward,
        windows::{OpenFile, Place, drives},
    },
};

/// Returns the metadata of the folder of all drives.
fn all_drives() -> Metadata {
    Metadata::new(FileType::Directory, 0o555, 0)
}

impl FileSystem for HostFs {
    fn open(&mut self, path: &str, flags: OpenFlags, mode: u32) -> Result<Handle, Errno> {
        let file = match Place::of(path)? {
            Place::Drives if flags.contains(OpenFlags::CREAT | OpenFlags::EXCL) => return Err(Errno::EEXIST),
            Place::Drives if flags.changes() => return Err(Errno::EISDIR),
            Place::Drives => OpenFile::drives(),
            Place::On(drive, path) => drive.folder().open(path, flags, mode)?,
        };
        Ok(self.files.insert(file))
    }

    forward!(self => self.files; handles);

    fn fchmod(&mut self, file: Handle, mode: u32) -> Result<(), Errno> {
        self.files.fchmod(file, mode)
    }

    fn stat(&mut self, path: &str, links: Links) -> Result<Metadata, Errno> {
        match Place::of(path)? {
            Place::Drives => Ok(all_drives()),
            Place::On(drive, path) => drive.folder().stat(path, links),
        }
    }

    fn read_dir(&mut self, path: &str) -> Result<Vec<DirEntry>, Errno> {
        match Place::of(path)? {
            Place::Drives => Ok(drives::entries()),
            Place::On(drive, path) => drive.folder().read_dir(path),
        }
    }

    fn read_link(&mut self, path: &str) -> Result<String, Errno> {
        let (drive, path) = Place::on_drive(path, Errno::EINVAL)?;
        drive.read_link(path)
    }

    fn mkdir(&mut self, path: &str, _mode: u32) -> Result<(), Errno> {
        let (drive, path) = Place::on_drive(path, Errno::EEXIST)?;
        drive.folder().mkdir(path)
    }

    fn rmdir(&mut self, path: &str) -> Result<(), Errno> {
        let (drive, path) = Place::on_drive(path, Errno::EBUSY)?;
        drive.folder().rmdir(path)
    }

    fn unlink(&mut self, path: &str) -> Result<(), Errno> {
        let (drive, path) = Place::on_drive(path, Errno::EISDIR)?;
        drive.folder().unlink(path)
    }

    fn rename(&mut self, from: &str, to: &str) -> Result<(), Errno> {
        let (old, from) = Place::on_drive(from, Errno::EBUSY)?;
        let (new, to) = Place::on_drive(to, Errno::EBUSY)?;
        old.folder().rename(from, &new.folder(), to)
    }

    fn link(&mut self, existing: &str, new: &str) -> Result<(), Errno> {
        let (old, existing) = Place::on_drive(existing, Errno::EPERM)?;
        let (drive, new) = Place::on_drive(new, Errno::EEXIST)?;
        old.folder().link(existing, &drive.folder(), new)
    }

    fn symlink(&mut self, target: &str, path: &str) -> Result<(), Errno> {
        let (drive, path) = Place::on_drive(path, Errno::EEXIST)?;
        drive.symlink(target, path)
    }

    fn chmod(&mut self, path: &str, mode: u32) -> Result<(), Errno> {
        let (drive, path) = Place::on_drive(path, Errno::EPERM)?;
        drive.folder().chmod(path, mode)
    }

    fn chown(&mut self, path: &str, _uid: u32, _gid: u32, links: Links) -> Result<(), Errno> {
        let (drive, path) = Place::on_drive(path, Errno::EPERM)?;
        drive.folder().chown(path, links)
    }

    fn utimes(&mut self, path: &str, atime: FileTime, mtime: FileTime, links: Links) -> Result<(), Errno> {
        let (drive, path) = Place::on_drive(path, Errno::EPERM)?;
        drive.folder().utimes(path, atime, mtime, links)
    }
}
