//! `Promise` (ECMA-262 §27.2), including `Promise.withResolvers` of ES2024, which Node 20 lacks.

use alloc::format;

use super::{
    capability::{Capability, invoke_then, is_promise_constructor, this_constructor},
    combinator::{all, all_settled, any, race},
};
use crate::{
    globals::support::receiver::{incompatible, new_target, text_of},
    js::{Arguments, Builtin, Class, Context, Derived, Heap, Intrinsic, Object, Symbol, Thrown, Value},
};

pub(in crate::globals) static PROMISE: Class = Class::new(Intrinsic::Promise, "Promise")
    .constructor(1, construct)
    .statics(&[
        Builtin::method("all", 1, all),
        Builtin::method("allSettled", 1, all_settled),
        Builtin::method("any", 1, any),
        Builtin::method("race", 1, race),
        Builtin::method("reject", 1, reject),
        Builtin::method("resolve", 1, resolve),
        Builtin::method("withResolvers", 0, with_resolvers),
        Builtin::getter("[Symbol.species]", |_, call| Ok(call.this)).at(Symbol::SPECIES),
    ])
    .prototype(&[
        Builtin::method("then", 2, then),
        Builtin::method("catch", 1, catch),
        Builtin::method("finally", 1, finally),
    ])
    .tagged();

/// `Promise` (§27.2.3.1).
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let new_target = new_target(cx, &call)?;
    let executor = call.get(0);
    if !cx.heap().is_callable(executor) {
        let shown = text_of(cx, executor);
        return Err(cx.type_error(&format!("Promise resolver {shown} is not a function")));
    }
    let promise = cx.create(new_target, Intrinsic::Promise, Heap::pending())?;
    let (resolve, reject) = cx.resolving_functions(promise);
    if let Err(thrown) = cx.call(executor, Value::Undefined, &[resolve.into(), reject.into()]) {
        cx.call_reject(reject.into(), thrown)?;
    }
    Ok(promise.into())
}

/// `Promise.reject` (§27.2.4.6).
fn reject(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    this_constructor(cx, &call, "PromiseReject")?;
    let capability = Capability::new(cx, call.this)?;
    cx.call(capability.reject, Value::Undefined, &[call.get(0)])?;
    Ok(capability.promise)
}

/// `Promise.resolve` (§27.2.4.7).
fn resolve(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let constructor = this_constructor(cx, &call, "PromiseResolve")?;
    promise_resolve(cx, constructor, call.get(0))
}

/// `PromiseResolve` (§27.2.4.7.1).
fn promise_resolve(cx: &mut Context<'_>, constructor: Object, value: Value) -> Result<Value, Thrown> {
    if let (Value::Object(object), Some(_)) = (value, cx.heap().promise_state(value)) {
        if cx.get_named(object, "constructor")?.as_object() == Some(constructor) {
            return Ok(value);
        }
    }
    if is_promise_constructor(cx, constructor.into()) {
        return Ok(cx.promise_of(value).into());
    }
    let capability = Capability::new(cx, constructor.into())?;
    cx.call(capability.resolve, Value::Undefined, &[value])?;
    Ok(capability.promise)
}

/// `Promise.withResolvers` (ES2024 §27.2.4.8).
fn with_resolvers(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let capability = Capability::new(cx, call.this)?;
    let heap = cx.heap();
    let result = heap.object();
    heap.define_data(result, "promise", capability.promise);
    heap.define_data(result, "resolve", capability.resolve);
    heap.define_data(result, "reject", capability.reject);
    Ok(result.into())
}

/// `SpeciesConstructor` for a promise (§7.3.23).
fn species(cx: &mut Context<'_>, promise: Object) -> Result<Value, Thrown> {
    let default = Value::from(cx.heap().constructor(&PROMISE));
    let constructor = match cx.get_named(promise, "constructor")? {
        Value::Undefined => return Ok(default),
        Value::Object(constructor) => constructor,
        _ => return Err(cx.type_error("The .constructor property is not an object")),
    };
    match cx.get(constructor, Symbol::SPECIES.into())? {
        Value::Undefined | Value::Null => Ok(default),
        species if cx.heap().is_constructor(species) => Ok(species),
        _ => Err(cx.type_error("object.constructor[Symbol.species] is not a constructor")),
    }
}

/// `Promise.prototype.then` (§27.2.5.4).
fn then(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let promise = match call.this {
        Value::Object(promise) if cx.heap().promise_state(call.this).is_some() => promise,
        _ => return Err(incompatible(cx, &call, PROMISE.name)),
    };
    let constructor = species(cx, promise)?;
    if is_promise_constructor(cx, constructor) {
        return Ok(cx.then(promise, call.get(0), call.get(1)).into());
    }
    let Capability { promise: derived, resolve, reject } = Capability::new(cx, constructor)?;
    cx.perform_then(promise, call.get(0), call.get(1), Derived::Functions { resolve, reject });
    Ok(derived)
}

/// `Promise.prototype.catch` (§27.2.5.1).
fn catch(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    invoke_then(cx, call.this, [Value::Undefined, call.get(0)])
}

/// `Promise.prototype.finally` (§27.2.5.3).
fn finally(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let Value::Object(promise) = call.this else {
        return Err(cx.type_error("Promise.prototype.finally called on non-object"));
    };
    let constructor = species(cx, promise)?;
    let on_finally = call.get(0);
    if !cx.heap().is_callable(on_finally) {
        return invoke_then(cx, call.this, [on_finally, on_finally]);
    }
    let heap = cx.heap();
    let then_finally = heap.captured(1, then_finally, [on_finally, constructor]);
    let catch_finally = heap.captured(1, catch_finally, [on_finally, constructor]);
    invoke_then(cx, call.this, [then_finally.into(), catch_finally.into()])
}

/// A Then Finally function (§27.2.5.3.1): after the callback, it passes on the value of the original promise.
fn then_finally(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let promise = finished(cx, &call)?;
    let value = cx.heap().captured(0, |cx, call| Ok(cx.captured(&call, 0)), [call.get(0)]);
    invoke_then(cx, promise, [value.into(), Value::Undefined])
}

/// A Catch Finally function (§27.2.5.3.2): after the callback, it passes on the rejection of the original promise.
fn catch_finally(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let promise = finished(cx, &call)?;
    let thrower = |cx: &mut Context<'_>, call: Arguments<'_>| {
        let reason = cx.captured(&call, 0);
        Err(cx.heap().throw(reason))
    };
    let thrower = cx.heap().captured(0, thrower, [call.get(0)]);
    invoke_then(cx, promise, [thrower.into(), Value::Undefined])
}

/// Calls a `finally` callback, and returns a promise for its result.
fn finished(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<Value, Thrown> {
    let (on_finally, constructor) = (cx.captured(call, 0), cx.captured(call, 1));
    let result = cx.call(on_finally, Value::Undefined, &[])?;
    match constructor {
        Value::Object(constructor) => promise_resolve(cx, constructor, result),
        _ => Ok(Value::Undefined),
    }
}
