//! `fs` (Node's [fs]): the three standard streams, and `/dev/null`. Every other call is answered with `ENOSYS`, as `wasm_exec.js` does
//! where it finds no file system.
//!
//! [fs]: https://nodejs.org/docs/latest-v20.x/api/fs.html

use alloc::format;

use crate::{
    host::{Errno, NULL_DEVICE, Stream},
    js::{Arguments, Builtin, Context, PendingRead, Value, number},
};

pub(in crate::globals) static FS: &[Builtin] = &[
    Builtin::namespace("constants", CONSTANTS),
    Builtin::method("read", 6, read),
    Builtin::method("write", 6, write),
    Builtin::method("writeSync", 5, write_sync),
    Builtin::method("fsync", 2, fsync),
    Builtin::method("chmod", 3, not_implemented),
    Builtin::method("chown", 4, not_implemented),
    Builtin::method("close", 2, close),
    Builtin::method("fchmod", 3, not_implemented),
    Builtin::method("fchown", 4, not_implemented),
    Builtin::method("fstat", 3, not_implemented),
    Builtin::method("ftruncate", 3, not_implemented),
    Builtin::method("lchown", 4, not_implemented),
    Builtin::method("link", 3, not_implemented),
    Builtin::method("lstat", 3, not_implemented),
    Builtin::method("mkdir", 3, not_implemented),
    Builtin::method("open", 4, open),
    Builtin::method("readdir", 3, not_implemented),
    Builtin::method("readlink", 3, not_implemented),
    Builtin::method("rename", 3, not_implemented),
    Builtin::method("rmdir", 3, not_implemented),
    Builtin::method("stat", 3, not_implemented),
    Builtin::method("symlink", 4, not_implemented),
    Builtin::method("truncate", 3, not_implemented),
    Builtin::method("unlink", 2, not_implemented),
    Builtin::method("utimes", 4, not_implemented),
];

/// The flags of `open`, with Linux's values, as under Node.
static CONSTANTS: &[Builtin] = &[
    Builtin::number("O_RDONLY", 0.0),
    Builtin::number("O_WRONLY", 1.0),
    Builtin::number("O_RDWR", 2.0),
    Builtin::number("O_CREAT", 64.0),
    Builtin::number("O_EXCL", 128.0),
    Builtin::number("O_TRUNC", 512.0),
    Builtin::number("O_APPEND", 1024.0),
    Builtin::number("O_DIRECTORY", 65536.0),
];

/// The callback that a call ends with.
fn callback(cx: &mut Context<'_>, value: Value) -> Result<Value, Value> {
    if cx.heap().is_callable(value) {
        return Ok(value);
    }
    let shown = cx.describe(value);
    Err(cx.type_error(&format!("The \"cb\" argument must be of type function. Received {shown}")))
}

fn not_implemented(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    let callback = callback(cx, call.list.last().copied().unwrap_or_default())?;
    let error = cx.not_implemented();
    cx.event_loop().queue(callback, [error]);
    Ok(Value::Undefined)
}

/// `fs.open(path, flags, mode, callback)`, of the null device.
fn open(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    let is_null = match call.get(0) {
        Value::String(path) => cx.heap().text(path) == NULL_DEVICE,
        _ => false,
    };
    if !is_null {
        return not_implemented(cx, call);
    }
    let callback = callback(cx, call.list.last().copied().unwrap_or_default())?;
    match cx.descriptors().open_null() {
        Ok(fd) => cx.event_loop().queue(callback, [Value::Null, (fd as f64).into()]),
        Err(errno) => {
            let error = cx.system_error(errno, "open");
            cx.event_loop().queue(callback, [error]);
        }
    }
    Ok(Value::Undefined)
}

/// `fs.close(fd, callback)`
fn close(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    let fd = descriptor(cx, call.get(0))?;
    if !cx.descriptors().is_open(fd) {
        return not_implemented(cx, call);
    }
    let callback = callback(cx, call.get(1))?;
    match cx.descriptors().close(fd) {
        Ok(()) => cx.event_loop().queue(callback, [Value::Null]),
        Err(errno) => {
            let error = cx.system_error(errno, "close");
            cx.event_loop().queue(callback, [error]);
        }
    }
    Ok(Value::Undefined)
}

/// `fs.fsync(fd, callback)`: a stream has nothing to be flushed.
fn fsync(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    let callback = callback(cx, call.get(1))?;
    cx.event_loop().queue(callback, [Value::Null]);
    Ok(Value::Undefined)
}

/// A file descriptor.
fn descriptor(cx: &mut Context<'_>, value: Value) -> Result<i64, Value> {
    match value {
        Value::Number(fd) if f64::from(fd as i32) == fd && fd >= 0.0 => Ok(fd as i64),
        _ => {
            let shown = cx.describe(value);
            Err(cx.heap().range_error(&format!("The value of \"fd\" is out of range. Received {shown}")))
        }
    }
}

