//! `read` and `write`: transfers between a buffer and a file or stream.

use alloc::format;

use super::{
    argument::{fd, option, position},
    outcome::{argument, begin_call, split_callback},
    whole::contents,
};
use crate::{
    globals::support::node_error::{integer_argument, invalid_arg_type, invalid_arg_value, out_of_range},
    host::{Errno, FileDescriptor, fs::FileSystem},
    js::{Arguments, Context, Object, Thrown, Value, number, number::MAX_SAFE_INTEGER, price},
};

/// The arguments of a read or write.
struct Transfer {
    fd: i32,
    /// A typed array or `DataView`.
    view: Object,
    /// The offset in the view, in bytes.
    offset: usize,
    /// The number of bytes to transfer.
    length: usize,
    /// The position in the file. `None` is the current position.
    position: Option<u64>,
}

/// Returns a view and its size in bytes.
fn view(cx: &mut Context<'_>, value: Value, expected: &str) -> Result<(Object, f64), Thrown> {
    let length = cx.heap().view_bytes(value).map(<[u8]>::len);
    match (value, length) {
        (Value::Object(view), Some(length)) => Ok((view, length as f64)),
        _ => Err(invalid_arg_type(cx, "buffer", expected, value)),
    }
}

/// Converts `offset`, which is optional.
fn offset(cx: &mut Context<'_>, value: Value) -> Result<f64, Thrown> {
    match value {
        Value::Undefined | Value::Null => Ok(0.0),
        value => integer_argument(cx, "offset", value, (0.0, MAX_SAFE_INTEGER)),
    }
}

/// Checks that the view has `length` more bytes (`validateOffsetLengthRead` and `validateOffsetLengthWrite`).
fn check_length(cx: &mut Context<'_>, length: f64, rest: f64) -> Result<(), Thrown> {
    if length < 0.0 {
        return Err(out_of_range(cx, "length", ">= 0", length.into()));
    }
    if length > rest {
        let range = format!("<= {}", cx.heap().number_text(rest));
        return Err(out_of_range(cx, "length", &range, length.into()));
    }
    Ok(())
}

/// Converts the arguments of `read`, without the callback: `fd, buffer, offset, length, position`, or
/// `fd, buffer, options`.
fn read_arguments(cx: &mut Context<'_>, arguments: &[Value]) -> Result<Transfer, Thrown> {
    let fd = fd(cx, argument(arguments, 0))?;
    let buffer = argument(arguments, 1);
    let (view, size) = view(cx, buffer, "an instance of Buffer, TypedArray, or DataView")?;
    let (start, length, at) = match argument(arguments, 2) {
        options @ Value::Object(_) => (
            option(cx, options, "offset")?.unwrap_or_default(),
            option(cx, options, "length")?.unwrap_or_default(),
            option(cx, options, "position")?.unwrap_or_default(),
        ),
        start => (start, argument(arguments, 3), argument(arguments, 4)),
    };
    let start = offset(cx, start)?;
    let length = match length {
        Value::Undefined => size - start,
        // `length |= 0`
        value => f64::from(number::to_uint32(cx.to_number(value)?) as i32),
    };
    if length != 0.0 {
        if size == 0.0 {
            return Err(invalid_arg_value(cx, "buffer", "is empty and cannot be written", buffer));
        }
        check_length(cx, length, size - start)?;
    }
    let position = position(cx, at)?;
    Ok(Transfer { fd, view, offset: start as usize, length: length as usize, position })
}

/// Converts the arguments of `write`, without the callback: `fd, buffer, offset, length, position`,
/// `fd, buffer, options`, or `fd, string, position, encoding`.
fn write_arguments(cx: &mut Context<'_>, arguments: &[Value]) -> Result<Transfer, Thrown> {
    let fd = fd(cx, argument(arguments, 0))?;
    let buffer = argument(arguments, 1);
    let at = |value: Value| match value {
        Value::Number(number) if number >= 0.0 => Some(number as u64),
        _ => None,
    };
    if let Value::String(_) = buffer {
        let bytes = contents(cx, "buffer", buffer)?;
        let length = bytes.len();
        let view = cx.heap().uint8_array(bytes);
        return Ok(Transfer { fd, view, offset: 0, length, position: at(argument(arguments, 2)) });
    }
    let expected = "of type string or an instance of Buffer, TypedArray, or DataView";
    let (view, size) = view(cx, buffer, expected)?;
    let (start, length, position) = match argument(arguments, 2) {
        options @ Value::Object(_) => (
            option(cx, options, "offset")?.unwrap_or_default(),
            option(cx, options, "length")?.unwrap_or_default(),
            option(cx, options, "position")?.unwrap_or_default(),
        ),
        start => (start, argument(arguments, 3), argument(arguments, 4)),
    };
    let start = offset(cx, start)?;
    if start > size {
        let range = format!("<= {}", cx.heap().number_text(size));
        return Err(out_of_range(cx, "offset", &range, start.into()));
    }
    let length = match length {
        Value::Number(_) => integer_argument(cx, "length", length, (-MAX_SAFE_INTEGER, MAX_SAFE_INTEGER))?,
        _ => size - start,
    };
    check_length(cx, length, size - start)?;
    Ok(Transfer { fd, view, offset: start as usize, length: length as usize, position: at(position) })
}

