//! Operations on files, identified by path.

use super::{
    argument::{id, length, mode, option, path, time},
    constants::{F_OK, R_OK, W_OK, X_OK},
    outcome::{Outcome, argument, done, failed, files, text},
    stats::stats,
};
use crate::{
    globals::{
        node::posix_path::resolve,
        support::node_error::{function_argument, integer_argument},
    },
    host::{
        Errno,
        fs::{FileSystem, FileTree, Links, OpenFlags},
    },
    js::{Arguments, Context, Thrown, Value, price},
};

fn stat_with(cx: &mut Context<'_>, arguments: &[Value], syscall: &str, links: Links) -> Outcome {
    let path = path(cx, "path", argument(arguments, 0))?;
    // In Node, only the synchronous function has this option.
    let throws = !matches!(option(cx, argument(arguments, 1), "throwIfNoEntry")?, Some(Value::Boolean(false)));
    match files(cx).stat(&path, links) {
        Ok(metadata) => Ok(stats(cx, &metadata)),
        Err(Errno::ENOENT | Errno::ENOTDIR) if !throws => Ok(Value::Undefined),
        Err(errno) => Err(failed(cx, errno, syscall, &[&path])),
    }
}

/// `fs.stat(path[, options], callback)`.
pub(super) fn stat(cx: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    stat_with(cx, arguments, "stat", Links::Follow)
}

/// `fs.lstat(path[, options], callback)`.
pub(super) fn lstat(cx: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    stat_with(cx, arguments, "lstat", Links::NoFollow)
}

/// `fs.access(path[, mode], callback)`. Checks the permission bits of the file's mode, and grants what they grant to
/// the owner, the group or others. Further restrictions of a file system take effect when the file is opened.
pub(super) fn access(cx: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let path = path(cx, "path", argument(arguments, 0))?;
    let wanted = match argument(arguments, 1) {
        Value::Undefined | Value::Null => F_OK,
        value => integer_argument(cx, "mode", value, (0.0, 7.0))? as u32,
    };
    let allowed = files(cx).stat(&path, Links::Follow).and_then(|metadata| {
        let check_allocated = [(R_OK, 0o444), (W_OK, 0o222), (X_OK, 0o111)];
        let refused = check_allocated.iter().any(|(asked, bits)| wanted & asked != 0 && metadata.mode & bits == 0);
        if refused { Err(Errno::EACCES) } else { Ok(()) }
    });
    done(cx, allowed, "access", &[&path])
}

/// `fs.existsSync(path)`.
pub(super) fn exists_sync(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let exists = match path(cx, "path", call.get(0)) {
        Ok(path) => files(cx).stat(&path, Links::Follow).is_ok(),
        Err(_) => false,
    };
    Ok(exists.into())
}

/// `fs.exists(path, callback)`. This is the only callback whose first argument is not an error.
pub(super) fn exists(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let callback = function_argument(cx, "cb", call.get(1))?;
    let exists = exists_sync(cx, call)?;
    cx.event_loop().queue(callback, [exists]);
    Ok(Value::Undefined)
}

/// Runs `op` on the file with a path.
fn with_name(
    cx: &mut Context<'_>,
    path: &str,
    syscall: &str,
    op: impl FnOnce(&mut FileTree, &str) -> Result<(), Errno>,
) -> Outcome {
    let result = files(cx).with_path(path, op);
    done(cx, result, syscall, &[path])
}

/// `fs.chmod(path, mode, callback)`.
pub(super) fn chmod(cx: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let path = path(cx, "path", argument(arguments, 0))?;
    let mode = mode(cx, "mode", argument(arguments, 1))?;
    with_name(cx, &path, "chmod", |tree, path| tree.chmod(path, mode & 0o7777))
}

fn chown_with(cx: &mut Context<'_>, arguments: &[Value], syscall: &str, links: Links) -> Outcome {
    let path = path(cx, "path", argument(arguments, 0))?;
    let (uid, gid) = (id(cx, "uid", argument(arguments, 1))?, id(cx, "gid", argument(arguments, 2))?);
    with_name(cx, &path, syscall, |tree, path| tree.chown(path, uid, gid, links))
}

/// `fs.chown(path, uid, gid, callback)`.
pub(super) fn chown(cx: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    chown_with(cx, arguments, "chown", Links::Follow)
}

