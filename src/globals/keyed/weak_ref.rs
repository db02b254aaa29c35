//! `WeakRef` (ECMA-262 §26.1).
//!
//! The list of kept objects (`AddToKeptObjects`, §9.12) is not implemented. A target lives as long as Go or another
//! value holds it. Otherwise it can be collected as soon as Go makes its next call.

use super::{insert_weak, with_weak};
use crate::{
    globals::support::receiver::new_target,
    js::{Arguments, Builtin, Class, Context, Intrinsic, Kind, Thrown, Value, WeakKind, WeakTable},
};

pub(super) static WEAK_REF: Class = Class::new(Intrinsic::WeakRef, "WeakRef")
    .constructor(1, construct)
    .prototype(&[Builtin::method("deref", 0, deref)])
    .tagged();

/// `WeakRef` (§26.1.1.1).
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let new_target = new_target(cx, &call)?;
    let table = WeakTable::new(WeakKind::Ref, cx.heap().seed());
    let reference = Value::from(cx.create(new_target, Intrinsic::WeakRef, Kind::Weak(table.into()))?);
    if !insert_weak(cx, reference, WeakKind::Ref, call.get(0), Value::Undefined) {
        return Err(cx.type_error("WeakRef: invalid target"));
    }
    Ok(reference)
}

/// `WeakRef.prototype.deref` (§26.1.3.2).
fn deref(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    with_weak(cx, &call, WeakKind::Ref, |table| table.target().unwrap_or_default())
}
