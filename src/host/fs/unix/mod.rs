//! Unix files: the code that [`HostFs`](super::HostFs) and [`HostDir`](super::HostDir) share.

pub(super) mod at;
mod metadata;
mod open_files;

pub(in crate::host) use self::metadata::of_stream;
pub(super) use self::open_files::OpenFiles;
