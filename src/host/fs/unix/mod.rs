//! The files of a Unix system: what [`HostFs`](super::HostFs) and [`HostDir`](super::HostDir) share.

pub(super) mod at;
mod errno;
mod metadata;
mod open_files;

pub(in crate::host) use self::metadata::of_file;
pub(super) use self::{errno::errno, open_files::OpenFiles};
