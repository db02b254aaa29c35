//! The files of Windows: what [`HostFs`](super::HostFs) and [`HostDir`](super::HostDir) share.
//!
//! A guest sees them as Go's js/wasm port sees those of Node: paths have `/` between names, permissions are a file's
//! read-only attribute, and whom a file belongs to is not told.

pub(super) mod drives;
mod folder;
mod metadata;
mod name;
mod open_files;

pub(in crate::host) use self::metadata::of_stream;
pub(super) use self::{
    drives::Place,
    folder::Folder,
    name::guest_path,
    open_files::{OpenFile, OpenFiles},
};