/// The part of a buffer that `offset` and `length` name, both optional; where it begins and how long it is.
fn part(cx: &mut Context<'_>, buffer: Value, offset: Value, length: Value) -> Result<(usize, usize), Value> {
    let Some(view) = cx.heap().view(buffer) else {
        let shown = cx.describe(buffer);
        let message = format!("The \"buffer\" argument must be an instance of Uint8Array. Received {shown}");
        return Err(cx.type_error(&message));
    };
    let offset = match offset {
        Value::Undefined | Value::Null => 0.0,
        value => number::to_integer_or_infinity(cx.to_number(value)?),
    };
    let rest = view.length as f64 - offset;
    let length = match length {
        Value::Undefined | Value::Null => rest,
        value => number::to_integer_or_infinity(cx.to_number(value)?),
    };
    if !(0.0..=view.length as f64).contains(&offset) || !(0.0..=rest).contains(&length) {
        let message = format!("{length} bytes at \"offset\" {offset} are out of range of a buffer of {}", view.length);
        return Err(cx.heap().range_error(&message));
    }
    Ok((offset as usize, length as usize))
}

/// Writes a part of a buffer to a stream.
fn write_part(
    cx: &mut Context<'_>,
    stream: Stream,
    buffer: Value,
    (offset, length): (usize, usize),
) -> Result<usize, Errno> {
    let (heap, host) = cx.parts();
    let bytes = heap.bytes(buffer).and_then(|bytes| bytes.get(offset..)?.get(..length));
    host.write(stream, bytes.ok_or(Errno::EFAULT)?).map(|written| written.min(length))
}

/// `fs.write(fd, buffer, offset, length, position, callback)`. A stream has no positions: `position` is ignored, as the
/// system does for a pipe or a terminal.
fn write(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    let fd = descriptor(cx, call.get(0))?;
    let part = part(cx, call.get(1), call.get(2), call.get(3))?;
    let callback = callback(cx, call.get(5))?;
    if cx.descriptors().is_open(fd) {
        cx.event_loop().queue(callback, [Value::Null, (part.1 as f64).into(), call.get(1)]);
        return Ok(Value::Undefined);
    }
    let Some(stream) = Stream::from_fd(fd) else {
        let error = cx.not_implemented();
        cx.event_loop().queue(callback, [error]);
        return Ok(Value::Undefined);
    };
    match write_part(cx, stream, call.get(1), part) {
        Ok(written) => cx.event_loop().queue(callback, [Value::Null, (written as f64).into(), call.get(1)]),
        Err(errno) => {
            let error = cx.system_error(errno, "write");
            cx.event_loop().queue(callback, [error]);
        }
    }
    Ok(Value::Undefined)
}

/// `fs.writeSync(fd, buffer[, offset[, length]])`
fn write_sync(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    let fd = descriptor(cx, call.get(0))?;
    let part = part(cx, call.get(1), call.get(2), call.get(3))?;
    if cx.descriptors().is_open(fd) {
        return Ok((part.1 as f64).into());
    }
    let Some(stream) = Stream::from_fd(fd) else { return Err(cx.not_implemented()) };
    match write_part(cx, stream, call.get(1), part) {
        Ok(written) => Ok((written as f64).into()),
        Err(errno) => Err(cx.system_error(errno, "write")),
    }
}

/// `fs.read(fd, buffer, offset, length, position, callback)`, of standard input. Where that has nothing yet, the
/// callback waits for the event loop to try again.
fn read(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    let fd = descriptor(cx, call.get(0))?;
    let (offset, length) = part(cx, call.get(1), call.get(2), call.get(3))?;
    let callback = callback(cx, call.get(5))?;
    match call.get(1) {
        Value::Object(view) if fd == 0 => {
            cx.event_loop().reads.push_back(PendingRead { view, offset, length, callback });
            retry_reads(cx);
        }
        _ if cx.descriptors().is_open(fd) => {
            cx.event_loop().queue(callback, [Value::Null, 0.0.into(), call.get(1)]);
        }
        _ => {
            let error = cx.not_implemented();
            cx.event_loop().queue(callback, [error]);
        }
    }
    Ok(Value::Undefined)
}

/// Reads from standard input for all who wait for it, in their order, until there is no more to be had.
pub(crate) fn retry_reads(cx: &mut Context<'_>) {
    while let Some(&PendingRead { view, offset, length, callback }) = cx.event_loop().reads.front() {
        let (heap, host) = cx.parts();
        let room = heap.bytes_mut(view.into()).and_then(|bytes| bytes.get_mut(offset..)?.get_mut(..length));
        let read = match room {
            // A read of nothing is answered at once, whether or not there is input.
            Some([]) => Ok(0),
            Some(room) => host.read(room).map(|count| count.min(length)),
            None => Err(Errno::EFAULT),
        };
        match read {
            Err(Errno::EAGAIN) => return,
            Ok(count) => cx.event_loop().queue(callback, [Value::Null, (count as f64).into(), view.into()]),
            Err(errno) => {
                let error = cx.system_error(errno, "read");
                cx.event_loop().queue(callback, [error]);
            }
        }
        cx.event_loop().reads.pop_front();
    }
}
