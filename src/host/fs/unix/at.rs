//! System calls on a path that begins at a directory, and their arguments.

extern crate std;

use alloc::{borrow::ToOwned, string::String, vec::Vec};
use std::os::fd::OwnedFd;

use rustix::{
    fd::AsFd,
    fs::{self, AtFlags, Dir, Gid, Mode, OFlags, Timespec, Timestamps, Uid},
    io::{self, retry_on_intr},
    path::Arg,
};

use super::metadata;
use crate::host::{
    Errno,
    fs::{DirEntry, FileTime, FileType, Links, Metadata, OpenFlags},
};

/// The flag for whether a link at the end of a path is followed.
pub(in crate::host::fs) fn at_flags(links: Links) -> AtFlags {
    match links {
        Links::Follow => AtFlags::empty(),
        Links::NoFollow => AtFlags::SYMLINK_NOFOLLOW,
    }
}

/// Permissions with their bits of `0o7777`.
pub(in crate::host::fs) fn mode(mode: u32) -> Mode {
    // Where the type has 16 bits, these have their place in it.
    Mode::from_raw_mode((mode & 0o7777) as fs::RawMode)
}

/// Whom a file is to belong to; `u32::MAX` is chown(2)'s -1.
pub(super) fn owner_id(id: u32) -> Option<u32> {
    (id != u32::MAX).then_some(id)
}

pub(in crate::host::fs) fn owner(uid: u32, gid: u32) -> (Option<Uid>, Option<Gid>) {
    (owner_id(uid).map(Uid::from_raw), owner_id(gid).map(Gid::from_raw))
}

pub(in crate::host::fs) fn timestamps(atime: FileTime, mtime: FileTime) -> Result<Timestamps, Errno> {
    let timespec = |time: FileTime| {
        // Numbers above are orders to the system: `UTIME_NOW` and `UTIME_OMIT`.
        let nanos = Some(time.nanos).filter(|nanos| *nanos < 1_000_000_000).ok_or(Errno::EINVAL)?;
        Ok(Timespec { tv_sec: time.seconds, tv_nsec: nanos.into() })
    };
    Ok(Timestamps { last_access: timespec(atime)?, last_modification: timespec(mtime)? })
}

/// The system's flags. What is opened does not become the process's terminal, nor is it left to processes it starts.
pub(in crate::host::fs) fn open_flags(flags: OpenFlags) -> OFlags {
    const FLAGS: [(OpenFlags, OFlags); 9] = [
        (OpenFlags::WRONLY, OFlags::WRONLY),
        (OpenFlags::RDWR, OFlags::RDWR),
        (OpenFlags::CREAT, OFlags::CREATE),
        (OpenFlags::EXCL, OFlags::EXCL),
        (OpenFlags::TRUNC, OFlags::TRUNC),
        (OpenFlags::APPEND, OFlags::APPEND),
        (OpenFlags::SYNC, OFlags::SYNC),
        (OpenFlags::DIRECTORY, OFlags::DIRECTORY),
        (OpenFlags::NOFOLLOW, OFlags::NOFOLLOW),
    ];
    let given = FLAGS.iter().filter(|(flag, _)| flags.contains(*flag));
    given.fold(OFlags::CLOEXEC | OFlags::NOCTTY, |all, (_, flag)| all | *flag)
}

pub(in crate::host::fs) fn open(dir: impl AsFd, path: impl Arg, flags: OFlags, mode: Mode) -> io::Result<OwnedFd> {
    path.into_with_c_str(|path| retry_on_intr(|| fs::openat(&dir, path, flags, mode)))
}

pub(in crate::host::fs) fn stat(dir: impl AsFd, path: impl Arg, flags: AtFlags) -> io::Result<Metadata> {
    metadata::of_path(dir, path, flags)
}

/// The names in a directory. `flags` are added to those of open(2). What is no UTF-8 in them is replaced, as in Node.
#[allow(clippy::useless_conversion, reason = "the field's type is the system's")]
pub(in crate::host::fs) fn read_dir(dir: impl AsFd, path: impl Arg, flags: OFlags) -> io::Result<Vec<DirEntry>> {
    let dir = open(dir, path, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC | flags, Mode::empty())?;
    let mut entries = Vec::new();
    for entry in Dir::read_from(&dir)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy();
        if matches!(&*name, "." | "..") {
            continue;
        }
        let file_type = match entry.file_type() {
            fs::FileType::RegularFile => FileType::Regular,
            fs::FileType::Directory => FileType::Directory,
            fs::FileType::Symlink => FileType::Symlink,
            fs::FileType::CharacterDevice => FileType::CharDevice,
            fs::FileType::BlockDevice => FileType::BlockDevice,
            fs::FileType::Fifo => FileType::Fifo,
            fs::FileType::Socket => FileType::Socket,
            // Some file systems don't keep the type with the name.
            fs::FileType::Unknown => match fs::statat(&dir, entry.file_name(), AtFlags::SYMLINK_NOFOLLOW) {
                Ok(stat) => FileType::from_mode(stat.st_mode.into()),
                // It was there a moment ago.
                Err(io::Errno::NOENT) => continue,
                Err(error) => return Err(error),
            },
        };
        entries.push(DirEntry { name: name.into_owned(), file_type });
    }
    Ok(entries)
}

/// The text of a link. What is no UTF-8 in it is replaced, as in Node.
pub(in crate::host::fs) fn read_link(dir: impl AsFd, path: impl Arg) -> io::Result<String> {
    Ok(fs::readlinkat(dir, path, Vec::new())?.to_string_lossy().as_ref().to_owned())
}

/// Removes a name of what is no directory.
#[allow(clippy::useless_conversion, reason = "the field's type is the system's")]
pub(in crate::host::fs) fn unlink(dir: impl AsFd, name: impl Arg) -> io::Result<()> {
    name.into_with_c_str(|name| match fs::unlinkat(&dir, name, AtFlags::empty()) {
        // For a directory POSIX has this error, which means other things too. Linux has one that says so.
        Err(io::Errno::PERM) if !cfg!(any(target_os = "linux", target_os = "android")) => {
            match fs::statat(&dir, name, AtFlags::SYMLINK_NOFOLLOW) {
                Ok(stat) if FileType::from_mode(stat.st_mode.into()) == FileType::Directory => Err(io::Errno::ISDIR),
                _ => Err(io::Errno::PERM),
            }
        }
        result => result,
    })
}

/// Sets the permissions of a file, which is no link.
#[cfg(any(target_os = "linux", target_os = "android"))]
pub(in crate::host::fs) fn chmod(dir: impl AsFd, name: &[u8], mode: Mode) -> io::Result<()> {
    use rustix::path::DecInt;

    // There was no fchmodat(2) that follows no link before Linux 6.6. By its descriptor's name the file need not be
    // opened for anything, which may not be allowed, or not without consequences.
    let file = open(&dir, name, OFlags::PATH | OFlags::NOFOLLOW | OFlags::CLOEXEC, Mode::empty())?;
    match rustix_linux_procfs::proc_self_fd() {
        Ok(names) => fs::chmodat(names, DecInt::from_fd(&file), mode, AtFlags::empty()),
        Err(_) => {
            let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
            fs::fchmod(open(dir, name, flags, Mode::empty())?, mode)
        }
    }
}

/// Sets the permissions of a file, which is no link.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
pub(in crate::host::fs) fn chmod(dir: impl AsFd, name: &[u8], mode: Mode) -> io::Result<()> {
    fs::chmodat(dir, name, mode, AtFlags::SYMLINK_NOFOLLOW)
}
