//! `Array` (ECMA-262 §23.1).

use alloc::string::String;

use crate::js::{Arguments, Array, Builtin, Class, Context, Intrinsic, Kind, Object, PropertyKey, Value};

pub(in crate::globals) static ARRAY: Class = Class {
    intrinsic: Intrinsic::Array,
    name: "Array",
    length: 1,
    construct,
    statics: &[Builtin::method("isArray", 1, is_array)],
    prototype: &[
        Builtin::constructor(&ARRAY),
        Builtin::method("join", 1, join),
        Builtin::method("push", 1, push),
        Builtin::method("toString", 0, to_string),
    ],
    parent: None,
};

/// §23.1.1.1
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    let array = match *call.list {
        [Value::Number(length)] => {
            if f64::from(length as u32) != length {
                return Err(cx.heap().range_error("Invalid array length"));
            }
            Array::with_length(length as u32)
        }
        _ => Array::new(call.list.iter().copied().map(Some).collect()),
    };
    Ok(match call.new_target {
        Some(new_target) => cx.create(new_target, Intrinsic::Array, Kind::Array(array))?,
        None => cx.heap().alloc_kind(Intrinsic::Array, Kind::Array(array)),
    }
    .into())
}

/// §23.1.2.2
fn is_array(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    Ok(cx.heap().is_array(call.get(0)).into())
}

fn this_object(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<Object, Value> {
    match call.this {
        Value::Object(object) => Ok(object),
        _ => Err(cx.type_error("Array.prototype method called on a value that is no object")),
    }
}

/// §23.1.3.18
fn join(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    let array = this_object(cx, &call)?;
    let separator = match call.get(0) {
        Value::Undefined => String::from(","),
        value => {
            let separator = cx.to_string(value)?;
            cx.heap().text(separator).into()
        }
    };
    let mut text = String::new();
    for index in 0..cx.length_of(array)? {
        if index > 0 {
            text.push_str(&separator);
        }
        let key = cx.heap().number_key(index as f64);
        let element = cx.get(array, key)?;
        if !element.is_nullish() {
            let element = cx.to_string(element)?;
            text.push_str(cx.heap().text(element));
        }
    }
    Ok(cx.heap().string_from(text).into())
}

/// §23.1.3.23
fn push(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    let array = this_object(cx, &call)?;
    let mut length = cx.length_of(array)? as f64;
    for &value in call.list {
        let key = cx.heap().number_key(length);
        if !cx.set(array, key, value)? {
            return Err(cx.type_error("Cannot add property to array"));
        }
        length += 1.0;
    }
    let key = PropertyKey::String(cx.heap().names().length);
    cx.set(array, key, length.into())?;
    Ok(length.into())
}

/// §23.1.3.36
fn to_string(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    join(cx, Arguments { list: &[], ..call })
}
