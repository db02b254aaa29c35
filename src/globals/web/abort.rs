//! `AbortController` and `AbortSignal` (DOM §3).
//!
//! A signal keeps the dependent signals created from it with `AbortSignal.any` alive. The standard allows them to be
//! collected.

use alloc::{boxed::Box, vec::Vec};

use super::{
    dom_exception::dom_exception,
    event::trusted_event,
    event_target::{Target, dispatch},
    timers::delay_from_ms,
};
use crate::{
    globals::support::{
        idl::{attribute, illegal_constructor, invalid_this, new_target, operation, read_only},
        node_error::{integer_argument, invalid_arg_type},
        receiver::no_private_field,
    },
    js::{Arguments, Builtin, Callback, Class, Context, Intrinsic, Kind, Object, Slots, Thrown, Value, price, push},
};

pub(in crate::globals) static ABORT_CONTROLLER: Class = Class::interface(Intrinsic::AbortController, "AbortController")
    .constructor(0, construct)
    .prototype(&[read_only("signal", |cx, call| Ok(this_controller(cx, &call)?.into())), operation("abort", 0, abort)])
    .tagged();

pub(in crate::globals) static ABORT_SIGNAL: Class = Class::interface(Intrinsic::AbortSignal, "AbortSignal")
    .constructor(0, illegal_constructor)
    .statics(&[
        Builtin::method("abort", 0, aborted_signal),
        Builtin::method("any", 1, any),
        Builtin::method("timeout", 1, timeout),
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

impl Signal {
    pub(super) fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.reason.into_iter().for_each(&mut *visit);
        self.algorithms.iter().copied().for_each(&mut *visit);
        self.sources.iter().chain(&self.dependents).map(|&signal| Value::from(signal)).for_each(visit);
    }

    pub(super) fn bytes(&self) -> usize {
        let signals = self.sources.capacity().saturating_add(self.dependents.capacity());
        size_of::<Signal>()
            .saturating_add(self.algorithms.capacity().saturating_mul(size_of::<Value>()))
            .saturating_add(signals.saturating_mul(size_of::<Object>()))
    }

    fn of<'a>(cx: &'a mut Context<'_>, signal: Object) -> Option<&'a mut Signal> {
        cx.heap().slots_mut::<Target>(signal.into())?.signal.as_deref_mut()
    }

    /// Returns whether the object is an abort signal.
    pub(super) fn is(cx: &mut Context<'_>, object: Object) -> bool {
        Signal::of(cx, object).is_some()
    }

    pub(super) fn is_aborted(cx: &mut Context<'_>, signal: Object) -> bool {
        Signal::of(cx, signal).is_some_and(|signal| signal.reason.is_some())
    }

    pub(super) fn reason(cx: &mut Context<'_>, signal: Object) -> Value {
        Signal::of(cx, signal).and_then(|signal| signal.reason).unwrap_or_default()
    }

    /// Adds an abort algorithm, a function to call when the signal is aborted (DOM §3.2, add an algorithm).
    pub(super) fn add_algorithm(cx: &mut Context<'_>, signal: Object, function: Object) {
        if let Some(signal) = Signal::of(cx, signal) {
            if !push(&mut signal.algorithms, function.into()) {
                cx.heap().meter.refuse();
            }
        }
        cx.heap().account(size_of::<Value>());
    }

    /// Removes an abort algorithm (DOM §3.2, remove an algorithm).
    pub(super) fn remove_algorithm(cx: &mut Context<'_>, signal: Object, function: Object) {
        if let Some(signal) = Signal::of(cx, signal) {
            signal.algorithms.retain(|algorithm| algorithm.as_object() != Some(function));
        }
    }

    /// Creates a signal that is aborted when `source` is, if there is a source (DOM §3.2, create a dependent abort
    /// signal).
    pub(super) fn following(cx: &mut Context<'_>, source: Option<Object>) -> Result<Object, Thrown> {
        dependent_signal(cx, source.as_slice())
    }
}

/// Allocates an `AbortSignal` with the given slots.
fn new_signal(cx: &mut Context<'_>, signal: Signal) -> Object {
    let target = Target::of_signal(signal);
    cx.heap().alloc_kind(Intrinsic::AbortSignal, Kind::Slots(Box::new(target)))
}

/// Aborts a signal, and then its dependent signals (DOM §3.2, signal abort).
fn signal_abort(cx: &mut Context<'_>, signal: Object, reason: Value) -> Result<(), Thrown> {
    let Some(slots) = Signal::of(cx, signal) else { return Ok(()) };
    if slots.reason.is_some() {
        return Ok(());
    }
    slots.reason = Some(reason);
    let mut aborted = Vec::from([signal]);
    for dependent in core::mem::take(&mut slots.dependents) {
        if let Some(slots) = Signal::of(cx, dependent) {
            if slots.reason.is_none() {
                slots.reason = Some(reason);
                if !push(&mut aborted, dependent) {
                    cx.heap().meter.refuse();
                }
            }
        }
    }
    for signal in aborted {
        let algorithms = Signal::of(cx, signal).map(|slots| {
            slots.sources = Vec::new();
            core::mem::take(&mut slots.algorithms)
        });
        for algorithm in algorithms.unwrap_or_default() {
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
struct Controller {
    signal: Object,
}

impl Slots for Controller {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.signal.into());
    }
}

/// `new AbortController()` (DOM §3.1).
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let new_target = new_target(cx, &call)?;
    let signal = new_signal(cx, Signal::default());
    let controller = Kind::Slots(Box::new(Controller { signal }));
    Ok(cx.create(new_target, Intrinsic::AbortController, controller)?.into())
}

fn this_controller(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<Object, Thrown> {
    match cx.heap().slots::<Controller>(call.this) {
        Some(controller) => Ok(controller.signal),
        None => Err(no_private_field(cx, "#signal", call.this)),
    }
}

/// `abort(reason)` (DOM §3.1).
fn abort(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let signal = this_controller(cx, &call)?;
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
    Ok(new_signal(cx, Signal { reason: Some(reason), ..Signal::default() }).into())
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
    let mut signals = Vec::new();
    for (value, index) in list.into_iter().zip(0..) {
        match value {
            Value::Object(signal) if Signal::is(cx, signal) => {
                if !push(&mut signals, signal) {
                    return Err(cx.range_error("Invalid array length"));
                }
            }
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
        return Ok(new_signal(cx, Signal { reason: Some(reason), ..Signal::default() }));
    }
    let mut sources: Vec<Object> = Vec::new();
    for &signal in signals {
        let own = Signal::of(cx, signal).map_or(0, |slots| slots.sources.len().max(1));
        cx.charge(price::elements(sources.len().saturating_mul(own)))?;
        let Some(slots) = Signal::of(cx, signal) else { continue };
        let own = if slots.dependent { core::mem::take(&mut slots.sources) } else { [signal].into() };
        for &source in &own {
            if !sources.contains(&source) && !push(&mut sources, source) {
                cx.heap().meter.refuse();
            }
        }
        if let Some(slots) = Signal::of(cx, signal).filter(|slots| slots.dependent) {
            slots.sources = own;
        }
    }
    let kept = cx.heap().list(sources.iter().copied());
    let result = new_signal(cx, Signal { dependent: true, sources: kept, ..Signal::default() });
    for source in sources {
        if let Some(slots) = Signal::of(cx, source) {
            if !push(&mut slots.dependents, result) {
                cx.heap().meter.refuse();
            }
        }
        cx.heap().account(size_of::<Object>());
    }
    Ok(result)
}

/// `onabort` (DOM §3.2).
fn onabort(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let signal = this_signal(cx, &call)?;
    let name = cx.heap().string("abort");
    let handler = cx.heap().slots::<Target>(signal.into()).and_then(|target| target.handler(name));
    Ok(handler.filter(|handler| !handler.is_nullish()).unwrap_or(Value::Null))
}

fn set_onabort(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let signal = this_signal(cx, &call)?;
    let name = cx.heap().string("abort");
    if let Some(target) = cx.heap().slots_mut::<Target>(signal.into()) {
        target.set_handler(name, call.get(0));
    }
    Ok(Value::Undefined)
}
