//! `AbortController` and `AbortSignal` (DOM §3).
//!
//! A signal keeps the dependent signals created from it with `AbortSignal.any` alive. The standard allows them to be
//! collected.

use alloc::{boxed::Box, vec::Vec};

use super::{
    dom_exception::dom_exception,
    event::trusted_event,
    event_listener::{EventTarget, dispatch, handler, set_handler},
    timers::delay_from_ms,
};
use crate::{
    globals::support::{
        idl::{attribute, illegal_constructor, invalid_this, new_target, operation, read_only},
        node_error::{integer_argument, invalid_arg_type},
        receiver::Receiver,
    },
    js::{
        Arguments, Builtin, Callback, Class, Context, Intrinsic, Kind, List, Object, Slots, Thrown, Value, price,
        try_push,
    },
};

pub(in crate::globals) static ABORT_CONTROLLER: Class = Class::interface(Intrinsic::AbortController, "AbortController")
    .constructor(0, construct)
    .prototype(&[
        read_only("signal", |cx, call| Ok(cx.this::<AbortController>(&call)?.signal.into())),
        operation("abort", 0, abort),
    ])
    .tagged();

pub(in crate::globals) static ABORT_SIGNAL: Class = Class::interface(Intrinsic::AbortSignal, "AbortSignal")
    .constructor(0, illegal_constructor)
    .statics(&[
        Builtin::method("abort", 0, aborted_signal),
        Builtin::method("timeout", 1, timeout),
        Builtin::method("any", 1, any),
    ])
    .prototype(&[
        read_only("aborted", |cx, call| this_signal(cx, &call).map(|signal| Signal::is_aborted(cx, signal).into())),
        Builtin::getter("reason", |cx, call| this_signal(cx, &call).map(|signal| Signal::reason(cx, signal))),
        Builtin::method("throwIfAborted", 0, throw_if_aborted),
        attribute("onabort", onabort, set_onabort),
    ])
    .tagged()
    .parent(Intrinsic::EventTarget);

/// The internal slots of an abort signal in addition to those of an event target (DOM §3.2).
#[derive(Debug, Default)]
pub(super) struct Signal {
    /// The abort reason, set when the signal is aborted.
    reason: Option<Value>,
    /// The abort algorithms: functions to call when the signal is aborted, before its listeners.
    algorithms: Vec<Value>,
    /// The signal depends on other signals, as those created by `AbortSignal.any` do.
    dependent: bool,
    sources: Vec<Object>,
    dependents: Vec<Object>,
}

impl Slots for Signal {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.reason.into_iter().for_each(&mut *visit);
        self.algorithms.iter().copied().for_each(&mut *visit);
        self.sources.iter().chain(&self.dependents).map(|&signal| Value::from(signal)).for_each(visit);
    }

    fn bytes(&self) -> usize {
        let signals = self.sources.capacity().saturating_add(self.dependents.capacity());
        size_of::<Signal>()
            .saturating_add(self.algorithms.capacity().saturating_mul(size_of::<Value>()))
            .saturating_add(signals.saturating_mul(size_of::<Object>()))
    }
}

impl Signal {
    fn of<'a>(cx: &'a mut Context<'_>, signal: Object) -> Result<&'a mut Signal, Thrown> {
        cx.slots::<EventTarget>(signal)?.derived().ok_or(Thrown::UNDEFINED)
    }

    fn aborted(reason: Value) -> Self {
        Signal { reason: Some(reason), ..Signal::default() }
    }

    /// Returns whether the object is an abort signal.
    pub(super) fn is(cx: &mut Context<'_>, object: Object) -> bool {
        let target = cx.heap().slots_mut::<EventTarget>(object.into());
        target.is_some_and(|target| target.derived::<Signal>().is_some())
    }

    pub(super) fn is_aborted(cx: &mut Context<'_>, signal: Object) -> bool {
        Signal::of(cx, signal).is_ok_and(|signal| signal.reason.is_some())
    }

