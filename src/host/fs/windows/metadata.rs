//! The metadata of Windows files, in the fields of Unix.

extern crate std;

use std::{
    fs::File,
    io,
    os::windows::fs::MetadataExt,
    time::{Duration, SystemTime},
};

use winapi_util::{HandleRef, file};

use crate::host::{
    Errno,
    fs::{FileTime, FileType, Metadata},
};

/// Windows times have units of 100 ns.
const UNITS_PER_SECOND: u64 = 10_000_000;

/// The number of seconds from 1601, where Windows time begins, to 1970, where Unix time begins.
const UNIX_EPOCH: i64 = 11_644_473_600;

/// Returns the metadata of an open file, as libuv does. The read-only attribute determines the permissions: everyone
/// can write, or no one. The change time is not available, so the modification time takes its place.
pub(super) fn of_file(file: &File) -> io::Result<Metadata> {
    let (known, more) = (file.metadata()?, file::information(file)?);
    let file_type = known.file_type();
    let file_type = match file_type {
        _ if file_type.is_symlink() => FileType::Symlink,
        _ if file_type.is_dir() => FileType::Directory,
        _ => FileType::Regular,
    };
    let permissions = if known.permissions().readonly() { 0o444 } else { 0o666 };
    let size = if file_type == FileType::Directory { 0 } else { known.file_size() };
    let mtime = from_units(known.last_write_time());
    Ok(Metadata {
        dev: more.volume_serial_number(),
        ino: more.file_index(),
        nlink: more.number_of_links(),
        atime: from_units(known.last_access_time()),
        mtime,
        ctime: mtime,
        birthtime: from_units(known.creation_time()),
        ..Metadata::new(file_type, permissions, size)
    })
}

/// Returns the metadata of a standard stream, if the process has it.
pub(in crate::host) fn of_stream(fd: i32) -> Option<Metadata> {
    let stream = match fd {
        0 => HandleRef::stdin(),
        1 => HandleRef::stdout(),
        2 => HandleRef::stderr(),
        _ => return None,
    };
    let kind = file::typ(&stream).ok()?;
    if kind.is_disk() {
        return of_file(stream.as_file()).ok();
    }
    let file_type = if kind.is_pipe() { FileType::Fifo } else { FileType::CharDevice };
    (!kind.is_unknown()).then(|| Metadata::new(file_type, 0o666, 0))
}

fn from_units(units: u64) -> FileTime {
    let seconds = ((units / UNITS_PER_SECOND) as i64).saturating_sub(UNIX_EPOCH);
    let nanos = (units % UNITS_PER_SECOND).saturating_mul(100);
    FileTime { seconds, nanos: nanos as u32 }
}

/// Converts a time that a guest sets.
pub(super) fn system_time(time: FileTime) -> Result<SystemTime, Errno> {
    if time.nanos >= 1_000_000_000 {
        return Err(Errno::EINVAL);
    }
    let seconds = Duration::from_secs(time.seconds.unsigned_abs());
    let whole = match time.seconds {
        0.. => SystemTime::UNIX_EPOCH.checked_add(seconds),
        _ => SystemTime::UNIX_EPOCH.checked_sub(seconds),
    };
    whole.and_then(|whole| whole.checked_add(Duration::from_nanos(time.nanos.into()))).ok_or(Errno::EINVAL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_s_time_begins_in_1601() {
        assert_eq!(from_units(0), FileTime { seconds: -11_644_473_600, nanos: 0 });
        let units = 116_444_736_000_000_000 + 15_000_001;
        assert_eq!(from_units(units), FileTime { seconds: 1, nanos: 500_000_100 });
        assert_eq!(
            system_time(FileTime { seconds: -1, nanos: 500 }),
            Ok(SystemTime::UNIX_EPOCH - Duration::from_nanos(999_999_500))
        );
        assert_eq!(system_time(FileTime { seconds: 0, nanos: 1_000_000_000 }), Err(Errno::EINVAL));
    }
}
