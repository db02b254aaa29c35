//! The trait of a file system.

use alloc::{string::String, vec::Vec};

use super::{
    metadata::{FileTime, FileType, Metadata},
    open_flags::OpenFlags,
    read_only::ReadOnly,
};
use crate::host::Errno;

/// A handle to an open file. The file system chooses the number, which must be less than 2<sup>48</sup> in a file system
/// that is mounted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Handle(pub u64);

/// The handling of a symbolic link in the last component of a path. There are only these two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    /// The operation acts on the target of the link.
    Follow,
    /// The operation acts on the link itself.
    NoFollow,
}

/// A directory entry.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DirEntry {
    /// The name, without any `/`. Never `.` or `..`.
    pub name: String,
    /// The type of the file with this name.
    pub file_type: FileType,
}

impl DirEntry {
    /// Creates an entry.
    #[must_use]
    pub fn new(name: impl Into<String>, file_type: FileType) -> Self {
        DirEntry { name: name.into(), file_type }
    }
}

/// A tree of files.
///
/// A readable file system implements six methods: [`open`](FileSystem::open), [`close`](FileSystem::close) and
/// [`read`](FileSystem::read) for the contents of files, and [`stat`](FileSystem::stat), [`fstat`](FileSystem::fstat)
/// and [`read_dir`](FileSystem::read_dir) for navigation. The other methods have defaults. Those that would modify the
/// file system fail, as on a read-only medium.
///
/// # Paths
///
/// A path is relative to the root of the file system, whose own path is `""`. It never begins with `/` and never
/// contains NUL. It can contain `.` and `..`. Empty components (`a//b`) are ignored, and a path that ends with `/` must
/// lead to a directory.
///
/// A file system follows its symbolic links itself. If a path leads through a link whose text is an absolute path, or
/// through a `..` that would leave the root, the operation must fail with [`Errno::EXDEV`] and no other error. The
/// [`FileTree`](super::FileTree) then resolves the path across its mounts, and retries with a path that contains no
/// such link. Therefore no path can lead out of a file system, whatever the file system contains.
///
/// # Errors
///
/// Each method fails with the [`Errno`] that Linux returns in the same situation. An open file stays valid after its
/// name is removed, until it is closed. Any use of a closed file fails with [`Errno::EBADF`].
///
/// # Examples
///
/// One file in flash, which is read in place:
///
/// ```
/// use gojs::{Errno, fs::{DirEntry, FileSystem, FileType, Handle, Links, Metadata, OpenFlags}};
///
/// /// The root, and `config.json` in it.
/// struct Flash {
///     config: &'static [u8],
///     /// The positions of the open files. Handle 0 is the root, handle `n` has position `n - 1`.
///     positions: Vec<u64>,
/// }
///
/// impl FileSystem for Flash {
///     fn stat(&mut self, path: &str, _links: Links) -> Result<Metadata, Errno> {
///         match path {
///             "" => Ok(Metadata::new(FileType::Directory, 0o555, 0)),
///             "config.json" => Ok(Metadata::new(FileType::Regular, 0o444, self.config.len() as u64)),
///             _ => Err(Errno::ENOENT),
///         }
///     }
///
///     fn read_dir(&mut self, path: &str) -> Result<Vec<DirEntry>, Errno> {
///         match path {
///             "" => Ok(vec![DirEntry::new("config.json", FileType::Regular)]),
///             _ => Err(Errno::ENOTDIR),
///         }
///     }
///
///     fn open(&mut self, path: &str, flags: OpenFlags, _mode: u32) -> Result<Handle, Errno> {
///         self.stat(path, Links::Follow)?;
///         if flags.changes() {
///             return Err(Errno::EROFS);
///         }
///         if path.is_empty() {
///             return Ok(Handle(0));
///         }
///         self.positions.push(0);
///         Ok(Handle(self.positions.len() as u64))
///     }
///
///     fn close(&mut self, _file: Handle) -> Result<(), Errno> {
///         Ok(())
///     }
///
///     fn fstat(&mut self, file: Handle) -> Result<Metadata, Errno> {
///         self.stat(if file == Handle(0) { "" } else { "config.json" }, Links::Follow)
///     }
///
///     fn read(&mut self, file: Handle, position: Option<u64>, buf: &mut [u8]) -> Result<usize, Errno> {
///         let index = (file.0 as usize).checked_sub(1).ok_or(Errno::EISDIR)?;
///         let own = self.positions.get_mut(index).ok_or(Errno::EBADF)?;
///         let start = position.unwrap_or(*own).min(self.config.len() as u64) as usize;
///         let count = buf.len().min(self.config.len() - start);
///         buf[..count].copy_from_slice(&self.config[start..start + count]);
///         if position.is_none() {
///             *own = (start + count) as u64;
///         }
///         Ok(count)
///     }
/// }
///
/// let mut flash = Flash { config: b"{}", positions: Vec::new() };
/// assert_eq!(flash.read_file("/config.json").unwrap(), b"{}");
/// assert_eq!(flash.write_file("/config.json", b""), Err(Errno::EROFS));
/// ```
pub trait FileSystem: Send {
    /// Opens a file, or a directory for its metadata. `mode` sets the permissions of a file that is created.
    ///
    /// # Errors
    ///
    /// Those of open(2).
    fn open(&mut self, path: &str, flags: OpenFlags, mode: u32) -> Result<Handle, Errno>;

