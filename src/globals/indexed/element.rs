//! The elements of array-like objects, by indices up to 2⁵³ − 1 (ECMA-262 §7.3).

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use core::ops::Range;

use crate::js::{
    Arguments, Array, Context, Function, Heap, Intrinsic, Kind, Object, Property, PropertyKey, Slot, Symbol, Thrown,
    Value, price,
};

/// The largest length that an array-like object may have.
pub(super) const MAX_LENGTH: u64 = (1 << 53) - 1;

/// `this` of a generic method, as an object.
pub(super) fn this_object(cx: &mut Context<'_>, call: &Arguments<'_>, method: &str) -> Result<Object, Thrown> {
    match call.this {
        Value::Object(object) => Ok(object),
        Value::Undefined | Value::Null => {
            Err(cx.type_error(&format!("Array.prototype.{method} called on null or undefined")))
        }
        primitive => cx.to_object(primitive),
    }
}

/// A length as an index into what is in memory: what is not there can't be reached.
pub(super) fn to_usize(length: u64) -> usize {
    usize::try_from(length).unwrap_or(usize::MAX)
}

/// The number that an index is.
pub(super) fn number(index: u64) -> Value {
    (index as f64).into()
}

impl Context<'_> {
    /// The key of an element.
    pub(super) fn element_key(&mut self, index: u64) -> PropertyKey {
        match u32::try_from(index) {
            Ok(index) if index <= PropertyKey::MAX_INDEX => PropertyKey::Index(index),
            _ => self.heap().number_key(index as f64),
        }
    }

    /// `object[index]`
    pub(super) fn element(&mut self, object: Object, index: u64) -> Result<Value, Thrown> {
        let key = self.element_key(index);
        self.get(object, key)
    }

    /// `object[index]`, if there is such a property.
    pub(super) fn element_if_any(&mut self, object: Object, index: u64) -> Result<Option<Value>, Thrown> {
        // There may be no end of indices at which there is none.
        self.charge(price::LOOKUP)?;
        let key = self.element_key(index);
        match self.heap().lookup(object, key) {
            None => Ok(None),
            Some(Property { slot: Slot::Data(value), .. }) => Ok(Some(value)),
            Some(_) => self.get(object, key).map(Some),
        }
    }

    /// `object[index] = value`, or a `TypeError`.
    pub(super) fn set_element(&mut self, object: Object, index: u64, value: Value) -> Result<(), Thrown> {
        let key = self.element_key(index);
        self.set_strictly(object, key, value)
    }

    /// `object.length = length`, or a `TypeError`.
    pub(super) fn set_length_of(&mut self, object: Object, length: u64) -> Result<(), Thrown> {
        let key = PropertyKey::String(self.heap().names().length);
        self.set_strictly(object, key, number(length))
    }

    fn set_strictly(&mut self, object: Object, key: PropertyKey, value: Value) -> Result<(), Thrown> {
        if self.set(object, key, value)? {
            return Ok(());
        }
        let (name, shown) = (self.key_text(key), self.shown(object.into()));
        Err(match self.heap().lookup(object, key) {
            None => self.type_error(&format!("Cannot add property {name}, object is not extensible")),
            Some(Property { slot: Slot::Accessor { .. }, .. }) => {
                self.type_error(&format!("Cannot set property {name} of {shown} which has only a getter"))
            }
            Some(_) => self.type_error(&format!("Cannot assign to read only property '{name}' of object '{shown}'")),
        })
    }

    /// `delete object[index]`, or a `TypeError`.
    pub(super) fn delete_element(&mut self, object: Object, index: u64) -> Result<(), Thrown> {
        self.charge(price::LOOKUP)?;
        let key = self.element_key(index);
        if self.heap().delete(object, key) {
            return Ok(());
        }
        let shown = self.shown(object.into());
        Err(self.type_error(&format!("Cannot delete property '{index}' of {shown}")))
    }

    /// Makes an element of an object that is being built (ECMA-262 §7.3.6 CreateDataPropertyOrThrow).
    pub(super) fn create_element(&mut self, object: Object, index: u64, value: Value) -> Result<(), Thrown> {
        let key = self.element_key(index);
        let descriptor = crate::js::Descriptor::data(value, crate::js::Attributes::ASSIGNED);
        if self.define_own_property(object, key, &descriptor)? {
            return Ok(());
        }
        Err(self.type_error(&format!("Cannot add property {index}, object is not extensible")))
    }

    /// An array of holes (ECMA-262 §10.4.2.2 ArrayCreate).
    pub(super) fn array_of_length(&mut self, length: u64) -> Result<Object, Thrown> {
        match u32::try_from(length) {
            Ok(length) => Ok(self.heap().alloc_kind(Intrinsic::Array, Kind::Array(Array::with_length(length)))),
            Err(_) => Err(self.range_error("Invalid array length")),
        }
    }

    /// An array of elements that were taken from another.
    pub(super) fn array_of(&mut self, elements: Vec<Option<Value>>) -> Object {
        self.heap().alloc_kind(Intrinsic::Array, Kind::Array(Array::new(elements)))
    }

    /// The elements of a range, where no getter, hole or prototype has a say in what they are.
    pub(super) fn plain_elements(&mut self, object: Object, range: Range<u64>) -> Option<&[Option<Value>]> {
        let heap = self.heap();
        match &heap.cell(object).kind {
            Kind::Array(array) => array.part(range).inspect(|part| heap.charge(price::elements(part.len()))),
            _ => None,
        }
    }

    /// As [`Context::plain_elements`], to be overwritten.
    pub(super) fn plain_elements_mut(&mut self, object: Object, range: Range<u64>) -> Option<&mut [Option<Value>]> {
        let heap = self.heap();
        let Kind::Array(array) = &heap.cell(object).kind else { return None };
        let count = array.part(range.clone())?.len();
        heap.charge(price::elements(count));
        match &mut heap.cell_mut(object).kind {
            Kind::Array(array) => array.part_mut(range),
            _ => None,
        }
    }

    /// Replaces elements of an array by others and returns them, if it is a plain list: `None` says that nothing was
    /// done.
    pub(super) fn splice_list(
        &mut self,
        object: Object,
        range: Range<u64>,
        values: &[Value],
    ) -> Option<Vec<Option<Value>>> {
        let heap = self.heap();
        let grows = values.len() as u64 > range.end.checked_sub(range.start)?;
        if grows && !(heap.is_extensible(object) && has_plain_prototypes(heap, object)) {
            return None;
        }
        let Kind::Array(array) = &mut heap.cell_mut(object).kind else { return None };
        let before = array.bytes();
        let moved = u64::from(array.length()).saturating_sub(range.start);
        let removed = array.splice(range, values)?;
        let grown = array.bytes().saturating_sub(before);
        heap.charge(price::elements(to_usize(moved)));
        heap.account(grown);
        Some(removed)
    }

    /// A function to be called back, or a `TypeError`.
    pub(super) fn callable(&mut self, value: Value) -> Result<Value, Thrown> {
        if self.heap().is_callable(value) {
            return Ok(value);
        }
        let shown = self.shown(value);
        Err(self.type_error(&format!("{shown} is not a function")))
    }

    /// A constructor, or a `TypeError`.
    pub(super) fn constructor_or_throw(&mut self, value: Value) -> Result<Value, Thrown> {
        if self.heap().is_constructor(value) {
            return Ok(value);
        }
        let shown = self.shown(value);
        Err(self.type_error(&format!("{shown} is not a constructor")))
    }

    /// A value in a message of V8's built-in functions.
    pub(super) fn shown(&mut self, value: Value) -> String {
        let heap = self.heap();
        match value {
            Value::String(string) => heap.text(string).to_string(),
            Value::Object(object) => match heap.builtin_tag(object) {
                "Object" | "Function" | "Error" => self.describe(value),
                tag => format!("[object {tag}]"),
            },
            _ => self.describe(value),
        }
    }

    /// The error of `undefined` or `null` where an iterable or an array-like object is wanted.
    pub(super) fn not_iterable(&mut self, nullish: Value) -> Thrown {
        let shown = if matches!(nullish, Value::Null) { "object null" } else { "undefined" };
        self.type_error(&format!("{shown} is not iterable (cannot read property Symbol(Symbol.iterator))"))
    }

    /// The values of an iterable, or `None` where it has no method that iterates over it. `function` is named in a
    /// message.
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

    /// What iterating over a plain array gives, as long as the functions that do it are those of the standard.
    fn list_of_array(&mut self, items: Value, method: Value) -> Option<Vec<Value>> {
        let Value::Object(object) = items else { return None };
        let heap = self.heap();
        let Kind::Array(array) = &heap.cell(object).kind else { return None };
        let length = array.length();
        let prototype = heap.prototype(Intrinsic::ArrayIterator)?;
        let key = heap.key_from("next");
        let next = heap.own_property(prototype, key)?.slot;
        let is_pristine = is_native(heap, method, super::iterator::values)
            && matches!(next, Slot::Data(next) if is_native(heap, next, super::iterator::next));
        if !is_pristine {
            return None;
        }
        let elements = self.plain_elements(object, 0..length.into())?;
        let mut list = Vec::new();
        list.try_reserve_exact(elements.len()).ok()?;
        list.extend(elements.iter().copied().flatten());
        Some(list)
    }
}

/// Whether a function is this one of a static table. A `false` may be wrong, where the compiler has made two of one: what
/// asks goes the long way then.
pub(super) fn is_native(heap: &Heap, value: Value, native: crate::js::NativeFn) -> bool {
    match value {
        Value::Object(object) => match heap.cell(object).kind {
            Kind::Function(Function::Native { call, .. }) => core::ptr::fn_addr_eq(call, native),
            _ => false,
        },
        _ => false,
    }
}

/// Whether none of an object's prototypes has elements.
fn has_plain_prototypes(heap: &Heap, object: Object) -> bool {
    let mut holder = object;
    while let Some(prototype) = heap.prototype_of(holder) {
        let cell = heap.cell(prototype);
        let plain = match &cell.kind {
            Kind::Array(array) => array.length() == 0,
            Kind::TypedArray(_) | Kind::Primitive(Value::String(_)) => false,
            _ => true,
        };
        if !plain || cell.properties.iter().any(|(key, _)| matches!(key, PropertyKey::Index(_))) {
            return false;
        }
        holder = prototype;
    }
    true
}
