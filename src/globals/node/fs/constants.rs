//! `fs.constants`, with the values that Node uses on Linux.

use crate::{
    host::fs::{FileType, OpenFlags},
    js::Builtin,
};

const fn flag(name: &'static str, flag: OpenFlags) -> Builtin {
    Builtin::number(name, flag.bits() as f64)
}

const fn file_type(name: &'static str, file_type: FileType) -> Builtin {
    Builtin::number(name, file_type.bits() as f64)
}

/// The `access` mode that only checks whether a file exists.
pub(super) const F_OK: u32 = 0;
/// The `access` mode bit for execute permission.
pub(super) const X_OK: u32 = 1;
/// The `access` mode bit for write permission.
pub(super) const W_OK: u32 = 2;
/// The `access` mode bit for read permission.
pub(super) const R_OK: u32 = 4;

/// The `copyFile` mode bit that makes it fail if the destination exists.
pub(super) const COPYFILE_EXCL: u32 = 1;

pub(super) static CONSTANTS: &[Builtin] = &[
    flag("O_RDONLY", OpenFlags::RDONLY),
    flag("O_WRONLY", OpenFlags::WRONLY),
    flag("O_RDWR", OpenFlags::RDWR),
    file_type("S_IFREG", FileType::Regular),
    file_type("S_IFDIR", FileType::Directory),
    file_type("S_IFCHR", FileType::CharDevice),
    file_type("S_IFBLK", FileType::BlockDevice),
    file_type("S_IFIFO", FileType::Fifo),
    file_type("S_IFLNK", FileType::Symlink),
    file_type("S_IFSOCK", FileType::Socket),
    Builtin::number("S_IFMT", FileType::MASK as f64),
    flag("O_CREAT", OpenFlags::CREAT),
    flag("O_EXCL", OpenFlags::EXCL),
    flag("O_TRUNC", OpenFlags::TRUNC),
    flag("O_APPEND", OpenFlags::APPEND),
    flag("O_DIRECTORY", OpenFlags::DIRECTORY),
    flag("O_NOFOLLOW", OpenFlags::NOFOLLOW),
    flag("O_SYNC", OpenFlags::SYNC),
    Builtin::number("S_IRWXU", 448.0),
    Builtin::number("S_IRUSR", 256.0),
    Builtin::number("S_IWUSR", 128.0),
    Builtin::number("S_IXUSR", 64.0),
    Builtin::number("S_IRWXG", 56.0),
    Builtin::number("S_IRGRP", 32.0),
    Builtin::number("S_IWGRP", 16.0),
    Builtin::number("S_IXGRP", 8.0),
    Builtin::number("S_IRWXO", 7.0),
    Builtin::number("S_IROTH", 4.0),
    Builtin::number("S_IWOTH", 2.0),
    Builtin::number("S_IXOTH", 1.0),
    Builtin::number("F_OK", F_OK as f64),
    Builtin::number("R_OK", R_OK as f64),
    Builtin::number("W_OK", W_OK as f64),
    Builtin::number("X_OK", X_OK as f64),
    Builtin::number("COPYFILE_EXCL", COPYFILE_EXCL as f64),
];
