//! `ReadableStreamDefaultReader` (Streams §4.4).

use alloc::{boxed::Box, collections::VecDeque};

use super::{
    invalid_state,
    stream::{ReadableStream, StreamState, cancel as cancel_stream, dequeue, is_locked, pull_if_needed},
    try_push_back,
};
use crate::{
    globals::support::{
        idl::{new_target, operation, promising, read_only},
        node_error::invalid_arg_type,
        receiver::Receiver,
    },
    js::{Arguments, Class, Context, Intrinsic, Kind, Object, Slots, Thrown, Value},
};

pub(in crate::globals::web) static READABLE_STREAM_DEFAULT_READER: Class =
    Class::interface(Intrinsic::ReadableStreamDefaultReader, "ReadableStreamDefaultReader")
        .constructor(1, construct)
        .prototype(&[
            operation("read", 0, |cx, call| promising(cx, call, read_method)),
            operation("releaseLock", 0, release_lock),
            read_only("closed", |cx, call| promising(cx, call, closed)),
            operation("cancel", 0, |cx, call| promising(cx, call, cancel)),
        ])
        .tagged();

/// The internal slots of a reader (§4.4.2, §4.3.1).
#[derive(Debug)]
struct DefaultReader {
    stream: Option<Object>,
    /// `[[closedPromise]]`.
    closed: Object,
    /// `[[readRequests]]`: the promises of the pending reads.
    requests: VecDeque<Object>,
}

impl Slots for DefaultReader {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.stream.iter().chain([&self.closed]).chain(&self.requests).for_each(|&object| visit(object.into()));
    }

    fn bytes(&self) -> usize {
        size_of::<DefaultReader>().saturating_add(self.requests.capacity().saturating_mul(size_of::<Object>()))
    }
}

impl Receiver for DefaultReader {
    const CLASS: &'static Class = &READABLE_STREAM_DEFAULT_READER;
}

/// Returns whether a read is pending.
pub(super) fn wants_more(cx: &mut Context<'_>, reader: Object) -> Result<bool, Thrown> {
    Ok(!cx.slots::<DefaultReader>(reader)?.requests.is_empty())
}

/// Fulfils the first pending read with a chunk. Returns `false` if no read is pending.
pub(super) fn fulfil_first(cx: &mut Context<'_>, reader: Object, chunk: Value) -> Result<bool, Thrown> {
    let Some(promise) = cx.slots::<DefaultReader>(reader)?.requests.pop_front() else { return Ok(false) };
    let result = cx.iterator_result(Some(chunk));
    cx.resolve(promise, result);
    Ok(true)
}

/// Settles `closed` and all pending reads when the stream has reached its end.
pub(super) fn fulfil_all(cx: &mut Context<'_>, reader: Object) -> Result<(), Thrown> {
    let slots = cx.slots::<DefaultReader>(reader)?;
    let (closed, requests) = (slots.closed, core::mem::take(&mut slots.requests));
    for promise in requests {
        let result = cx.iterator_result(None);
        cx.resolve(promise, result);
    }
    cx.resolve(closed, Value::Undefined);
    Ok(())
}

/// Rejects `closed` and all pending reads when the stream has failed.
pub(super) fn reject_all(cx: &mut Context<'_>, reader: Object, reason: Value) -> Result<(), Thrown> {
    let slots = cx.slots::<DefaultReader>(reader)?;
    let (closed, requests) = (slots.closed, core::mem::take(&mut slots.requests));
    reject_closed(cx, closed, reason);
    for promise in requests {
        cx.reject(promise, reason);
    }
    Ok(())
}

/// Rejects the promise `closed`. A program that does not use the promise need not handle the rejection.
fn reject_closed(cx: &mut Context<'_>, closed: Object, reason: Value) {
    cx.heap().set_handled(closed);
    cx.reject(closed, reason);
}

