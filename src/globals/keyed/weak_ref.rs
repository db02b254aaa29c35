//! `WeakRef` (ECMA-262 §26.1).
//!
//! There is no list of what was seen in this turn (§9.12 AddToKeptObjects): what Go or another value holds is alive by that,
//! and what nobody holds may be gone with the next call from Go.

use super::{insert_weak, requires_new, with_weak};
use crate::js::{Arguments, Builtin, Class, Context, Intrinsic, Kind, Thrown, Value, WeakKind, WeakTable};

pub(super) static WEAK_REF: Class = Class {
    intrinsic: Intrinsic::WeakRef,
    name: "WeakRef",
    length: 1,
    construct,
    statics: &[],
    prototype: &[Builtin::constructor(&WEAK_REF), Builtin::method("deref", 0, deref), Builtin::tag("WeakRef")],
    parent: None,
};

/// §26.1.1.1
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let Some(new_target) = call.new_target else { return Err(requires_new(cx, "WeakRef")) };
    let table = WeakTable::new(WeakKind::Ref, cx.heap().seed());
    let reference = Value::from(cx.create(new_target, Intrinsic::WeakRef, Kind::Weak(table.into()))?);
    if !insert_weak(cx, reference, WeakKind::Ref, call.get(0), Value::Undefined) {
        return Err(cx.type_error("WeakRef: invalid target"));
    }
    Ok(reference)
}

/// §26.1.3.2
fn deref(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    with_weak(cx, call.this, WeakKind::Ref, "deref", |table| table.target().unwrap_or_default())
}
