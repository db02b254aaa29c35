//! Readable streams of the [Streams] standard, to the extent that `fetch` needs them.
//!
//! A stream's queue is filled by a script through a controller, or by an object of the host. `pipeTo`, `pipeThrough` and
//! writable streams are not implemented.
//!
//! [Streams]: https://streams.spec.whatwg.org/

mod controller;
mod readable_stream;
mod reader;
mod stream;
mod tee;

use alloc::{collections::VecDeque, format};

pub(super) use self::{
    controller::READABLE_STREAM_DEFAULT_CONTROLLER,
    readable_stream::READABLE_STREAM,
    reader::{READABLE_STREAM_DEFAULT_READER, acquire, read},
    stream::{
        ReadableStream, Source, cancel, enqueue, error, finish_pull, is_disturbed, is_locked, new_stream,
        pull_if_needed, request_close,
    },
    tee::tee,
};
use crate::{
    globals::support::node_error::coded_error,
    js::{Arguments, Context, Intrinsic, NativeFn, Object, Thrown},
};

/// Creates Node's `ERR_INVALID_STATE`.
fn invalid_state(cx: &mut Context<'_>, message: &str) -> Thrown {
    let message = format!("Invalid state: {message}");
    coded_error(cx, Intrinsic::TypeError, "ERR_INVALID_STATE", &message).into()
}

/// Registers functions to call when a promise is settled. They find `object` with [`captured_object`].
pub(super) fn react(
    cx: &mut Context<'_>,
    promise: Object,
    object: Object,
    on_fulfilled: NativeFn,
    on_rejected: NativeFn,
) {
    let [fulfilled, rejected] = [on_fulfilled, on_rejected].map(|call| cx.heap().captured(1, call, [object.into()]));
    cx.then(promise, fulfilled.into(), rejected.into());
}

/// Returns the object that [`react`] was given.
pub(super) fn captured_object(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<Object, Thrown> {
    cx.captured(call, 0).as_object().ok_or(Thrown::UNDEFINED)
}

/// Appends an item to a queue in the slots of an object, which counts the queue. Returns false if the allocation fails.
#[must_use]
fn try_push_back<T>(queue: &mut VecDeque<T>, item: T) -> bool {
    let has_room = queue.try_reserve(1).is_ok();
    if has_room {
        queue.push_back(item);
    }
    has_room
}
