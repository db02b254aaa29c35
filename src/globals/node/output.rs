//! `process.stdout` and `process.stderr` (Node's [process I/O]), reduced to what writing needs. Writes are synchronous.
//! `isTTY` is absent, as in Node for a stream that is not a terminal.
//!
//! [process I/O]: https://nodejs.org/docs/latest-v20.x/api/process.html#a-note-on-process-io

use alloc::{format, string::ToString};

use super::fs::contents;
use crate::{
    globals::support::node_error::coded_error,
    host::Stream,
    js::{Arguments, Attributes, Builtin, Context, Intrinsic, Thrown, Value},
};

pub(super) static STDOUT: &[Builtin] = &[
    Builtin::method("write", 3, |cx, call| write(cx, &call, Stream::Stdout)),
    Builtin::number("fd", 1.0).with(Attributes::ASSIGNED),
];

pub(super) static STDERR: &[Builtin] = &[
    Builtin::method("write", 3, |cx, call| write(cx, &call, Stream::Stderr)),
    Builtin::number("fd", 2.0).with(Attributes::ASSIGNED),
];

/// `stream.write(chunk[, encoding][, callback])`. Always returns `true`, since writes are synchronous. The callback
/// receives the error of a write that the host refuses.
fn write(cx: &mut Context<'_>, call: &Arguments<'_>, stream: Stream) -> Result<Value, Thrown> {
    let (chunk, mut encoding, mut callback) = (call.get(0), call.get(1), call.get(2));
    if cx.heap().is_callable(encoding) {
        callback = encoding;
        encoding = Value::Undefined;
    }
    match chunk {
        Value::Null => {
            let message = "May not write null values to stream";
            return Err(coded_error(cx, Intrinsic::TypeError, "ERR_STREAM_NULL_VALUES", message).into());
        }
        Value::String(_) => only_utf8(cx, encoding)?,
        _ => {}
    }
    let bytes = contents(cx, "chunk", chunk)?;
    let result = cx.write(stream, &bytes);
    if cx.heap().is_callable(callback) {
        let error = match result {
            Ok(()) => Value::Null,
            Err(errno) => cx.system_error(errno, "write", &[]).into(),
        };
        cx.event_loop().queue(callback, [error]);
    }
    Ok(true.into())
}

/// Rejects encodings other than UTF-8. Node supports more.
fn only_utf8(cx: &mut Context<'_>, encoding: Value) -> Result<(), Thrown> {
    if !cx.heap().is_truthy(encoding) {
        return Ok(());
    }
    let name = match encoding {
        Value::String(name) => cx.heap().text(name).to_string(),
        other => cx.describe(other),
    };
    if ["utf8", "utf-8"].iter().any(|known| known.eq_ignore_ascii_case(&name)) {
        return Ok(());
    }
    Err(coded_error(cx, Intrinsic::TypeError, "ERR_UNKNOWN_ENCODING", &format!("Unknown encoding: {name}")).into())
}
