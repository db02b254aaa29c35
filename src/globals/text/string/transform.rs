//! Methods that build a string from whole strings.

use alloc::{format, string::String};

use super::{
    super::unicode::{Form, normalized},
    access::length,
    charge, push, this_string,
};
use crate::js::{
    Arguments, Context, JsString, Thrown, Value, number, price,
    string::{MAX_LEN, TooLong, append, append_utf16, copy},
    utf16_len,
};

/// `String.prototype.concat` (§22.1.3.5).
pub(super) fn concat(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let string = this_string(cx, &call)?;
    let mut text = String::new();
    push(cx, &mut text, string.into())?;
    for &value in call.list {
        push(cx, &mut text, value)?;
    }
    Ok(cx.heap().string_from(text).into())
}

/// `String.prototype.normalize` (§22.1.3.15).
pub(super) fn normalize(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let string = this_string(cx, &call)?;
    let form = match call.get(0) {
        Value::Undefined => Some(Form::Nfc),
        form => {
            let form = cx.to_string(form)?;
            Form::named(cx.heap().text(form))
        }
    };
    match form {
        Some(_) if cx.heap().text(string).is_ascii() => Ok(string.into()),
        Some(form) => {
            charge(cx, string)?;
            normalized(cx, string, form)
        }
        None => Err(cx.range_error("The normalization form should be one of NFC, NFD, NFKC, NFKD.")),
    }
}

/// Returns the receiver and its padding (`StringPaddingBuiltinsImpl`, §22.1.3.17.1).
fn padding(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<(JsString, Result<String, TooLong>), Thrown> {
    let string = this_string(cx, call)?;
    let target = cx.to_integer(call.get(0))?;
    let missing = target - length(cx, string) as f64;
    if missing <= 0.0 {
        return Ok((string, Ok(String::new())));
    }
    let filler = match call.get(1) {
        Value::Undefined => cx.heap().string(" "),
        filler => cx.to_string(filler)?,
    };
    let units = missing as usize;
    let is_empty = cx.heap().text(filler).is_empty();
    if !is_empty && units > cx.heap().string_room() {
        return Ok((string, Err(TooLong)));
    }
    Ok((string, filling(cx.heap().text(filler), units)))
}

/// Repeats a text until it has the given number of UTF-16 units.
#[expect(clippy::arithmetic_side_effects, reason = "`checked_div` rules out a size of zero")]
fn filling(filler: &str, units: usize) -> Result<String, TooLong> {
    let size = utf16_len(filler);
    let Some(whole) = units.checked_div(size) else { return Ok(String::new()) };
    let mut filling = repeated(filler, whole)?;
    append_utf16(&mut filling, filler, 0..units % size)?;
    Ok(filling)
}

#[expect(clippy::arithmetic_side_effects, reason = "the divisors are not zero")]
fn repeated(text: &str, count: usize) -> Result<String, TooLong> {
    let length = text.len().checked_mul(count).ok_or(TooLong)?;
    let mut all = String::new();
    if length > MAX_LEN {
        return Err(TooLong);
    }
    all.try_reserve_exact(length)?;
    // Append a short text in blocks of several copies.
    let times = (4096 / text.len().max(1)).min(count);
    let mut left = count;
    if times > 1 {
        let some = text.repeat(times);
        for _ in 0..count / times {
            all.push_str(&some);
        }
        left = count % times;
    }
    for _ in 0..left {
        all.push_str(text);
    }
    Ok(all)
}

/// `String.prototype.padEnd` (§22.1.3.16).
pub(super) fn pad_end(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (string, padding) = padding(cx, &call)?;
    let text = cx.heap().text(string);
    let padded = padding.and_then(|padding| {
        let mut padded = copy(text)?;
        append(&mut padded, &padding)?;
        Ok(padded)
    });
    cx.made(padded)
}

/// `String.prototype.padStart` (§22.1.3.17).
pub(super) fn pad_start(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (string, padding) = padding(cx, &call)?;
    let text = cx.heap().text(string);
    let padded = padding.and_then(|mut padded| {
        append(&mut padded, text)?;
        Ok(padded)
    });
    cx.made(padded)
}

/// `String.prototype.repeat` (§22.1.3.18).
pub(super) fn repeat(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let string = this_string(cx, &call)?;
    let count = cx.to_integer(call.get(0))?;
    if count < 0.0 || count.is_infinite() {
        let shown = number::to_string(count);
        return Err(cx.range_error(&format!("Invalid count value: {shown}")));
    }
    let length = cx.heap().text(string).len().saturating_mul(count as usize);
    if length > cx.heap().string_room() {
        return Err(cx.too_long(TooLong));
    }
    let repeated = repeated(cx.heap().text(string), count as usize);
    cx.made(repeated)
}

/// A method of `str` that trims one end or both.
type Trim = for<'a> fn(&'a str, fn(char) -> bool) -> &'a str;

/// `String.prototype.trim`, `trimEnd` and `trimStart` (§22.1.3.32 to §22.1.3.34).
pub(super) fn trim(cx: &mut Context<'_>, call: &Arguments<'_>, trim: Trim) -> Result<Value, Thrown> {
    let string = this_string(cx, call)?;
    let text = cx.heap().text(string);
    let trimmed = trim(text, number::is_white_space);
    if trimmed.len() == text.len() {
        return Ok(string.into());
    }
    let dropped = text.len().saturating_sub(trimmed.len());
    let trimmed = copy(trimmed);
    cx.charge(price::each(dropped) / 2)?;
    cx.made(trimmed)
}
