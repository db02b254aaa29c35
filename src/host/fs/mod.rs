//! Files: what a program sees of a file system, and who has it.
//!
//! A [`FileSystem`] is a tree of files of its own: `MemFs` keeps them in memory, `HostDir` is a folder of the host, and
//! an embedder writes another for a flash chip. A [`FileTree`] mounts several of them under one root, which is what a
//! program gets: [`Builder::mount`](crate::Builder::mount).
//!
//! The shape is that of Linux's system calls as Node passes them on, for that is what Go's `syscall/fs_js.go` is written
//! against; so are the [`Errno`](crate::Errno)s.

mod file_system;
mod forward;
#[cfg(all(feature = "std", any(unix, windows)))]
mod host_dir;
#[cfg(all(feature = "std", any(unix, windows)))]
mod host_fs;
mod mem;
mod metadata;
mod open_flags;
mod read_only;
mod shared;
mod tree;
#[cfg(all(feature = "std", unix))]
pub(super) mod unix;
#[cfg(all(feature = "std", windows))]
pub(super) mod windows;

pub(crate) use self::file_system::{read_all, write_all};
pub use self::{
    file_system::{DirEntry, FileSystem, Handle, Links},
    mem::MemFs,
    metadata::{FileTime, FileType, Metadata},
    open_flags::OpenFlags,
    read_only::ReadOnly,
    shared::Shared,
    tree::FileTree,
};
#[cfg(all(feature = "std", any(unix, windows)))]
pub use self::{host_dir::HostDir, host_fs::HostFs};
