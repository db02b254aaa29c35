//! `ReadableStreamDefaultController` (Streams §4.5).

use alloc::boxed::Box;

use super::{
    invalid_state,
    stream::{Stream, enqueue as enqueue_chunk, error as error_stream, request_close},
};
use crate::{
    globals::support::idl::{illegal_constructor, invalid_this, operation, read_only},
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

/// The internal slots of a controller. The other slots of the standard are part of `Stream`.
#[derive(Debug)]
struct Controller {
    stream: Object,
}

impl Slots for Controller {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.stream.into());
    }
}

/// Creates the controller of a stream.
pub(super) fn new_controller(cx: &mut Context<'_>, stream: Object) -> Object {
    let controller = Kind::Slots(Box::new(Controller { stream }));
    cx.heap().alloc_kind(Intrinsic::ReadableStreamDefaultController, controller)
}

fn this_stream(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<Object, Thrown> {
    match cx.heap().slots::<Controller>(call.this) {
        Some(controller) => Ok(controller.stream),
        None => Err(invalid_this(cx, "ReadableStreamDefaultController")),
    }
}

/// `desiredSize` (§4.5.3).
fn desired_size(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let stream = this_stream(cx, &call)?;
    Ok(Stream::of(cx, stream).and_then(|stream| stream.desired_size()).map_or(Value::Null, Value::from))
}

fn check(cx: &mut Context<'_>, stream: Object) -> Result<(), Thrown> {
    if Stream::of(cx, stream).is_some_and(|stream| stream.can_enqueue()) {
        return Ok(());
    }
    Err(invalid_state(cx, "Controller is already closed").into())
}

/// `close()` (§4.5.3).
fn close(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let stream = this_stream(cx, &call)?;
    check(cx, stream)?;
    request_close(cx, stream);
    Ok(Value::Undefined)
}

/// `enqueue(chunk)` (§4.5.3).
fn enqueue(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let stream = this_stream(cx, &call)?;
    check(cx, stream)?;
    enqueue_chunk(cx, stream, call.get(0))?;
    Ok(Value::Undefined)
}

/// `error(reason)` (§4.5.3).
fn error(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let stream = this_stream(cx, &call)?;
    error_stream(cx, stream, call.get(0));
    Ok(Value::Undefined)
}
