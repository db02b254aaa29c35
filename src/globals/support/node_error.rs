//! Node errors ([`ERR_…`]). Each has a `code`, and a `stack` that begins with the class and the code.
//!
//! [`ERR_…`]: https://nodejs.org/docs/latest-v20.x/api/errors.html#nodejs-error-codes

use alloc::{format, string::String};

use crate::js::{
    Attributes, Context, Heap, Intrinsic, JsString, Kind, Object, Property, PropertyKey, Slot, Text, Thrown, Value,
    utf16_len,
};

/// The maximum number of characters shown of a rejected value.
const MAX_SHOWN: usize = 128;

/// The depth to which nested objects of a rejected value are shown.
const DEPTH: f64 = 2.0;

/// Creates a Node error with a [code], which its `stack` shows, too.
///
/// [code]: https://nodejs.org/docs/latest-v20.x/api/errors.html#nodejs-error-codes
pub(in crate::globals) fn coded_error(cx: &mut Context<'_>, class: Intrinsic, code: &str, message: &str) -> Object {
    let heap = cx.heap();
    let error = heap.alloc_kind(class, Kind::Error);
    let name = heap.class_name(error);
    heap.define_stack(error, &format!("{name} [{code}]: {message}"));
    let (code, message) = (heap.string(code), heap.string(message));
    let message_key = PropertyKey::String(heap.names().message);
    heap.define_data(error, "code", code);
    heap.define(error, message_key, Property::data(message, Attributes::METHOD));
    error
}

/// Creates an error with a `code` that its `stack` does not show, as Node's C++ code and undici do.
pub(in crate::globals) fn native_error(cx: &mut Context<'_>, class: Intrinsic, code: &str, message: &str) -> Object {
    let heap = cx.heap();
    let error = heap.error_of(class, message);
    let code = heap.string(code);
    heap.define_data(error, "code", code);
    error
}

/// Sets the `cause` of an error, which is not enumerable (ECMA-262 §20.5.8.1).
pub(in crate::globals) fn set_cause(cx: &mut Context<'_>, error: Object, cause: Value) {
    let key = cx.heap().key_from("cause");
    cx.heap().define(error, key, Property::data(cause, Attributes::METHOD));
}

/// Formats a value for the message of a Node error, with `describe` if `inspect` is not linked.
pub(in crate::globals) fn inspected(cx: &mut Context<'_>, value: Value, depth: f64) -> String {
    match cx.heap().formatter() {
        Some(inspect) => inspect(cx, value, depth),
        None => cx.describe(value),
    }
}

/// Creates `ERR_INVALID_ARG_TYPE`. `expected` is a phrase like "of type function" or "an instance of Event".
pub(in crate::globals) fn invalid_arg_type(cx: &mut Context<'_>, name: &str, expected: &str, actual: Value) -> Thrown {
    let received = specific_type(cx, actual);
    let what = if name.contains('.') { "property" } else { "argument" };
    let message = format!("The \"{name}\" {what} must be {expected}. Received {received}");
    coded_error(cx, Intrinsic::TypeError, "ERR_INVALID_ARG_TYPE", &message).into()
}

/// Describes a value of an unexpected type in Node's words (`determineSpecificType`).
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

/// Creates `ERR_INVALID_ARG_VALUE`. `reason` is a phrase like "is invalid" or "must be a string without null bytes".
pub(in crate::globals) fn invalid_arg_value(cx: &mut Context<'_>, name: &str, reason: &str, value: Value) -> Thrown {
    let received = inspected(cx, value, DEPTH);
    let end = received.char_indices().nth(MAX_SHOWN).map(|(end, _)| end);
    let (received, dots) = match end.and_then(|end| received.get(..end)) {
        Some(cut) => (cut, "..."),
        None => (&*received, ""),
    };
    let what = if name.contains('.') { "property" } else { "argument" };
    let message = format!("The {what} '{name}' {reason}. Received {received}{dots}");
    coded_error(cx, Intrinsic::TypeError, "ERR_INVALID_ARG_VALUE", &message).into()
}

/// Creates `ERR_OUT_OF_RANGE`. `range` is a phrase like "an integer" or ">= 0 && <= 65535".
pub(in crate::globals) fn out_of_range(cx: &mut Context<'_>, name: &str, range: &str, value: Value) -> Thrown {
    let received = match value {
        Value::Number(number) if libm::trunc(number) == number && number.abs() > TWO_TO_32 => {
            let heap = cx.heap();
            let text = heap.number_text(number);
            separated(heap, &text)
        }
        Value::BigInt(bigint) => {
            let heap = cx.heap();
            let digits = heap.digits(bigint);
            // A magnitude that does not fit in a `u64` is larger still.
            let is_short = digits.trim_start_matches('-').parse().is_ok_and(|magnitude: u64| magnitude <= 1 << 32);
            let shown = if is_short { heap.concat([digits]) } else { separated(heap, digits) };
            heap.concat([&*shown, "n"])
        }
        value => inspected(cx, value, DEPTH),
    };
    let message = format!("The value of \"{name}\" is out of range. It must be {range}. Received {received}");
    coded_error(cx, Intrinsic::RangeError, "ERR_OUT_OF_RANGE", &message).into()
}

const TWO_TO_32: f64 = 4_294_967_296.0;

/// Separates characters into groups of three, counted from the end (`addNumericalSeparator`). As in Node, an exponent
/// is not treated differently.
fn separated(heap: &Heap, text: &str) -> String {
    let digits = text.trim_start_matches('-');
    let mut shown = Text::new(heap);
    shown.push_str(if digits.len() < text.len() { "-" } else { "" });
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && digits.len().saturating_sub(index) % 3 == 0 {
            shown.push('_');
        }
        shown.push(digit);
    }
    heap.temporary(shown)
}

/// Checks that an argument is a function (`validateFunction`).
pub(in crate::globals) fn function_argument(cx: &mut Context<'_>, name: &str, value: Value) -> Result<Value, Thrown> {
    if cx.heap().is_callable(value) {
        return Ok(value);
    }
    Err(invalid_arg_type(cx, name, "of type function", value))
}

/// Checks that an argument is a string (`validateString`).
pub(in crate::globals) fn string_argument(cx: &mut Context<'_>, name: &str, value: Value) -> Result<JsString, Thrown> {
    match value {
        Value::String(string) => Ok(string),
        value => Err(invalid_arg_type(cx, name, "of type string", value)),
    }
}

/// Checks that an argument is an integer within bounds, both inclusive (`validateInteger`).
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
        let heap = Heap::new(&[], 0);
        for (digits, shown) in
            [("1099511627776", "1_099_511_627_776"), ("-4294967297", "-4_294_967_297"), ("1e+21", "1e_+21")]
        {
            assert_eq!(separated(&heap, digits), shown);
        }
    }
}
