//! `performance` (W3C High Resolution Time §7). The time origin is the zero of the monotonic host clock. The entries
//! of the Performance Timeline (`mark`, `measure`) are not implemented.

use alloc::boxed::Box;

use crate::{
    globals::support::{
        idl::{illegal_constructor, operation, read_only},
        node_error::invalid_arg_type,
    },
    js::{Arguments, Attributes, Builtin, Class, Context, Intrinsic, Kind, Property, Slots, Thrown, Value},
};

pub(in crate::globals) static PERFORMANCE: &[Builtin] = &[
    Builtin::class(&PERFORMANCE_CLASS),
    Builtin::getter("performance", performance).with(Attributes::ENUMERABLE.union(Attributes::CONFIGURABLE)),
];

static PERFORMANCE_CLASS: Class = Class::interface(Intrinsic::Performance, "Performance")
    .constructor(0, illegal_constructor)
    .prototype(&[
        operation("now", 0, |cx, call| this_origin(cx, &call).map(|_| now(cx).into())),
        read_only("timeOrigin", |cx, call| this_origin(cx, &call).map(Value::from)),
        operation("toJSON", 0, to_json),
    ])
    .tagged();

/// The internal slots of `performance`.
#[derive(Debug)]
struct Origin {
    /// The time origin, in milliseconds since 1970.
    time: f64,
}

impl Slots for Origin {}

/// `now()` (§7.1). Returns milliseconds since the time origin.
pub(super) fn now(cx: &mut Context<'_>) -> f64 {
    cx.host().monotonic().as_nanos() as f64 / 1e6
}

/// The getter of the global `performance`. Creates the object, and replaces the accessor with it.
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
        None => Err(invalid_arg_type(cx, "this", "an instance of Performance", call.this)),
    }
}

/// `toJSON()` (§7.3).
fn to_json(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let time = this_origin(cx, &call)?;
    let heap = cx.heap();
    let json = heap.object();
    heap.define_data(json, "timeOrigin", time);
    Ok(json.into())
}
