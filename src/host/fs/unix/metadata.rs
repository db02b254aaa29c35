//! Conversion of the system `struct stat`.

extern crate std;

use rustix::{
    fd::AsFd,
    fs::{AtFlags, Stat, fstat, statat},
    io,
    path::Arg,
};

use crate::host::fs::{FileTime, Metadata};

/// Converts a [`Stat`]. The types of its fields depend on the system.
#[allow(clippy::cast_lossless, clippy::unnecessary_cast)]
fn from_stat(stat: &Stat) -> Metadata {
    let ctime = FileTime { seconds: stat.st_ctime as i64, nanos: stat.st_ctime_nsec as u32 };
    Metadata {
        dev: stat.st_dev as u64,
        ino: stat.st_ino as u64,
        mode: stat.st_mode as u32,
        nlink: stat.st_nlink as u64,
        uid: stat.st_uid,
        gid: stat.st_gid,
        rdev: stat.st_rdev as u64,
        size: stat.st_size as u64,
        blksize: stat.st_blksize as u64,
        blocks: stat.st_blocks as u64,
        atime: FileTime { seconds: stat.st_atime as i64, nanos: stat.st_atime_nsec as u32 },
        mtime: FileTime { seconds: stat.st_mtime as i64, nanos: stat.st_mtime_nsec as u32 },
        ctime,
        birthtime: birthtime(stat, ctime),
    }
}

#[cfg(any(target_vendor = "apple", target_os = "freebsd"))]
fn birthtime(stat: &Stat, _ctime: FileTime) -> FileTime {
    FileTime { seconds: stat.st_birthtime, nanos: stat.st_birthtime_nsec as u32 }
}

/// Returns the change time, as libuv does where the creation time is not available.
#[cfg(not(any(target_vendor = "apple", target_os = "freebsd")))]
fn birthtime(_stat: &Stat, ctime: FileTime) -> FileTime {
    ctime
}

/// Calls statx(2), which Node uses, and which also returns the creation time.
#[cfg(target_os = "linux")]
fn statx(dir: impl AsFd, path: impl Arg, flags: AtFlags) -> io::Result<Metadata> {
    use rustix::fs::{StatxFlags, StatxTimestamp, makedev};

    let time = |time: StatxTimestamp| FileTime { seconds: time.tv_sec, nanos: time.tv_nsec };
    let stat = rustix::fs::statx(dir, path, flags, StatxFlags::BASIC_STATS | StatxFlags::BTIME)?;
    let has_birthtime = StatxFlags::from_bits_retain(stat.stx_mask).contains(StatxFlags::BTIME);
    Ok(Metadata {
        dev: makedev(stat.stx_dev_major, stat.stx_dev_minor),
        ino: stat.stx_ino,
        mode: stat.stx_mode.into(),
        nlink: stat.stx_nlink.into(),
        uid: stat.stx_uid,
        gid: stat.stx_gid,
        rdev: makedev(stat.stx_rdev_major, stat.stx_rdev_minor),
        size: stat.stx_size,
        blksize: stat.stx_blksize.into(),
        blocks: stat.stx_blocks,
        atime: time(stat.stx_atime),
        mtime: time(stat.stx_mtime),
        ctime: time(stat.stx_ctime),
        birthtime: if has_birthtime { time(stat.stx_btime) } else { FileTime::default() },
    })
}

/// Returns the metadata of the file at a path.
#[cfg(target_os = "linux")]
pub(super) fn of_path(dir: impl AsFd, path: impl Arg, flags: AtFlags) -> io::Result<Metadata> {
    path.into_with_c_str(|path| match statx(&dir, path, flags) {
        // The kernel is too old, or runs a sandbox that does not know the call.
        Err(io::Errno::NOSYS) => Ok(from_stat(&statat(&dir, path, flags)?)),
        result => result,
    })
}

/// Returns the metadata of an open file.
#[cfg(target_os = "linux")]
pub(super) fn of_file(file: impl AsFd) -> io::Result<Metadata> {
    match statx(&file, "", AtFlags::EMPTY_PATH) {
        Err(io::Errno::NOSYS) => Ok(from_stat(&fstat(file)?)),
        result => result,
    }
}

/// Returns the metadata of the file at a path.
#[cfg(not(target_os = "linux"))]
pub(super) fn of_path(dir: impl AsFd, path: impl Arg, flags: AtFlags) -> io::Result<Metadata> {
    Ok(from_stat(&statat(dir, path, flags)?))
}

/// Returns the metadata of an open file.
#[cfg(not(target_os = "linux"))]
pub(super) fn of_file(file: impl AsFd) -> io::Result<Metadata> {
    Ok(from_stat(&fstat(file)?))
}

/// Returns the metadata of a standard stream of the process.
pub(in crate::host) fn of_stream(fd: i32) -> Option<Metadata> {
    match fd {
        0 => of_file(std::io::stdin()),
        1 => of_file(std::io::stdout()),
        2 => of_file(std::io::stderr()),
        _ => return None,
    }
    .ok()
}
