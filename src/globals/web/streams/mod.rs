//! Readable streams of the [Streams] standard, to the extent that `fetch` needs them.
//!
//! A stream's queue is filled by a script through a controller, or from the response to a request. `pipeTo`,
//! `pipeThrough` and writable streams are not implemented.
//!
//! [Streams]: https://streams.spec.whatwg.org/

mod controller;
mod readable_stream;
mod reader;
mod stream;
mod tee;

use alloc::format;

pub(super) use self::{
    controller::READABLE_STREAM_DEFAULT_CONTROLLER,
    readable_stream::READABLE_STREAM,
    reader::{READABLE_STREAM_DEFAULT_READER, acquire, read},
    stream::{Source, Stream, cancel, error, is_disturbed, is_locked, new_stream},
    tee::tee,
};
use crate::{
    globals::support::node_error::coded_error,
    js::{Context, Intrinsic, Object, Thrown, Value},
};

/// Creates Node's `ERR_INVALID_STATE`.
fn invalid_state(cx: &mut Context<'_>, message: &str) -> Object {
    let message = format!("Invalid state: {message}");
    coded_error(cx, Intrinsic::TypeError, "ERR_INVALID_STATE", &message)
}

/// Returns a promise settled with a result, for methods that return a promise even when they fail.
pub(super) fn promised(cx: &mut Context<'_>, result: Result<Value, Thrown>) -> Value {
    let promise = cx.heap().promise();
    match result {
        Ok(value) => cx.resolve(promise, value),
        Err(thrown) => cx.reject_caught(promise, thrown),
    }
    promise.into()
}
