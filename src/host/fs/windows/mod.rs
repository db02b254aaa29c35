//! Windows files: the code that [`HostFs`](super::HostFs) and [`HostDir`](super::HostDir) share.
//!
//! A guest sees the files as Go's js/wasm port sees them under Node: paths have `/` between names, permissions reflect
//! the read-only attribute, and owners are not reported.

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
