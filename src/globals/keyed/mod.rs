//! Keyed collections (ECMA-262 §24), and `WeakRef` (§26.1).

mod collection;
mod map;
mod set;
mod weak_map;
mod weak_ref;
mod weak_set;

use alloc::format;

pub(in crate::globals) use self::collection::{Collection, MapData, SetData};
use crate::{
    globals::support::receiver::{incompatible, text_of},
    js::{Arguments, Builtin, Class, Context, Kind, Thrown, Value, WeakKind, WeakTable},
};

pub(in crate::globals) static GLOBALS: &[Builtin] = &[
    Builtin::class(&map::MAP),
    Builtin::class(&set::SET),
    Builtin::class(&weak_map::WEAK_MAP),
    Builtin::class(&weak_set::WEAK_SET),
    Builtin::class(&weak_ref::WEAK_REF),
];

pub(in crate::globals) static ITERATORS: &[&Class] = &[&map::MAP_ITERATOR, &set::SET_ITERATOR];

/// Returns the method with which a constructor adds entries (§24.1.1.1, §24.2.1.1).
fn adder(cx: &mut Context<'_>, collection: Value, name: &str) -> Result<Value, Thrown> {
    let key = cx.heap().key_from(name);
    let adder = cx.get_value(collection, key)?;
    if cx.heap().is_callable(adder) {
        return Ok(adder);
    }
    let (shown, object) = (text_of(cx, adder), text_of(cx, collection));
    Err(cx.type_error(&format!("'{shown}' returned for property '{name}' of object '{object}' is not a function")))
}

/// Returns the weak table of an object, if it is of this kind.
fn weak_table<'cx>(cx: &'cx mut Context<'_>, value: Value, kind: WeakKind) -> Option<&'cx mut WeakTable> {
    match &mut cx.heap().cell_mut(value.as_object()?).kind {
        Kind::Weak(table) if table.kind == kind => Some(table),
        _ => None,
    }
}

/// Calls `action` with the weak table of the receiver, or throws a `TypeError`.
fn with_weak<R>(
    cx: &mut Context<'_>,
    call: &Arguments<'_>,
    kind: WeakKind,
    action: impl FnOnce(&mut WeakTable) -> R,
) -> Result<R, Thrown> {
    if let Some(table) = weak_table(cx, call.this, kind) {
        return Ok(action(table));
    }
    let class = match kind {
        WeakKind::Map => &weak_map::WEAK_MAP,
        WeakKind::Set => &weak_set::WEAK_SET,
        WeakKind::Ref => &weak_ref::WEAK_REF,
    };
    Err(incompatible(cx, call, class.name))
}

/// Adds an entry to the weak table of `value`, and returns whether its key can be held weakly (`CanBeHeldWeakly`,
/// §9.14).
fn insert_weak(cx: &mut Context<'_>, value: Value, kind: WeakKind, key: Value, item: Value) -> bool {
    if let Value::Symbol(symbol) = key {
        if cx.heap().is_registered(symbol) {
            return false;
        }
    }
    let Some(table) = weak_table(cx, value, kind) else { return false };
    let before = table.bytes();
    let inserted = table.insert(key, item);
    let grown = table.bytes().saturating_sub(before);
    cx.heap().account(grown);
    inserted
}
