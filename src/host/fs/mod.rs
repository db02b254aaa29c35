//! File systems: the files that a program sees, and their implementations.
//!
//! A [`FileSystem`] is a tree of files: `MemFs` keeps it in memory, `HostDir` is a folder of the host, and an embedder
//! can write another for a flash chip. A [`FileTree`] mounts several file systems under one root. It contains all files
//! of a program: see [`Builder::mount`](crate::Builder::mount).
//!
//! The interface is that of Linux's system calls in the form in which Node exposes them, because Go's
//! `syscall/fs_js.go` is written against Node. The same is true of [`Errno`](crate::Errno).

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
