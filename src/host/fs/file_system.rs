//! The trait of a file system.

use alloc::{string::String, vec::Vec};

use super::{
    metadata::{FileTime, FileType, Metadata},
    open_flags::OpenFlags,
    read_only::ReadOnly,
};
use crate::host::Errno;

/// An open file of a file system, by a number of its own choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Handle(pub u64);

/// Whether an operation on a path whose last name is a symbolic link is about what the link leads to, or the link itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    /// What it leads to.
    Follow,
    /// The link itself.
    NoFollow,
}

/// A name in a directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirEntry {
    /// The name, without any `/`. Never `.` or `..`.
    pub name: String,
    /// What it names.
    pub file_type: FileType,
}

/// A tree of files.
///
/// Three methods, two of them for open files, make a file system that can be read: [`open`](FileSystem::open),
/// [`close`](FileSystem::close), [`read`](FileSystem::read), and [`stat`](FileSystem::stat), [`fstat`](FileSystem::fstat)
/// and [`read_dir`](FileSystem::read_dir) to find one's way in it. All the others have a default that refuses, as on a
/// medium that can't be written to.
///
/// # Paths
///
/// A path is relative to the file system's own root, whose path is `""`; it never begins with `/` and holds no NUL. Names
/// may be `.` and `..`, empty names (`a//b`) mean nothing, and one that ends with `/` must be a directory. The file system
/// follows its symbolic links itself. Where a link's text is an absolute path, or a `..` would leave the root, it answers
/// [`Errno::EXDEV`] and nothing else: the [`FileTree`](super::FileTree) then finds out where that leads, and comes again
/// with a path that has no such link in it. So no path can lead out of a file system, whatever is in it.
///
/// # Errors
///
/// Each method fails with the [`Errno`] that Linux gives in its place. An open file stays valid when its name is removed,
/// until it is closed; after that each use of it is [`Errno::EBADF`].
pub trait FileSystem: Send {
    /// Opens a file, or a directory for its metadata. `mode` are the permissions of a file that is made.
    ///
    /// # Errors
    ///
    /// As open(2).
    fn open(&mut self, path: &str, flags: OpenFlags, mode: u32) -> Result<Handle, Errno>;

    /// Closes an open file, also where it fails.
    ///
    /// # Errors
    ///
    /// As close(2).
    fn close(&mut self, file: Handle) -> Result<(), Errno>;

    /// Reads at a position, or, without one, where the last such read or write of this handle ended; says how many
    /// bytes came, 0 at the end.
    ///
    /// # Errors
    ///
    /// As pread(2) and read(2): [`Errno::EISDIR`] for a directory, [`Errno::EBADF`] if it was opened for writing alone.
    fn read(&mut self, file: Handle, position: Option<u64>, buf: &mut [u8]) -> Result<usize, Errno>;

    /// Writes at a position, or, without one, where the last such read or write of this handle ended; says how many
    /// of the bytes were taken. With [`OpenFlags::APPEND`] it writes at the end, whatever the position.
    ///
    /// # Errors
    ///
    /// As pwrite(2) and write(2): [`Errno::EBADF`] if it was opened for reading alone, which is the default.
    fn write(&mut self, file: Handle, position: Option<u64>, bytes: &[u8]) -> Result<usize, Errno> {
        let _ = (file, position, bytes);
        Err(Errno::EBADF)
    }

    /// What is known of an open file.
    ///
    /// # Errors
    ///
    /// As fstat(2).
    fn fstat(&mut self, file: Handle) -> Result<Metadata, Errno>;

    /// Cuts an open file off, or lengthens it with zeros.
    ///
    /// # Errors
    ///
    /// As ftruncate(2): [`Errno::EINVAL`] if it was opened for reading alone, which is the default.
    fn ftruncate(&mut self, file: Handle, size: u64) -> Result<(), Errno> {
        let _ = (file, size);
        Err(Errno::EINVAL)
    }

    /// Sets the permissions of an open file.
    ///
    /// # Errors
    ///
    /// As fchmod(2).
    fn fchmod(&mut self, file: Handle, mode: u32) -> Result<(), Errno> {
        let _ = (file, mode);
        Err(Errno::EROFS)
    }

    /// Sets whom an open file belongs to; `u32::MAX` leaves one as it is.
    ///
    /// # Errors
    ///
    /// As fchown(2).
    fn fchown(&mut self, file: Handle, uid: u32, gid: u32) -> Result<(), Errno> {
        let _ = (file, uid, gid);
        Err(Errno::EROFS)
    }

    /// Sets the times of an open file.
    ///
    /// # Errors
    ///
    /// As futimens(2).
    fn futimes(&mut self, file: Handle, atime: FileTime, mtime: FileTime) -> Result<(), Errno> {
        let _ = (file, atime, mtime);
        Err(Errno::EROFS)
    }

    /// Waits until what was written to an open file has reached the device.
    ///
    /// # Errors
    ///
    /// As fsync(2).
    fn fsync(&mut self, file: Handle) -> Result<(), Errno> {
        let _ = file;
        Ok(())
    }

    /// What is known of a file.
    ///
    /// # Errors
    ///
    /// As stat(2) and lstat(2).
    fn stat(&mut self, path: &str, links: Links) -> Result<Metadata, Errno>;

    /// The names in a directory, in any order.
    ///
    /// # Errors
    ///
    /// As opendir(3).
    fn read_dir(&mut self, path: &str) -> Result<Vec<DirEntry>, Errno>;

