//! The files of a Unix system: what [`HostFs`](super::HostFs) and [`HostDir`](super::HostDir) share.

pub(super) mod at;
mod metadata;
mod open_files;

pub(in crate::host) use self::metadata::of_stream;
pub(super) use self::open_files::OpenFiles;
