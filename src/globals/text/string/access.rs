//! Methods that return characters or parts of a string.

use super::this_string;
use crate::js::{
    Arguments, Context, JsString, Thrown, Value,
    string::{utf16_position, utf16_unit},
    utf16_len,
};

/// Returns the length of a string in UTF-16 units.
pub(super) fn length(cx: &mut Context<'_>, string: JsString) -> usize {
    utf16_len(cx.heap().text(string))
}

/// Converts a number to an index, or returns `None` if it is negative. A number beyond `usize` saturates, which is
/// beyond the end of every string.
fn index(number: f64) -> Option<usize> {
    (number >= 0.0).then_some(number as usize)
}

/// Reads the receiver, and the first argument as an index.
fn string_and_index(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<(JsString, Option<usize>), Thrown> {
    let string = this_string(cx, call)?;
    Ok((string, index(cx.to_integer(call.get(0))?)))
}

/// `String.prototype.at` (§22.1.3.1).
pub(super) fn at(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let string = this_string(cx, &call)?;
    let relative = cx.to_integer(call.get(0))?;
    let position = if relative < 0.0 { length(cx, string) as f64 + relative } else { relative };
    let unit = index(position).and_then(|index| cx.heap().unit_at(string, index));
    Ok(unit.map_or(Value::Undefined, Value::from))
}

/// `String.prototype.charAt` (§22.1.3.2).
pub(super) fn char_at(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (string, index) = string_and_index(cx, &call)?;
    let unit = index.and_then(|index| cx.heap().unit_at(string, index));
    Ok(unit.unwrap_or(cx.heap().names().empty).into())
}

/// `String.prototype.charCodeAt` (§22.1.3.3).
pub(super) fn char_code_at(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (string, index) = string_and_index(cx, &call)?;
    let unit = index.and_then(|index| utf16_unit(cx.heap().text(string), index));
    Ok(unit.map_or(f64::NAN, f64::from).into())
}

/// `String.prototype.codePointAt` (§22.1.3.4).
pub(super) fn code_point_at(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (string, index) = string_and_index(cx, &call)?;
    let Some(index) = index else { return Ok(Value::Undefined) };
    let text = cx.heap().text(string);
    let code = match utf16_position(text, index) {
        (_, true) => utf16_unit(text, index).map(u32::from),
        (start, false) => text.get(start..).and_then(|rest| rest.chars().next()).map(u32::from),
    };
    Ok(code.map_or(Value::Undefined, Value::from))
}

/// `String.prototype.isWellFormed` (§22.1.3.10). Always `true`: creating a string replaces its lone surrogates.
pub(super) fn is_well_formed(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    this_string(cx, &call)?;
    Ok(true.into())
}

/// `String.prototype.toWellFormed` (§22.1.3.31).
pub(super) fn to_well_formed(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok(this_string(cx, &call)?.into())
}

/// Returns the UTF-16 units from `start` to `end` as a string.
fn part(cx: &mut Context<'_>, string: JsString, start: usize, end: usize) -> Result<Value, Thrown> {
    let mut part = cx.text();
    part.push_units(cx.heap().text(string), start..end);
    cx.finish(part)
}

/// `String.prototype.slice` (§22.1.3.22).
pub(super) fn slice(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let string = this_string(cx, &call)?;
    let length = length(cx, string) as u64;
    let start = cx.to_relative_index(call.get(0), length, 0)?;
    let end = cx.to_relative_index(call.get(1), length, length)?;
    part(cx, string, start as usize, end as usize)
}

/// `String.prototype.substring` (§22.1.3.25).
pub(super) fn substring(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let string = this_string(cx, &call)?;
    let length = length(cx, string) as f64;
    let start = cx.to_integer(call.get(0))?.clamp(0.0, length);
    let end = match call.get(1) {
        Value::Undefined => length,
        end => cx.to_integer(end)?.clamp(0.0, length),
    };
    part(cx, string, start.min(end) as usize, start.max(end) as usize)
}

/// `String.prototype.substr` (§B.2.2.1).
pub(super) fn substr(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let string = this_string(cx, &call)?;
    let size = length(cx, string) as u64;
    let start = cx.to_relative_index(call.get(0), size, 0)?;
    let length = match call.get(1) {
        Value::Undefined => size as f64,
        length => cx.to_integer(length)?.clamp(0.0, size as f64),
    };
    part(cx, string, start as usize, (start as f64 + length).min(size as f64) as usize)
}
