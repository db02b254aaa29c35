//! `EventTarget` (DOM §2.7): listeners and the dispatch of events.
//!
//! An exception that a listener throws is not caught. As under Node, it ends the program after the dispatch.

use alloc::{boxed::Box, vec::Vec};

use super::{
    abort::Signal,
    event::{State as EventState, begin},
};
use crate::{
    globals::support::{
        idl::{flag, invalid_this, new_target, operation, require_arguments},
        node_error::invalid_arg_type,
    },
    js::{Arguments, Class, Context, Intrinsic, Job, JsString, Kind, Object, Slots, Thrown, Value, price},
};

pub(in crate::globals) static EVENT_TARGET: Class = Class::interface(Intrinsic::EventTarget, "EventTarget")
    .constructor(0, construct)
    .prototype(&[
        operation("addEventListener", 2, add_event_listener),
        operation("removeEventListener", 2, remove_event_listener),
        operation("dispatchEvent", 1, dispatch_event),
    ])
    .tagged();

/// An event listener (DOM §2.7).
#[derive(Clone, Copy, Debug)]
pub(super) struct Listener {
    /// Identifies the listener among those of its target.
    id: u64,
    name: JsString,
    callback: Value,
    capture: bool,
    once: bool,
    passive: bool,
    /// The listener belongs to an event handler attribute such as `onabort` (HTML §8.1.8.1). Its callback is the
    /// attribute's value, of any type.
    is_handler: bool,
}

/// The internal slots of an event target. Abort signals are event targets and have these slots, too.
#[derive(Debug, Default)]
pub(super) struct Target {
    listeners: Vec<Listener>,
    last_id: u64,
    pub(super) signal: Option<Box<Signal>>,
}

impl Slots for Target {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        for listener in &self.listeners {
            visit(listener.name.into());
            visit(listener.callback);
        }
        if let Some(signal) = &self.signal {
            signal.trace(visit);
        }
    }

    fn bytes(&self) -> usize {
        let signal = self.signal.as_ref().map_or(0, |signal| signal.bytes());
        self.listeners.capacity().saturating_mul(size_of::<Listener>()).saturating_add(signal)
    }
}

impl Target {
    /// Creates the slots of an abort signal.
    pub(super) fn of_signal(signal: Signal) -> Self {
        Target { signal: Some(Box::new(signal)), ..Target::default() }
    }

    fn add(&mut self, listener: Listener) {
        self.last_id = self.last_id.saturating_add(1);
        self.listeners.push(Listener { id: self.last_id, ..listener });
    }

    /// Charges for a scan of all listeners.
    fn charge(cx: &mut Context<'_>, target: Value) {
        let heap = cx.heap();
        let count = heap.slots::<Target>(target).map_or(0, |slots| slots.listeners.len());
        heap.charge(price::elements(count));
    }

    /// Returns the value of an event handler attribute.
    pub(super) fn handler(&self, name: JsString) -> Option<Value> {
        self.listeners.iter().find(|listener| listener.is_handler && listener.name == name).map(|found| found.callback)
    }

    /// Sets an event handler attribute. Its listener keeps its position among the others.
    pub(super) fn set_handler(&mut self, name: JsString, callback: Value) {
        match self.listeners.iter_mut().find(|listener| listener.is_handler && listener.name == name) {
            Some(listener) => listener.callback = callback,
            None => self.add(Listener {
                id: 0,
                name,
                callback,
                capture: false,
                once: false,
                passive: false,
                is_handler: true,
            }),
        }
    }
}

/// `new EventTarget()` (DOM §2.7).
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let new_target = new_target(cx, &call)?;
    let target = Kind::Slots(Box::<Target>::default());
    Ok(cx.create(new_target, Intrinsic::EventTarget, target)?.into())
}

