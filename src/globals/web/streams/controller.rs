//! `ReadableStreamDefaultController` (Streams §4.5).

use alloc::boxed::Box;

use super::{
    invalid_state,
    stream::{ReadableStream, enqueue as enqueue_chunk, error as error_stream, request_close},
};
use crate::{
    globals::support::{
        idl::{illegal_constructor, operation, read_only},
        receiver::Receiver,
    },
    js::{Arguments, Class, Context, Intrinsic, Kind, Object, Slots, Thrown, Value},
};

pub(in crate::globals::web) static READABLE_STREAM_DEFAULT_CONTROLLER: Class =
    Class::interface(Intrinsic::ReadableStreamDefaultController, "ReadableStreamDefaultController")
        .constructor(0, illegal_constructor)
        .prototype(&[
            read_only("desiredSize", desired_size),
            operation("close", 0, close),
            operation("enqueue", 0, enqueue),
            operation("error", 0, error),
        ])
        .tagged();

/// The internal slots of a controller. The other slots of the standard are part of `ReadableStream`.
#[derive(Debug)]
struct DefaultController {
    stream: Object,
}

impl Slots for DefaultController {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.stream.into());
    }
}

impl Receiver for DefaultController {
    const CLASS: &'static Class = &READABLE_STREAM_DEFAULT_CONTROLLER;
}

/// Creates the controller of a stream.
pub(super) fn new_controller(cx: &mut Context<'_>, stream: Object) -> Object {
    let controller = Kind::Slots(Box::new(DefaultController { stream }));
    cx.heap().alloc_kind(Intrinsic::ReadableStreamDefaultController, controller)
}

/// `desiredSize` (§4.5.3).
fn desired_size(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let stream = cx.this::<DefaultController>(&call)?.stream;
    Ok(cx.slots::<ReadableStream>(stream)?.desired_size().map_or(Value::Null, Value::from))
}

/// Returns the stream, if it can be closed and chunks can be enqueued.
fn open_stream(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<Object, Thrown> {
    let stream = cx.this::<DefaultController>(call)?.stream;
    if cx.slots::<ReadableStream>(stream)?.can_enqueue() {
        return Ok(stream);
    }
    Err(invalid_state(cx, "Controller is already closed"))
}

/// `close()` (§4.5.3).
fn close(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let stream = open_stream(cx, &call)?;
    request_close(cx, stream)?;
    Ok(Value::Undefined)
}

/// `enqueue(chunk)` (§4.5.3).
fn enqueue(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let stream = open_stream(cx, &call)?;
    enqueue_chunk(cx, stream, call.get(0))?;
    Ok(Value::Undefined)
}

/// `error(reason)` (§4.5.3).
fn error(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let stream = cx.this::<DefaultController>(&call)?.stream;
    error_stream(cx, stream, call.get(0))?;
    Ok(Value::Undefined)
}
