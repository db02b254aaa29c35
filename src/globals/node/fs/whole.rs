//! Operations that read or write a whole file.

use alloc::{string::String, vec::Vec};

use super::{
    argument::{flags, mode_or, option, path},
    constants::COPYFILE_EXCL,
    outcome::{Failure, Outcome, argument, done, failed, files},
};
use crate::{
    globals::{
        structured::allocation_failed,
        support::node_error::{integer_argument, invalid_arg_type, invalid_arg_value},
    },
    host::{
        Errno, Files,
        fs::{FileSystem, FileTree, Handle, OpenFlags, read_all, write_all},
    },
    js::{Context, Thrown, Value, copy_slice, price},
};

/// Opens a file, runs `op` on it, and closes it. The outer error is that of opening the file, the inner error that of
/// `op` or of closing.
fn with_open<R>(
    files: &mut Files,
    path: &str,
    (flags, mode): (OpenFlags, u32),
    op: impl FnOnce(&mut FileTree, Handle) -> Result<R, Errno>,
) -> Result<Result<R, Errno>, Errno> {
    let mode = mode & !files.umask();
    files.with_path(path, |tree, path| {
        let file = tree.open(path, flags, mode)?;
        let result = op(tree, file);
        let closed = tree.close(file);
        Ok(result.and_then(|result| closed.map(|()| result)))
    })
}

/// Returns whether the options request text. The only supported text encoding is UTF-8.
fn wants_text(cx: &mut Context<'_>, options: Value) -> Result<bool, Thrown> {
    let encoding = match options {
        Value::String(_) => options,
        options => option(cx, options, "encoding")?.unwrap_or_default(),
    };
    let Value::String(name) = encoding else { return Ok(false) };
    match cx.heap().text(name) {
        "utf8" | "utf-8" | "UTF-8" | "UTF8" => Ok(true),
        "buffer" => Ok(false),
        _ => Err(invalid_arg_value(cx, "encoding", "is invalid encoding", encoding)),
    }
}

/// `fs.readFile(path[, options], callback)`.
pub(super) fn read_file(cx: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let path = path(cx, "path", argument(arguments, 0))?;
    let options = argument(arguments, 1);
    let is_text = wants_text(cx, options)?;
    let flag = option(cx, options, "flag")?.unwrap_or_default();
    let flags = flags(cx, flag)?;
    match with_open(files(cx), &path, (flags, 0o666), read_all) {
        Ok(Ok(bytes)) if is_text => Ok(cx.heap().string_from(String::from_utf8_lossy(&bytes).into_owned()).into()),
        Ok(Ok(bytes)) => Ok(cx.heap().uint8_array(bytes).into()),
        Ok(Err(errno)) => Err(failed(cx, errno, "read", &[])),
        Err(errno) => Err(failed(cx, errno, "open", &[&path])),
    }
}

/// Copies the bytes to write: those of a string in UTF-8, or those of a view.
pub(in crate::globals::node) fn contents(cx: &mut Context<'_>, name: &str, data: Value) -> Result<Vec<u8>, Thrown> {
    let heap = cx.heap();
    let bytes = match data {
        Value::String(string) => Some(heap.text(string).as_bytes()),
        value => heap.view_bytes(value),
    };
    match bytes.map(copy_slice) {
        Some(Ok(bytes)) => {
            cx.charge(price::bytes(bytes.len()))?;
            Ok(bytes)
        }
        Some(Err(_)) => Err(allocation_failed(cx)),
        None => {
            let expected = "of type string or an instance of Buffer, TypedArray, or DataView";
            Err(invalid_arg_type(cx, name, expected, data))
        }
    }
}

fn write_with(cx: &mut Context<'_>, arguments: &[Value], default: OpenFlags) -> Outcome {
    let path = path(cx, "path", argument(arguments, 0))?;
    let bytes = contents(cx, "data", argument(arguments, 1))?;
    let options = argument(arguments, 2);
    wants_text(cx, options)?;
    let flags = match option(cx, options, "flag")? {
        Some(flag) => flags(cx, flag)?,
        None => default,
    };
    let mode = option(cx, options, "mode")?.unwrap_or_default();
    let mode = mode_or(cx, mode, 0o666)?;
    match with_open(files(cx), &path, (flags, mode), |tree, file| write_all(tree, file, &bytes)) {
        Ok(written) => done(cx, written, "write", &[]),
        Err(errno) => Err(failed(cx, errno, "open", &[&path])),
    }
}

/// `fs.writeFile(path, data[, options], callback)`.
pub(super) fn write_file(cx: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    write_with(cx, arguments, OpenFlags::WRONLY | OpenFlags::CREAT | OpenFlags::TRUNC)
}

/// `fs.appendFile(path, data[, options], callback)`.
pub(super) fn append_file(cx: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    write_with(cx, arguments, OpenFlags::WRONLY | OpenFlags::CREAT | OpenFlags::APPEND)
}

/// `fs.copyFile(src, dest[, mode], callback)`.
pub(super) fn copy_file(cx: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let from = path(cx, "src", argument(arguments, 0))?;
    let to = path(cx, "dest", argument(arguments, 1))?;
    let mode = match argument(arguments, 2) {
        Value::Undefined | Value::Null => 0,
        value => integer_argument(cx, "mode", value, (0.0, 7.0))? as u32,
    };
    let copied = copy(files(cx), &from, &to, mode & COPYFILE_EXCL != 0);
    match copied {
        Ok(count) => {
            cx.charge(price::bytes(count))?;
            Ok(Value::Undefined)
        }
        Err(errno) => Err(Failure::System(cx.system_error(errno, "copyfile", &[&from, &to]))),
    }
}

fn copy(files: &mut Files, from: &str, to: &str, must_be_new: bool) -> Result<usize, Errno> {
    let mut flags = OpenFlags::WRONLY | OpenFlags::CREAT | OpenFlags::TRUNC;
    flags.set(OpenFlags::EXCL, must_be_new);
    let (bytes, mode) = with_open(files, from, (OpenFlags::RDONLY, 0), |tree, file| {
        Ok((read_all(tree, file)?, tree.fstat(file)?.mode & 0o777))
    })??;
    with_open(files, to, (flags, mode), |tree, file| write_all(tree, file, &bytes))??;
    Ok(bytes.len())
}
