//! Web IDL's conversions as undici implements them, with its error messages.

use alloc::{format, string::String};

pub(super) use crate::globals::support::idl::member;
use crate::js::{Arguments, Context, Object, Thrown, Value};

/// Creates a `TypeError` whose message contains texts of guest-controlled length.
#[cold]
pub(super) fn type_error<const N: usize>(cx: &mut Context<'_>, message: [&str; N]) -> Thrown {
    let message = cx.heap().concat(message);
    cx.type_error(&message)
}

/// Checks the number of arguments (undici's `webidl.argumentLengthCheck`).
pub(super) fn require(cx: &mut Context<'_>, call: &Arguments<'_>, least: usize, name: &str) -> Result<(), Thrown> {
    let found = call.list.len();
    if found >= least {
        return Ok(());
    }
    let plural = if least == 1 { "" } else { "s" };
    let only = if least == 1 || found == 0 { "" } else { "only " };
    Err(cx.type_error(&format!("{name}: {least} argument{plural} required, but {only}{found} found.")))
}

/// Converts a value to a `DOMString` (Web IDL §3.2.9).
pub(super) fn string(cx: &mut Context<'_>, value: Value) -> Result<String, Thrown> {
    let string = cx.to_string(value)?;
    Ok(cx.heap().copied(string))
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
            let shown = string(cx, other)?;
            Err(type_error(cx, [of, ": Expected ", &shown, " to be one of: Null, Undefined, Object."]))
        }
    }
}

/// Converts a member of a dictionary to a value of an enumeration (Web IDL §3.2.18). Returns `default` if it is missing.
pub(super) fn choice(
    cx: &mut Context<'_>,
    init: Option<Object>,
    name: &str,
    words: &[&'static str],
    default: &'static str,
) -> Result<&'static str, Thrown> {
    let value = member(cx, init, name)?;
    if matches!(value, Value::Undefined) {
        return Ok(default);
    }
    let text = string(cx, value)?;
    words.iter().copied().find(|&word| word == text).ok_or_else(|| {
        let words = cx.heap().join(words, ", ");
        let message = ["Request constructor: ", &text, " is not an accepted type. Expected one of ", &words, "."];
        type_error(cx, message)
    })
}