    /// Closes an open file, even if an error is returned.
    ///
    /// # Errors
    ///
    /// Those of close(2).
    fn close(&mut self, file: Handle) -> Result<(), Errno>;

    /// Reads at a position or, without one, at the file offset of the handle, and returns the number of bytes read; 0
    /// means end of file. Only reads and writes without a position move the offset.
    ///
    /// # Errors
    ///
    /// Those of pread(2) and read(2): [`Errno::EISDIR`] for a directory, [`Errno::EBADF`] if the file was opened
    /// write-only.
    fn read(&mut self, file: Handle, position: Option<u64>, buf: &mut [u8]) -> Result<usize, Errno>;

    /// Writes at a position or, without one, at the file offset of the handle, and returns the number of bytes written.
    /// With [`OpenFlags::APPEND`], writes at the end of the file, whatever the position.
    ///
    /// # Errors
    ///
    /// Those of pwrite(2) and write(2): [`Errno::EBADF`] if the file was opened read-only. The default always returns
    /// this error.
    fn write(&mut self, file: Handle, position: Option<u64>, bytes: &[u8]) -> Result<usize, Errno> {
        let _ = (file, position, bytes);
        Err(Errno::EBADF)
    }

    /// Returns the metadata of an open file.
    ///
    /// # Errors
    ///
    /// Those of fstat(2).
    fn fstat(&mut self, file: Handle) -> Result<Metadata, Errno>;

    /// Truncates an open file, or extends it with zeros.
    ///
    /// # Errors
    ///
    /// Those of ftruncate(2): [`Errno::EINVAL`] if the file was opened read-only. The default always returns this
    /// error.
    fn ftruncate(&mut self, file: Handle, size: u64) -> Result<(), Errno> {
        let _ = (file, size);
        Err(Errno::EINVAL)
    }

    /// Sets the permissions of an open file.
    ///
    /// # Errors
    ///
    /// Those of fchmod(2).
    fn fchmod(&mut self, file: Handle, mode: u32) -> Result<(), Errno> {
        let _ = (file, mode);
        Err(Errno::EROFS)
    }

    /// Sets the owner and group of an open file. `u32::MAX` leaves either unchanged.
    ///
    /// # Errors
    ///
    /// Those of fchown(2).
    fn fchown(&mut self, file: Handle, uid: u32, gid: u32) -> Result<(), Errno> {
        let _ = (file, uid, gid);
        Err(Errno::EROFS)
    }

    /// Sets the access and modification times of an open file.
    ///
    /// # Errors
    ///
    /// Those of futimens(2).
    fn futimes(&mut self, file: Handle, atime: FileTime, mtime: FileTime) -> Result<(), Errno> {
        let _ = (file, atime, mtime);
        Err(Errno::EROFS)
    }

    /// Waits until all data written to an open file has reached the device. Default: does nothing.
    ///
    /// # Errors
    ///
    /// Those of fsync(2).
    fn fsync(&mut self, file: Handle) -> Result<(), Errno> {
        let _ = file;
        Ok(())
    }

    /// Returns the metadata of a file.
    ///
    /// # Errors
    ///
    /// Those of stat(2) and lstat(2).
    fn stat(&mut self, path: &str, links: Links) -> Result<Metadata, Errno>;

    /// Returns the entries of a directory, in any order.
    ///
    /// # Errors
    ///
    /// Those of opendir(3).
    fn read_dir(&mut self, path: &str) -> Result<Vec<DirEntry>, Errno>;

    /// Returns the text of a symbolic link.
    ///
    /// # Errors
    ///
    /// Those of readlink(2): [`Errno::EINVAL`] if the file is not a link. The default treats no file as a link.
    fn read_link(&mut self, path: &str) -> Result<String, Errno> {
        self.stat(path, Links::NoFollow)?;
        Err(Errno::EINVAL)
    }

    /// Creates a directory.
    ///
    /// # Errors
    ///
    /// Those of mkdir(2).
    fn mkdir(&mut self, path: &str, mode: u32) -> Result<(), Errno> {
        let _ = (path, mode);
        Err(Errno::EROFS)
    }

