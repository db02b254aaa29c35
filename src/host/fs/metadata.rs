//! The metadata of files.

use core::time::Duration;

/// The type of a file: the `S_IFMT` bits of `st_mode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FileType {
    /// `S_IFREG`
    Regular,
    /// `S_IFDIR`
    Directory,
    /// `S_IFLNK`
    Symlink,
    /// `S_IFCHR`: a terminal, or `/dev/null`.
    CharDevice,
    /// `S_IFBLK`
    BlockDevice,
    /// `S_IFIFO`: a pipe.
    Fifo,
    /// `S_IFSOCK`
    Socket,
}

impl FileType {
    /// The mask of the file type in `st_mode`.
    pub const MASK: u32 = 0o170_000;

    /// Returns the bits of the type in `st_mode`.
    #[must_use]
    pub const fn bits(self) -> u32 {
        match self {
            FileType::Socket => 0o140_000,
            FileType::Symlink => 0o120_000,
            FileType::Regular => 0o100_000,
            FileType::BlockDevice => 0o060_000,
            FileType::Directory => 0o040_000,
            FileType::CharDevice => 0o020_000,
            FileType::Fifo => 0o010_000,
        }
    }

    /// Returns the file type in an `st_mode`. A type that Linux does not define is a regular file.
    #[must_use]
    pub const fn from_mode(mode: u32) -> FileType {
        match mode & FileType::MASK {
            0o140_000 => FileType::Socket,
            0o120_000 => FileType::Symlink,
            0o060_000 => FileType::BlockDevice,
            0o040_000 => FileType::Directory,
            0o020_000 => FileType::CharDevice,
            0o010_000 => FileType::Fifo,
            _ => FileType::Regular,
        }
    }
}

/// A timestamp of a file on the wall clock, like Linux's `timespec`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileTime {
    /// Seconds since 1970-01-01 00:00 UTC; negative before.
    pub seconds: i64,
    /// Nanoseconds after `seconds`, less than 10⁹.
    pub nanos: u32,
}

impl FileTime {
    /// Converts the time since 1970-01-01 00:00 UTC.
    #[must_use]
    pub fn from_unix(since: Duration) -> FileTime {
        FileTime { seconds: i64::try_from(since.as_secs()).unwrap_or(i64::MAX), nanos: since.subsec_nanos() }
    }

    /// Converts seconds since 1970-01-01 00:00 UTC, as JavaScript passes them to `fs.utimes`. NaN becomes 0.
    #[must_use]
    #[expect(clippy::arithmetic_side_effects, reason = "the nanoseconds are between -10⁹ and 10⁹")]
    pub fn from_seconds(seconds: f64) -> FileTime {
        // As `uv__fs_to_timespec` of libuv, which truncates to microseconds.
        let whole = libm::trunc(seconds);
        let nanos = ((seconds - whole) * 1e9) as i64;
        let nanos = nanos - nanos % 1000;
        let borrow = i64::from(nanos < 0);
        FileTime { seconds: (whole as i64).saturating_sub(borrow), nanos: (nanos + borrow * 1_000_000_000) as u32 }
    }

    /// Returns the milliseconds since 1970-01-01 00:00 UTC, with a fraction, as in Node's `atimeMs`.
    #[must_use]
    pub fn as_millis(self) -> f64 {
        self.seconds as f64 * 1e3 + f64::from(self.nanos) / 1e6
    }
}

/// The metadata of a file, like Linux's `struct stat`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Metadata {
    /// The device number, the same for all files of a file system.
    pub dev: u64,
    /// The inode number: within a file system, names with equal numbers refer to the same file.
    pub ino: u64,
    /// Type ([`FileType::bits`]) and permissions.
    pub mode: u32,
    /// The number of hard links.
    pub nlink: u64,
    /// The user ID of the owner.
    pub uid: u32,
    /// The group ID of the owner.
    pub gid: u32,
    /// The device that a device file represents.
    pub rdev: u64,
    /// The length in bytes. For a symbolic link, that of its text.
    pub size: u64,
    /// The preferred size of reads and writes in bytes.
    pub blksize: u64,
    /// The allocated size, in units of 512 bytes.
    pub blocks: u64,
    /// The time of the last read, as far as the file system records it.
    pub atime: FileTime,
    /// The time of the last change of the contents.
    pub mtime: FileTime,
    /// The time of the last change of the contents or the metadata.
    pub ctime: FileTime,
    /// The creation time.
    pub birthtime: FileTime,
}

impl Metadata {
    /// Creates the metadata of a file for which only the type, permissions and size are known. It has one hard link and
    /// belongs to user and group 0. All its times are 1970-01-01 00:00 UTC.
    #[must_use]
    pub fn new(file_type: FileType, permissions: u32, size: u64) -> Metadata {
        Metadata {
            dev: 0,
            ino: 0,
            mode: file_type.bits() | permissions & !FileType::MASK,
            nlink: 1,
            uid: 0,
            gid: 0,
            rdev: 0,
            size,
            blksize: 4096,
            blocks: size.div_ceil(512),
            atime: FileTime::default(),
            mtime: FileTime::default(),
            ctime: FileTime::default(),
            birthtime: FileTime::default(),
        }
    }

    /// Returns the type of the file.
    #[must_use]
    pub fn file_type(&self) -> FileType {
        FileType::from_mode(self.mode)
    }

    /// Returns whether the file is a directory.
    #[must_use]
    pub fn is_dir(&self) -> bool {
        self.file_type() == FileType::Directory
    }

    /// Returns whether the file is a symbolic link.
    #[must_use]
    pub fn is_symlink(&self) -> bool {
        self.file_type() == FileType::Symlink
    }
}
