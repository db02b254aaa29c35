//! The errors of Node's own ([`ERR_…`]): each has a `code`, and its `stack` begins with the class and the code.
//!
//! [`ERR_…`]: https://nodejs.org/docs/latest-v20.x/api/errors.html#nodejs-error-codes

use alloc::{
    format,
    string::{String, ToString},
};

use crate::js::{
    Attributes, Context, Intrinsic, JsString, Kind, Object, Property, PropertyKey, Slot, Thrown, Value, utf16_len,
};

/// How much is shown of a value that was refused.
const MOST: usize = 128;

/// How deep objects in objects are shown.
const DEPTH: f64 = 2.0;

/// An error of Node's, with a [code]. Its `stack` shows that, too.
///
/// [code]: https://nodejs.org/docs/latest-v20.x/api/errors.html#nodejs-error-codes
pub(in crate::globals) fn coded_error(cx: &mut Context<'_>, class: Intrinsic, code: &str, message: &str) -> Object {
    let heap = cx.heap();
    let error = heap.alloc_kind(class, Kind::Error);
    let name = heap.class_name(error);
    let stack = heap.string_from(format!("{name} [{code}]: {message}\n    at <gojs>"));
    let (code, message) = (heap.string(code), heap.string(message));
    let hidden = |value: JsString| Property::data(value, Attributes::METHOD);
    let stack_key = heap.key_from("stack");
    let message_key = PropertyKey::String(heap.names().message);
    heap.define(error, stack_key, hidden(stack));
    heap.define_data(error, "code", code);
    heap.define(error, message_key, hidden(message));
    error
}

/// A value in the message of an error of Node's, in other words where `inspect` is not linked.
pub(in crate::globals) fn inspected(cx: &mut Context<'_>, value: Value, depth: f64) -> String {
    match cx.heap().inspector() {
        Some(inspect) => inspect(cx, value, depth),
        None => cx.describe(value),
    }
}

/// `ERR_INVALID_ARG_TYPE`: `expected` is "of type function" or "an instance of Event".
pub(in crate::globals) fn invalid_arg_type(cx: &mut Context<'_>, name: &str, expected: &str, actual: Value) -> Thrown {
    let received = specific_type(cx, actual);
    let what = if name.contains('.') { "property" } else { "argument" };
    let message = format!("The \"{name}\" {what} must be {expected}. Received {received}");
    coded_error(cx, Intrinsic::TypeError, "ERR_INVALID_ARG_TYPE", &message).into()
}

/// What Node calls a value that it did not expect (`determineSpecificType`).
fn specific_type(cx: &mut Context<'_>, value: Value) -> String {
    let heap = cx.heap();
    match value {
        Value::Undefined => "undefined".into(),
        Value::Null => "null".into(),
        Value::Boolean(boolean) => format!("type boolean ({boolean})"),
        Value::Number(number) if number == 0.0 && number.is_sign_negative() => "type number (-0)".into(),
        Value::Number(number) => format!("type number ({})", heap.number_text(number)),
        Value::BigInt(bigint) => format!("type bigint ({}n)", heap.digits(bigint)),
        Value::Symbol(_) => format!("type symbol ({})", cx.describe(value)),
        Value::String(string) => {
            let text = heap.text(string);
            let units = utf16_len(text);
            let shown =
                if units > 28 { format!("{}...", text.chars().take(25).collect::<String>()) } else { text.into() };
            if shown.contains('\'') { format!("type string ({shown:?})") } else { format!("type string ('{shown}')") }
        }
        Value::Object(object) if heap.is_callable(value) => {
            let key = PropertyKey::String(heap.names().name);
            match heap.lookup(object, key).map(|property| property.slot) {
                Some(Slot::Data(Value::String(name))) => format!("function {}", heap.text(name)),
                _ => "function ".into(),
            }
        }
        Value::Object(object) => {
            let key = heap.key_from("constructor");
            match heap.lookup(object, key).map(|property| property.slot) {
                Some(Slot::Data(Value::Object(_))) => format!("an instance of {}", heap.class_name(object)),
                _ => inspected(cx, value, -1.0),
            }
        }
    }
}

