//! `Function` (ECMA-262 §20.2).

use crate::js::{Arguments, Builtin, Class, Context, Intrinsic, Value};

pub(super) static FUNCTION: Class = Class {
    intrinsic: Intrinsic::Function,
    name: "Function",
    length: 1,
    construct,
    statics: &[],
    prototype: &[
        Builtin::constructor(&FUNCTION),
        Builtin::method("apply", 2, apply),
        Builtin::method("call", 1, call),
        Builtin::method("toString", 0, to_string),
    ],
    parent: None,
};

/// §20.2.1.1, which would need an engine for JavaScript source.
fn construct(cx: &mut Context<'_>, _: Arguments<'_>) -> Result<Value, Value> {
    Err(cx.type_error("functions can't be made from source: there is no JavaScript engine"))
}

/// §20.2.3.1
fn apply(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    let list = match call.get(1) {
        Value::Undefined | Value::Null => cx.call(call.this, call.get(0), &[])?,
        Value::Object(list) => {
            let list = cx.list_from(list)?;
            cx.call(call.this, call.get(0), &list)?
        }
        _ => return Err(cx.type_error("CreateListFromArrayLike called on non-object")),
    };
    Ok(list)
}

/// §20.2.3.3
fn call(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    cx.call(call.this, call.get(0), call.list.get(1..).unwrap_or_default())
}

/// §20.2.3.5
fn to_string(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    if !cx.heap().is_callable(call.this) {
        return Err(cx.type_error("Function.prototype.toString requires that 'this' be a Function"));
    }
    let text = cx.describe(call.this);
    Ok(cx.heap().string_from(text).into())
}