/// `fs.lchown(path, uid, gid, callback)`.
pub(super) fn lchown(cx: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    chown_with(cx, arguments, "lchown", Links::NoFollow)
}

fn utimes_with(cx: &mut Context<'_>, arguments: &[Value], syscall: &str, links: Links) -> Outcome {
    let path = path(cx, "path", argument(arguments, 0))?;
    let (atime, mtime) = (time(cx, argument(arguments, 1))?, time(cx, argument(arguments, 2))?);
    with_name(cx, &path, syscall, |tree, path| tree.utimes(path, atime, mtime, links))
}

/// `fs.utimes(path, atime, mtime, callback)`.
pub(super) fn utimes(cx: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    utimes_with(cx, arguments, "utime", Links::Follow)
}

/// `fs.lutimes(path, atime, mtime, callback)`.
pub(super) fn lutimes(cx: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    utimes_with(cx, arguments, "lutime", Links::NoFollow)
}

/// `fs.unlink(path, callback)`.
pub(super) fn unlink(cx: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let path = path(cx, "path", argument(arguments, 0))?;
    with_name(cx, &path, "unlink", FileSystem::unlink)
}

/// `fs.rename(oldPath, newPath, callback)`.
pub(super) fn rename(cx: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let from = path(cx, "oldPath", argument(arguments, 0))?;
    let to = path(cx, "newPath", argument(arguments, 1))?;
    let renamed = files(cx).with_paths(&from, &to, FileSystem::rename);
    done(cx, renamed, "rename", &[&from, &to])
}

/// `fs.link(existingPath, newPath, callback)`.
pub(super) fn link(cx: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let from = path(cx, "existingPath", argument(arguments, 0))?;
    let to = path(cx, "newPath", argument(arguments, 1))?;
    let linked = files(cx).with_paths(&from, &to, FileSystem::link);
    done(cx, linked, "link", &[&from, &to])
}

/// `fs.symlink(target, path[, type], callback)`. `type` has an effect only on Windows.
pub(super) fn symlink(cx: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let target = path(cx, "target", argument(arguments, 0))?;
    let path = path(cx, "path", argument(arguments, 1))?;
    let linked =
        files(cx).with_path(
            &path,
            |tree, path| {
                if target.is_empty() { Err(Errno::ENOENT) } else { tree.symlink(&target, path) }
            },
        );
    done(cx, linked, "symlink", &[&target, &path])
}

/// `fs.readlink(path[, options], callback)`.
pub(super) fn readlink(cx: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let path = path(cx, "path", argument(arguments, 0))?;
    let target = files(cx).with_path(&path, FileSystem::read_link);
    text(cx, target, "readlink", &[&path])
}

/// `fs.realpath(path[, options], callback)`.
pub(super) fn realpath(cx: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let path = path(cx, "path", argument(arguments, 0))?;
    let (heap, _, open) = cx.parts();
    let path = resolve(heap, open.cwd(), &[path]);
    let files = files(cx);
    let resolved = files.with_path(&path, FileTree::canonicalize);
    if resolved.is_ok() {
        return text(cx, resolved, "lstat", &[]);
    }
    // Node calls `lstat` on each component and `stat` on each link, and reports the first call that fails.
    let ends = path.match_indices('/').map(|(end, _)| end).skip(1).chain([path.len()]);
    let names = ends.filter_map(|end| path.get(..end));
    let mut missing = names.filter(|name| files.stat(name, Links::Follow).is_err());
    let first = missing.next().unwrap_or(&path);
    let syscall = if files.stat(first, Links::NoFollow).is_ok() { "stat" } else { "lstat" };
    text(cx, resolved, syscall, &[first])
}

/// `fs.truncate(path[, len], callback)`. Opens the file to truncate it, as Node does.
pub(super) fn truncate(cx: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let path = path(cx, "path", argument(arguments, 0))?;
    let size = length(cx, argument(arguments, 1))?;
    cx.charge(price::file(size))?;
    let opened = files(cx).with_path(&path, |tree, path| tree.open(path, OpenFlags::RDWR, 0));
    let file = match opened {
        Ok(file) => file,
        Err(errno) => return Err(failed(cx, errno, "open", &[&path])),
    };
    let tree = files(cx).tree();
    let truncated = tree.ftruncate(file, size);
    let closed = tree.close(file);
    done(cx, truncated.and(closed), "ftruncate", &[])
}