    /// Removes an empty directory.
    ///
    /// # Errors
    ///
    /// Those of rmdir(2).
    fn rmdir(&mut self, path: &str) -> Result<(), Errno> {
        let _ = path;
        Err(Errno::EROFS)
    }

    /// Removes a name of a file that is not a directory.
    ///
    /// # Errors
    ///
    /// Those of unlink(2): [`Errno::EISDIR`] for a directory.
    fn unlink(&mut self, path: &str) -> Result<(), Errno> {
        let _ = path;
        Err(Errno::EROFS)
    }

    /// Renames a file, and replaces a file that already has the new name.
    ///
    /// # Errors
    ///
    /// Those of rename(2).
    fn rename(&mut self, from: &str, to: &str) -> Result<(), Errno> {
        let _ = (from, to);
        Err(Errno::EROFS)
    }

    /// Creates a hard link to a file. A symbolic link is not followed.
    ///
    /// # Errors
    ///
    /// Those of link(2).
    fn link(&mut self, existing: &str, new: &str) -> Result<(), Errno> {
        let _ = (existing, new);
        Err(Errno::EROFS)
    }

    /// Creates a symbolic link with any text.
    ///
    /// # Errors
    ///
    /// Those of symlink(2).
    fn symlink(&mut self, target: &str, path: &str) -> Result<(), Errno> {
        let _ = (target, path);
        Err(Errno::EROFS)
    }

    /// Sets the permissions of a file.
    ///
    /// # Errors
    ///
    /// Those of chmod(2).
    fn chmod(&mut self, path: &str, mode: u32) -> Result<(), Errno> {
        let _ = (path, mode);
        Err(Errno::EROFS)
    }

    /// Sets the owner and group of a file. `u32::MAX` leaves either unchanged.
    ///
    /// # Errors
    ///
    /// Those of chown(2) and lchown(2).
    fn chown(&mut self, path: &str, uid: u32, gid: u32, links: Links) -> Result<(), Errno> {
        let _ = (path, uid, gid, links);
        Err(Errno::EROFS)
    }

    /// Sets the access and modification times of a file.
    ///
    /// # Errors
    ///
    /// Those of utimensat(2).
    fn utimes(&mut self, path: &str, atime: FileTime, mtime: FileTime, links: Links) -> Result<(), Errno> {
        let _ = (path, atime, mtime, links);
        Err(Errno::EROFS)
    }

    /// Sets the current time. The program calls this before each operation; only file systems without a clock use it.
    fn set_time(&mut self, now: FileTime) {
        let _ = now;
    }

    /// Reads a whole file. This lets an embedder inspect the output of a program.
    ///
    /// # Errors
    ///
    /// Those of [`open`](FileSystem::open) and [`read`](FileSystem::read), and [`Errno::ENOMEM`].
    fn read_file(&mut self, path: &str) -> Result<Vec<u8>, Errno> {
        let file = self.open(path.trim_start_matches('/'), OpenFlags::RDONLY, 0)?;
        let result = read_all(self, file);
        self.close(file)?;
        result
    }

    /// Replaces the contents of a file. A missing file is created with the permissions `rw-r--r--`. This lets an
    /// embedder provide the input of a program.
    ///
    /// # Errors
    ///
    /// Those of [`open`](FileSystem::open) and [`write`](FileSystem::write); [`Errno::EIO`] if a write accepts no
    /// bytes.
    fn write_file(&mut self, path: &str, bytes: &[u8]) -> Result<(), Errno> {
        let flags = OpenFlags::WRONLY | OpenFlags::CREAT | OpenFlags::TRUNC;
        let file = self.open(path.trim_start_matches('/'), flags, 0o644)?;
        let result = write_all(self, file, bytes);
        self.close(file)?;
        result
    }

    /// Makes the file system read-only: modifications fail with [`Errno::EROFS`].
    fn read_only(self) -> ReadOnly<Self>
    where
        Self: Sized,
    {
        ReadOnly(self)
    }
}

/// Reads an open file from its offset to its end.
pub(crate) fn read_all(fs: &mut (impl FileSystem + ?Sized), file: Handle) -> Result<Vec<u8>, Errno> {
    let mut bytes = Vec::new();
    let mut len = 0_usize;
    // The size is only a hint. One more byte leaves room for the read that finds the end.
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

/// Writes all bytes at the offset of an open file.
pub(crate) fn write_all(fs: &mut (impl FileSystem + ?Sized), file: Handle, mut bytes: &[u8]) -> Result<(), Errno> {
    while !bytes.is_empty() {
        match fs.write(file, None, bytes)? {
            0 => return Err(Errno::EIO),
            len => bytes = bytes.get(len..).unwrap_or_default(),
        }
    }
    Ok(())
}
