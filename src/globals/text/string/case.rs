//! Case conversion.

use super::{
    super::unicode::{lower_case, upper_case},
    charge, this_string,
};
use crate::js::{Arguments, Context, JsString, Thrown, Value, string::copy};

/// `String.prototype.toLowerCase` (§22.1.3.28).
pub(super) fn to_lower_case(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    in_case(cx, &call, str::make_ascii_lowercase, lower_case)
}

/// `String.prototype.toUpperCase` (§22.1.3.30).
pub(super) fn to_upper_case(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    in_case(cx, &call, str::make_ascii_uppercase, upper_case)
}

/// Converts the case of the receiver, with `ascii` if it is ASCII and with `any` otherwise.
fn in_case(
    cx: &mut Context<'_>,
    call: &Arguments<'_>,
    ascii: fn(&mut str),
    any: fn(&mut Context<'_>, JsString) -> Result<Value, Thrown>,
) -> Result<Value, Thrown> {
    let string = this_string(cx, call)?;
    charge(cx, string)?;
    let text = cx.heap().text(string);
    if !text.is_ascii() {
        return any(cx, string);
    }
    let mapped = copy(text).map(|mut text| {
        ascii(&mut text);
        text
    });
    cx.made(mapped)
}
