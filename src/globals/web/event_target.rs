//! `EventTarget` (DOM §2.7).

use alloc::boxed::Box;

use super::{
    abort::Signal,
    event_listener::{EventTarget, Listener, add, dispatch, remove},
};
use crate::{
    globals::support::{
        idl::{flag, member, new_target, operation, require_arguments},
        node_error::invalid_arg_type,
        receiver::Receiver,
    },
    js::{Arguments, Class, Context, Intrinsic, Kind, Object, Thrown, Value},
};

pub(in crate::globals) static EVENT_TARGET: Class = Class::interface(Intrinsic::EventTarget, "EventTarget")
    .constructor(0, construct)
    .prototype(&[
        operation("addEventListener", 2, add_event_listener),
        operation("removeEventListener", 2, remove_event_listener),
        operation("dispatchEvent", 1, dispatch_event),
    ])
    .tagged();

impl Receiver for EventTarget {
    const CLASS: &'static Class = &EVENT_TARGET;
}

/// `new EventTarget()` (DOM §2.7).
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let new_target = new_target(cx, &call)?;
    let target = Kind::Slots(Box::<EventTarget>::default());
    Ok(cx.create(new_target, Intrinsic::EventTarget, target)?.into())
}

/// `addEventListener(type, callback, options)` (DOM §2.7).
fn add_event_listener(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let target = cx.this_object::<EventTarget>(&call)?;
    require_arguments(cx, &call, &["type", "listener"])?;
    let (options, flattened) = options(cx, call.get(2))?;
    let once = flag(cx, options, "once")?;
    let capture = flattened || flag(cx, options, "capture")?;
    let passive = flag(cx, options, "passive")?;
    let signal = signal_option(cx, options)?;
    if signal.is_some_and(|signal| Signal::is_aborted(cx, signal)) || !is_listener(cx, call.get(1))? {
        return Ok(Value::Undefined);
    }
    let name = cx.to_string(call.get(0))?;
    let callback = call.get(1);
    let mut listener = Listener::new(name, callback, capture);
    (listener.once, listener.passive) = (once, passive);
    let is_new = add(cx, target, listener)?;
    if let Some(signal) = signal.filter(|_| is_new) {
        let values = [target.into(), name.into(), callback, capture.into()];
        let remover = cx.heap().captured(0, remove_aborted, values);
        Signal::add_algorithm(cx, signal, remover)?;
    }
    Ok(Value::Undefined)
}

/// Flattens the options of a listener: a dictionary, or only whether to capture (DOM §2.7, flatten more options).
fn options(cx: &mut Context<'_>, value: Value) -> Result<(Option<Object>, bool), Thrown> {
    match value {
        Value::Undefined | Value::Null => Ok((None, false)),
        Value::Boolean(capture) => Ok((None, capture)),
        Value::Object(options) => Ok((Some(options), false)),
        other => Err(invalid_arg_type(cx, "options", "of type object", other)),
    }
}

fn signal_option(cx: &mut Context<'_>, options: Option<Object>) -> Result<Option<Object>, Thrown> {
    match member(cx, options, "signal")? {
        Value::Undefined => Ok(None),
        Value::Object(signal) if Signal::is(cx, signal) => Ok(Some(signal)),
        other => Err(invalid_arg_type(cx, "options.signal", "an instance of AbortSignal", other)),
    }
}

/// Returns whether a listener was given. `null` and `undefined` are ignored.
fn is_listener(cx: &mut Context<'_>, callback: Value) -> Result<bool, Thrown> {
    match callback {
        Value::Undefined | Value::Null => Ok(false),
        Value::Object(_) => Ok(true),
        other => Err(invalid_arg_type(cx, "listener", "an instance of EventListener", other)),
    }
}

/// `removeEventListener(type, callback, options)` (DOM §2.7).
fn remove_event_listener(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let target = cx.this_object::<EventTarget>(&call)?;
    require_arguments(cx, &call, &["type", "listener"])?;
    if !is_listener(cx, call.get(1))? {
        return Ok(Value::Undefined);
    }
    let capture = match call.get(2) {
        Value::Boolean(capture) => capture,
        Value::Object(options) => flag(cx, Some(options), "capture")?,
        _ => false,
    };
    let name = cx.to_string(call.get(0))?;
    remove(cx, target, &Listener::new(name, call.get(1), capture))?;
    Ok(Value::Undefined)
}

/// Removes a listener when the signal that it was added with is aborted.
fn remove_aborted(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let [target, name, callback, capture] = [0, 1, 2, 3].map(|index| cx.captured(&call, index));
    if let (Value::Object(target), Value::String(name)) = (target, name) {
        let capture = matches!(capture, Value::Boolean(true));
        remove(cx, target, &Listener::new(name, callback, capture))?;
    }
    Ok(Value::Undefined)
}

/// `dispatchEvent(event)` (DOM §2.7).
fn dispatch_event(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let target = cx.this_object::<EventTarget>(&call)?;
    require_arguments(cx, &call, &["event"])?;
    match call.get(0) {
        Value::Object(event) => Ok(dispatch(cx, target, event)?.into()),
        other => Err(invalid_arg_type(cx, "event", "an instance of Event", other)),
    }
}
