//! `performance` (W3C High Resolution Time §7). Its time origin is the beginning of the host's monotonic clock; the entries
//! of the Performance Timeline (`mark`, `measure`) are left out.

use alloc::boxed::Box;

use super::idl::{illegal_constructor, invalid_this, operation, read_only};
use crate::js::{Arguments, Attributes, Builtin, Class, Context, Intrinsic, Kind, Property, Slots, Thrown, Value};

pub(in crate::globals) static PERFORMANCE: &[Builtin] = &[
    Builtin::class(&PERFORMANCE_CLASS),
    Builtin::getter("performance", performance).with(Attributes::ENUMERABLE.union(Attributes::CONFIGURABLE)),
];

pub(in crate::globals) static PERFORMANCE_CLASSES: &[&Class] = &[&PERFORMANCE_CLASS];

static PERFORMANCE_CLASS: Class = Class {
    intrinsic: Intrinsic::Performance,
    name: "Performance",
    length: 0,
    construct: illegal_constructor,
    statics: &[],
    prototype: &[
        Builtin::constructor(&PERFORMANCE_CLASS),
        operation("now", 0, |cx, _| Ok(now(cx).into())),
        read_only("timeOrigin", |cx, call| this_origin(cx, &call).map(Value::from)),
        operation("toJSON", 0, to_json),
        Builtin::tag("Performance"),
    ],
    // An `EventTarget` where there are events; nothing is ever dispatched to it.
    parent: None,
};

/// The internal slots of `performance`.
#[derive(Debug)]
struct Origin {
    /// Milliseconds since 1970.
    time: f64,
}

impl Slots for Origin {}

/// §7.1 `now()`: milliseconds since the time origin.
pub(super) fn now(cx: &mut Context<'_>) -> f64 {
    cx.host().monotonic().as_nanos() as f64 / 1e6
}

/// The global's getter, which puts the one object in its own place.
fn performance(cx: &mut Context<'_>, _: Arguments<'_>) -> Result<Value, Thrown> {
    let time = cx.host().wall_clock().as_nanos() as f64 / 1e6 - now(cx);
    let heap = cx.heap();
    let performance = heap.alloc_kind(Intrinsic::Performance, Kind::Slots(Box::new(Origin { time })));
    let (global, key) = (heap.global(), heap.key_from("performance"));
    heap.define(global, key, Property::data(performance, Attributes::ASSIGNED));
    Ok(performance.into())
}

fn this_origin(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<f64, Thrown> {
    match cx.heap().slots::<Origin>(call.this) {
        Some(origin) => Ok(origin.time),
        None => Err(invalid_this(cx, "Performance")),
    }
}

/// §7.3 `toJSON()`
fn to_json(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let time = this_origin(cx, &call)?;
    let heap = cx.heap();
    let json = heap.object();
    heap.define_data(json, "timeOrigin", time);
    Ok(json.into())
}
