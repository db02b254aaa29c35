//! `WeakSet` (ECMA-262 §24.4).

use super::{adder, insert_weak, with_weak};
use crate::{
    globals::support::receiver::new_target,
    js::{Arguments, Builtin, Class, Context, Intrinsic, Kind, Thrown, Value, WeakKind, WeakTable},
};

pub(super) static WEAK_SET: Class = Class::new(Intrinsic::WeakSet, "WeakSet")
    .constructor(0, construct)
    .prototype(&[Builtin::method("delete", 1, delete), Builtin::method("has", 1, has), Builtin::method("add", 1, add)])
    .tagged();

/// `WeakSet` (§24.4.1.1).
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let new_target = new_target(cx, &call)?;
    let table = WeakTable::new(WeakKind::Set, cx.heap().seed());
    let set = Value::from(cx.create(new_target, Intrinsic::WeakSet, Kind::Weak(table.into()))?);
    if !call.get(0).is_nullish() {
        let adder = adder(cx, set, "add")?;
        cx.iterate(call.get(0), |cx, value| cx.call(adder, set, &[value]).map(|_| ()))?;
    }
    Ok(set)
}

/// `WeakSet.prototype.add` (§24.4.3.1).
fn add(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    with_weak(cx, &call, WeakKind::Set, |_| ())?;
    if !insert_weak(cx, call.this, WeakKind::Set, call.get(0), Value::Undefined) {
        return Err(cx.type_error("Invalid value used in weak set"));
    }
    Ok(call.this)
}

/// `WeakSet.prototype.delete` (§24.4.3.3).
fn delete(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    with_weak(cx, &call, WeakKind::Set, |table| table.remove(call.get(0)).into())
}

/// `WeakSet.prototype.has` (§24.4.3.4).
fn has(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    with_weak(cx, &call, WeakKind::Set, |table| table.get(call.get(0)).is_some().into())
}
