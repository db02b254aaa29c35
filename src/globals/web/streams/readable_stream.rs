//! `ReadableStream` (Streams §4.2), without byte streams: the source type `bytes` is a `TypeError`.

use alloc::boxed::Box;

use super::{
    captured_object,
    controller::new_controller,
    invalid_state, react,
    reader::acquire,
    stream::{ReadableStream, Source, cancel as cancel_stream, failed, is_locked, pull_if_needed},
    tee::tee,
};
use crate::{
    globals::support::{
        idl::{member, new_target, operation, promising, read_only},
        node_error::{coded_error, invalid_arg_type},
        receiver::Receiver,
    },
    js::{Arguments, Class, Context, Intrinsic, JsString, Kind, Object, Thrown, Value, number},
};

pub(in crate::globals::web) static READABLE_STREAM: Class =
    Class::interface(Intrinsic::ReadableStream, "ReadableStream")
        .constructor(0, construct)
        .prototype(&[
            read_only("locked", locked),
            operation("cancel", 0, |cx, call| promising(cx, call, cancel)),
            operation("getReader", 0, get_reader),
            operation("tee", 0, tee_method),
        ])
        .tagged();

impl Receiver for ReadableStream {
    const CLASS: &'static Class = &READABLE_STREAM;
}

/// Converts an optional dictionary.
fn dictionary(cx: &mut Context<'_>, name: &str, value: Value) -> Result<Option<Object>, Thrown> {
    match value {
        Value::Undefined => Ok(None),
        Value::Object(object) => Ok(Some(object)),
        other => Err(invalid_arg_type(cx, name, "of type object", other)),
    }
}

/// Returns a member of the source that must be a function, or `undefined` if it is missing.
fn function(cx: &mut Context<'_>, source: Option<Object>, name: &str) -> Result<Value, Thrown> {
    let value = member(cx, source, name)?;
    if value.is_nullish() {
        return Ok(Value::Undefined);
    }
    if cx.heap().is_callable(value) {
        return Ok(value);
    }
    // Node's message, which results from its attempt to bind the function.
    Err(cx.type_error("Bind must be called on a function"))
}

fn invalid_value(cx: &mut Context<'_>, class: Intrinsic, name: &str, received: &str) -> Thrown {
    let message = cx.heap().concat(["The property '", name, "' is invalid. Received ", received]);
    coded_error(cx, class, "ERR_INVALID_ARG_VALUE", &message).into()
}

fn invalid_word(cx: &mut Context<'_>, name: &str, word: JsString) -> Thrown {
    let heap = cx.heap();
    let received = heap.concat(["'", heap.text(word), "'"]);
    invalid_value(cx, Intrinsic::TypeError, name, &received)
}

/// `new ReadableStream(source, strategy)` (§4.2.4).
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let new_target = new_target(cx, &call)?;
    let source = dictionary(cx, "source", call.get(0))?;
    let strategy = dictionary(cx, "strategy", call.get(1))?;
    match member(cx, source, "type")? {
        Value::Undefined => {}
        kind => {
            let kind = cx.to_string(kind)?;
            if cx.heap().text(kind) == "bytes" {
                return Err(cx.type_error("readable byte streams are not supported: omit the `type` of the source"));
            }
            return Err(invalid_word(cx, "source.type", kind));
        }
    }
    let size = member(cx, strategy, "size")?;
    if !matches!(size, Value::Undefined) && !cx.heap().is_callable(size) {
        return Err(invalid_arg_type(cx, "strategy.size", "of type function", size));
    }
    let high_water = match member(cx, strategy, "highWaterMark")? {
        Value::Undefined => 1.0,
        value => cx.to_number(value)?,
    };
    if high_water.is_nan() || high_water < 0.0 {
        let received = number::to_string(high_water);
        return Err(invalid_value(cx, Intrinsic::RangeError, "strategy.highWaterMark", &received));
    }
    let start = function(cx, source, "start")?;
    let pull = function(cx, source, "pull")?;
    let cancel = function(cx, source, "cancel")?;
    let this = source.map(Value::from).unwrap_or_default();
    let slots = ReadableStream::new(Source::Script { this, pull, cancel, size }, high_water, false);
    let stream = cx.create(new_target, Intrinsic::ReadableStream, Kind::Slots(Box::new(slots)))?;
    let controller = new_controller(cx, stream);
    cx.slots::<ReadableStream>(stream)?.controller = Some(controller);
    let result = match start {
        Value::Undefined => Value::Undefined,
        start => cx.call(start, this, &[controller.into()])?,
    };
    let promise = cx.promise_of(result);
    react(cx, promise, stream, started, failed);
    Ok(stream.into())
}

/// Starts pulling after the promise of a source's `start` was fulfilled.
fn started(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let stream = captured_object(cx, &call)?;
    cx.slots::<ReadableStream>(stream)?.started = true;
    pull_if_needed(cx, stream)?;
    Ok(Value::Undefined)
}

/// `locked` (§4.2.4).
fn locked(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok(cx.this::<ReadableStream>(&call)?.reader.is_some().into())
}

/// `cancel(reason)` (§4.2.4).
fn cancel(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let stream = cx.this_object::<ReadableStream>(&call)?;
    if is_locked(cx, stream) {
        return Err(invalid_state(cx, "ReadableStream is locked"));
    }
    Ok(cancel_stream(cx, stream, call.get(0))?.into())
}

/// `tee()` (§4.2.4).
fn tee_method(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let stream = cx.this_object::<ReadableStream>(&call)?;
    let branches = tee(cx, stream)?;
    Ok(cx.heap().array(branches.map(Value::from)).into())
}

/// `getReader(options)` (§4.2.4).
fn get_reader(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let stream = cx.this_object::<ReadableStream>(&call)?;
    let options = dictionary(cx, "options", call.get(0))?;
    match member(cx, options, "mode")? {
        Value::Undefined => Ok(acquire(cx, stream)?.into()),
        mode => {
            let mode = cx.to_string(mode)?;
            if cx.heap().text(mode) == "byob" {
                let message = "The argument 'stream' must be a byte stream";
                return Err(coded_error(cx, Intrinsic::TypeError, "ERR_INVALID_ARG_VALUE", message).into());
            }
            Err(invalid_word(cx, "options.mode", mode))
        }
    }
}