/// `ERR_INVALID_ARG_VALUE`: `reason` is "is invalid" or "must be a string without null bytes".
pub(in crate::globals) fn invalid_arg_value(cx: &mut Context<'_>, name: &str, reason: &str, value: Value) -> Thrown {
    let mut received = inspected(cx, value, DEPTH);
    if let Some((end, _)) = received.char_indices().nth(MOST) {
        received.truncate(end);
        received.push_str("...");
    }
    let what = if name.contains('.') { "property" } else { "argument" };
    let message = format!("The {what} '{name}' {reason}. Received {received}");
    coded_error(cx, Intrinsic::TypeError, "ERR_INVALID_ARG_VALUE", &message).into()
}

/// `ERR_OUT_OF_RANGE`: `range` is "an integer" or ">= 0 && <= 65535".
pub(in crate::globals) fn out_of_range(cx: &mut Context<'_>, name: &str, range: &str, value: Value) -> Thrown {
    let received = match value {
        Value::Number(number) if libm::trunc(number) == number && number.abs() > TWO_TO_32 => {
            separated(&cx.heap().number_text(number))
        }
        Value::BigInt(bigint) => {
            let digits = cx.heap().digits(bigint).to_string();
            // One that is no `u64` is larger still.
            let is_short = digits.trim_start_matches('-').parse().is_ok_and(|magnitude: u64| magnitude <= 1 << 32);
            format!("{}n", if is_short { digits } else { separated(&digits) })
        }
        value => inspected(cx, value, DEPTH),
    };
    let message = format!("The value of \"{name}\" is out of range. It must be {range}. Received {received}");
    coded_error(cx, Intrinsic::RangeError, "ERR_OUT_OF_RANGE", &message).into()
}

const TWO_TO_32: f64 = 4_294_967_296.0;

/// Digits in groups of three (`addNumericalSeparator`), as far from the end as there are groups: an exponent and all.
fn separated(text: &str) -> String {
    let digits = text.trim_start_matches('-');
    let mut shown: String = if digits.len() < text.len() { "-".into() } else { String::new() };
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && digits.len().saturating_sub(index) % 3 == 0 {
            shown.push('_');
        }
        shown.push(digit);
    }
    shown
}

/// An argument that must be a function (`validateFunction`).
pub(in crate::globals) fn function_argument(cx: &mut Context<'_>, name: &str, value: Value) -> Result<Value, Thrown> {
    if cx.heap().is_callable(value) {
        return Ok(value);
    }
    Err(invalid_arg_type(cx, name, "of type function", value))
}

/// An argument that must be a string (`validateString`).
pub(in crate::globals) fn string_argument(cx: &mut Context<'_>, name: &str, value: Value) -> Result<JsString, Thrown> {
    match value {
        Value::String(string) => Ok(string),
        value => Err(invalid_arg_type(cx, name, "of type string", value)),
    }
}

/// An argument that must be a whole number within bounds, both included (`validateInteger`).
pub(in crate::globals) fn integer_argument(
    cx: &mut Context<'_>,
    name: &str,
    value: Value,
    (min, max): (f64, f64),
) -> Result<f64, Thrown> {
    let Value::Number(number) = value else {
        return Err(invalid_arg_type(cx, name, "of type number", value));
    };
    if libm::trunc(number) != number || number.is_infinite() {
        return Err(out_of_range(cx, name, "an integer", value));
    }
    if !(min..=max).contains(&number) {
        let heap = cx.heap();
        let range = format!(">= {} && <= {}", heap.number_text(min), heap.number_text(max));
        return Err(out_of_range(cx, name, &range, value));
    }
    Ok(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_separated_as_in_node() {
        for (digits, shown) in
            [("1099511627776", "1_099_511_627_776"), ("-4294967297", "-4_294_967_297"), ("1e+21", "1e_+21")]
        {
            assert_eq!(separated(digits), shown);
        }
    }
}
