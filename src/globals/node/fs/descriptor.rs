//! Operations on open files, identified by descriptor.

use super::{
    argument::{fd, flags, id, length, mode, mode_or, path, time},
    outcome::{Outcome, argument, done, failed, files},
    stats::stats,
};
use crate::{
    host::{
        Errno, FileDescriptor, character_device,
        fs::{FileSystem, FileTree, Handle},
    },
    js::{Context, Value, price},
};

/// `fs.open(path[, flags[, mode]], callback)`.
pub(super) fn open(cx: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let path = path(cx, "path", argument(arguments, 0))?;
    let flags = flags(cx, argument(arguments, 1))?;
    let mode = mode_or(cx, argument(arguments, 2), 0o666)?;
    match files(cx).open(&path, flags, mode) {
        Ok(fd) => Ok(fd.into()),
        Err(errno) => Err(failed(cx, errno, "open", &[&path])),
    }
}

/// `fs.close(fd, callback)`.
pub(super) fn close(cx: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let fd = fd(cx, argument(arguments, 0))?;
    let closed = files(cx).close(fd);
    done(cx, closed, "close", &[])
}

/// `fs.fstat(fd, callback)`.
pub(super) fn fstat(cx: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let fd = fd(cx, argument(arguments, 0))?;
    let metadata = match cx.files().descriptor(fd) {
        Ok(FileDescriptor::File(handle)) => files(cx).tree().fstat(handle),
        Ok(FileDescriptor::Null) => Ok(character_device()),
        Ok(FileDescriptor::Stdin | FileDescriptor::Stream(_)) => {
            Ok(cx.host().stream_metadata(fd).unwrap_or_else(character_device))
        }
        Err(errno) => Err(errno),
    };
    match metadata {
        Ok(metadata) => Ok(stats(cx, &metadata)),
        Err(errno) => Err(failed(cx, errno, "fstat", &[])),
    }
}

/// Runs `op` on an open file. For a stream, the result is `stream`.
fn with_file(
    cx: &mut Context<'_>,
    fd: i32,
    syscall: &str,
    stream: Result<(), Errno>,
    op: impl FnOnce(&mut FileTree, Handle) -> Result<(), Errno>,
) -> Outcome {
    let files = files(cx);
    let result = match files.descriptor(fd) {
        Ok(FileDescriptor::File(handle)) => op(files.tree(), handle),
        Ok(_) => stream,
        Err(errno) => Err(errno),
    };
    done(cx, result, syscall, &[])
}

/// `fs.fsync(fd, callback)`. A stream has nothing to flush.
pub(super) fn fsync(cx: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let fd = fd(cx, argument(arguments, 0))?;
    with_file(cx, fd, "fsync", Ok(()), FileSystem::fsync)
}

/// `fs.fdatasync(fd, callback)`.
pub(super) fn fdatasync(cx: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let fd = fd(cx, argument(arguments, 0))?;
    with_file(cx, fd, "fdatasync", Ok(()), FileSystem::fsync)
}

/// `fs.ftruncate(fd[, len], callback)`.
pub(super) fn ftruncate(cx: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let fd = fd(cx, argument(arguments, 0))?;
    let size = length(cx, argument(arguments, 1))?;
    cx.charge(price::file(size))?;
    with_file(cx, fd, "ftruncate", Err(Errno::EINVAL), |tree, file| tree.ftruncate(file, size))
}

/// `fs.fchmod(fd, mode, callback)`.
pub(super) fn fchmod(cx: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let fd = fd(cx, argument(arguments, 0))?;
    let mode = mode(cx, "mode", argument(arguments, 1))?;
    with_file(cx, fd, "fchmod", Err(Errno::EPERM), |tree, file| tree.fchmod(file, mode & 0o7777))
}

/// `fs.fchown(fd, uid, gid, callback)`.
pub(super) fn fchown(cx: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let fd = fd(cx, argument(arguments, 0))?;
    let (uid, gid) = (id(cx, "uid", argument(arguments, 1))?, id(cx, "gid", argument(arguments, 2))?);
    with_file(cx, fd, "fchown", Err(Errno::EPERM), |tree, file| tree.fchown(file, uid, gid))
}

/// `fs.futimes(fd, atime, mtime, callback)`.
pub(super) fn futimes(cx: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let fd = fd(cx, argument(arguments, 0))?;
    let (atime, mtime) = (time(cx, argument(arguments, 1))?, time(cx, argument(arguments, 2))?);
    with_file(cx, fd, "futime", Err(Errno::EPERM), |tree, file| tree.futimes(file, atime, mtime))
}
