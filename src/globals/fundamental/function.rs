//! `Function` (ECMA-262 §20.2).

use alloc::{format, sync::Arc};

use crate::{
    globals::support::receiver::{apply_non_callable, call_non_callable},
    js::{
        Arguments, Attributes, Bound, Builtin, Class, Context, Function, HAS_INSTANCE, Intrinsic, Property,
        PropertyKey, Symbol, Thrown, Value,
    },
};

pub(in crate::globals) static FUNCTION: Class =
    Class::new(Intrinsic::Function, "Function").constructor(1, construct).prototype(&[
        Builtin::method("apply", 2, apply),
        Builtin::method("bind", 1, bind),
        Builtin::method("call", 1, call),
        Builtin::method("toString", 0, to_string),
        Builtin::method(HAS_INSTANCE, 1, has_instance).at(Symbol::HAS_INSTANCE).with(Attributes::empty()),
    ]);

/// `Function` (§20.2.1.1). Like `eval`, it passes the source to the evaluator.
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let mut source = cx.text();
    source.push_str("(function anonymous(");
    let (body, names) = match call.list.split_last() {
        Some((&body, names)) => (body, names),
        None => (Value::String(cx.heap().names().empty), call.list),
    };
    for (&name, index) in names.iter().zip(0..) {
        if index > 0 {
            source.push(',');
        }
        let name = cx.to_string(name)?;
        source.push_str(cx.heap().text(name));
    }
    let body = cx.to_string(body)?;
    source.push_str("\n) {\n");
    source.push_str(cx.heap().text(body));
    source.push_str("\n})");
    let source = source.finish().map_err(|error| cx.too_long(error))?;
    cx.evaluate(&source)
}

/// `Function.prototype.apply` (§20.2.3.1).
fn apply(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    if !cx.heap().is_callable(call.this) {
        return Err(apply_non_callable(cx, call.this));
    }
    let list = match call.get(1) {
        Value::Undefined | Value::Null => alloc::vec::Vec::new(),
        Value::Object(list) => cx.list_from(list)?,
        _ => return Err(cx.type_error("CreateListFromArrayLike called on non-object")),
    };
    cx.call(call.this, call.get(0), &list)
}

/// `Function.prototype.bind` (§20.2.3.2).
fn bind(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let target = match call.this {
        Value::Object(target) if cx.heap().is_callable(call.this) => target,
        _ => return Err(cx.type_error("Bind must be called on a function")),
    };
    let arguments = call.list.get(1..).unwrap_or_default();
    let kept = cx.heap().list_of_value(arguments.iter().copied());
    let bound = Bound { target, this: call.get(0), arguments: kept.into_boxed_slice() };
    let length_key = PropertyKey::String(cx.heap().names().length);
    let name_key = PropertyKey::String(cx.heap().names().name);
    let mut length = 0.0;
    if cx.heap().own_property(target, length_key).is_some() {
        if let Value::Number(expected) = cx.get(target, length_key)? {
            let expected = crate::js::number::to_integer_or_infinity(expected);
            length = (expected - arguments.len() as f64).max(0.0);
        }
    }
    let name = match cx.get(target, name_key)? {
        Value::String(name) => format!("bound {}", cx.heap().text(name)),
        _ => "bound ".into(),
    };
    let heap = cx.heap();
    let function = heap.function(Function::Bound(Arc::new(bound)));
    let prototype = heap.prototype_of(target);
    heap.set_prototype(function, prototype);
    let name = heap.string_from(name);
    heap.define(function, length_key, Property::data(length, Attributes::CONFIGURABLE));
    heap.define(function, name_key, Property::data(name, Attributes::CONFIGURABLE));
    Ok(function.into())
}

/// `Function.prototype.call` (§20.2.3.3).
fn call(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    if !cx.heap().is_callable(call.this) {
        return Err(call_non_callable(cx, call.this));
    }
    cx.call(call.this, call.get(0), call.list.get(1..).unwrap_or_default())
}

/// `Function.prototype.toString` (§20.2.3.5).
fn to_string(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    if !cx.heap().is_callable(call.this) {
        return Err(cx.type_error("Function.prototype.toString requires that 'this' be a Function"));
    }
    let text = cx.describe(call.this);
    Ok(cx.heap().string_from(text).into())
}

/// `Function.prototype[Symbol.hasInstance]` (§20.2.3.6).
fn has_instance(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    match call.this {
        Value::Object(constructor) => Ok(cx.ordinary_has_instance(constructor, call.get(0))?.into()),
        _ => Ok(false.into()),
    }
}
