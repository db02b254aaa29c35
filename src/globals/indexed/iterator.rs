//! `%IteratorPrototype%` (ECMA-262 §27.1.2) and the iterators of arrays, typed arrays and array-like objects (§23.1.5).

use alloc::{boxed::Box, format, vec::Vec};

use super::element::{is_native, number};
use crate::{
    globals::{shown::Shown, support::receiver::Receiver},
    js::{Arguments, Builtin, Class, Context, Intrinsic, Kind, Object, Slot, Slots, Symbol, Thrown, Value},
};

pub(in crate::globals) static ITERATOR: Class = Class::new(Intrinsic::Iterator, "Iterator")
    .prototype(&[Builtin::method("[Symbol.iterator]", 0, |_, call| Ok(call.this)).at(Symbol::ITERATOR)]);

pub(in crate::globals) static ARRAY_ITERATOR: Class = Class::new(Intrinsic::ArrayIterator, "Array Iterator")
    .prototype(&[Builtin::method("next", 0, next)])
    .tagged()
    .parent(Intrinsic::Iterator);

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

impl Receiver for ArrayIterator {
    const CLASS: &'static Class = &ARRAY_ITERATOR;
}

/// `CreateArrayIterator` (§23.1.5.1).
pub(super) fn array_iterator(cx: &mut Context<'_>, object: Object, shown: Shown) -> Value {
    let slots = Box::new(ArrayIterator { object: Some(object), next: 0, shown });
    cx.heap().alloc_kind(Intrinsic::ArrayIterator, Kind::Slots(slots)).into()
}

/// Creates an iterator over the receiver (§23.1.3.5, §23.1.3.19, §23.1.3.38).
pub(super) fn of_array(cx: &mut Context<'_>, call: &Arguments<'_>, shown: Shown) -> Result<Value, Thrown> {
    let object = cx.to_object(call.this)?;
    Ok(array_iterator(cx, object, shown))
}

/// `Array.prototype.values` (§23.1.3.38).
pub(super) fn values(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    of_array(cx, &call, Shown::Values)
}

/// `%ArrayIteratorPrototype%.next` (§23.1.5.2.1).
pub(super) fn next(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let iterator = cx.this_object::<ArrayIterator>(&call)?;
    let &mut ArrayIterator { object, next, shown } = cx.slots(iterator)?;
    let Some(object) = object else { return Ok(cx.iterator_result(None)) };
    let length = match cx.heap().view(object.into()) {
        Some(view) => view.length as u64,
        None => cx.length_of(object)?,
    };
    let slots = cx.slots::<ArrayIterator>(iterator)?;
    if next >= length {
        slots.object = None;
        return Ok(cx.iterator_result(None));
    }
    slots.next = next.saturating_add(1);
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

impl Context<'_> {
    /// Collects the values of an iterable, or returns `None` if it has no `Symbol.iterator` method. The error message
    /// names `function`.
    pub(super) fn list_if_iterable(&mut self, items: Value, function: &str) -> Result<Option<Vec<Value>>, Thrown> {
        let method = self.get_value(items, Symbol::ITERATOR.into())?;
        if method.is_nullish() {
            return Ok(None);
        }
        if !self.heap().is_callable(method) {
            return Err(self.type_error(&format!(
                "{function} requires that the property of the first argument, items[Symbol.iterator], when exists, be a \
                 function"
            )));
        }
        if let Some(list) = self.list_of_array(items, method) {
            return Ok(Some(list));
        }
        self.list_of(items).map(Some)
    }

    /// Returns the elements of a plain array without iterating, if `method` and `next` are the built-in functions.
    fn list_of_array(&mut self, items: Value, method: Value) -> Option<Vec<Value>> {
        let Value::Object(object) = items else { return None };
        let heap = self.heap();
        let Kind::Array(array) = &heap.cell(object).kind else { return None };
        let length = array.length();
        let prototype = heap.prototype(Intrinsic::ArrayIterator)?;
        let key = heap.key_from("next");
        let Slot::Data(step) = heap.own_property(prototype, key)?.slot else { return None };
        let is_pristine = is_native(heap, method, values) && is_native(heap, step, next);
        if !is_pristine {
            return None;
        }
        self.copied_elements(object, 0..length.into())
    }
}
