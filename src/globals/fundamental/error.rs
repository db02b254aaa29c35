//! `Error` and its subclasses (ECMA-262 §20.5), with V8's `stack` property.

use alloc::string::String;

use crate::{
    globals::support::{node_error::set_cause, receiver::incompatible_with},
    js::{
        self, Arguments, Attributes, Builtin, Class, Context, Intrinsic, Kind, Object, Property, PropertyDescriptor,
        PropertyKey, Thrown, Value,
    },
};

macro_rules! class {
    ($table:ident, $intrinsic:ident, $name:literal) => {
        pub(in crate::globals) static $table: Class = class!(@ $intrinsic, $name, 1, []).parent(Intrinsic::Error);
    };
    (@ $intrinsic:ident, $name:literal, $length:literal, [$($row:expr),*]) => {
        Class::new(Intrinsic::$intrinsic, $name)
            .constructor($length, |cx, call| construct(cx, &call, Intrinsic::$intrinsic))
            .prototype(&[Builtin::string("name", $name), Builtin::string("message", ""), $($row),*])
    };
}

/// V8's extensions: <https://v8.dev/docs/stack-trace-api>
const STATICS: &[Builtin] = &[
    Builtin::method("captureStackTrace", 2, capture_stack_trace),
    Builtin::number("stackTraceLimit", 10.0).with(Attributes::ASSIGNED),
];

pub(in crate::globals) static ERROR: Class =
    class!(@ Error, "Error", 1, [Builtin::method("toString", 0, to_string)]).statics(STATICS);
pub(in crate::globals) static AGGREGATE_ERROR: Class =
    class!(@ AggregateError, "AggregateError", 2, []).parent(Intrinsic::Error);
class!(EVAL_ERROR, EvalError, "EvalError");
class!(RANGE_ERROR, RangeError, "RangeError");
class!(REFERENCE_ERROR, ReferenceError, "ReferenceError");
class!(SYNTAX_ERROR, SyntaxError, "SyntaxError");
class!(TYPE_ERROR, TypeError, "TypeError");
class!(URI_ERROR, UriError, "URIError");

/// Constructs an error with or without `new`: `Error` (§20.5.1.1), `AggregateError` (§20.5.7.1.1) or another subclass
/// (§20.5.6.1.1).
fn construct(cx: &mut Context<'_>, call: &Arguments<'_>, class: Intrinsic) -> Result<Value, Thrown> {
    let error = match call.new_target {
        Some(new_target) => cx.create(new_target, class, Kind::Error)?,
        None => cx.heap().alloc_kind(class, Kind::Error),
    };
    let is_aggregate = class == Intrinsic::AggregateError;
    let (message, options) = if is_aggregate { (call.get(1), call.get(2)) } else { (call.get(0), call.get(1)) };
    let message = match message {
        Value::Undefined => None,
        message => Some(cx.to_string(message)?),
    };
    let stack = cx.heap().key_from("stack");
    // `stack` is the first property, but its value contains the message: reserve its position now, and set it below.
    hide(cx, error, stack, Value::Undefined);
    if let Some(message) = message {
        let key = PropertyKey::String(cx.heap().names().message);
        hide(cx, error, key, message.into());
    }
    install_cause(cx, error, options)?;
    if is_aggregate {
        let errors = cx.list_of(call.get(0))?;
        let errors = cx.heap().array(errors);
        let key = cx.heap().key_from("errors");
        hide(cx, error, key, errors.into());
    }
    let header = cx.message_of(error.into());
    cx.heap().define_stack(error, &header);
    Ok(error.into())
}

/// Defines a property that is not enumerable.
fn hide(cx: &mut Context<'_>, object: Object, key: PropertyKey, value: Value) {
    cx.heap().define(object, key, Property::data(value, Attributes::METHOD));
}

/// `InstallErrorCause` (§20.5.8.1).
fn install_cause(cx: &mut Context<'_>, error: Object, options: Value) -> Result<(), Thrown> {
    if let Value::Object(options) = options {
        let key = cx.heap().key_from("cause");
        if cx.has(options, key) {
            let cause = cx.get(options, key)?;
            set_cause(cx, error, cause);
        }
    }
    Ok(())
}

/// `Error.captureStackTrace(object)`.
fn capture_stack_trace(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let Value::Object(object) = call.get(0) else { return Err(cx.type_error("invalid_argument")) };
    let text = error_text(cx, object)?;
    let text = cx.heap().stack_text(&text);
    let key = cx.heap().key_from("stack");
    if !cx.define_own_property(object, key, &PropertyDescriptor::data(text, Attributes::METHOD))? {
        let message = "Cannot define property stack, object is not extensible";
        return Err(cx.type_error(message));
    }
    Ok(Value::Undefined)
}

/// `Error.prototype.toString` (§20.5.3.4).
fn to_string(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let Value::Object(error) = call.this else {
        return Err(incompatible_with(cx, "Error.prototype.toString", call.this));
    };
    let text = error_text(cx, error)?;
    Ok(cx.heap().string_from(text).into())
}

fn error_text(cx: &mut Context<'_>, error: Object) -> Result<String, Thrown> {
    let names = *cx.heap().names();
    let mut text = |key, default: &str| -> Result<String, Thrown> {
        Ok(match cx.get(error, PropertyKey::String(key))? {
            Value::Undefined => String::from(default),
            value => {
                let text = cx.to_string(value)?;
                cx.heap().text(text).into()
            }
        })
    };
    let (name, message) = (text(names.name, "Error")?, text(names.message, "")?);
    Ok(js::error_text(cx.heap(), &name, &message))
}
