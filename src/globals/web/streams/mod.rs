//! Streams of the [Streams] standard, as far as `fetch` needs them: what is read, and how.
//!
//! A stream's queue is a script's to fill, by a controller, or fills itself from the answer to a request. There is no
//! `pipeTo` and `pipeThrough`, and no stream that is written to.
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
use super::node_error::coded_error;
use crate::js::{Context, Intrinsic, Object, Thrown, Value};

/// Node's `ERR_INVALID_STATE`.
fn invalid_state(cx: &mut Context<'_>, message: &str) -> Object {
    let message = format!("Invalid state: {message}");
    coded_error(cx, Intrinsic::TypeError, "ERR_INVALID_STATE", &message)
}

/// A promise of what a method has come to, where the standard has the method return one.
pub(super) fn promised(cx: &mut Context<'_>, result: Result<Value, Thrown>) -> Value {
    let promise = cx.heap().promise();
    match result {
        Ok(value) => cx.resolve(promise, value),
        Err(thrown) => cx.reject_caught(promise, thrown),
    }
    promise.into()
}
