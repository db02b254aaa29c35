//! Access to the elements of array-like objects, with indices below 2⁵³ − 1 (ECMA-262 §7.3).

use alloc::{format, vec::Vec};
use core::ops::Range;

use crate::{
    globals::{fundamental::method_name, structured::check_attached, support::receiver::text_of},
    js::{
        Arguments, Array, Attributes, Context, Function, Heap, Intrinsic, Kind, NativeFn, Object, Property,
        PropertyDescriptor, PropertyKey, Slot, Thrown, TypedArray, Value, price,
    },
};

/// The maximum length of an array-like object.
pub(super) const MAX_LENGTH: u64 = (1 << 53) - 1;

/// Converts the receiver of a generic method to an object.
pub(super) fn this_object(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<Object, Thrown> {
    match call.this {
        Value::Object(object) => Ok(object),
        Value::Undefined | Value::Null => {
            let method = method_name(cx, call);
            Err(cx.type_error(&format!("Array.prototype.{method} called on null or undefined")))
        }
        primitive => cx.to_object(primitive),
    }
}

/// Returns the receiver and its view (`ValidateTypedArray`, §23.2.4.4).
pub(super) fn this_view(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<(Object, TypedArray), Thrown> {
    match (call.this, cx.heap().view(call.this)) {
        (Value::Object(object), Some(view)) => {
            let method = method_name(cx, call);
            check_attached(cx, view.buffer, format_args!("%TypedArray%.prototype.{method}"))?;
            Ok((object, view))
        }
        _ => Err(cx.type_error("this is not a typed array.")),
    }
}

/// Converts a length to `usize`. A length that does not fit saturates, which is beyond every index in memory.
pub(super) fn to_usize(length: u64) -> usize {
    usize::try_from(length).unwrap_or(usize::MAX)
}

/// Converts an index to a number value.
pub(super) fn number(index: u64) -> Value {
    (index as f64).into()
}

/// Converts the result of a search to an index, or −1.
pub(super) fn found_index(found: Option<u64>) -> Value {
    found.map_or(Value::Number(-1.0), number)
}

impl Context<'_> {
    /// Returns the property key of an index.
    pub(super) fn element_key(&mut self, index: u64) -> PropertyKey {
        match u32::try_from(index) {
            Ok(index) if index <= PropertyKey::MAX_INDEX => PropertyKey::Index(index),
            _ => self.heap().number_key(index as f64),
        }
    }

    /// Returns `object[index]`.
    pub(super) fn element(&mut self, object: Object, index: u64) -> Result<Value, Thrown> {
        let key = self.element_key(index);
        self.get(object, key)
    }

    /// Returns `object[index]`, or `None` if the property does not exist.
    pub(super) fn element_if_any(&mut self, object: Object, index: u64) -> Result<Option<Value>, Thrown> {
        // Charge for absent elements too: an array-like object can have up to 2⁵³ − 1 of them.
        self.charge(price::LOOKUP)?;
        let key = self.element_key(index);
        match self.heap().lookup(object, key) {
            None => Ok(None),
            Some(Property { slot: Slot::Data(value), .. }) => Ok(Some(value)),
            Some(_) => self.get(object, key).map(Some),
        }
    }

    /// Performs `object[index] = value`, or throws a `TypeError`.
    pub(super) fn set_element(&mut self, object: Object, index: u64, value: Value) -> Result<(), Thrown> {
        let key = self.element_key(index);
        self.set_strictly(object, key, value)
    }

    /// Performs `object.length = length`, or throws a `TypeError`.
    pub(super) fn set_length_of(&mut self, object: Object, length: u64) -> Result<(), Thrown> {
        let key = PropertyKey::String(self.heap().names().length);
        self.set_strictly(object, key, number(length))
    }

    fn set_strictly(&mut self, object: Object, key: PropertyKey, value: Value) -> Result<(), Thrown> {
        if self.set(object, key, value)? {
            return Ok(());
        }
        let (name, shown) = (self.key_text(key), text_of(self, object.into()));
        Err(match self.heap().lookup(object, key) {
            None => self.type_error(&format!("Cannot add property {name}, object is not extensible")),
            Some(Property { slot: Slot::Accessor { .. }, .. }) => {
                self.type_error(&format!("Cannot set property {name} of {shown} which has only a getter"))
            }
            Some(_) => self.type_error(&format!("Cannot assign to read only property '{name}' of object '{shown}'")),
        })
    }

    /// Performs `delete object[index]`, or throws a `TypeError`.
    pub(super) fn delete_element(&mut self, object: Object, index: u64) -> Result<(), Thrown> {
        self.charge(price::LOOKUP)?;
        let key = self.element_key(index);
        if self.heap().delete(object, key) {
            return Ok(());
        }
        let shown = text_of(self, object.into());
        Err(self.type_error(&format!("Cannot delete property '{index}' of {shown}")))
    }

    /// Sets an element, or deletes it if it is to be a hole.
    pub(super) fn put_element(&mut self, object: Object, index: u64, element: Option<Value>) -> Result<(), Thrown> {
        match element {
            Some(element) => self.set_element(object, index, element),
            None => self.delete_element(object, index),
        }
    }

    /// Copies an element, or a hole, to another index.
    pub(super) fn move_element(&mut self, object: Object, from: u64, to: u64) -> Result<(), Thrown> {
        let element = self.element_if_any(object, from)?;
        self.put_element(object, to, element)
    }

    /// Creates an element of an object under construction (`CreateDataPropertyOrThrow`, ECMA-262 §7.3.6).
    pub(super) fn create_element(&mut self, object: Object, index: u64, value: Value) -> Result<(), Thrown> {
        let key = self.element_key(index);
        let descriptor = PropertyDescriptor::data(value, Attributes::ASSIGNED);
        if self.define_own_property(object, key, &descriptor)? {
            return Ok(());
        }
        Err(self.type_error(&format!("Cannot add property {index}, object is not extensible")))
    }

    /// Creates an array of holes (`ArrayCreate`, ECMA-262 §10.4.2.2).
    pub(super) fn array_of_length(&mut self, length: u64) -> Result<Object, Thrown> {
        match u32::try_from(length) {
            Ok(length) => Ok(self.heap().alloc_kind(Intrinsic::Array, Kind::Array(Array::with_length(length)))),
            Err(_) => Err(self.range_error("Invalid array length")),
        }
    }

    /// Creates an array of elements that were taken from another.
    pub(super) fn array_of(&mut self, elements: Vec<Option<Value>>) -> Object {
        self.heap().alloc_kind(Intrinsic::Array, Kind::Array(Array::new(elements)))
    }

    /// Returns the elements of a range, if reading them involves no getter, hole or prototype.
    pub(super) fn plain_elements(&mut self, object: Object, range: Range<u64>) -> Option<&[Option<Value>]> {
        let heap = self.heap();
        match &heap.cell(object).kind {
            Kind::Array(array) => array.part(range).inspect(|part| heap.charge(price::elements(part.len()))),
            _ => None,
        }
    }

    /// Copies the elements of a range. Returns `None` as [`Context::plain_elements`] does, or if memory runs out.
    pub(super) fn copied_elements(&mut self, object: Object, range: Range<u64>) -> Option<Vec<Value>> {
        let elements = self.plain_elements(object, range)?;
        let mut list = Vec::new();
        list.try_reserve_exact(elements.len()).ok()?;
        list.extend(elements.iter().copied().flatten());
        Some(list)
    }

    /// Like [`Context::plain_elements`], but returns a mutable slice.
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

    /// Replaces a range of elements at once, and returns the removed ones.
    ///
    /// Returns `None`, and changes nothing, if the object is not a plain list, if it grows although it is not
    /// extensible or a prototype has elements, or if memory runs out.
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

    /// Returns `value` if it is callable, or throws a `TypeError`.
    pub(super) fn callable(&mut self, value: Value) -> Result<Value, Thrown> {
        if self.heap().is_callable(value) {
            return Ok(value);
        }
        let shown = text_of(self, value);
        Err(self.type_error(&format!("{shown} is not a function")))
    }

    /// Returns `value` if it is a constructor, or throws a `TypeError`.
    pub(super) fn constructor_or_throw(&mut self, value: Value) -> Result<Value, Thrown> {
        if self.heap().is_constructor(value) {
            return Ok(value);
        }
        let shown = text_of(self, value);
        Err(self.type_error(&format!("{shown} is not a constructor")))
    }

    /// Creates the error for `undefined` or `null` in place of an iterable or an array-like object.
    pub(super) fn not_iterable(&mut self, nullish: Value) -> Thrown {
        let shown = if matches!(nullish, Value::Null) { "object null" } else { "undefined" };
        self.type_error(&format!("{shown} is not iterable (cannot read property Symbol(Symbol.iterator))"))
    }
}

/// Returns whether a value is the function `native` of a static table. `false` may be wrong, because the compiler can
/// duplicate a function: callers must then take the general path.
pub(super) fn is_native(heap: &Heap, value: Value, native: NativeFn) -> bool {
    match value {
        Value::Object(object) => match heap.cell(object).kind {
            Kind::Function(Function::Native { call, .. }) => core::ptr::fn_addr_eq(call, native),
            _ => false,
        },
        _ => false,
    }
}

/// Returns whether no prototype of an object has elements.
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
