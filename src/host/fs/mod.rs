//! Files: what a program sees of a file system, and who has it.
//!
//! A [`FileSystem`] is a tree of files of its own: one kept in memory, a folder of the host, what
//! an embedder writes for a flash chip. A [`FileTree`] mounts several of them under one root, which is what a
//! program gets: `Builder::mount`.
//!
//! The shape is that of Linux's system calls as Node passes them on, for that is what Go's `syscall/fs_js.go` is written
//! against; so are the [`Errno`](crate::Errno)s.

mod file_system;
#[cfg(all(feature = "std", unix))]
mod host_fs;
mod metadata;
mod open_flags;
mod read_only;
mod tree;
#[cfg(all(feature = "std", unix))]
mod unix;

#[cfg(all(feature = "std", unix))]
pub use self::host_fs::HostFs;
pub use self::{
    file_system::{DirEntry, FileSystem, Handle, Links},
    metadata::{FileTime, FileType, Metadata},
    open_flags::OpenFlags,
    read_only::ReadOnly,
    tree::FileTree,
};
