//! `setTimeout`, `setInterval`, `setImmediate` and the functions that clear them (HTML §8.6, Node's [timers]).
//!
//! An immediate is a timer that is due in a nanosecond: after the pending callbacks of I/O, and before later timers. An
//! immediate that is created while timers fire is due in the next poll, so a chain of immediates does not starve other
//! callbacks.
//!
//! As in HTML, and unlike in Node, a timer can be cleared by its ID even if the program has never requested the ID.
//!
//! [timers]: https://nodejs.org/docs/latest-v20.x/api/timers.html

use alloc::boxed::Box;
use core::time::Duration;

use crate::{
    globals::support::{
        idl::{illegal_constructor, operation},
        node_error::function_argument,
        receiver::Receiver,
    },
    js::{
        Arguments, Attributes, Builtin, Callback, Class, Context, Intrinsic, Kind, Object, PropertyKey, Slots, Symbol,
        Thrown, TimerId, Value,
    },
};

pub(in crate::globals) static TIMERS: &[Builtin] = &[
    operation("clearImmediate", 1, clear_immediate),
    operation("clearInterval", 1, clear_timeout),
    operation("clearTimeout", 1, clear_timeout),
    operation("setImmediate", 4, set_immediate),
    operation("setInterval", 5, |cx, call| set_timer(cx, &call, true)),
    operation("setTimeout", 5, |cx, call| set_timer(cx, &call, false)),
];

pub(in crate::globals) static TIMEOUT: Class =
    Class::interface(Intrinsic::Timeout, "Timeout").constructor(5, illegal_constructor).prototype(&[
        Builtin::method("refresh", 0, refresh),
        Builtin::method("unref", 0, |cx, call| set_ref(cx, &call, false)),
        Builtin::method("ref", 0, |cx, call| set_ref(cx, &call, true)),
        Builtin::method("hasRef", 0, has_ref),
        operation("close", 0, close),
        Builtin::method("", 0, to_primitive).at(Symbol::TO_PRIMITIVE).with(Attributes::ASSIGNED),
    ]);

pub(in crate::globals) static IMMEDIATE: Class =
    Class::interface(Intrinsic::Immediate, "Immediate").constructor(2, illegal_constructor).prototype(&[
        Builtin::method("ref", 0, |cx, call| set_ref(cx, &call, true)),
        Builtin::method("unref", 0, |cx, call| set_ref(cx, &call, false)),
        Builtin::method("hasRef", 0, has_ref),
    ]);

/// The internal slots of a `Timeout` or an `Immediate`.
#[derive(Debug)]
struct TimerObject {
    id: u32,
    is_immediate: bool,
    /// The timer was cleared, and `refresh` does not restart it. A timer that has fired can be restarted.
    cleared: bool,
    callback: Callback,
}

impl Slots for TimerObject {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.callback.values().for_each(visit);
    }
}

/// The error of an `Immediate` names `Timeout`, too.
impl Receiver for TimerObject {
    const CLASS: &'static Class = &TIMEOUT;
}

/// Node's `setTimeout(callback[, delay[, ...args]])` and `setInterval`.
fn set_timer(cx: &mut Context<'_>, call: &Arguments<'_>, repeats: bool) -> Result<Value, Thrown> {
    let function = function_argument(cx, "callback", call.get(0))?;
    let delay = delay_from_ms(cx.to_number(call.get(1))? as i64);
    start(cx, Intrinsic::Timeout, function, call.list.get(2..), delay, repeats)
}

/// Converts a delay as Node's `setTimeout` does: a delay outside the range from 1 to 2³¹ − 1 milliseconds becomes 1.
pub(crate) fn delay_from_ms(delay_ms: i64) -> Duration {
    Duration::from_millis(u64::try_from(delay_ms).ok().filter(|delay| (1..=0x7fff_ffff).contains(delay)).unwrap_or(1))
}

/// Node's `setImmediate(callback[, ...args])`.
fn set_immediate(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let function = function_argument(cx, "callback", call.get(0))?;
    start(cx, Intrinsic::Immediate, function, call.list.get(1..), Duration::from_nanos(1), false)
}

