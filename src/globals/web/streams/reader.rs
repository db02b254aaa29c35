//! `ReadableStreamDefaultReader` (Streams §4.4).

use alloc::{boxed::Box, collections::VecDeque};

use super::{
    invalid_state, promised,
    stream::{State, Stream, cancel as cancel_stream, dequeue, is_locked, pull_if_needed, set_reader},
};
use crate::{
    globals::support::{
        idl::{invalid_this, new_target, operation, read_only},
        node_error::invalid_arg_type,
    },
    js::{Arguments, Class, Context, Intrinsic, Kind, Object, Slots, Thrown, Value},
};

pub(in crate::globals::web) static READABLE_STREAM_DEFAULT_READER: Class =
    Class::interface(Intrinsic::ReadableStreamDefaultReader, "ReadableStreamDefaultReader")
        .constructor(1, construct)
        .prototype(&[
            operation("read", 0, read_method),
            operation("releaseLock", 0, release_lock),
            read_only("closed", closed),
            operation("cancel", 0, cancel),
        ])
        .tagged();

/// The internal slots of a reader (§4.4.2, §4.3.1).
#[derive(Debug)]
pub(super) struct Reader {
    stream: Option<Object>,
    /// `[[closedPromise]]`.
    closed: Object,
    /// `[[readRequests]]`: the promises of the pending reads.
    requests: VecDeque<Object>,
}

impl Slots for Reader {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.stream.iter().chain([&self.closed]).chain(&self.requests).for_each(|&object| visit(object.into()));
    }

    fn bytes(&self) -> usize {
        size_of::<Reader>().saturating_add(self.requests.capacity().saturating_mul(size_of::<Object>()))
    }
}

fn of<'a>(cx: &'a mut Context<'_>, reader: Object) -> Option<&'a mut Reader> {
    cx.heap().slots_mut::<Reader>(reader.into())
}

/// Returns whether a read is pending.
pub(super) fn wants_more(cx: &mut Context<'_>, reader: Object) -> bool {
    of(cx, reader).is_some_and(|reader| !reader.requests.is_empty())
}

/// Fulfils the first pending read with a chunk. Returns `false` if no read is pending.
pub(super) fn fulfil_first(cx: &mut Context<'_>, reader: Object, chunk: Value) -> bool {
    let Some(promise) = of(cx, reader).and_then(|reader| reader.requests.pop_front()) else { return false };
    let result = cx.iterator_result(Some(chunk));
    cx.resolve(promise, result);
    true
}

/// Settles `closed` and all pending reads when the stream has reached its end.
pub(super) fn fulfil_all(cx: &mut Context<'_>, reader: Object) {
    let Some(slots) = of(cx, reader) else { return };
    let (closed, requests) = (slots.closed, core::mem::take(&mut slots.requests));
    for promise in requests {
        let result = cx.iterator_result(None);
        cx.resolve(promise, result);
    }
    cx.resolve(closed, Value::Undefined);
}

/// Rejects `closed` and all pending reads when the stream has failed.
pub(super) fn reject_all(cx: &mut Context<'_>, reader: Object, reason: Value) {
    let Some(slots) = of(cx, reader) else { return };
    let (closed, requests) = (slots.closed, core::mem::take(&mut slots.requests));
    cx.heap().set_handled(closed);
    cx.reject(closed, reason);
    for promise in requests {
        cx.reject(promise, reason);
    }
}

/// `AcquireReadableStreamDefaultReader` (§4.9.1).
pub(in crate::globals::web) fn acquire(cx: &mut Context<'_>, stream: Object) -> Result<Object, Thrown> {
    if is_locked(cx, stream) {
        return Err(invalid_state(cx, "ReadableStream is locked").into());
    }
    let closed = cx.heap().promise();
    let slots = Reader { stream: Some(stream), closed, requests: VecDeque::new() };
    let reader = cx.heap().alloc_kind(Intrinsic::ReadableStreamDefaultReader, Kind::Slots(Box::new(slots)));
    set_reader(cx, stream, Some(reader));
    match Stream::of(cx, stream).map(|stream| stream.state) {
        Some(State::Closed) => cx.resolve(closed, Value::Undefined),
        Some(State::Errored(reason)) => {
            cx.heap().set_handled(closed);
            cx.reject(closed, reason);
        }
        Some(State::Readable) | None => {}
    }
    Ok(reader)
}