    /// The text of a symbolic link.
    ///
    /// # Errors
    ///
    /// As readlink(2): [`Errno::EINVAL`] if it is none. The default knows no links.
    fn read_link(&mut self, path: &str) -> Result<String, Errno> {
        self.stat(path, Links::NoFollow)?;
        Err(Errno::EINVAL)
    }

    /// Makes a directory.
    ///
    /// # Errors
    ///
    /// As mkdir(2).
    fn mkdir(&mut self, path: &str, mode: u32) -> Result<(), Errno> {
        let _ = (path, mode);
        Err(Errno::EROFS)
    }

    /// Removes an empty directory.
    ///
    /// # Errors
    ///
    /// As rmdir(2).
    fn rmdir(&mut self, path: &str) -> Result<(), Errno> {
        let _ = path;
        Err(Errno::EROFS)
    }

    /// Removes a name of a file that is no directory.
    ///
    /// # Errors
    ///
    /// As unlink(2): [`Errno::EISDIR`] for a directory.
    fn unlink(&mut self, path: &str) -> Result<(), Errno> {
        let _ = path;
        Err(Errno::EROFS)
    }

    /// Gives a file another name, in place of what has that name.
    ///
    /// # Errors
    ///
    /// As rename(2).
    fn rename(&mut self, from: &str, to: &str) -> Result<(), Errno> {
        let _ = (from, to);
        Err(Errno::EROFS)
    }

    /// Gives a file one name more. A symbolic link is not followed.
    ///
    /// # Errors
    ///
    /// As link(2).
    fn link(&mut self, existing: &str, new: &str) -> Result<(), Errno> {
        let _ = (existing, new);
        Err(Errno::EROFS)
    }

    /// Makes a symbolic link with any text.
    ///
    /// # Errors
    ///
    /// As symlink(2).
    fn symlink(&mut self, target: &str, path: &str) -> Result<(), Errno> {
        let _ = (target, path);
        Err(Errno::EROFS)
    }

    /// Sets the permissions of a file.
    ///
    /// # Errors
    ///
    /// As chmod(2).
    fn chmod(&mut self, path: &str, mode: u32) -> Result<(), Errno> {
        let _ = (path, mode);
        Err(Errno::EROFS)
    }

    /// Sets whom a file belongs to; `u32::MAX` leaves one as it is.
    ///
    /// # Errors
    ///
    /// As chown(2) and lchown(2).
    fn chown(&mut self, path: &str, uid: u32, gid: u32, links: Links) -> Result<(), Errno> {
        let _ = (path, uid, gid, links);
        Err(Errno::EROFS)
    }

    /// Sets the times of a file.
    ///
    /// # Errors
    ///
    /// As utimensat(2).
    fn utimes(&mut self, path: &str, atime: FileTime, mtime: FileTime, links: Links) -> Result<(), Errno> {
        let _ = (path, atime, mtime, links);
        Err(Errno::EROFS)
    }

    /// What time it is, told before each call. Only a file system that has no clock of its own listens.
    fn set_time(&mut self, now: FileTime) {
        let _ = now;
    }

    /// All that is in a file. For the embedder, who wants to see what a program wrote.
    ///
    /// # Errors
    ///
    /// As [`open`](FileSystem::open) and [`read`](FileSystem::read), and [`Errno::ENOMEM`].
    fn read_file(&mut self, path: &str) -> Result<Vec<u8>, Errno> {
        let file = self.open(path.trim_start_matches('/'), OpenFlags::RDONLY, 0)?;
        let result = read_all(self, file);
        self.close(file)?;
        result
    }

    /// Writes a file anew, and makes it if it is missing, with permissions `rw-r--r--`. For the embedder, who has
    /// something for a program to read.
    ///
    /// # Errors
    ///
    /// As [`open`](FileSystem::open) and [`write`](FileSystem::write); [`Errno::EIO`] if no bytes are taken.
    fn write_file(&mut self, path: &str, bytes: &[u8]) -> Result<(), Errno> {
        let flags = OpenFlags::WRONLY | OpenFlags::CREAT | OpenFlags::TRUNC;
        let file = self.open(path.trim_start_matches('/'), flags, 0o644)?;
        let result = write_all(self, file, bytes);
        self.close(file)?;
        result
    }

    /// The same file system, refusing with [`Errno::EROFS`] whatever would change it.
    fn read_only(self) -> ReadOnly<Self>
    where
        Self: Sized,
    {
        ReadOnly(self)
    }
}

/// Reads from where an open file is to its end.
pub(crate) fn read_all(fs: &mut (impl FileSystem + ?Sized), file: Handle) -> Result<Vec<u8>, Errno> {
    let mut bytes = Vec::new();
    let mut len = 0_usize;
    // The size is but a hint, and one read more finds the end.
    let mut more = usize::try_from(fs.fstat(file)?.size).map_err(|_| Errno::ENOMEM)?.saturating_add(1);
    loop {
        bytes.try_reserve_exact(more).map_err(|_| Errno::ENOMEM)?;
        bytes.resize(len.saturating_add(more), 0);
        while let Some(rest @ [_, ..]) = bytes.get_mut(len..) {
            match fs.read(file, None, rest)? {
                0 => {
                    bytes.truncate(len);
                    return Ok(bytes);
                }
                read => len = len.saturating_add(read),
            }
        }
        more = len.max(4096);
    }
}

/// Writes all where an open file is.
pub(crate) fn write_all(fs: &mut (impl FileSystem + ?Sized), file: Handle, mut bytes: &[u8]) -> Result<(), Errno> {
    while !bytes.is_empty() {
        match fs.write(file, None, bytes)? {
            0 => return Err(Errno::EIO),
            len => bytes = bytes.get(len..).unwrap_or_default(),
        }
    }
    Ok(())
}
