//! Event listeners and the dispatch of events (DOM §2.7, §2.9).
//!
//! An exception that a listener throws is not caught. As under Node, it ends the program after the dispatch.

use alloc::{boxed::Box, vec::Vec};
use core::any::Any;

use super::event::{EventState, begin};
use crate::js::{Arguments, Context, Job, JsString, Object, Slots, Thrown, Value, price, try_push};

/// An event listener (DOM §2.7).
#[derive(Clone, Copy, Debug)]
pub(super) struct Listener {
    /// Identifies the listener among those of its target.
    id: u64,
    name: JsString,
    callback: Value,
    capture: bool,
    pub(super) once: bool,
    pub(super) passive: bool,
    /// The listener belongs to an event handler attribute such as `onabort` (HTML §8.1.8.1). Its callback is the
    /// attribute's value, of any type.
    is_handler: bool,
}

impl Listener {
    /// Creates a listener. It has no identity yet.
    pub(super) fn new(name: JsString, callback: Value, capture: bool) -> Self {
        Listener { id: 0, name, callback, capture, once: false, passive: false, is_handler: false }
    }

    fn is_same(&self, other: &Listener) -> bool {
        !self.is_handler
            && self.name == other.name
            && self.capture == other.capture
            && self.callback.strictly_equals(other.callback)
    }
}

/// The internal slots of an event target.
#[derive(Debug, Default)]
pub(super) struct EventTarget {
    listeners: Vec<Listener>,
    last_id: u64,
    /// The further slots of an object whose class inherits from `EventTarget`.
    derived: Option<Box<dyn Slots>>,
}

impl Slots for EventTarget {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        for listener in &self.listeners {
            visit(listener.name.into());
            visit(listener.callback);
        }
        if let Some(derived) = &self.derived {
            derived.trace(visit);
        }
    }

    fn bytes(&self) -> usize {
        let derived = self.derived.as_ref().map_or(0, |derived| derived.bytes());
        self.listeners.capacity().saturating_mul(size_of::<Listener>()).saturating_add(derived)
    }
}

impl EventTarget {
    /// Creates the slots of an object whose class inherits from `EventTarget`.
    pub(super) fn of(derived: impl Slots) -> Self {
        EventTarget { derived: Some(Box::new(derived)), ..EventTarget::default() }
    }

    /// Returns the slots of a class that inherits from `EventTarget`.
    pub(super) fn derived<T: Slots>(&mut self) -> Option<&mut T> {
        (self.derived.as_deref_mut()? as &mut dyn Any).downcast_mut()
    }

    fn push(cx: &mut Context<'_>, target: Object, listener: Listener) -> Result<(), Thrown> {
        let slots = cx.slots::<EventTarget>(target)?;
        slots.last_id = slots.last_id.saturating_add(1);
        if !try_push(&mut slots.listeners, Listener { id: slots.last_id, ..listener }) {
            return Err(cx.range_error("Invalid array length"));
        }
        cx.heap().account(size_of::<Listener>());
        Ok(())
    }

    /// Returns the slots, and charges for a scan of all listeners.
    fn charged<'a>(cx: &'a mut Context<'_>, target: Object) -> Result<&'a mut EventTarget, Thrown> {
        let count = cx.slots::<EventTarget>(target)?.listeners.len();
        cx.heap().charge(price::elements(count));
        cx.slots(target)
    }

    fn handler(&mut self, name: JsString) -> Option<&mut Listener> {
        self.listeners.iter_mut().find(|listener| listener.is_handler && listener.name == name)
    }
}

/// Returns the value of an event handler attribute.
pub(super) fn handler(cx: &mut Context<'_>, target: Object, name: JsString) -> Result<Value, Thrown> {
    let handler = EventTarget::charged(cx, target)?.handler(name).map(|listener| listener.callback);
    Ok(handler.filter(|handler| !handler.is_nullish()).unwrap_or(Value::Null))
}

/// Sets an event handler attribute. Its listener keeps its position among the others.
pub(super) fn set_handler(cx: &mut Context<'_>, target: Object, name: JsString, callback: Value) -> Result<(), Thrown> {
    match EventTarget::charged(cx, target)?.handler(name) {
        Some(listener) => listener.callback = callback,
        None => EventTarget::push(cx, target, Listener { is_handler: true, ..Listener::new(name, callback, false) })?,
    }
    Ok(())
}

/// Adds a listener (DOM §2.7, add an event listener). Returns false if there is the same listener already.
pub(super) fn add(cx: &mut Context<'_>, target: Object, listener: Listener) -> Result<bool, Thrown> {
    let slots = EventTarget::charged(cx, target)?;
    let is_new = !slots.listeners.iter().any(|other| other.is_same(&listener));
    if is_new {
        EventTarget::push(cx, target, listener)?;
    }
    Ok(is_new)
}

/// Removes a listener (DOM §2.7, remove an event listener).
pub(super) fn remove(cx: &mut Context<'_>, target: Object, listener: &Listener) -> Result<(), Thrown> {
    EventTarget::charged(cx, target)?.listeners.retain(|other| !other.is_same(listener));
    Ok(())
}

/// Dispatches an event to a target without parents (DOM §2.9, dispatch). Returns `false` if the default was prevented.
pub(super) fn dispatch(cx: &mut Context<'_>, target: Object, event: Object) -> Result<bool, Thrown> {
    let name = begin(cx, event, target)?;
    EventTarget::charged(cx, target)?;
    let heap = cx.heap();
    let all = heap.slots::<EventTarget>(target.into()).into_iter().flat_map(|slots| &slots.listeners);
    let listeners = heap.list(all.filter(|listener| listener.name == name).copied());
    for listener in listeners {
        if cx.slots::<EventState>(event)?.stopped_immediately {
            break;
        }
        let slots = EventTarget::charged(cx, target)?;
        // A listener that another listener has removed is not called.
        let Some(at) = slots.listeners.iter().position(|other| other.id == listener.id) else { continue };
        // Another listener may have set the event handler attribute.
        let callback = slots.listeners.get(at).map_or(listener.callback, |current| current.callback);
        if listener.once {
            slots.listeners.remove(at);
        }
        cx.slots::<EventState>(event)?.in_passive_listener = listener.passive;
        let result = invoke(cx, target, event, callback, listener.is_handler);
        cx.slots::<EventState>(event)?.in_passive_listener = false;
        match result {
            Ok(Value::Object(promise)) => watch(cx, promise),
            Ok(_) => {}
            Err(thrown) => report_caught(cx, thrown),
        }
    }
    let state = cx.slots::<EventState>(event)?;
    state.dispatching = false;
    Ok(!state.default_prevented)
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
