//! A host folder without a sandbox: it only prepends the folder's path to each path.

use std::path::Path;

use gojs::Errno;
use gojs::fs::{DirEntry, FileSystem, FileTime, Handle, HostFs, Links, Metadata, OpenFlags};

pub(crate) struct PlainDir {
    fs: HostFs,
    path: String,
}

impl PlainDir {
    pub(crate) fn new(path: &Path) -> PlainDir {
        PlainDir { fs: HostFs::new(), path: path.to_str().unwrap().trim_start_matches('/').to_owned() }
    }

    fn at(&self, path: &str) -> String {
        format!("{}/{path}", self.path)
    }
}

impl FileSystem for PlainDir {
    fn open(&mut self, path: &str, flags: OpenFlags, mode: u32) -> Result<Handle, Errno> {
        self.fs.open(&self.at(path), flags, mode)
    }

    fn close(&mut self, file: Handle) -> Result<(), Errno> {
        self.fs.close(file)
    }

    fn read(&mut self, file: Handle, position: Option<u64>, buf: &mut [u8]) -> Result<usize, Errno> {
        self.fs.read(file, position, buf)
    }

    fn write(&mut self, file: Handle, position: Option<u64>, bytes: &[u8]) -> Result<usize, Errno> {
        self.fs.write(file, position, bytes)
    }

    fn fstat(&mut self, file: Handle) -> Result<Metadata, Errno> {
        self.fs.fstat(file)
    }

    fn ftruncate(&mut self, file: Handle, size: u64) -> Result<(), Errno> {
        self.fs.ftruncate(file, size)
    }

    fn stat(&mut self, path: &str, links: Links) -> Result<Metadata, Errno> {
        self.fs.stat(&self.at(path), links)
    }

    fn read_dir(&mut self, path: &str) -> Result<Vec<DirEntry>, Errno> {
        self.fs.read_dir(&self.at(path))
    }

    fn read_link(&mut self, path: &str) -> Result<String, Errno> {
        self.fs.read_link(&self.at(path))
    }

    fn mkdir(&mut self, path: &str, mode: u32) -> Result<(), Errno> {
        self.fs.mkdir(&self.at(path), mode)
    }

    fn rmdir(&mut self, path: &str) -> Result<(), Errno> {
        self.fs.rmdir(&self.at(path))
    }

    fn unlink(&mut self, path: &str) -> Result<(), Errno> {
        self.fs.unlink(&self.at(path))
    }

    fn rename(&mut self, from: &str, to: &str) -> Result<(), Errno> {
        self.fs.rename(&self.at(from), &self.at(to))
    }

    fn link(&mut self, existing: &str, new: &str) -> Result<(), Errno> {
        self.fs.link(&self.at(existing), &self.at(new))
    }

    fn symlink(&mut self, target: &str, path: &str) -> Result<(), Errno> {
        self.fs.symlink(target, &self.at(path))
    }

    fn chmod(&mut self, path: &str, mode: u32) -> Result<(), Errno> {
        self.fs.chmod(&self.at(path), mode)
    }

    fn chown(&mut self, path: &str, uid: u32, gid: u32, links: Links) -> Result<(), Errno> {
        self.fs.chown(&self.at(path), uid, gid, links)
    }

    fn utimes(&mut self, path: &str, atime: FileTime, mtime: FileTime, links: Links) -> Result<(), Errno> {
        self.fs.utimes(&self.at(path), atime, mtime, links)
    }
}
