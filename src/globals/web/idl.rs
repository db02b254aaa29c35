//! What Web IDL asks of every interface: rows that are enumerable (§3.7), and how arguments are checked, in Node's words.

use alloc::{format, string::String, vec::Vec};

use super::inspect::{Inspector, Options};
use crate::js::{
    Arguments, Attributes, Builtin, Context, Intrinsic, JsString, Kind, NativeFn, Object, Property, PropertyKey, Slot,
    Value,
};

/// A method of an interface (§3.7.7).
pub(super) const fn operation(name: &'static str, length: u8, call: NativeFn) -> Builtin {
    Builtin::method(name, length, call).with(Attributes::ASSIGNED)
}

/// An attribute that can only be read (§3.7.6).
pub(super) const fn read_only(name: &'static str, get: NativeFn) -> Builtin {
    Builtin::getter(name, get).with(ACCESSOR)
}

/// An attribute that can be set as well.
pub(super) const fn attribute(name: &'static str, get: NativeFn, set: NativeFn) -> Builtin {
    Builtin::accessor(name, get, set).with(ACCESSOR)
}

const ACCESSOR: Attributes = Attributes::ENUMERABLE.union(Attributes::CONFIGURABLE);

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

/// What the group with `console` shows values with.
pub(in crate::globals) fn inspect(cx: &mut Context<'_>, value: Value, depth: f64) -> String {
    Inspector::new(cx, Options { depth, ..Options::default() }).show(value)
}

/// A value in the message of an error of Node's, in other words where `inspect` is not linked.
pub(in crate::globals) fn inspected(cx: &mut Context<'_>, value: Value, depth: f64) -> String {
    match cx.heap().inspector() {
        Some(inspect) => inspect(cx, value, depth),
        None => cx.describe(value),
    }
}

/// `ERR_INVALID_ARG_TYPE`: `expected` is "of type function" or "an instance of Event".
pub(in crate::globals) fn invalid_argument_type(
    cx: &mut Context<'_>,
    name: &str,
    expected: &str,
    actual: Value,
) -> Value {
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
            let units = crate::js::utf16_len(text);
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

/// `validateFunction`
pub(in crate::globals) fn function_argument(cx: &mut Context<'_>, name: &str, value: Value) -> Result<Value, Value> {
    if cx.heap().is_callable(value) {
        return Ok(value);
    }
    Err(invalid_argument_type(cx, name, "of type function", value))
}

/// `ERR_INVALID_THIS`
pub(super) fn invalid_this(cx: &mut Context<'_>, class: &str) -> Value {
    let message = format!("Value of \"this\" must be of type {class}");
    coded_error(cx, Intrinsic::TypeError, "ERR_INVALID_THIS", &message).into()
}

/// `ERR_MISSING_ARGS`, unless there are as many arguments as names.
pub(super) fn require_arguments(cx: &mut Context<'_>, call: &Arguments<'_>, names: &[&str]) -> Result<(), Value> {
    if call.list.len() >= names.len() {
        return Ok(());
    }
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    let (listed, plural) = (quoted.join(" and "), if names.len() > 1 { "s" } else { "" });
    let message = format!("The {listed} argument{plural} must be specified");
    Err(coded_error(cx, Intrinsic::TypeError, "ERR_MISSING_ARGS", &message).into())
}

/// What a class without a constructor answers (`ERR_ILLEGAL_CONSTRUCTOR`).
pub(super) fn illegal_constructor(cx: &mut Context<'_>, _: Arguments<'_>) -> Result<Value, Value> {
    Err(coded_error(cx, Intrinsic::TypeError, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor").into())
}

/// `new.target`, or what V8 says of a class that was called without `new`.
pub(super) fn new_target(cx: &mut Context<'_>, call: &Arguments<'_>, class: &str) -> Result<Object, Value> {
    match call.new_target {
        Some(new_target) => Ok(new_target),
        None => Err(cx.type_error(&format!("Class constructor {class} cannot be invoked without 'new'"))),
    }
}

/// Whether a member of a dictionary is truthy.
pub(super) fn flag(cx: &mut Context<'_>, dictionary: Option<Object>, name: &str) -> Result<bool, Value> {
    let Some(dictionary) = dictionary else { return Ok(false) };
    let value = cx.get_named(dictionary, name)?;
    Ok(cx.heap().is_truthy(value))
}
