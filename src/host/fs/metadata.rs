//! What is known of a file beside its contents.

use core::time::Duration;

/// What a file is: the part of `st_mode` under `S_IFMT`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
    /// The bits of `st_mode` that hold the type.
    pub const MASK: u32 = 0o170_000;

    /// The type's bits in `st_mode`.
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

    /// The type in an `st_mode`; what has none of Linux's is a regular file.
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

/// A moment in the life of a file, on the wall clock: Linux's `timespec`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileTime {
    /// Seconds since 1970-01-01 00:00 UTC, or before it.
    pub seconds: i64,
    /// Nanoseconds after that, less than 10⁹.
    pub nanos: u32,
}

impl FileTime {
    /// So long after 1970-01-01 00:00 UTC.
    #[must_use]
    pub fn from_unix(since: Duration) -> FileTime {
        FileTime { seconds: i64::try_from(since.as_secs()).unwrap_or(i64::MAX), nanos: since.subsec_nanos() }
    }

    /// A number of seconds since 1970-01-01 00:00 UTC, as JavaScript's `fs.utimes` is given it. What is no number is 0.
    #[must_use]
    #[expect(clippy::arithmetic_side_effects, reason = "the nanoseconds are within a second of 0")]
    pub fn from_seconds(seconds: f64) -> FileTime {
        // As `uv__fs_to_timespec` of libuv, which cuts off what is less than a microsecond.
        let whole = libm::trunc(seconds);
        let nanos = ((seconds - whole) * 1e9) as i64;
        let nanos = nanos - nanos % 1000;
        let borrow = i64::from(nanos < 0);
        FileTime { seconds: (whole as i64).saturating_sub(borrow), nanos: (nanos + borrow * 1_000_000_000) as u32 }
    }

    /// Milliseconds since 1970-01-01 00:00 UTC, with their fraction: Node's `atimeMs` and its like.
    #[must_use]
    pub fn as_millis(self) -> f64 {
        self.seconds as f64 * 1e3 + f64::from(self.nanos) / 1e6
    }
}

/// What is known of a file beside its contents: Linux's `struct stat`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Metadata {
    /// The number of the file system, the same for all its files.
    pub dev: u64,
    /// The number of the file within it: two names with equal numbers are one file.
    pub ino: u64,
    /// Type ([`FileType::bits`]) and permissions.
    pub mode: u32,
    /// How many names it has.
    pub nlink: u64,
    /// The user that it belongs to.
    pub uid: u32,
    /// The group that it belongs to.
    pub gid: u32,
    /// Which device it is, for a device.
    pub rdev: u64,
    /// Its length in bytes; a symbolic link's is that of its text.
    pub size: u64,
    /// How many bytes are read or written at a time best.
    pub blksize: u64,
    /// The room it takes, in units of 512 bytes.
    pub blocks: u64,
    /// When it was last read, as far as the file system notes that.
    pub atime: FileTime,
    /// When its contents were last changed.
    pub mtime: FileTime,
    /// When it, or what is known of it, was last changed.
    pub ctime: FileTime,
    /// When it was made.
    pub birthtime: FileTime,
}

impl Metadata {
    /// What is known of a file of which nothing is known but its type, permissions and size: one name, user and group
    /// 0, all times the beginning of 1970.
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

    /// What the file is.
    #[must_use]
    pub fn file_type(&self) -> FileType {
        FileType::from_mode(self.mode)
    }

    /// Whether it is a directory.
    #[must_use]
    pub fn is_dir(&self) -> bool {
        self.file_type() == FileType::Directory
    }

    /// Whether it is a symbolic link.
    #[must_use]
    pub fn is_symlink(&self) -> bool {
        self.file_type() == FileType::Symlink
    }
}