fn this_target(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<Object, Thrown> {
    match call.this {
        Value::Object(target) if cx.heap().has_slots::<Target>(target) => Ok(target),
        _ => Err(invalid_this(cx, "EventTarget")),
    }
}

/// `addEventListener(type, callback, options)` (DOM §2.7).
fn add_event_listener(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let target = this_target(cx, &call)?;
    require_arguments(cx, &call, &["type", "listener"])?;
    let (options, flattened) = options(cx, call.get(2))?;
    let once = flag(cx, options, "once")?;
    let capture = match options {
        Some(_) => flag(cx, options, "capture")?,
        None => flattened,
    };
    let passive = flag(cx, options, "passive")?;
    let signal = match options {
        Some(options) => signal_option(cx, options)?,
        None => None,
    };
    if signal.is_some_and(|signal| Signal::is_aborted(cx, signal)) || !is_listener(cx, call.get(1))? {
        return Ok(Value::Undefined);
    }
    let name = cx.to_string(call.get(0))?;
    let callback = call.get(1);
    Target::charge(cx, target.into());
    let Some(slots) = cx.heap().slots_mut::<Target>(target.into()) else { return Ok(Value::Undefined) };
    if slots.listeners.iter().any(|listener| is_same(listener, name, callback, capture)) {
        return Ok(Value::Undefined);
    }
    if slots.listeners.try_reserve(1).is_err() {
        return Err(cx.range_error("Invalid array length"));
    }
    slots.add(Listener { id: 0, name, callback, capture, once, passive, is_handler: false });
    cx.heap().account(size_of::<Listener>());
    if let Some(signal) = signal {
        let values = [target.into(), name.into(), callback, capture.into()];
        let remover = cx.heap().captured(0, remove_aborted, values);
        Signal::add_algorithm(cx, signal, remover);
    }
    Ok(Value::Undefined)
}

fn is_same(listener: &Listener, name: JsString, callback: Value, capture: bool) -> bool {
    !listener.is_handler
        && listener.name == name
        && listener.capture == capture
        && listener.callback.strictly_equals(callback)
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

fn signal_option(cx: &mut Context<'_>, options: Object) -> Result<Option<Object>, Thrown> {
    match cx.get_named(options, "signal")? {
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
    let target = this_target(cx, &call)?;
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
    remove(cx, target.into(), name, call.get(1), capture);
    Ok(Value::Undefined)
}

fn remove(cx: &mut Context<'_>, target: Value, name: JsString, callback: Value, capture: bool) {
    Target::charge(cx, target);
    if let Some(slots) = cx.heap().slots_mut::<Target>(target) {
        slots.listeners.retain(|listener| !is_same(listener, name, callback, capture));
    }
}

/// Removes a listener when the signal that it was added with is aborted.
fn remove_aborted(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let [target, name, callback, capture] = [0, 1, 2, 3].map(|index| cx.captured(&call, index));
    if let Value::String(name) = name {
        remove(cx, target, name, callback, matches!(capture, Value::Boolean(true)));
    }
    Ok(Value::Undefined)
}

/// `dispatchEvent(event)` (DOM §2.7).
fn dispatch_event(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let target = this_target(cx, &call)?;
    require_arguments(cx, &call, &["event"])?;
    match call.get(0) {
        Value::Object(event) => Ok(dispatch(cx, target, event)?.into()),
        other => Err(invalid_arg_type(cx, "event", "an instance of Event", other)),
    }
}

/// Dispatches an event to a target without parents (DOM §2.9, dispatch). Returns `false` if the default was prevented.
pub(super) fn dispatch(cx: &mut Context<'_>, target: Object, event: Object) -> Result<bool, Thrown> {
    let name = begin(cx, event, target)?;
    Target::charge(cx, target.into());
    let listeners: Vec<Listener> = match cx.heap().slots::<Target>(target.into()) {
        Some(slots) => slots.listeners.iter().filter(|listener| listener.name == name).copied().collect(),
        None => Vec::new(),
    };
    for listener in listeners {
        Target::charge(cx, target.into());
        if cx.heap().slots::<EventState>(event.into()).is_none_or(|event| event.stopped_immediately) {
            break;
        }
        let Some(slots) = cx.heap().slots_mut::<Target>(target.into()) else { break };
        // A listener that another listener has removed is not called.
        let Some(at) = slots.listeners.iter().position(|other| other.id == listener.id) else { continue };
        // Another listener may have set the event handler attribute.
        let callback = slots.listeners.get(at).map_or(listener.callback, |current| current.callback);
        if listener.once {
            slots.listeners.remove(at);
        }
        set_passive(cx, event, listener.passive);
        let result = invoke(cx, target, event, callback, listener.is_handler);
        set_passive(cx, event, false);
        match result {
            Ok(Value::Object(promise)) => watch(cx, promise),
            Ok(_) => {}
            Err(thrown) => report_caught(cx, thrown),
        }
    }
    let Some(state) = cx.heap().slots_mut::<EventState>(event.into()) else { return Ok(true) };
    state.dispatching = false;
    Ok(!state.default_prevented)
}

fn set_passive(cx: &mut Context<'_>, event: Object, passive: bool) {
    if let Some(state) = cx.heap().slots_mut::<EventState>(event.into()) {
        state.in_passive_listener = passive;
    }
}

/// Calls a listener: the function, or the method `handleEvent` of an object (DOM §2.9, inner invoke).
fn invoke(
    cx: &mut Context<'_>,
    target: Object,
    event: Object,
    callback: Value,
    is_handler: bool,
) -> Result<Value, Thrown> {
    if cx.heap().is_callable(callback) {
        return cx.call(callback, target.into(), &[event.into()]);
    }
    match callback {
        Value::Object(object) if !is_handler => {
            let method = cx.get_named(object, "handleEvent")?;
            if cx.heap().is_truthy(method) { cx.call(method, callback, &[event.into()]) } else { Ok(Value::Undefined) }
        }
        _ => Ok(Value::Undefined),
    }
}

/// Reports the rejection of a promise that an asynchronous listener returned.
fn watch(cx: &mut Context<'_>, promise: Object) {
    let rejected = |cx: &mut Context<'_>, call: Arguments<'_>| {
        report(cx, call.get(0));
        Ok(Value::Undefined)
    };
    match cx.get_named(promise, "then") {
        Ok(then) if cx.heap().is_callable(then) => {
            let rejected = cx.heap().captured(1, rejected, []);
            if let Err(thrown) = cx.call(then, promise.into(), &[Value::Undefined, rejected.into()]) {
                report_caught(cx, thrown);
            }
        }
        Ok(_) => {}
        Err(thrown) => report_caught(cx, thrown),
    }
}

fn report_caught(cx: &mut Context<'_>, thrown: Thrown) {
    let exception = cx.heap().caught(thrown);
    report(cx, exception);
}

/// Throws an exception from a job, where it is not caught.
fn report(cx: &mut Context<'_>, exception: Value) {
    let run =
        |cx: &mut Context<'_>, values: &[Value]| Err(cx.heap().throw(values.first().copied().unwrap_or_default()));
    cx.enqueue(Job::Native { run, values: [exception].into() });
}
