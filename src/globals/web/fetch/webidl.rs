//! Web IDL's conversions as undici implements them, with its error messages.

use alloc::{format, string::String};

use crate::{
    globals::support::node_error::native_error,
    js::{Arguments, Context, Intrinsic, Object, Thrown, Value},
};

/// Creates the error for a receiver of another class.
pub(super) fn illegal_invocation(cx: &mut Context<'_>) -> Thrown {
    native_error(cx, Intrinsic::TypeError, "ERR_INVALID_THIS", "Illegal invocation").into()
}

/// Checks the number of arguments (undici's `webidl.argumentLengthCheck`).
pub(super) fn require(cx: &mut Context<'_>, call: &Arguments<'_>, least: usize, name: &str) -> Result<(), Thrown> {
    let found = call.list.len();
    if found >= least {
        return Ok(());
    }
    let plural = if least == 1 { "" } else { "s" };
    let but = if found == 0 { "0 found".into() } else { format!("only {found} found") };
    let but = if least == 1 || found == 0 { but.replace("only ", "") } else { but };
    Err(cx.type_error(&format!("{name}: {least} argument{plural} required, but {but}.")))
}

/// Converts a value to a `DOMString` (Web IDL §3.2.9).
pub(super) fn string(cx: &mut Context<'_>, value: Value) -> Result<String, Thrown> {
    let string = cx.to_string(value)?;
    Ok(cx.heap().text(string).into())
}

/// Converts a value to a `ByteString` (Web IDL §3.2.10).
pub(super) fn byte_string(cx: &mut Context<'_>, value: Value) -> Result<String, Thrown> {
    let text = string(cx, value)?;
    let beyond = text.encode_utf16().zip(0_usize..).find(|(unit, _)| *unit > 0xff);
    if let Some((unit, index)) = beyond {
        return Err(cx.type_error(&format!(
            "Cannot convert argument to a ByteString because the character at index {index} has a value of {unit} \
             which is greater than 255."
        )));
    }
    Ok(text)
}

/// Converts an optional dictionary (Web IDL §3.2.17).
pub(super) fn dictionary(cx: &mut Context<'_>, value: Value, of: &str) -> Result<Option<Object>, Thrown> {
    match value {
        Value::Undefined | Value::Null => Ok(None),
        Value::Object(object) => Ok(Some(object)),
        other => {
            let shown = cx.to_string(other)?;
            let message = format!("{of}: Expected {} to be one of: Null, Undefined, Object.", cx.heap().text(shown));
            Err(cx.type_error(&message))
        }
    }
}

/// Returns a member of a dictionary, or `undefined` if the member or the dictionary is missing.
pub(super) fn member(cx: &mut Context<'_>, dictionary: Option<Object>, name: &str) -> Result<Value, Thrown> {
    dictionary.map_or(Ok(Value::Undefined), |dictionary| cx.get_named(dictionary, name))
}

/// Converts a value of an enumeration (Web IDL §3.2.18). Returns `None` for `undefined`.
pub(super) fn choice(
    cx: &mut Context<'_>,
    value: Value,
    words: &[&'static str],
    of: &str,
) -> Result<Option<&'static str>, Thrown> {
    if matches!(value, Value::Undefined) {
        return Ok(None);
    }
    let text = string(cx, value)?;
    match words.iter().find(|word| **word == text) {
        Some(word) => Ok(Some(word)),
        None => {
            let message = format!("{of}: {text} is not an accepted type. Expected one of {}.", words.join(", "));
            Err(cx.type_error(&message))
        }
    }
}
