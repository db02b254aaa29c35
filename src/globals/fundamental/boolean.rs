//! `Boolean` (ECMA-262 §20.3).

use super::this_primitive;
use crate::js::{Arguments, Builtin, Class, Context, Intrinsic, Kind, Thrown, Value};

pub(in crate::globals) static BOOLEAN: Class = Class::new(Intrinsic::Boolean, "Boolean")
    .constructor(1, construct)
    .prototype(&[Builtin::method("toString", 0, to_string), Builtin::method("valueOf", 0, value_of)]);

/// `Boolean` (§20.3.1.1).
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let boolean = Value::from(cx.heap().is_truthy(call.get(0)));
    match call.new_target {
        Some(new_target) => Ok(cx.create(new_target, Intrinsic::Boolean, Kind::Primitive(boolean))?.into()),
        None => Ok(boolean),
    }
}

/// `ThisBooleanValue` (§20.3.3.3.1).
fn this_boolean(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<bool, Thrown> {
    this_primitive(cx, call, "Boolean", |value| match value {
        Value::Boolean(boolean) => Some(boolean),
        _ => None,
    })
}

/// `Boolean.prototype.toString` (§20.3.3.2).
fn to_string(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let text = if this_boolean(cx, &call)? { "true" } else { "false" };
    Ok(cx.heap().string(text).into())
}

/// `Boolean.prototype.valueOf` (§20.3.3.3).
fn value_of(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok(this_boolean(cx, &call)?.into())
}
