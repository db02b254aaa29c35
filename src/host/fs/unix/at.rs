//! System calls on paths relative to a directory, and their arguments.

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

/// Returns the flag for following a link at the end of a path.
pub(in crate::host::fs) fn at_flags(links: Links) -> AtFlags {
    match links {
        Links::Follow => AtFlags::empty(),
        Links::NoFollow => AtFlags::SYMLINK_NOFOLLOW,
    }
}

/// Converts the permission bits, `0o7777`.
pub(in crate::host::fs) fn mode(mode: u32) -> Mode {
    // These bits fit even where `RawMode` has 16 bits.
    Mode::from_raw_mode((mode & 0o7777) as fs::RawMode)
}

/// Converts an ID for chown(2). `u32::MAX` stands for -1, which leaves the owner unchanged.
pub(super) fn owner_id(id: u32) -> Option<u32> {
    (id != u32::MAX).then_some(id)
}

pub(in crate::host::fs) fn owner(uid: u32, gid: u32) -> (Option<Uid>, Option<Gid>) {
    (owner_id(uid).map(Uid::from_raw), owner_id(gid).map(Gid::from_raw))
}

pub(in crate::host::fs) fn timestamps(atime: FileTime, mtime: FileTime) -> Result<Timestamps, Errno> {
    let timespec = |time: FileTime| {
        // Larger numbers are commands: `UTIME_NOW` and `UTIME_OMIT`.
        let nanos = Some(time.nanos).filter(|nanos| *nanos < 1_000_000_000).ok_or(Errno::EINVAL)?;
        Ok(Timespec { tv_sec: time.seconds, tv_nsec: nanos.into() })
    };
    Ok(Timestamps { last_access: timespec(atime)?, last_modification: timespec(mtime)? })
}

/// Converts open flags. The file never becomes the controlling terminal, and child processes do not inherit it.
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

/// Returns the entries of a directory. `flags` are added to those of open(2). Bytes of names that are not UTF-8 are
/// replaced, as in Node.
#[allow(clippy::useless_conversion, reason = "the type of the field depends on the system")]
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
            // Some file systems do not store the type with the name.
            fs::FileType::Unknown => match fs::statat(&dir, entry.file_name(), AtFlags::SYMLINK_NOFOLLOW) {
                Ok(stat) => FileType::from_mode(stat.st_mode.into()),
                // Removed since it was listed.
                Err(io::Errno::NOENT) => continue,
                Err(error) => return Err(error),
            },
        };
        entries.push(DirEntry { name: name.into_owned(), file_type });
    }
    Ok(entries)
}

/// Returns the text of a link. Bytes that are not UTF-8 are replaced, as in Node.
pub(in crate::host::fs) fn read_link(dir: impl AsFd, path: impl Arg) -> io::Result<String> {
    Ok(fs::readlinkat(dir, path, Vec::new())?.to_string_lossy().as_ref().to_owned())
}

/// Removes a name of a file that is not a directory.
#[allow(clippy::useless_conversion, reason = "the type of the field depends on the system")]
pub(in crate::host::fs) fn unlink(dir: impl AsFd, name: impl Arg) -> io::Result<()> {
    name.into_with_c_str(|name| match fs::unlinkat(&dir, name, AtFlags::empty()) {
        // POSIX specifies EPERM for a directory, but the error has other causes too. Linux returns EISDIR instead.
        Err(io::Errno::PERM) if !cfg!(any(target_os = "linux", target_os = "android")) => {
            match fs::statat(&dir, name, AtFlags::SYMLINK_NOFOLLOW) {
                Ok(stat) if FileType::from_mode(stat.st_mode.into()) == FileType::Directory => Err(io::Errno::ISDIR),
                _ => Err(io::Errno::PERM),
            }
        }
        result => result,
    })
}

/// Sets the permissions of a file that is not a link.
#[cfg(any(target_os = "linux", target_os = "android"))]
pub(in crate::host::fs) fn chmod(dir: impl AsFd, name: &[u8], mode: Mode) -> io::Result<()> {
    use rustix::path::DecInt;

    // Before Linux 6.6, fchmodat(2) always follows links. Naming the file by its descriptor in `/proc` avoids opening
    // it for access, which might be forbidden or have side effects.
    let file = open(&dir, name, OFlags::PATH | OFlags::NOFOLLOW | OFlags::CLOEXEC, Mode::empty())?;
    match rustix_linux_procfs::proc_self_fd() {
        Ok(names) => fs::chmodat(names, DecInt::from_fd(&file), mode, AtFlags::empty()),
        Err(_) => {
            let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
            fs::fchmod(open(dir, name, flags, Mode::empty())?, mode)
        }
    }
}

/// Sets the permissions of a file that is not a link.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
pub(in crate::host::fs) fn chmod(dir: impl AsFd, name: &[u8], mode: Mode) -> io::Result<()> {
    fs::chmodat(dir, name, mode, AtFlags::SYMLINK_NOFOLLOW)
}