/// Reads into the buffer. Returns the number of bytes read.
fn read_into(cx: &mut Context<'_>, transfer: &Transfer) -> Result<usize, Errno> {
    // In this case, Node does not even check that the descriptor is open.
    if transfer.length == 0 {
        return Ok(0);
    }
    let descriptor = cx.files().descriptor(transfer.fd)?;
    begin_call(cx);
    let (heap, host, files) = cx.parts();
    let bytes = heap.view_bytes_mut(transfer.view.into());
    let room = bytes.and_then(|bytes| bytes.get_mut(transfer.offset..)?.get_mut(..transfer.length));
    let room = room.ok_or(Errno::EFAULT)?;
    let length = room.len();
    let count = match descriptor {
        FileDescriptor::File(handle) => files.tree().read(handle, transfer.position, room)?,
        FileDescriptor::Stdin => host.read(room)?,
        FileDescriptor::Null => 0,
        FileDescriptor::Stream(_) => return Err(Errno::EBADF),
    };
    let count = count.min(length);
    heap.charge(price::bytes(count));
    Ok(count)
}

/// Writes from the buffer. Returns the number of bytes written.
fn write_from(cx: &mut Context<'_>, transfer: &Transfer) -> Result<usize, Errno> {
    let descriptor = cx.files().descriptor(transfer.fd)?;
    begin_call(cx);
    let (heap, host, files) = cx.parts();
    let bytes = heap.view_bytes(transfer.view.into());
    let bytes = bytes.and_then(|bytes| bytes.get(transfer.offset..)?.get(..transfer.length));
    let bytes = bytes.ok_or(Errno::EFAULT)?;
    let count = match descriptor {
        FileDescriptor::File(handle) => files.tree().write(handle, transfer.position, bytes)?,
        // A stream has no positions. `position` is ignored.
        FileDescriptor::Stream(stream) => files.write(host, stream, bytes)?,
        FileDescriptor::Null => bytes.len(),
        FileDescriptor::Stdin => return Err(Errno::EBADF),
    };
    let count = count.min(bytes.len());
    heap.charge(price::bytes(count));
    Ok(count)
}

/// Queues the callback of a read or write with its result.
fn answer(cx: &mut Context<'_>, callback: Value, result: Result<usize, Errno>, syscall: &str, buffer: Value) {
    match result {
        Ok(count) => cx.event_loop().queue(callback, [Value::Null, (count as f64).into(), buffer]),
        Err(errno) => {
            let error = cx.system_error(errno, syscall, &[]);
            cx.event_loop().queue(callback, [error.into(), 0.into(), buffer]);
        }
    }
}

/// `fs.read(fd, buffer, offset, length, position, callback)`. If standard input has no data yet, the read stays pending
/// until the event loop retries it.
pub(super) fn read(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (callback, arguments) = split_callback(cx, call.list)?;
    let transfer = read_arguments(cx, arguments)?;
    if cx.files().descriptor(transfer.fd) == Ok(FileDescriptor::Stdin) {
        let Transfer { view, offset, length, .. } = transfer;
        let values = [view.into(), (offset as f64).into(), (length as f64).into(), callback];
        cx.attempt(read_stdin, values);
    } else {
        let read = read_into(cx, &transfer);
        answer(cx, callback, read, "read", transfer.view.into());
    }
    Ok(Value::Undefined)
}

/// Reads standard input, and answers unless it has no data yet.
fn read_stdin(cx: &mut Context<'_>, values: &[Value]) -> bool {
    let &[Value::Object(view), Value::Number(offset), Value::Number(length), callback] = values else { return true };
    let transfer = Transfer { fd: 0, view, offset: offset as usize, length: length as usize, position: None };
    let read = read_into(cx, &transfer);
    let is_complete = read != Err(Errno::EAGAIN);
    if is_complete {
        answer(cx, callback, read, "read", view.into());
    }
    is_complete
}

/// `fs.readSync(fd, buffer[, offset[, length[, position]]])`. If standard input has no data yet, it throws `EAGAIN`, as
/// under Node with a nonblocking standard input.
pub(super) fn read_sync(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let transfer = read_arguments(cx, call.list)?;
    match read_into(cx, &transfer) {
        Ok(count) => Ok((count as f64).into()),
        Err(errno) => Err(cx.system_error(errno, "read", &[]).into()),
    }
}

/// `fs.write(fd, buffer, offset, length, position, callback)`.
pub(super) fn write(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (callback, arguments) = split_callback(cx, call.list)?;
    let transfer = write_arguments(cx, arguments)?;
    let written = write_from(cx, &transfer);
    answer(cx, callback, written, "write", argument(arguments, 1));
    Ok(Value::Undefined)
}

/// `fs.writeSync(fd, buffer[, offset[, length[, position]]])`.
pub(super) fn write_sync(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let transfer = write_arguments(cx, call.list)?;
    match write_from(cx, &transfer) {
        Ok(count) => Ok((count as f64).into()),
        Err(errno) => Err(cx.system_error(errno, "write", &[]).into()),
    }
}
