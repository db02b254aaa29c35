//! `Promise.all`, `Promise.allSettled`, `Promise.any` and `Promise.race` (ECMA-262 §27.2.4.1 to §27.2.4.5).

use alloc::{boxed::Box, vec::Vec};

use super::capability::{Capability, invoke_then, this_constructor};
use crate::js::{
    Arguments, Attributes, Context, Intrinsic, Kind, NativeFn, Object, Property, Slots, Thrown, Value, try_push,
};

/// The state that the element functions of one call share (§27.2.4.1.3 and its counterparts).
#[derive(Debug)]
struct Gathering {
    /// The function that resolves or rejects the combined promise. It is called with the complete list.
    finish: Value,
    /// Whether the list holds rejection reasons, to be wrapped in an `AggregateError` (`Promise.any`).
    of_errors: bool,
    /// The result of each promise, or `None` while it is pending.
    values: Vec<Option<Value>>,
    /// The number of pending promises, plus 1 until the iterable is exhausted.
    remaining: usize,
}

impl Slots for Gathering {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.finish);
        self.values.iter().flatten().copied().for_each(visit);
    }

    fn bytes(&self) -> usize {
        self.values.capacity().saturating_mul(size_of::<Option<Value>>())
    }
}

/// Creates the two handlers of one promise, for its fulfilment and its rejection.
type Handlers = fn(&mut Context<'_>, Object, usize, Capability) -> [Value; 2];

/// `Promise.all` (§27.2.4.1).
pub(super) fn all(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    combine(cx, &call, "Promise.all", false, |cx, gathering, index, whole| {
        [element(cx, gathering, index, |cx, call| settle(cx, &call, |_, value| value)), whole.reject]
    })
}

/// `Promise.allSettled` (§27.2.4.2).
pub(super) fn all_settled(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    combine(cx, &call, "Promise.allSettled", false, |cx, gathering, index, _| {
        [
            element(cx, gathering, index, |cx, call| {
                settle(cx, &call, |cx, value| outcome(cx, "fulfilled", "value", value))
            }),
            element(cx, gathering, index, |cx, call| {
                settle(cx, &call, |cx, reason| outcome(cx, "rejected", "reason", reason))
            }),
        ]
    })
}

/// `Promise.any` (§27.2.4.3).
pub(super) fn any(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    combine(cx, &call, "Promise.any", true, |cx, gathering, index, whole| {
        [whole.resolve, element(cx, gathering, index, |cx, call| settle(cx, &call, |_, reason| reason))]
    })
}

/// `Promise.race` (§27.2.4.5).
pub(super) fn race(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let constructor = this_constructor(cx, &call, "Promise.race")?;
    let whole = Capability::new(cx, call.this)?;
    let raced = resolver(cx, constructor).and_then(|promise_resolve| {
        cx.iterate(call.get(0), |cx, next| {
            let next = cx.call(promise_resolve, call.this, &[next])?;
            invoke_then(cx, next, [whole.resolve, whole.reject]).map(drop)
        })
    });
    reject_abrupt(cx, whole, raced)
}

/// Implements `Promise.all`, `Promise.allSettled` and `Promise.any` (`PerformPromiseAll`, §27.2.4.1.2, and its
/// counterparts).
fn combine(
    cx: &mut Context<'_>,
    call: &Arguments<'_>,
    name: &str,
    of_errors: bool,
    handlers: Handlers,
) -> Result<Value, Thrown> {
    let constructor = this_constructor(cx, call, name)?;
    let whole = Capability::new(cx, call.this)?;
    let finish = if of_errors { whole.reject } else { whole.resolve };
    let slots = Gathering { finish, of_errors, values: Vec::new(), remaining: 1 };
    let gathering = cx.heap().alloc_kind(Intrinsic::Object, Kind::Slots(Box::new(slots)));
    let gathered = resolver(cx, constructor).and_then(|promise_resolve| {
        let mut index = 0;
        cx.iterate(call.get(0), |cx, next| {
            expect(cx, gathering)?;
            let next = cx.call(promise_resolve, call.this, &[next])?;
            let handlers = handlers(cx, gathering, index, whole);
            index = index.saturating_add(1);
            invoke_then(cx, next, handlers).map(drop)
        })?;
        arrive(cx, gathering)
    });
    reject_abrupt(cx, whole, gathered)
}

/// `GetPromiseResolve` (§27.2.4.1.1).
fn resolver(cx: &mut Context<'_>, constructor: Object) -> Result<Value, Thrown> {
    let resolve = cx.get_named(constructor, "resolve")?;
    if cx.heap().is_callable(resolve) {
        return Ok(resolve);
    }
    Err(cx.type_error("Promise resolve or reject function is not callable"))
}

/// `IfAbruptRejectPromise` (§27.2.1.1.1).
fn reject_abrupt(cx: &mut Context<'_>, whole: Capability, result: Result<(), Thrown>) -> Result<Value, Thrown> {
    if let Err(thrown) = result {
        cx.call_reject(whole.reject, thrown)?;
    }
    Ok(whole.promise)
}

/// Appends a pending result to the list.
fn expect(cx: &mut Context<'_>, gathering: Object) -> Result<(), Thrown> {
    let slots = cx.slots::<Gathering>(gathering)?;
    if !try_push(&mut slots.values, None) {
        return Err(cx.range_error("Invalid array length"));
    }
    slots.remaining = slots.remaining.saturating_add(1);
    cx.heap().account(size_of::<Option<Value>>());
    Ok(())
}

/// Creates the function that stores the result of one promise at its index.
fn element(cx: &mut Context<'_>, gathering: Object, index: usize, call: NativeFn) -> Value {
    cx.heap().captured(1, call, [gathering.into(), (index as f64).into()]).into()
}

/// Stores the result of a promise (§27.2.4.1.3 and its counterparts). Only the first call for an index counts.
fn settle(
    cx: &mut Context<'_>,
    call: &Arguments<'_>,
    shown: fn(&mut Context<'_>, Value) -> Value,
) -> Result<Value, Thrown> {
    let (gathering, index) = (cx.captured(call, 0), cx.captured(call, 1).as_number().unwrap_or(0.0) as usize);
    let Value::Object(gathering) = gathering else { return Ok(Value::Undefined) };
    let value = shown(cx, call.get(0));
    match cx.slots::<Gathering>(gathering)?.values.get_mut(index) {
        Some(place @ None) => *place = Some(value),
        _ => return Ok(Value::Undefined),
    }
    arrive(cx, gathering).map(|()| Value::Undefined)
}

/// Records that a promise has settled. The last one settles the combined promise.
fn arrive(cx: &mut Context<'_>, gathering: Object) -> Result<(), Thrown> {
    let slots = cx.slots::<Gathering>(gathering)?;
    slots.remaining = slots.remaining.saturating_sub(1);
    if slots.remaining > 0 {
        return Ok(());
    }
    let (finish, of_errors) = (slots.finish, slots.of_errors);
    let values = core::mem::take(&mut slots.values);
    let values = cx.heap().list(values.into_iter().flatten());
    let list = cx.heap().array(values);
    let result = if of_errors { aggregate_error(cx, list) } else { list };
    cx.call(finish, Value::Undefined, &[result.into()]).map(drop)
}

/// Creates the object that describes how a promise was settled (§27.2.4.2.2).
fn outcome(cx: &mut Context<'_>, status: &str, key: &str, value: Value) -> Value {
    let heap = cx.heap();
    let result = heap.object();
    let status = heap.string(status);
    heap.define_data(result, "status", status);
    heap.define_data(result, key, value);
    result.into()
}

/// Creates the error with which `Promise.any` rejects if no promise is fulfilled (§27.2.4.3.1).
fn aggregate_error(cx: &mut Context<'_>, errors: Object) -> Object {
    let heap = cx.heap();
    let class = match heap.prototype(Intrinsic::AggregateError) {
        Some(_) => Intrinsic::AggregateError,
        None => Intrinsic::Error,
    };
    let error = heap.error_of(class, "All promises were rejected");
    let key = heap.key_from("errors");
    heap.define(error, key, Property::data(errors, Attributes::METHOD));
    error
}
