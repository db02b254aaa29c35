//! The Node modules that Go programs use.

mod fs;
mod output;
mod path;
mod posix_path;
mod process;

pub(in crate::globals) use self::{
    fs::{DIRENT, FS, STATS, STREAMS},
    path::PATH,
    process::{BARE_PROCESS, PROCESS},
};