    pub(super) fn reason(cx: &mut Context<'_>, signal: Object) -> Value {
        Signal::of(cx, signal).ok().and_then(|signal| signal.reason).unwrap_or_default()
    }

    /// Adds an abort algorithm, a function to call when the signal is aborted (DOM §3.2, add an algorithm).
    pub(super) fn add_algorithm(cx: &mut Context<'_>, signal: Object, function: Object) -> Result<(), Thrown> {
        if !try_push(&mut Signal::of(cx, signal)?.algorithms, function.into()) {
            cx.heap().meter.refuse();
        }
        cx.heap().account(size_of::<Value>());
        Ok(())
    }

    /// Removes an abort algorithm (DOM §3.2, remove an algorithm).
    pub(super) fn remove_algorithm(cx: &mut Context<'_>, signal: Object, function: Object) -> Result<(), Thrown> {
        let algorithms = &mut Signal::of(cx, signal)?.algorithms;
        algorithms.retain(|algorithm| algorithm.as_object() != Some(function));
        let count = algorithms.len();
        cx.heap().charge(price::elements(count));
        Ok(())
    }

    /// Creates a signal that is aborted when `source` is, if there is a source (DOM §3.2, create a dependent abort
    /// signal).
    pub(super) fn following(cx: &mut Context<'_>, source: Option<Object>) -> Result<Object, Thrown> {
        dependent_signal(cx, source.as_slice())
    }
}

/// Allocates an `AbortSignal` with the given slots.
fn new_signal(cx: &mut Context<'_>, signal: Signal) -> Object {
    cx.heap().alloc_kind(Intrinsic::AbortSignal, Kind::Slots(Box::new(EventTarget::of(signal))))
}

/// Aborts a signal, and then its dependent signals (DOM §3.2, signal abort).
fn signal_abort(cx: &mut Context<'_>, signal: Object, reason: Value) -> Result<(), Thrown> {
    let slots = Signal::of(cx, signal)?;
    if slots.reason.is_some() {
        return Ok(());
    }
    slots.reason = Some(reason);
    let mut aborted = List::new();
    let dependents = core::mem::take(&mut slots.dependents);
    aborted.push(cx, signal)?;
    for dependent in dependents {
        let slots = Signal::of(cx, dependent)?;
        if slots.reason.is_none() {
            slots.reason = Some(reason);
            aborted.push(cx, dependent)?;
        }
    }
    for signal in aborted {
        let slots = Signal::of(cx, signal)?;
        slots.sources = Vec::new();
        for algorithm in core::mem::take(&mut slots.algorithms) {
            cx.call(algorithm, Value::Undefined, &[])?;
        }
        let event = trusted_event(cx, "abort");
        dispatch(cx, signal, event)?;
    }
    Ok(())
}

/// Returns the given reason, or an `AbortError` if the reason is `undefined`.
fn reason_or_default(cx: &mut Context<'_>, reason: Value) -> Value {
    match reason {
        Value::Undefined => dom_exception(cx, "This operation was aborted", "AbortError").into(),
        reason => reason,
    }
}

/// The internal slots of an `AbortController`.
#[derive(Debug)]
struct AbortController {
    signal: Object,
}

impl Slots for AbortController {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.signal.into());
    }
}

impl Receiver for AbortController {
    const CLASS: &'static Class = &ABORT_CONTROLLER;
    const FIELD: Option<&'static str> = Some("#signal");
}

/// `new AbortController()` (DOM §3.1).
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let new_target = new_target(cx, &call)?;
    let signal = new_signal(cx, Signal::default());
    let controller = Kind::Slots(Box::new(AbortController { signal }));
    Ok(cx.create(new_target, Intrinsic::AbortController, controller)?.into())
}

/// `abort(reason)` (DOM §3.1).
fn abort(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let signal = cx.this::<AbortController>(&call)?.signal;
    let reason = reason_or_default(cx, call.get(0));
    signal_abort(cx, signal, reason)?;
    Ok(Value::Undefined)
}