/// Reads the next chunk, and returns a promise of it (§4.4.5, `ReadableStreamDefaultReaderRead`).
pub(in crate::globals::web) fn read(cx: &mut Context<'_>, reader: Object) -> Object {
    let promise = cx.heap().promise();
    let Some(stream) = of(cx, reader).and_then(|reader| reader.stream) else {
        let reason = invalid_state(cx, "The reader is not attached to a stream");
        cx.reject(promise, reason.into());
        return promise;
    };
    // Marks the stream as disturbed, whatever the result.
    let chunk = dequeue(cx, stream);
    match (chunk, Stream::of(cx, stream).map(|stream| stream.state)) {
        (Some(chunk), _) => {
            let result = cx.iterator_result(Some(chunk));
            cx.resolve(promise, result);
        }
        (None, Some(State::Errored(reason))) => cx.reject(promise, reason),
        (None, Some(State::Readable)) => {
            if let Some(slots) = of(cx, reader) {
                slots.requests.push_back(promise);
            }
            cx.heap().account(size_of::<Object>());
            pull_if_needed(cx, stream);
        }
        (None, Some(State::Closed) | None) => {
            let result = cx.iterator_result(None);
            cx.resolve(promise, result);
        }
    }
    promise
}

/// `new ReadableStreamDefaultReader(stream)` (§4.4.3).
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    new_target(cx, &call)?;
    match call.get(0) {
        Value::Object(stream) if cx.heap().has_slots::<Stream>(stream) => Ok(acquire(cx, stream)?.into()),
        other => Err(invalid_arg_type(cx, "stream", "an instance of ReadableStream", other)),
    }
}

fn this_reader(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<Object, Thrown> {
    match call.this {
        Value::Object(reader) if cx.heap().has_slots::<Reader>(reader) => Ok(reader),
        _ => Err(invalid_this(cx, "ReadableStreamDefaultReader")),
    }
}

/// `read()` (§4.4.3).
fn read_method(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    match this_reader(cx, &call) {
        Ok(reader) => Ok(read(cx, reader).into()),
        Err(thrown) => Ok(promised(cx, Err(thrown))),
    }
}

/// `closed` (§4.4.3).
fn closed(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    match this_reader(cx, &call) {
        Ok(reader) => Ok(of(cx, reader).map(|reader| reader.closed.into()).unwrap_or_default()),
        Err(thrown) => Ok(promised(cx, Err(thrown))),
    }
}

/// `cancel(reason)` (§4.4.3).
fn cancel(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let reader = match this_reader(cx, &call) {
        Ok(reader) => reader,
        Err(thrown) => return Ok(promised(cx, Err(thrown))),
    };
    match of(cx, reader).and_then(|reader| reader.stream) {
        Some(stream) => Ok(cancel_stream(cx, stream, call.get(0))),
        None => {
            let reason = invalid_state(cx, "The reader is not attached to a stream");
            Ok(promised(cx, Err(reason.into())))
        }
    }
}

/// `releaseLock()` (§4.4.3).
fn release_lock(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let reader = this_reader(cx, &call)?;
    let Some(stream) = of(cx, reader).and_then(|reader| reader.stream.take()) else { return Ok(Value::Undefined) };
    set_reader(cx, stream, None);
    let released = invalid_state(cx, "Reader released");
    let is_readable = matches!(Stream::of(cx, stream).map(|stream| stream.state), Some(State::Readable));
    let requests = of(cx, reader).map(|reader| core::mem::take(&mut reader.requests)).unwrap_or_default();
    if !is_readable {
        // The promise is settled already, and is replaced by a new one (§4.9.3).
        let closed = cx.heap().promise();
        if let Some(slots) = of(cx, reader) {
            slots.closed = closed;
        }
    }
    if let Some(closed) = of(cx, reader).map(|reader| reader.closed) {
        cx.heap().set_handled(closed);
        cx.reject(closed, released.into());
    }
    for promise in requests {
        let reason = invalid_state(cx, "Releasing reader");
        cx.reject(promise, reason.into());
    }
    Ok(Value::Undefined)
}
