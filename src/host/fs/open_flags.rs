//! The flags for opening a file.

use bitflags::bitflags;

bitflags! {
    /// The flags for opening a file: the `flags` of [open(2)], with Linux's values, as in Node's `fs.constants`.
    ///
    /// [open(2)]: https://man7.org/linux/man-pages/man2/open.2.html
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub struct OpenFlags: u32 {
        /// Opens the file write-only. Without this flag and `RDWR`, the file is read-only.
        const WRONLY = 0o1;
        /// Opens the file for reading and writing.
        const RDWR = 0o2;
        /// Creates the file if it does not exist.
        const CREAT = 0o100;
        /// With `CREAT`: fails if the path exists, even as a dangling symbolic link.
        const EXCL = 0o200;
        /// Truncates the file to length 0.
        const TRUNC = 0o1000;
        /// Appends each write to the end of the file.
        const APPEND = 0o2000;
        /// Makes each write reach the device before it returns (`O_SYNC`, which includes the bit of `O_DSYNC`).
        const SYNC = 0o4_010_000;
        /// Fails if the file is not a directory.
        const DIRECTORY = 0o200_000;
        /// Fails if the path ends in a symbolic link.
        const NOFOLLOW = 0o400_000;
    }
}

impl OpenFlags {
    /// Opens the file read-only.
    pub const RDONLY: OpenFlags = OpenFlags::empty();

    /// Returns whether the file is opened for reading.
    #[must_use]
    pub const fn reads(self) -> bool {
        !self.contains(OpenFlags::WRONLY)
    }

    /// Returns whether the file is opened for writing.
    #[must_use]
    pub const fn writes(self) -> bool {
        self.intersects(OpenFlags::WRONLY.union(OpenFlags::RDWR))
    }

    /// Returns whether opening can modify the file system. A read-only file system refuses these flags.
    #[must_use]
    pub const fn changes(self) -> bool {
        self.writes() || self.intersects(OpenFlags::CREAT.union(OpenFlags::TRUNC))
    }
}
