//! `Reflect` (ECMA-262 §28.1).

use alloc::{format, vec::Vec};

use crate::{
    globals::support::receiver::{apply_non_callable, text_of},
    js::{Arguments, Builtin, Context, Object, PropertyKey, Thrown, Value},
};

pub(super) static REFLECT: &[Builtin] = &[
    Builtin::method("defineProperty", 3, define_property),
    Builtin::method("deleteProperty", 2, delete_property),
    Builtin::method("apply", 3, apply),
    Builtin::method("construct", 2, construct),
    Builtin::method("get", 2, get),
    Builtin::method("getOwnPropertyDescriptor", 2, get_own_property_descriptor),
    Builtin::method("getPrototypeOf", 1, get_prototype_of),
    Builtin::method("has", 2, has),
    Builtin::method("isExtensible", 1, is_extensible),
    Builtin::method("ownKeys", 1, own_keys),
    Builtin::method("preventExtensions", 1, prevent_extensions),
    Builtin::method("set", 3, set),
    Builtin::method("setPrototypeOf", 2, set_prototype_of),
    Builtin::tag("Reflect"),
];

/// Returns the target object of a function, or throws a `TypeError`.
fn target(cx: &mut Context<'_>, call: &Arguments<'_>, function: &str) -> Result<Object, Thrown> {
    match call.get(0) {
        Value::Object(object) => Ok(object),
        _ => Err(cx.type_error(&format!("Reflect.{function} called on non-object"))),
    }
}

/// Returns the target object, and the second argument as a property key.
fn target_and_key(cx: &mut Context<'_>, call: &Arguments<'_>, function: &str) -> Result<(Object, PropertyKey), Thrown> {
    let object = target(cx, call, function)?;
    Ok((object, cx.to_property_key(call.get(1))?))
}

/// `CreateListFromArrayLike` (§7.3.19).
fn arguments_list(cx: &mut Context<'_>, list: Value) -> Result<Vec<Value>, Thrown> {
    match list {
        Value::Object(list) => cx.list_from(list),
        _ => Err(cx.type_error("CreateListFromArrayLike called on non-object")),
    }
}

/// `Reflect.apply` (§28.1.1).
fn apply(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let function = call.get(0);
    if !cx.heap().is_callable(function) {
        return Err(apply_non_callable(cx, function));
    }
    let list = arguments_list(cx, call.get(2))?;
    cx.call(function, call.get(1), &list)
}

fn constructor(cx: &mut Context<'_>, value: Value) -> Result<Object, Thrown> {
    match value {
        Value::Object(object) if cx.heap().is_constructor(value) => Ok(object),
        _ => {
            let shown = text_of(cx, value);
            Err(cx.type_error(&format!("{shown} is not a constructor")))
        }
    }
}

/// `Reflect.construct` (§28.1.2).
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let target = constructor(cx, call.get(0))?;
    // An absent argument is not the same as `undefined`.
    let new_target = match call.list.get(2) {
        Some(&value) => constructor(cx, value)?,
        None => target,
    };
    let list = arguments_list(cx, call.get(1))?;
    cx.construct_for(target, &list, new_target)
}

/// `Reflect.defineProperty` (§28.1.3).
fn define_property(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (object, key) = target_and_key(cx, &call, "defineProperty")?;
    let descriptor = cx.to_descriptor(call.get(2))?;
    Ok(cx.define_own_property(object, key, &descriptor)?.into())
}

/// `Reflect.deleteProperty` (§28.1.4).
fn delete_property(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (object, key) = target_and_key(cx, &call, "deleteProperty")?;
    Ok(cx.heap().delete(object, key).into())
}

/// `Reflect.get` (§28.1.5).
fn get(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (object, key) = target_and_key(cx, &call, "get")?;
    let receiver = call.list.get(2).copied().unwrap_or(object.into());
    cx.get_for(object, key, receiver)
}

/// `Reflect.getOwnPropertyDescriptor` (§28.1.6).
fn get_own_property_descriptor(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (object, key) = target_and_key(cx, &call, "getOwnPropertyDescriptor")?;
    let property = cx.heap().own_property(object, key);
    Ok(property.map_or(Value::Undefined, |property| cx.from_property(property)))
}

/// `Reflect.getPrototypeOf` (§28.1.7).
fn get_prototype_of(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let object = target(cx, &call, "getPrototypeOf")?;
    Ok(cx.heap().prototype_of(object).map_or(Value::Null, Value::from))
}

/// `Reflect.has` (§28.1.8).
fn has(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (object, key) = target_and_key(cx, &call, "has")?;
    Ok(cx.has(object, key).into())
}

/// `Reflect.isExtensible` (§28.1.9).
fn is_extensible(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let object = target(cx, &call, "isExtensible")?;
    Ok(cx.heap().is_extensible(object).into())
}

/// `Reflect.ownKeys` (§28.1.10).
fn own_keys(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let object = target(cx, &call, "ownKeys")?;
    let keys = cx.heap().own_keys(object);
    let keys: Vec<Value> = keys.into_iter().map(|key| cx.key_value(key)).collect();
    Ok(cx.heap().array(keys).into())
}

/// `Reflect.preventExtensions` (§28.1.11).
fn prevent_extensions(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let object = target(cx, &call, "preventExtensions")?;
    cx.heap().prevent_extensions(object);
    Ok(true.into())
}

/// `Reflect.set` (§28.1.12).
fn set(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (object, key) = target_and_key(cx, &call, "set")?;
    let receiver = call.list.get(3).copied().unwrap_or(object.into());
    Ok(cx.set_for(object, key, call.get(2), receiver)?.into())
}

/// `Reflect.setPrototypeOf` (§28.1.13).
fn set_prototype_of(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let object = target(cx, &call, "setPrototypeOf")?;
    let prototype = match call.get(1) {
        Value::Object(prototype) => Some(prototype),
        Value::Null => None,
        other => {
            let shown = text_of(cx, other);
            return Err(cx.type_error(&format!("Object prototype may only be an Object or null: {shown}")));
        }
    };
    Ok(cx.heap().set_prototype(object, prototype).into())
}
