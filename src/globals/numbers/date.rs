//! `Date` (ECMA-262 §21.4), as far as Go's library uses it: moments, and the offset of local time.

use crate::js::{Arguments, Builtin, Class, Context, Intrinsic, Kind, Value, number};

pub(in crate::globals) static DATE: Class = Class {
    intrinsic: Intrinsic::Date,
    name: "Date",
    length: 7,
    construct,
    statics: &[Builtin::method("now", 0, now)],
    prototype: &[
        Builtin::constructor(&DATE),
        Builtin::method("getTime", 0, get_time),
        Builtin::method("getTimezoneOffset", 0, get_timezone_offset),
        Builtin::method("valueOf", 0, get_time),
    ],
    parent: None,
};

/// The latest moment that a `Date` holds, in milliseconds from 1970 (§21.4.1.1).
const MAX_TIME: f64 = 8.64e15;

fn current_time(cx: &mut Context<'_>) -> f64 {
    cx.host().wall_clock().as_millis() as f64
}

/// §21.4.1.31 TimeClip
fn time_clip(time: f64) -> f64 {
    if time.abs() <= MAX_TIME { number::to_integer_or_infinity(time) } else { f64::NAN }
}

/// §21.4.2.1, for no argument, a number and another date.
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    let time = match (call.list, call.new_target) {
        ([], Some(_)) => current_time(cx),
        ([value], Some(_)) => match value.as_object().map(|object| &cx.heap().cell(object).kind) {
            Some(&Kind::Date(time)) => time,
            _ if matches!(value, Value::String(_)) => return Err(cx.not_implemented()),
            _ => time_clip(cx.to_number(*value)?),
        },
        _ => return Err(cx.not_implemented()),
    };
    match call.new_target {
        Some(new_target) => Ok(cx.create(new_target, Intrinsic::Date, Kind::Date(time))?.into()),
        None => Err(cx.not_implemented()),
    }
}

/// §21.4.3.1
fn now(cx: &mut Context<'_>, _: Arguments<'_>) -> Result<Value, Value> {
    Ok(current_time(cx).into())
}

fn this_time(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<f64, Value> {
    match call.this.as_object().map(|object| &cx.heap().cell(object).kind) {
        Some(&Kind::Date(time)) => Ok(time),
        _ => Err(cx.type_error("this is not a Date object.")),
    }
}

/// §21.4.4.10 and §21.4.4.44
fn get_time(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    Ok(this_time(cx, &call)?.into())
}

/// §21.4.4.11: what UTC is ahead of local time, in minutes.
fn get_timezone_offset(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    let time = this_time(cx, &call)?;
    if time.is_nan() {
        return Ok(time.into());
    }
    let ahead = cx.host().time_zone_offset(time as i64);
    // Not −0, where the two are equal.
    Ok(ahead.saturating_neg().into())
}
