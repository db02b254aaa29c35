//! A file system that counts its open files.

use gojs::{
    Errno,
    fs::{DirEntry, FileSystem, FileTime, Handle, Links, MemFs, Metadata, OpenFlags},
};

/// The file system, and the number of its open files.
pub(crate) struct Watched {
    pub(crate) files: MemFs,
    pub(crate) open: usize,
}

macro_rules! forward {
    ($($name:ident($($argument:ident: $type:ty),*) -> $result:ty;)*) => {
        $(fn $name(&mut self, $($argument: $type),*) -> $result {
            self.files.$name($($argument),*)
        })*
    };
}

impl FileSystem for Watched {
    fn open(&mut self, path: &str, flags: OpenFlags, mode: u32) -> Result<Handle, Errno> {
        let file = self.files.open(path, flags, mode)?;
        self.open += 1;
        Ok(file)
    }

    fn close(&mut self, file: Handle) -> Result<(), Errno> {
        self.files.close(file).expect("a program closes each open file only once");
        self.open -= 1;
        Ok(())
    }

    forward! {
        read(file: Handle, position: Option<u64>, buf: &mut [u8]) -> Result<usize, Errno>;
        write(file: Handle, position: Option<u64>, bytes: &[u8]) -> Result<usize, Errno>;
        fstat(file: Handle) -> Result<Metadata, Errno>;
        ftruncate(file: Handle, size: u64) -> Result<(), Errno>;
        fchmod(file: Handle, mode: u32) -> Result<(), Errno>;
        fchown(file: Handle, uid: u32, gid: u32) -> Result<(), Errno>;
        futimes(file: Handle, atime: FileTime, mtime: FileTime) -> Result<(), Errno>;
        fsync(file: Handle) -> Result<(), Errno>;
        stat(path: &str, links: Links) -> Result<Metadata, Errno>;
        read_dir(path: &str) -> Result<Vec<DirEntry>, Errno>;
        read_link(path: &str) -> Result<String, Errno>;
        mkdir(path: &str, mode: u32) -> Result<(), Errno>;
        rmdir(path: &str) -> Result<(), Errno>;
        unlink(path: &str) -> Result<(), Errno>;
        rename(from: &str, to: &str) -> Result<(), Errno>;
        link(existing: &str, new: &str) -> Result<(), Errno>;
        symlink(target: &str, path: &str) -> Result<(), Errno>;
        chmod(path: &str, mode: u32) -> Result<(), Errno>;
        chown(path: &str, uid: u32, gid: u32, links: Links) -> Result<(), Errno>;
        utimes(path: &str, atime: FileTime, mtime: FileTime, links: Links) -> Result<(), Errno>;
        set_time(now: FileTime) -> ();
    }
}
