//! `fs` (Node's [fs]) over the program's files. Each operation is implemented once, and offered with a callback and as
//! `…Sync`.
//!
//! An operation runs during the call, since these file systems have no threads to wait for. Only its callback is queued
//! for the event loop. The exception is a read of standard input, which can wait for data.
//!
//! [fs]: https://nodejs.org/docs/latest-v20.x/api/fs.html

mod argument;
mod constants;
mod descriptor;
mod directory;
mod name;
mod outcome;
mod stats;
mod transfer;
mod whole;

pub(in crate::globals) use self::stats::{DIRENT, STATS};
pub(in crate::globals::node) use self::{argument::mode as file_mode, whole::contents};
use self::{
    constants::CONSTANTS,
    outcome::{asynchronous, synchronous},
};
use crate::js::{Attributes, Builtin, NativeFn};

const fn function(name: &'static str, length: u8, call: NativeFn) -> Builtin {
    Builtin::method(name, length, call).with(Attributes::ASSIGNED)
}

/// The rows of `fs`: for each operation the callback function and the synchronous function, with their lengths,
/// followed by functions and properties without a counterpart.
macro_rules! rows {
    ($($name:literal $length:literal $sync:literal $sync_length:literal $operation:path,)* ; $($row:expr,)*) => {
        &[
            $(
                function($name, $length, |cx, call| asynchronous(cx, call, $operation)),
                function($sync, $sync_length, |cx, call| synchronous(cx, call, $operation)),
            )*
            $($row,)*
        ]
    };
}

pub(in crate::globals) static FS: &[Builtin] = rows![
    "access" 3 "accessSync" 2 name::access,
    "appendFile" 4 "appendFileSync" 3 whole::append_file,
    "chmod" 3 "chmodSync" 2 name::chmod,
    "chown" 4 "chownSync" 3 name::chown,
    "close" 1 "closeSync" 1 descriptor::close,
    "copyFile" 4 "copyFileSync" 3 whole::copy_file,
    "fchmod" 3 "fchmodSync" 2 descriptor::fchmod,
    "fchown" 4 "fchownSync" 3 descriptor::fchown,
    "fdatasync" 2 "fdatasyncSync" 1 descriptor::fdatasync,
    "fstat" 1 "fstatSync" 1 descriptor::fstat,
    "fsync" 2 "fsyncSync" 1 descriptor::fsync,
    "ftruncate" 1 "ftruncateSync" 1 descriptor::ftruncate,
    "futimes" 4 "futimesSync" 3 descriptor::futimes,
    "lchown" 4 "lchownSync" 3 name::lchown,
    "link" 3 "linkSync" 2 name::link,
    "lstat" 1 "lstatSync" 1 name::lstat,
    "lutimes" 4 "lutimesSync" 3 name::lutimes,
    "mkdir" 3 "mkdirSync" 2 directory::mkdir,
    "mkdtemp" 3 "mkdtempSync" 2 directory::mkdtemp,
    "open" 4 "openSync" 3 descriptor::open,
    "readFile" 3 "readFileSync" 2 whole::read_file,
    "readdir" 3 "readdirSync" 2 directory::readdir,
    "readlink" 3 "readlinkSync" 2 name::readlink,
    "realpath" 3 "realpathSync" 2 name::realpath,
    "rename" 3 "renameSync" 2 name::rename,
    "rm" 3 "rmSync" 2 directory::rm,
    "rmdir" 3 "rmdirSync" 2 directory::rmdir,
    "stat" 1 "statSync" 1 name::stat,
    "symlink" 4 "symlinkSync" 3 name::symlink,
    "truncate" 3 "truncateSync" 2 name::truncate,
    "unlink" 2 "unlinkSync" 1 name::unlink,
    "utimes" 4 "utimesSync" 3 name::utimes,
    "writeFile" 4 "writeFileSync" 3 whole::write_file,
    ;
    function("exists", 2, name::exists),
    function("existsSync", 1, name::exists_sync),
    function("read", 6, transfer::read),
    function("readSync", 5, transfer::read_sync),
    function("write", 6, transfer::write),
    function("writeSync", 5, transfer::write_sync),
    Builtin::class(&STATS).with(Attributes::ASSIGNED),
    Builtin::class(&DIRENT).with(Attributes::ASSIGNED),
    Builtin::namespace("constants", CONSTANTS).with(Attributes::ENUMERABLE),
];

/// The rows of [`FS`] that the standard streams need.
pub(in crate::globals) static STREAMS: &[Builtin] = &[
    function("fsync", 2, |cx, call| asynchronous(cx, call, descriptor::fsync)),
    function("read", 6, transfer::read),
    function("write", 6, transfer::write),
    Builtin::namespace("constants", CONSTANTS).with(Attributes::ENUMERABLE),
];
