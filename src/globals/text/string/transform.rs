//! Methods that build a string from whole strings.

use alloc::format;

use super::{
    super::unicode::{Form, normalized},
    access::length,
    charge, push, this_string,
};
use crate::js::{Arguments, Context, Text, Thrown, Value, number, price, utf16_len};

/// `String.prototype.concat` (§22.1.3.5).
pub(super) fn concat(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let string = this_string(cx, &call)?;
    let mut text = cx.text();
    push(cx, &mut text, string.into())?;
    for &value in call.list {
        push(cx, &mut text, value)?;
    }
    cx.finish(text)
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

/// `String.prototype.padEnd` (§22.1.3.16) and `String.prototype.padStart` (§22.1.3.17).
#[expect(clippy::arithmetic_side_effects, reason = "`checked_div` rules out a size of zero")]
pub(super) fn pad(cx: &mut Context<'_>, call: &Arguments<'_>, at_start: bool) -> Result<Value, Thrown> {
    let string = this_string(cx, call)?;
    let target = cx.to_integer(call.get(0))?;
    let missing = target - length(cx, string) as f64;
    if missing <= 0.0 {
        return Ok(string.into());
    }
    let filler = match call.get(1) {
        Value::Undefined => cx.heap().string(" "),
        filler => cx.to_string(filler)?,
    };
    let heap = cx.heap();
    let (text, filler) = (heap.text(string), heap.text(filler));
    let (units, size) = (missing as usize, utf16_len(filler));
    let Some(copies) = units.checked_div(size) else { return Ok(string.into()) };
    let mut padded = Text::new(heap);
    padded.push_str(if at_start { "" } else { text });
    padded.push_repeated(filler, copies);
    padded.push_units(filler, 0..units % size);
    padded.push_str(if at_start { text } else { "" });
    cx.finish(padded)
}

/// `String.prototype.repeat` (§22.1.3.18).
pub(super) fn repeat(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let string = this_string(cx, &call)?;
    let count = cx.to_integer(call.get(0))?;
    if count < 0.0 || count.is_infinite() {
        let shown = number::to_string(count);
        return Err(cx.range_error(&format!("Invalid count value: {shown}")));
    }
    let heap = cx.heap();
    let mut repeated = Text::new(heap);
    repeated.push_repeated(heap.text(string), count as usize);
    cx.finish(repeated)
}

/// A method of `str` that trims one end or both.
type Trim = for<'a> fn(&'a str, fn(char) -> bool) -> &'a str;

/// `String.prototype.trim`, `trimEnd` and `trimStart` (§22.1.3.32 to §22.1.3.34).
pub(super) fn trim(cx: &mut Context<'_>, call: &Arguments<'_>, trim: Trim) -> Result<Value, Thrown> {
    let string = this_string(cx, call)?;
    let heap = cx.heap();
    let text = heap.text(string);
    let trimmed = trim(text, number::is_white_space);
    if trimmed.len() == text.len() {
        return Ok(string.into());
    }
    let dropped = text.len().saturating_sub(trimmed.len());
    let mut copy = Text::new(heap);
    copy.push_str(trimmed);
    cx.charge(price::each(dropped) / 2)?;
    cx.finish(copy)
}