fn this_signal(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<Object, Thrown> {
    match call.this {
        Value::Object(signal) if Signal::is(cx, signal) => Ok(signal),
        _ => Err(invalid_this(cx, "AbortSignal")),
    }
}

/// `throwIfAborted()` (DOM §3.2).
fn throw_if_aborted(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let signal = this_signal(cx, &call)?;
    if !Signal::is_aborted(cx, signal) {
        return Ok(Value::Undefined);
    }
    let reason = Signal::reason(cx, signal);
    Err(cx.heap().throw(reason))
}

/// `AbortSignal.abort(reason)` (DOM §3.2).
fn aborted_signal(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let reason = reason_or_default(cx, call.get(0));
    Ok(new_signal(cx, Signal::aborted(reason)).into())
}

/// `AbortSignal.timeout(milliseconds)` (DOM §3.2). The timer does not keep the program running.
fn timeout(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let delay = integer_argument(cx, "delay", call.get(0), (0.0, u32::MAX.into()))?;
    let signal = new_signal(cx, Signal::default());
    let function = cx.heap().captured(0, time_out, [signal.into()]);
    cx.schedule(Callback {
        timeout: Value::Undefined,
        function: function.into(),
        arguments: None,
        delay: delay_from_ms(delay as i64),
        repeats: false,
        is_ref: false,
    })?;
    Ok(signal.into())
}

fn time_out(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    if let Value::Object(signal) = cx.captured(&call, 0) {
        let reason = dom_exception(cx, "The operation was aborted due to timeout", "TimeoutError");
        signal_abort(cx, signal, reason.into())?;
    }
    Ok(Value::Undefined)
}

/// `AbortSignal.any(signals)` (DOM §3.2).
fn any(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    if !cx.heap().is_array(call.get(0)) {
        return Err(invalid_arg_type(cx, "signals", "an instance of Array", call.get(0)));
    }
    let list = cx.list_of(call.get(0))?;
    let mut signals = List::new();
    for (value, index) in list.into_iter().zip(0..) {
        match value {
            Value::Object(signal) if Signal::is(cx, signal) => signals.push(cx, signal)?,
            other => {
                let name = alloc::format!("signals[{index}]");
                return Err(invalid_arg_type(cx, &name, "an instance of AbortSignal", other));
            }
        }
    }
    Ok(dependent_signal(cx, &signals)?.into())
}

/// Creates a signal that is aborted when any of `signals` is (DOM §3.2, create a dependent abort signal).
fn dependent_signal(cx: &mut Context<'_>, signals: &[Object]) -> Result<Object, Thrown> {
    if let Some(&aborted) = signals.iter().find(|&&signal| Signal::is_aborted(cx, signal)) {
        let reason = Signal::reason(cx, aborted);
        return Ok(new_signal(cx, Signal::aborted(reason)));
    }
    let mut sources = List::<Object>::new();
    for &signal in signals {
        let own = Signal::of(cx, signal)?.sources.len().max(1);
        cx.charge(price::elements(sources.len().saturating_mul(own)))?;
        let slots = Signal::of(cx, signal)?;
        let own = if slots.dependent { core::mem::take(&mut slots.sources) } else { [signal].into() };
        for &source in &own {
            if !sources.contains(&source) {
                sources.push(cx, source)?;
            }
        }
        let slots = Signal::of(cx, signal)?;
        if slots.dependent {
            slots.sources = own;
        }
    }
    let kept = cx.heap().list_of_value(sources.iter().copied());
    let result = new_signal(cx, Signal { dependent: true, sources: kept, ..Signal::default() });
    for source in sources {
        if !try_push(&mut Signal::of(cx, source)?.dependents, result) {
            cx.heap().meter.refuse();
        }
        cx.heap().account(size_of::<Object>());
    }
    Ok(result)
}

/// `onabort` (DOM §3.2).
fn onabort(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let signal = this_signal(cx, &call)?;
    let name = cx.heap().string("abort");
    handler(cx, signal, name)
}

fn set_onabort(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let signal = this_signal(cx, &call)?;
    let name = cx.heap().string("abort");
    set_handler(cx, signal, name, call.get(0))?;
    Ok(Value::Undefined)
}
