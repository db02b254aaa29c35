//! How a file is opened.

use bitflags::bitflags;

bitflags! {
    /// How a file is opened: the `flags` of [open(2)], with Linux's values, as in Node's `fs.constants`.
    ///
    /// [open(2)]: https://man7.org/linux/man-pages/man2/open.2.html
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub struct OpenFlags: u32 {
        /// For writing alone. Neither this nor `RDWR`: for reading alone.
        const WRONLY = 0o1;
        /// For reading and writing.
        const RDWR = 0o2;
        /// Made, if it does not exist.
        const CREAT = 0o100;
        /// With `CREAT`: it must not exist, not even as a link that leads nowhere.
        const EXCL = 0o200;
        /// Emptied, if it is opened for writing.
        const TRUNC = 0o1000;
        /// Each write goes to the end.
        const APPEND = 0o2000;
        /// Each write reaches the device before it returns (`O_SYNC`, which has `O_DSYNC`'s bit in it).
        const SYNC = 0o4_010_000;
        /// It must be a directory.
        const DIRECTORY = 0o200_000;
        /// It must not be a symbolic link.
        const NOFOLLOW = 0o400_000;
    }
}

impl OpenFlags {
    /// For reading alone.
    pub const RDONLY: OpenFlags = OpenFlags::empty();

    /// Whether the file may be read from.
    #[must_use]
    pub const fn reads(self) -> bool {
        !self.contains(OpenFlags::WRONLY)
    }

    /// Whether the file may be written to.
    #[must_use]
    pub const fn writes(self) -> bool {
        self.intersects(OpenFlags::WRONLY.union(OpenFlags::RDWR))
    }

    /// Whether opening may change something: what a read-only file system refuses.
    #[must_use]
    pub const fn changes(self) -> bool {
        self.writes() || self.intersects(OpenFlags::CREAT.union(OpenFlags::TRUNC))
    }
}
