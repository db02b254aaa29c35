//! Operations on directories.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use super::{
    argument::{has_option, mode_or, option, path},
    outcome::{Outcome, argument, done, failed, files, text},
    stats::dirent,
};
use crate::{
    host::{
        Errno, Files,
        fs::{FileSystem, FileTree, Links},
    },
    js::{Context, Value},
};

/// The maximum number of directories that one recursive removal keeps pending.
const MAX_PENDING: usize = 1 << 20;

/// The characters of the random suffix of `mkdtemp`.
const LETTERS: &[u8; 62] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/// `fs.mkdir(path[, options], callback)`.
pub(super) fn mkdir(cx: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let path = path(cx, "path", argument(arguments, 0))?;
    let (recursive, mode) = match argument(arguments, 1) {
        options @ Value::Object(_) => {
            (has_option(cx, options, "recursive")?, option(cx, options, "mode")?.unwrap_or_default())
        }
        mode => (false, mode),
    };
    let mode = mode_or(cx, mode, 0o777)?;
    if !recursive {
        let made = files(cx).mkdir(&path, mode);
        return done(cx, made, "mkdir", &[&path]);
    }
    match make_all(files(cx), &path, mode) {
        Ok(Some(first)) => Ok(cx.heap().string_from(first).into()),
        Ok(None) => Ok(Value::Undefined),
        Err(errno) => Err(failed(cx, errno, "mkdir", &[&path])),
    }
}

/// Creates a directory and its missing parents. Returns the first directory that was created.
fn make_all(files: &mut Files, path: &str, mode: u32) -> Result<Option<String>, Errno> {
    let path = path.trim_end_matches('/');
    let mut first = None;
    let ends = path.match_indices('/').map(|(end, _)| end).filter(|&end| end > 0).chain([path.len()]);
    for end in ends {
        let part = path.get(..end).unwrap_or(path);
        if part.is_empty() {
            continue;
        }
        match files.mkdir(part, mode) {
            Ok(()) if first.is_none() => {
                first = Some(if part.starts_with('/') { part.to_string() } else { format!("{}/{part}", files.cwd()) });
            }
            Ok(()) => {}
            // Creating a directory that exists can fail with errors other than `EEXIST`: at a mount point, or on a
            // read-only file system.
            Err(errno) => match files.stat(part, Links::Follow) {
                Ok(metadata) if metadata.is_dir() => {}
                Ok(_) if end < path.len() => return Err(Errno::ENOTDIR),
                Ok(_) => return Err(Errno::EEXIST),
                Err(_) => return Err(errno),
            },
        }
    }
    Ok(first)
}

/// `fs.mkdtemp(prefix[, options], callback)`.
pub(super) fn mkdtemp(cx: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let prefix = path(cx, "prefix", argument(arguments, 0))?;
    // `mkdtemp(3)` also limits its attempts.
    for _ in 0..238 {
        let mut random = [0; 6];
        if let Err(errno) = cx.host().entropy(&mut random) {
            return Err(failed(cx, errno, "mkdtemp", &[&format!("{prefix}XXXXXX")]));
        }
        let letter = |byte: &u8| char::from(LETTERS.iter().copied().cycle().nth(usize::from(*byte)).unwrap_or(b'a'));
        let path: String = prefix.chars().chain(random.iter().map(letter)).collect();
        match files(cx).mkdir(&path, 0o700) {
            Ok(()) => return text(cx, Ok(path), "mkdtemp", &[]),
            Err(Errno::EEXIST) => {}
            Err(errno) => return Err(failed(cx, errno, "mkdtemp", &[&format!("{prefix}XXXXXX")])),
        }
    }
    Err(failed(cx, Errno::EEXIST, "mkdtemp", &[&format!("{prefix}XXXXXX")]))
}

/// `fs.readdir(path[, options], callback)`. The names are sorted, as under Node, where libuv's scandir sorts them.
pub(super) fn readdir(cx: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let path = path(cx, "path", argument(arguments, 0))?;
    let with_types = has_option(cx, argument(arguments, 1), "withFileTypes")?;
    let mut entries = match files(cx).with_path(&path, FileSystem::read_dir) {
        Ok(entries) => entries,
        Err(errno) => return Err(failed(cx, errno, "scandir", &[&path])),
    };
    cx.heap().sort_by(&mut entries, |x, y| x.name.cmp(&y.name));
    let directory = cx.heap().string_from(path).into();
    let list: Vec<Value> =
        entries
            .into_iter()
            .map(|entry| {
                if with_types { dirent(cx, &entry, directory).into() } else { cx.heap().string_from(entry.name).into() }
            })
            .collect();
    Ok(cx.heap().array(list).into())
}

/// `fs.rmdir(path[, options], callback)`.
pub(super) fn rmdir(cx: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let path = path(cx, "path", argument(arguments, 0))?;
    let removed = files(cx).with_path(&path, FileSystem::rmdir);
    done(cx, removed, "rmdir", &[&path])
}

/// `fs.rm(path[, options], callback)`.
pub(super) fn rm(cx: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let path = path(cx, "path", argument(arguments, 0))?;
    let options = argument(arguments, 1);
    let (recursive, force) = (has_option(cx, options, "recursive")?, has_option(cx, options, "force")?);
    let found = files(cx).stat(&path, Links::NoFollow);
    let metadata = match found {
        Ok(metadata) => metadata,
        Err(Errno::ENOENT) if force => return Ok(Value::Undefined),
        Err(errno) => return Err(failed(cx, errno, "lstat", &[&path])),
    };
    if metadata.is_dir() && !recursive {
        return Err(failed(cx, Errno::EISDIR, "rm", &[&path]));
    }
    let removed = files(cx)
        .with_path(&path, |tree, path| if metadata.is_dir() { remove_all(tree, path) } else { tree.unlink(path) });
    done(cx, removed, "rm", &[&path])
}

/// Removes a directory and its contents. Symbolic links are removed, not followed.
#[expect(
    clippy::disallowed_methods,
    reason = "at most `MAX_PENDING` paths, in addition to the entries of one directory"
)]
fn remove_all(tree: &mut FileTree, path: &str) -> Result<(), Errno> {
    // The directories still to be removed, each with whether it was emptied.
    let mut pending: Vec<(String, bool)> = [(path.to_string(), false)].into();
    while let Some((directory, emptied)) = pending.pop() {
        if emptied {
            tree.rmdir(&directory)?;
            continue;
        }
        let entries = tree.read_dir(&directory)?;
        let mut inner = Vec::new();
        for entry in entries {
            let path = format!("{directory}/{}", entry.name);
            if tree.stat(&path, Links::NoFollow)?.is_dir() {
                inner.push((path, false));
            } else {
                tree.unlink(&path)?;
            }
        }
        pending.push((directory, true));
        pending.append(&mut inner);
        if pending.len() > MAX_PENDING {
            return Err(Errno::ENOMEM);
        }
    }
    Ok(())
}
