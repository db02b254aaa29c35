//! The file system under test.

use std::time::SystemTime;

use gojs::{
    Errno,
    fs::{DirEntry, FileSystem, FileTime, FileType, Handle, Links, Metadata, OpenFlags},
};

/// A directory of a file system that belongs to a case. Paths are relative to it.
pub(crate) struct Files<'f> {
    fs: &'f mut dyn FileSystem,
    /// The path of the directory, without a leading or trailing `/`.
    base: String,
}

/// Returns the current time, to the nanosecond.
pub(crate) fn now() -> FileTime {
    FileTime::from_unix(SystemTime::UNIX_EPOCH.elapsed().unwrap())
}

impl<'f> Files<'f> {
    pub(crate) fn new(fs: &'f mut dyn FileSystem, base: &str) -> Files<'f> {
        Files { fs, base: base.to_owned() }
    }

    /// Converts a path of the case to a path of the file system.
    pub(crate) fn path(&self, path: &str) -> String {
        format!("{}/{path}", self.base)
    }

    /// Converts a path of the case to an absolute path, for the target of a link.
    pub(crate) fn absolute(&self, path: &str) -> String {
        format!("/{}/{path}", self.base)
    }

    pub(crate) fn fs(&mut self) -> &mut dyn FileSystem {
        self.fs.set_time(now());
        &mut *self.fs
    }

    pub(crate) fn open(&mut self, path: &str, flags: OpenFlags) -> Result<Handle, Errno> {
        self.open_mode(path, flags, 0o600)
    }

    pub(crate) fn open_mode(&mut self, path: &str, flags: OpenFlags, mode: u32) -> Result<Handle, Errno> {
        let path = self.path(path);
        self.fs().open(&path, flags, mode)
    }

    pub(crate) fn close(&mut self, file: Handle) -> Result<(), Errno> {
        self.fs().close(file)
    }

    /// Opens and closes a file, for cases that test the error.
    pub(crate) fn try_open(&mut self, path: &str, flags: OpenFlags) -> Result<(), Errno> {
        let file = self.open(path, flags)?;
        self.close(file)
    }

    /// Reads once, which may return fewer than `len` bytes.
    pub(crate) fn read(&mut self, file: Handle, position: Option<u64>, len: usize) -> Result<Vec<u8>, Errno> {
        let mut buf = vec![0xee; len];
        let read = self.fs().read(file, position, &mut buf)?;
        buf.truncate(read);
        Ok(buf)
    }

    pub(crate) fn write(&mut self, file: Handle, position: Option<u64>, bytes: &[u8]) -> Result<usize, Errno> {
        self.fs().write(file, position, bytes)
    }

    pub(crate) fn read_file(&mut self, path: &str) -> Result<Vec<u8>, Errno> {
        let path = self.path(path);
        self.fs().read_file(&path)
    }

    pub(crate) fn write_file(&mut self, path: &str, bytes: impl AsRef<[u8]>) -> Result<(), Errno> {
        let path = self.path(path);
        self.fs().write_file(&path, bytes.as_ref())
    }

    pub(crate) fn fstat(&mut self, file: Handle) -> Result<Metadata, Errno> {
        self.fs().fstat(file)
    }

    pub(crate) fn stat(&mut self, path: &str) -> Result<Metadata, Errno> {
        let path = self.path(path);
        self.fs().stat(&path, Links::Follow)
    }

    pub(crate) fn lstat(&mut self, path: &str) -> Result<Metadata, Errno> {
        let path = self.path(path);
        self.fs().stat(&path, Links::NoFollow)
    }

    pub(crate) fn file_type(&mut self, path: &str) -> Result<FileType, Errno> {
        Ok(self.lstat(path)?.file_type())
    }

    pub(crate) fn size(&mut self, path: &str) -> Result<u64, Errno> {
        Ok(self.stat(path)?.size)
    }

    pub(crate) fn nlink(&mut self, path: &str) -> Result<u64, Errno> {
        Ok(self.lstat(path)?.nlink)
    }

    /// Returns the permissions of a file.
    pub(crate) fn mode(&mut self, path: &str) -> Result<u32, Errno> {
        Ok(self.stat(path)?.mode & 0o7777)
    }

    pub(crate) fn read_dir(&mut self, path: &str) -> Result<Vec<DirEntry>, Errno> {
        let path = self.path(path);
        let mut entries = self.fs().read_dir(&path)?;
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(entries)
    }

    /// Returns the names in a directory, sorted.
    pub(crate) fn names(&mut self, path: &str) -> Result<Vec<String>, Errno> {
        Ok(self.read_dir(path)?.into_iter().map(|entry| entry.name).collect())
    }

    pub(crate) fn read_link(&mut self, path: &str) -> Result<String, Errno> {
        let path = self.path(path);
        self.fs().read_link(&path)
    }

    pub(crate) fn mkdir(&mut self, path: &str) -> Result<(), Errno> {
        self.mkdir_mode(path, 0o700)
    }

    pub(crate) fn mkdir_mode(&mut self, path: &str, mode: u32) -> Result<(), Errno> {
        let path = self.path(path);
        self.fs().mkdir(&path, mode)
    }

    pub(crate) fn rmdir(&mut self, path: &str) -> Result<(), Errno> {
        let path = self.path(path);
        self.fs().rmdir(&path)
    }

    pub(crate) fn unlink(&mut self, path: &str) -> Result<(), Errno> {
        let path = self.path(path);
        self.fs().unlink(&path)
    }

    pub(crate) fn rename(&mut self, from: &str, to: &str) -> Result<(), Errno> {
        let (from, to) = (self.path(from), self.path(to));
        self.fs().rename(&from, &to)
    }

    pub(crate) fn link(&mut self, existing: &str, new: &str) -> Result<(), Errno> {
        let (existing, new) = (self.path(existing), self.path(new));
        self.fs().link(&existing, &new)
    }

    pub(crate) fn symlink(&mut self, target: &str, path: &str) -> Result<(), Errno> {
        let path = self.path(path);
        self.fs().symlink(target, &path)
    }

    pub(crate) fn chmod(&mut self, path: &str, mode: u32) -> Result<(), Errno> {
        let path = self.path(path);
        self.fs().chmod(&path, mode)
    }

    pub(crate) fn chown(&mut self, path: &str, uid: u32, gid: u32, links: Links) -> Result<(), Errno> {
        let path = self.path(path);
        self.fs().chown(&path, uid, gid, links)
    }

    pub(crate) fn utimes(&mut self, path: &str, atime: FileTime, mtime: FileTime, links: Links) -> Result<(), Errno> {
        let path = self.path(path);
        self.fs().utimes(&path, atime, mtime, links)
    }
}