fn start(
    cx: &mut Context<'_>,
    class: Intrinsic,
    function: Value,
    arguments: Option<&[Value]>,
    delay: Duration,
    repeats: bool,
) -> Result<Value, Thrown> {
    let arguments = cx.heap().kept_list(arguments.unwrap_or_default());
    let mut callback = Callback { timeout: Value::Undefined, function, arguments, delay, repeats, is_ref: true };
    let is_immediate = class == Intrinsic::Immediate;
    let timer = TimerObject { id: 0, is_immediate, cleared: false, callback: callback.clone() };
    let timeout = cx.heap().alloc_kind(class, Kind::Slots(Box::new(timer)));
    callback.timeout = timeout.into();
    schedule(cx, timeout, callback)?;
    Ok(timeout.into())
}

/// Starts a timer with a new ID.
fn schedule(cx: &mut Context<'_>, timeout: Object, callback: Callback) -> Result<(), Thrown> {
    let id = cx.schedule(callback.clone())?;
    let timer = cx.slots::<TimerObject>(timeout)?;
    (timer.id, timer.callback) = (id, callback);
    Ok(())
}

/// Node's `clearTimeout(timeout)` and `clearInterval`. The argument is a `Timeout` or its ID.
fn clear_timeout(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    clear(cx, call.get(0), false);
    Ok(Value::Undefined)
}

/// Node's `clearImmediate(immediate)`.
fn clear_immediate(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    clear(cx, call.get(0), true);
    Ok(Value::Undefined)
}

fn clear(cx: &mut Context<'_>, value: Value, is_immediate: bool) {
    let id = match value {
        Value::Number(number) if f64::from(number as u32) == number => Some(number as u32),
        Value::String(string) => PropertyKey::parse_index(cx.heap().text(string).as_bytes()),
        _ => None,
    };
    let timeout = match id {
        Some(id) => cx.event_loop().timers.callback_mut(id).map_or(Value::Undefined, |callback| callback.timeout),
        None => value,
    };
    let Some(timer) = cx.heap().slots_mut::<TimerObject>(timeout) else { return };
    if timer.is_immediate == is_immediate {
        timer.cleared = true;
        let id = timer.id;
        cx.event_loop().timers.clear(TimerId::Callback(id));
    }
}

/// Node's `timeout.refresh()`. Restarts the timer from the current time, even if it has fired.
fn refresh(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let timer = cx.this::<TimerObject>(&call)?;
    let (id, cleared, callback) = (timer.id, timer.cleared, timer.callback.clone());
    if cx.event_loop().timers.contains(TimerId::Callback(id)) {
        let now = cx.host().monotonic();
        cx.event_loop().timers.restart(id, now);
    } else if let (false, Value::Object(timeout)) = (cleared, call.this) {
        schedule(cx, timeout, callback)?;
    }
    Ok(call.this)
}

/// Node's `timeout.ref()` and `timeout.unref()`. Sets whether the timer keeps the program running.
fn set_ref(cx: &mut Context<'_>, call: &Arguments<'_>, is_ref: bool) -> Result<Value, Thrown> {
    let timer = cx.this::<TimerObject>(call)?;
    timer.callback.is_ref = is_ref;
    let id = timer.id;
    if let Some(callback) = cx.event_loop().timers.callback_mut(id) {
        callback.is_ref = is_ref;
    }
    Ok(call.this)
}

/// Node's `timeout.hasRef()`.
fn has_ref(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok(cx.this::<TimerObject>(&call)?.callback.is_ref.into())
}

/// Node's `timeout.close()`.
fn close(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    clear(cx, call.this, false);
    Ok(call.this)
}

/// Node's `timeout[Symbol.toPrimitive]()`. Returns the ID.
fn to_primitive(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok(cx.this::<TimerObject>(&call)?.id.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delay_out_of_range_is_one_millisecond() {
        for delay in [0, -5, 0x8000_0000, i64::MAX, i64::MIN, 1] {
            assert_eq!(delay_from_ms(delay), Duration::from_millis(1), "{delay}");
        }
        assert_eq!(delay_from_ms(0x7fff_ffff), Duration::from_millis(0x7fff_ffff));
    }
}
