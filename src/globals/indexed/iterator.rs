//! `%IteratorPrototype%` (ECMA-262 §27.1.2) and the iterators of arrays, typed arrays and array-like objects (§23.1.5).

use alloc::boxed::Box;

use super::element::number;
use crate::{
    globals::{shown::Shown, support::receiver::incompatible_with},
    js::{Arguments, Builtin, Class, Context, Intrinsic, Kind, Object, Slots, Symbol, Thrown, Value},
};

pub(in crate::globals) static ITERATOR: Class = Class::new(Intrinsic::Iterator, "Iterator")
    .constructor(0, illegal)
    .prototype(&[Builtin::method("[Symbol.iterator]", 0, |_, call| Ok(call.this)).at(Symbol::ITERATOR)]);

pub(in crate::globals) static ARRAY_ITERATOR: Class = Class::new(Intrinsic::ArrayIterator, "Array Iterator")
    .constructor(0, illegal)
    .prototype(&[Builtin::method("next", 0, next)])
    .tagged()
    .parent(Intrinsic::Iterator);

/// The constructor of both classes, which a program cannot reach.
fn illegal(cx: &mut Context<'_>, _: Arguments<'_>) -> Result<Value, Thrown> {
    Err(cx.type_error("Illegal constructor"))
}

/// The slots of an Array Iterator (§23.1.5.3).
#[derive(Debug)]
struct ArrayIterator {
    /// `None` once the iterator is exhausted.
    object: Option<Object>,
    next: u64,
    shown: Shown,
}

impl Slots for ArrayIterator {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        if let Some(object) = self.object {
            visit(object.into());
        }
    }
}

/// `CreateArrayIterator` (§23.1.5.1).
pub(super) fn array_iterator(cx: &mut Context<'_>, object: Object, shown: Shown) -> Value {
    let slots = Box::new(ArrayIterator { object: Some(object), next: 0, shown });
    cx.heap().alloc_kind(Intrinsic::ArrayIterator, Kind::Slots(slots)).into()
}

/// Creates an iterator over the receiver (§23.1.3.5, §23.1.3.19, §23.1.3.38).
fn of_array(cx: &mut Context<'_>, call: &Arguments<'_>, shown: Shown) -> Result<Value, Thrown> {
    let object = cx.to_object(call.this)?;
    Ok(array_iterator(cx, object, shown))
}

/// `Array.prototype.entries` (§23.1.3.5).
pub(super) fn entries(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    of_array(cx, &call, Shown::Entries)
}

/// `Array.prototype.keys` (§23.1.3.19).
pub(super) fn keys(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    of_array(cx, &call, Shown::Keys)
}

/// `Array.prototype.values` (§23.1.3.38).
pub(super) fn values(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    of_array(cx, &call, Shown::Values)
}

/// `%ArrayIteratorPrototype%.next` (§23.1.5.2.1).
pub(super) fn next(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let Some(&ArrayIterator { object, next, shown }) = cx.heap().slots(call.this) else {
        return Err(incompatible_with(cx, "Array Iterator.prototype.next", call.this));
    };
    let Some(object) = object else { return Ok(cx.iterator_result(None)) };
    let length = match cx.heap().view(object.into()) {
        Some(view) => view.length as u64,
        None => cx.length_of(object)?,
    };
    if let Some(slots) = cx.heap().slots_mut::<ArrayIterator>(call.this) {
        if next < length {
            slots.next = next.saturating_add(1);
        } else {
            slots.object = None;
        }
    }
    if next >= length {
        return Ok(cx.iterator_result(None));
    }
    let item = match shown {
        Shown::Keys => number(next),
        Shown::Values => cx.element(object, next)?,
        Shown::Entries => {
            let value = cx.element(object, next)?;
            cx.heap().array([number(next), value]).into()
        }
    };
    Ok(cx.iterator_result(Some(item)))
}
