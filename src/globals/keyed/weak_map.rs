//! `WeakMap` (ECMA-262 §24.3).

use super::{adder, insert_weak, with_weak};
use crate::{
    globals::support::receiver::new_target,
    js::{Arguments, Builtin, Class, Context, Intrinsic, Kind, Thrown, Value, WeakKind, WeakTable},
};

pub(super) static WEAK_MAP: Class = Class::new(Intrinsic::WeakMap, "WeakMap")
    .constructor(0, construct)
    .prototype(&[
        Builtin::method("delete", 1, delete),
        Builtin::method("get", 1, get),
        Builtin::method("set", 2, set),
        Builtin::method("has", 1, has),
    ])
    .tagged();

/// `WeakMap` (§24.3.1.1).
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let new_target = new_target(cx, &call)?;
    let table = WeakTable::new(WeakKind::Map, cx.heap().seed());
    let map = Value::from(cx.create(new_target, Intrinsic::WeakMap, Kind::Weak(table.into()))?);
    if !call.get(0).is_nullish() {
        let adder = adder(cx, map, "set")?;
        cx.iterate_entries(call.get(0), |cx, key, value| cx.call(adder, map, &[key, value]).map(|_| ()))?;
    }
    Ok(map)
}

/// `WeakMap.prototype.delete` (§24.3.3.2).
fn delete(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    with_weak(cx, &call, WeakKind::Map, |table| table.remove(call.get(0)).into())
}

/// `WeakMap.prototype.get` (§24.3.3.3).
fn get(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    with_weak(cx, &call, WeakKind::Map, |table| table.get(call.get(0)).unwrap_or_default())
}

/// `WeakMap.prototype.has` (§24.3.3.4).
fn has(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    with_weak(cx, &call, WeakKind::Map, |table| table.get(call.get(0)).is_some().into())
}

/// `WeakMap.prototype.set` (§24.3.3.5).
fn set(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    with_weak(cx, &call, WeakKind::Map, |_| ())?;
    if !insert_weak(cx, call.this, WeakKind::Map, call.get(0), call.get(1)) {
        return Err(cx.type_error("Invalid value used as weak map key"));
    }
    Ok(call.this)
}
