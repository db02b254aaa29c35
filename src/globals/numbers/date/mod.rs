//! `Date` (ECMA-262 §21.4).
//!
//! The host defines local time, with [`Host::time_zone_offset`](crate::host::Host::time_zone_offset).

mod calendar;
mod fields;
mod format;
mod parse;
mod token;
mod zone;

use alloc::format;

pub(in crate::globals) use self::format::iso_text;
use self::{
    calendar::{make_date, make_day, make_full_year, make_time, time_clip},
    fields::{Clock, get, get_year, set, set_time, set_year},
};
use crate::{
    globals::support::receiver::{incompatible_with, text_of},
    js::{Arguments, Attributes, Builtin, Class, Context, Hint, Intrinsic, Kind, Symbol, Thrown, Value, price},
};

macro_rules! getter {
    ($name:literal, $clock:ident, $field:ident) => {
        Builtin::method($name, 0, |cx, call| get(cx, &call, Clock::$clock, |fields| fields.$field.into()))
    };
}

macro_rules! setter {
    ($name:literal, $clock:ident, $length:literal, $part:ident) => {
        Builtin::method($name, $length, |cx, call| set(cx, &call, Clock::$clock, fields::$part, $length))
    };
}

pub(in crate::globals) static DATE: Class = Class::new(Intrinsic::Date, "Date")
    .constructor(7, construct)
    .statics(&[
        Builtin::method("now", 0, |cx, _| Ok(current_time(cx).into())),
        Builtin::method("parse", 1, parse),
        Builtin::method("UTC", 7, utc),
    ])
    .prototype(&[
        Builtin::method("toString", 0, format::to_string),
        Builtin::method("toDateString", 0, format::to_date_string),
        Builtin::method("toTimeString", 0, format::to_time_string),
        Builtin::method("toISOString", 0, format::to_iso_string),
        Builtin::method("toUTCString", 0, format::to_utc_string),
        Builtin::alias("toGMTString", "toUTCString"),
        getter!("getDate", Local, day),
        setter!("setDate", Local, 1, DAY),
        getter!("getDay", Local, weekday),
        getter!("getFullYear", Local, year),
        setter!("setFullYear", Local, 3, YEAR),
        getter!("getHours", Local, hour),
        setter!("setHours", Local, 4, HOUR),
        getter!("getMilliseconds", Local, millisecond),
        setter!("setMilliseconds", Local, 1, MILLISECOND),
        getter!("getMinutes", Local, minute),
        setter!("setMinutes", Local, 3, MINUTE),
        getter!("getMonth", Local, month),
        setter!("setMonth", Local, 2, MONTH),
        getter!("getSeconds", Local, second),
        setter!("setSeconds", Local, 2, SECOND),
        Builtin::method("getTime", 0, get_time),
        Builtin::method("setTime", 1, set_time),
        Builtin::method("getTimezoneOffset", 0, get_timezone_offset),
        getter!("getUTCDate", Utc, day),
        setter!("setUTCDate", Utc, 1, DAY),
        getter!("getUTCDay", Utc, weekday),
        getter!("getUTCFullYear", Utc, year),
        setter!("setUTCFullYear", Utc, 3, YEAR),
        getter!("getUTCHours", Utc, hour),
        setter!("setUTCHours", Utc, 4, HOUR),
        getter!("getUTCMilliseconds", Utc, millisecond),
        setter!("setUTCMilliseconds", Utc, 1, MILLISECOND),
        getter!("getUTCMinutes", Utc, minute),
        setter!("setUTCMinutes", Utc, 3, MINUTE),
        getter!("getUTCMonth", Utc, month),
        setter!("setUTCMonth", Utc, 2, MONTH),
        getter!("getUTCSeconds", Utc, second),
        setter!("setUTCSeconds", Utc, 2, SECOND),
        Builtin::method("valueOf", 0, get_time),
        Builtin::method("getYear", 0, get_year),
        Builtin::method("setYear", 1, set_year),
        Builtin::method("toJSON", 1, format::to_json),
        Builtin::method("toLocaleString", 0, format::to_locale_string),
        Builtin::method("toLocaleDateString", 0, format::to_locale_date_string),
        Builtin::method("toLocaleTimeString", 0, format::to_locale_time_string),
        Builtin::method("[Symbol.toPrimitive]", 1, to_primitive)
            .at(Symbol::TO_PRIMITIVE)
            .with(Attributes::CONFIGURABLE),
    ]);

