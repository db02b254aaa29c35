//! `Error` and its subclasses (ECMA-262 §20.5).

use alloc::{format, string::String};

use crate::js::{Arguments, Attributes, Builtin, Class, Context, Intrinsic, Kind, Property, PropertyKey, Value};

macro_rules! class {
    ($table:ident, $intrinsic:ident, $name:literal, $parent:expr, [$($row:expr),*]) => {
        pub(in crate::globals) static $table: Class = Class {
            intrinsic: Intrinsic::$intrinsic,
            name: $name,
            length: 1,
            construct: |cx, call| construct(cx, call, Intrinsic::$intrinsic),
            statics: &[],
            prototype: &[
                Builtin::constructor(&$table),
                Builtin::string("name", $name),
                Builtin::string("message", ""),
                $($row),*
            ],
            parent: $parent,
        };
    };
}

class!(ERROR, Error, "Error", None, [Builtin::method("toString", 0, to_string)]);
class!(EVAL_ERROR, EvalError, "EvalError", Some(Intrinsic::Error), []);
class!(RANGE_ERROR, RangeError, "RangeError", Some(Intrinsic::Error), []);
class!(REFERENCE_ERROR, ReferenceError, "ReferenceError", Some(Intrinsic::Error), []);
class!(SYNTAX_ERROR, SyntaxError, "SyntaxError", Some(Intrinsic::Error), []);
class!(TYPE_ERROR, TypeError, "TypeError", Some(Intrinsic::Error), []);
class!(URI_ERROR, UriError, "URIError", Some(Intrinsic::Error), []);

/// §20.5.1.1, and §20.5.6.1.1 for the subclasses: with or without `new`.
fn construct(cx: &mut Context<'_>, call: Arguments<'_>, class: Intrinsic) -> Result<Value, Value> {
    let error = match call.new_target {
        Some(new_target) => cx.create(new_target, class, Kind::Error)?,
        None => cx.heap().alloc_kind(class, Kind::Error),
    };
    if !matches!(call.get(0), Value::Undefined) {
        let message = cx.to_string(call.get(0))?;
        let key = PropertyKey::String(cx.heap().names().message);
        cx.heap().define(error, key, Property::data(message, Attributes::METHOD));
    }
    Ok(error.into())
}

/// §20.5.3.4
fn to_string(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    let Value::Object(error) = call.this else {
        return Err(cx.type_error("Error.prototype.toString requires that 'this' be a JSReceiver"));
    };
    let names = *cx.heap().names();
    let mut text = |key, default: &str| -> Result<String, Value> {
        Ok(match cx.get(error, PropertyKey::String(key))? {
            Value::Undefined => String::from(default),
            value => {
                let text = cx.to_string(value)?;
                cx.heap().text(text).into()
            }
        })
    };
    let (name, message) = (text(names.name, "Error")?, text(names.message, "")?);
    let text = match (name.as_str(), message.as_str()) {
        (_, "") => name,
        ("", _) => message,
        _ => format!("{name}: {message}"),
    };
    Ok(cx.heap().string_from(text).into())
}