/// `AcquireReadableStreamDefaultReader` (§4.9.1).
pub(in crate::globals::web) fn acquire(cx: &mut Context<'_>, stream: Object) -> Result<Object, Thrown> {
    if is_locked(cx, stream) {
        return Err(invalid_state(cx, "ReadableStream is locked"));
    }
    let closed = cx.heap().promise();
    let slots = DefaultReader { stream: Some(stream), closed, requests: VecDeque::new() };
    let reader = cx.heap().alloc_kind(Intrinsic::ReadableStreamDefaultReader, Kind::Slots(Box::new(slots)));
    let slots = cx.slots::<ReadableStream>(stream)?;
    slots.reader = Some(reader);
    match slots.state {
        StreamState::Closed => cx.resolve(closed, Value::Undefined),
        StreamState::Errored(reason) => reject_closed(cx, closed, reason),
        StreamState::Readable => {}
    }
    Ok(reader)
}

/// Returns the stream of a reader.
fn attached(cx: &mut Context<'_>, reader: Object) -> Result<Object, Thrown> {
    match cx.slots::<DefaultReader>(reader)?.stream {
        Some(stream) => Ok(stream),
        None => Err(invalid_state(cx, "The reader is not attached to a stream")),
    }
}

/// Reads the next chunk, and returns a promise of it (§4.4.5, `ReadableStreamDefaultReaderRead`).
pub(in crate::globals::web) fn read(cx: &mut Context<'_>, reader: Object) -> Result<Object, Thrown> {
    let stream = attached(cx, reader)?;
    let promise = cx.heap().promise();
    // Marks the stream as disturbed, whatever the result.
    let chunk = dequeue(cx, stream)?;
    match (chunk, cx.slots::<ReadableStream>(stream)?.state) {
        (None, StreamState::Errored(reason)) => cx.reject(promise, reason),
        (None, StreamState::Readable) => {
            if !try_push_back(&mut cx.slots::<DefaultReader>(reader)?.requests, promise) {
                cx.heap().meter.refuse();
            }
            cx.heap().account(size_of::<Object>());
            pull_if_needed(cx, stream)?;
        }
        (Some(_), _) | (None, StreamState::Closed) => {
            let result = cx.iterator_result(chunk);
            cx.resolve(promise, result);
        }
    }
    Ok(promise)
}

/// `new ReadableStreamDefaultReader(stream)` (§4.4.3).
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    new_target(cx, &call)?;
    match call.get(0) {
        Value::Object(stream) if cx.heap().has_slots::<ReadableStream>(stream) => Ok(acquire(cx, stream)?.into()),
        other => Err(invalid_arg_type(cx, "stream", "an instance of ReadableStream", other)),
    }
}

/// `read()` (§4.4.3).
fn read_method(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let reader = cx.this_object::<DefaultReader>(&call)?;
    Ok(read(cx, reader)?.into())
}

/// `closed` (§4.4.3).
fn closed(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok(cx.this::<DefaultReader>(&call)?.closed.into())
}

/// `cancel(reason)` (§4.4.3).
fn cancel(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let reader = cx.this_object::<DefaultReader>(&call)?;
    let stream = attached(cx, reader)?;
    Ok(cancel_stream(cx, stream, call.get(0))?.into())
}

/// `releaseLock()` (§4.4.3).
fn release_lock(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let reader = cx.this_object::<DefaultReader>(&call)?;
    let slots = cx.slots::<DefaultReader>(reader)?;
    let Some(stream) = slots.stream.take() else { return Ok(Value::Undefined) };
    let (requests, mut closed) = (core::mem::take(&mut slots.requests), slots.closed);
    let slots = cx.slots::<ReadableStream>(stream)?;
    slots.reader = None;
    let is_readable = matches!(slots.state, StreamState::Readable);
    let released = invalid_state(cx, "Reader released");
    if !is_readable {
        // The promise is settled already, and is replaced by a new one (§4.9.3).
        closed = cx.heap().promise();
        cx.slots::<DefaultReader>(reader)?.closed = closed;
    }
    let released = cx.heap().caught(released);
    reject_closed(cx, closed, released);
    for promise in requests {
        let reason = invalid_state(cx, "Releasing reader");
        cx.reject_caught(promise, reason);
    }
    Ok(Value::Undefined)
}
