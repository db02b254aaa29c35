//! `Object` (ECMA-262 §20.1).

use alloc::format;

use crate::js::{Arguments, Builtin, Class, Context, Intrinsic, Kind, Value};

pub(super) static OBJECT: Class = Class {
    intrinsic: Intrinsic::Object,
    name: "Object",
    length: 1,
    construct,
    statics: &[],
    prototype: &[
        Builtin::constructor(&OBJECT),
        Builtin::method("hasOwnProperty", 1, has_own_property),
        Builtin::method("toString", 0, to_string),
        Builtin::method("valueOf", 0, value_of),
    ],
    parent: None,
};

/// §20.1.1.1
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    match (call.get(0), call.new_target) {
        (value @ Value::Object(_), _) => Ok(value),
        (_, Some(new_target)) => Ok(cx.create(new_target, Intrinsic::Object, Kind::Ordinary)?.into()),
        _ => Ok(cx.heap().object().into()),
    }
}

/// §20.1.3.2
fn has_own_property(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    let key = cx.to_property_key(call.get(0))?;
    let Value::Object(object) = call.this else { return Ok(false.into()) };
    Ok(cx.heap().own_property(object, key).is_some().into())
}

/// §20.1.3.6
fn to_string(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    let heap = cx.heap();
    let tag = match call.this {
        Value::Undefined => "Undefined",
        Value::Null => "Null",
        Value::Boolean(_) => "Boolean",
        Value::Number(_) => "Number",
        Value::String(_) => "String",
        Value::Symbol(_) => "Symbol",
        Value::Object(object) => heap.builtin_tag(object),
    };
    Ok(heap.string_from(format!("[object {tag}]")).into())
}

/// §20.1.3.7
fn value_of(_: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    Ok(call.this)
}
