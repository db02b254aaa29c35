//! Files: what a program sees of a file system, and who has it.
//!
//! A [`FileSystem`] is a tree of files of its own: one kept in memory, a folder of the host, what
//! an embedder writes for a flash chip. A [`FileTree`] mounts several of them under one root, which is what a
//! program gets: `Builder::mount`.
//!
//! The shape is that of Linux's system calls as Node passes them on, for that is what Go's `syscall/fs_js.go` is written
//! against; so are the [`Errno`](crate::Errno)s.

mod file_system;
mod forward;
mod mem;
mod metadata;
mod open_flags;
mod read_only;
mod shared;
mod tree;

pub use self::{
    file_system::{DirEntry, FileSystem, Handle, Links},
    mem::MemFs,
    metadata::{FileTime, FileType, Metadata},
    open_flags::OpenFlags,
    read_only::ReadOnly,
    shared::Shared,
    tree::FileTree,
};