fn current_time(cx: &mut Context<'_>) -> f64 {
    time_clip(cx.host().wall_clock().as_millis() as f64)
}

/// `Date` (§21.4.2.1).
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let Some(new_target) = call.new_target else {
        let now = current_time(cx);
        return Ok(format::date_string(cx, now));
    };
    let time = match call.list {
        [] => current_time(cx),
        &[value] => match value.as_object().map(|object| &cx.heap().cell(object).kind) {
            Some(&Kind::Date(time)) => time,
            _ => match cx.to_primitive(value, Hint::Default)? {
                Value::String(text) => time_of_text(cx, text.into()),
                other => time_clip(cx.to_number(other)?),
            },
        },
        list => {
            let local = time_of_parts(cx, list)?;
            time_clip(zone::utc(cx, local))
        }
    };
    Ok(cx.create(new_target, Intrinsic::Date, Kind::Date(time))?.into())
}

/// Converts up to seven arguments, from the year to the milliseconds, to a time.
fn time_of_parts(cx: &mut Context<'_>, list: &[Value]) -> Result<f64, Thrown> {
    let mut parts = [f64::NAN, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0];
    for (part, &value) in parts.iter_mut().zip(list) {
        *part = cx.to_number(value)?;
    }
    let [year, month, day, hour, minute, second, ms] = parts;
    Ok(make_date(make_day(make_full_year(year), month, day), make_time(hour, minute, second, ms)))
}

/// `Date.UTC` (§21.4.3.4).
fn utc(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok(time_clip(time_of_parts(cx, call.list)?).into())
}

/// `Date.parse` (§21.4.3.2).
fn parse(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let text = cx.to_string(call.get(0))?;
    Ok(time_of_text(cx, text.into()).into())
}

/// Parses a string as a time value. Returns NaN if it is not a date.
fn time_of_text(cx: &mut Context<'_>, text: Value) -> f64 {
    let Value::String(text) = text else { return f64::NAN };
    let length = cx.heap().text(text).len();
    cx.heap().charge(price::each(length));
    let Some(parsed) = parse::parse(cx.heap().text(text)) else { return f64::NAN };
    let [year, month, day] = parsed.date.map(f64::from);
    let [hour, minute, second, ms] = parsed.time.map(f64::from);
    let time = make_date(make_day(year, month - 1.0, day), make_time(hour, minute, second, ms));
    time_clip(match parsed.offset {
        Some(minutes) => time - minutes as f64 * calendar::MS_PER_MINUTE,
        None => zone::utc(cx, time),
    })
}

/// `thisTimeValue` (§21.4.4).
fn this_time(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<f64, Thrown> {
    match call.this.as_object().map(|object| &cx.heap().cell(object).kind) {
        Some(&Kind::Date(time)) => Ok(time),
        _ => Err(cx.type_error("this is not a Date object.")),
    }
}

/// `Date.prototype.getTime` (§21.4.4.10) and `Date.prototype.valueOf` (§21.4.4.44).
fn get_time(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok(this_time(cx, &call)?.into())
}

/// `Date.prototype.getTimezoneOffset` (§21.4.4.11): UTC minus local time, in minutes.
fn get_timezone_offset(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let time = this_time(cx, &call)?;
    if time.is_nan() {
        return Ok(time.into());
    }
    // Negate as an integer, so the result is never −0.
    Ok(zone::offset(cx, time).saturating_neg().into())
}

/// `Date.prototype[Symbol.toPrimitive]` (§21.4.4.45).
fn to_primitive(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let Value::Object(date) = call.this else {
        return Err(incompatible_with(cx, "Date.prototype [ @@toPrimitive ]", call.this));
    };
    let hint = match call.get(0) {
        Value::String(hint) => match cx.heap().text(hint) {
            "string" | "default" => Ok(Hint::String),
            "number" => Ok(Hint::Number),
            other => Err(other.into()),
        },
        other => Err(text_of(cx, other)),
    };
    match hint {
        Ok(hint) => cx.ordinary_to_primitive(date, hint),
        Err(shown) => Err(cx.type_error(&format!("Invalid hint: {shown}"))),
    }
}
