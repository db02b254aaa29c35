//! `[[DefineOwnProperty]]`, and the other operations that restrict how an object can change (ECMA-262 §10.1.2 to
//! §10.1.6, §10.4).

use alloc::vec::Vec;

use super::{
    context::Context,
    heap::Heap,
    number,
    object::Kind,
    property::{Attributes, Property, PropertyKey, Slot},
    thrown::Thrown,
    value::{Object, Value},
};

/// A Property Descriptor (ECMA-262 §6.2.6). A field that is `None` leaves the attribute of an existing property
/// unchanged, and gives a new property the default.
#[derive(Clone, Copy, Debug, Default)]
pub struct PropertyDescriptor {
    /// `[[Value]]`
    pub value: Option<Value>,
    /// `[[Writable]]`
    pub writable: Option<bool>,
    /// `[[Get]]`: `Some(None)` is `undefined`.
    pub get: Option<Option<Object>>,
    /// `[[Set]]`: `Some(None)` is `undefined`.
    pub set: Option<Option<Object>>,
    /// `[[Enumerable]]`
    pub enumerable: Option<bool>,
    /// `[[Configurable]]`
    pub configurable: Option<bool>,
}

/// The integrity level that [`Context::set_integrity`] establishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Integrity {
    /// Properties cannot be added, deleted or reconfigured: `Object.seal`.
    Sealed,
    /// In addition, data properties cannot be written: `Object.freeze`.
    Frozen,
}

impl PropertyDescriptor {
    /// Creates the descriptor of a data property with these attributes.
    #[must_use]
    pub fn data(value: impl Into<Value>, attributes: Attributes) -> Self {
        PropertyDescriptor {
            value: Some(value.into()),
            writable: Some(attributes.contains(Attributes::WRITABLE)),
            enumerable: Some(attributes.contains(Attributes::ENUMERABLE)),
            configurable: Some(attributes.contains(Attributes::CONFIGURABLE)),
            ..PropertyDescriptor::default()
        }
    }

    fn is_accessor(&self) -> bool {
        self.get.is_some() || self.set.is_some()
    }

    fn is_data(&self) -> bool {
        self.value.is_some() || self.writable.is_some()
    }

    /// Returns the property that results from applying the descriptor to an existing property or, for `None`, to a new
    /// one.
    fn apply(&self, current: Option<Property>) -> Property {
        let before = current.map_or(Attributes::empty(), |property| property.attributes);
        let mut attributes = before;
        attributes.set(Attributes::ENUMERABLE, self.enumerable.unwrap_or(before.contains(Attributes::ENUMERABLE)));
        attributes
            .set(Attributes::CONFIGURABLE, self.configurable.unwrap_or(before.contains(Attributes::CONFIGURABLE)));
        let slot = match current.map(|property| property.slot) {
            Some(Slot::Accessor { get, set }) if !self.is_data() => {
                Slot::Accessor { get: self.get.unwrap_or(get), set: self.set.unwrap_or(set) }
            }
            _ if self.is_accessor() => {
                Slot::Accessor { get: self.get.unwrap_or_default(), set: self.set.unwrap_or_default() }
            }
            Some(Slot::Data(value)) => Slot::Data(self.value.unwrap_or(value)),
            _ => Slot::Data(self.value.unwrap_or_default()),
        };
        let was_writable = matches!(current.map(|property| property.slot), Some(Slot::Data(_)))
            && before.contains(Attributes::WRITABLE);
        let writable = matches!(slot, Slot::Data(_)) && self.writable.unwrap_or(was_writable);
        attributes.set(Attributes::WRITABLE, writable);
        Property { slot, attributes }
    }

    /// Returns whether an existing property permits the change: `ValidateAndApplyPropertyDescriptor` (§10.1.6.3).
    fn is_allowed_by(&self, current: &Property) -> bool {
        if current.attributes.contains(Attributes::CONFIGURABLE) {
            return true;
        }
        let is_enumerable = current.attributes.contains(Attributes::ENUMERABLE);
        if self.configurable == Some(true) || self.enumerable.is_some_and(|enumerable| enumerable != is_enumerable) {
            return false;
        }
        match current.slot {
            Slot::Accessor { get, set } => {
                !self.is_data() && self.get.is_none_or(|new| new == get) && self.set.is_none_or(|new| new == set)
            }
            Slot::Data(_) if self.is_accessor() => false,
            Slot::Data(value) => {
                current.attributes.contains(Attributes::WRITABLE)
                    || (self.writable != Some(true) && self.value.is_none_or(|new| new.same_value(value)))
            }
        }
    }
}

impl Heap {
    /// Defines a property and returns whether that was allowed: `[[DefineOwnProperty]]` without conversions of values.
    /// For the `length` of an array and the elements of a typed array, use [`Context::define_own_property`].
    pub(crate) fn define_own(&mut self, object: Object, key: PropertyKey, descriptor: &PropertyDescriptor) -> bool {
        match self.own_property(object, key) {
            None => self.add(object, key, descriptor.apply(None)),
            Some(current) if !descriptor.is_allowed_by(&current) => false,
            Some(current) => {
                self.replace(object, key, descriptor.apply(Some(current)));
                true
            }
        }
    }

    /// Replaces an existing property.
    fn replace(&mut self, object: Object, key: PropertyKey, property: Property) {
        if let (Kind::Array(array), PropertyKey::Index(index)) = (&mut self.cell_mut(object).kind, key) {
            if let Some(place) = array.get_mut(index) {
                if let Property { slot: Slot::Data(value), attributes: Attributes::ASSIGNED } = property {
                    *place = value;
                    return;
                }
                self.make_sparse(object);
            }
        }
        // The characters and the length of a String object are not in its property map, and never change.
        if !self.is_string_exotic(object, key) {
            self.put(object, key, property);
        }
    }

    /// Creates a data property with the attributes that an assignment gives, or replaces an existing property:
    /// `CreateDataProperty` (§7.3.5). Returns whether that was allowed.
    pub fn create_data_property(&mut self, object: Object, key: PropertyKey, value: impl Into<Value>) -> bool {
        self.define_own(object, key, &PropertyDescriptor::data(value, Attributes::ASSIGNED))
    }

    /// Prevents the addition of properties: `[[PreventExtensions]]`.
    pub fn prevent_extensions(&mut self, object: Object) {
        self.make_all_own(object);
        self.cell_mut(object).extensible = false;
    }

    /// Returns whether properties can be added: `[[IsExtensible]]`.
    #[must_use]
    pub fn is_extensible(&self, object: Object) -> bool {
        self.cell(object).extensible
    }

    /// Sets the prototype: `[[SetPrototypeOf]]`. Returns `false` if that is not allowed or would create a cycle.
    pub fn set_prototype(&mut self, object: Object, prototype: Option<Object>) -> bool {
        if self.prototype_of(object) == prototype {
            return true;
        }
        let of_all = self.prototypes.get(super::builtin::Intrinsic::Object as usize).copied().flatten();
        let is_immutable = of_all == Some(object);
        let is_circle = prototype.is_some_and(|prototype| prototype == object || self.inherits(prototype, object));
        if !self.is_extensible(object) || is_immutable || is_circle {
            return false;
        }
        self.cell_mut(object).prototype = prototype;
        true
    }
}

impl Context<'_> {
    /// Defines a property and returns whether that was allowed: `[[DefineOwnProperty]]`.
    ///
    /// # Errors
    ///
    /// The value that the conversion of an array length or a typed array element throws.
    pub fn define_own_property(
        &mut self,
        object: Object,
        key: PropertyKey,
        descriptor: &PropertyDescriptor,
    ) -> Result<bool, Thrown> {
        let heap = self.heap();
        let length = PropertyKey::String(heap.names().length);
        match heap.cell(object).kind {
            Kind::Array(_) if key == length => self.define_length(object, descriptor),
            Kind::TypedArray(_) if heap.is_numeric(key) => {
                // §10.4.5.3: the definition can only change the value of an existing element.
                let exists = heap.own_property(object, key).is_some();
                let is_plain = [descriptor.configurable, descriptor.enumerable, descriptor.writable]
                    .iter()
                    .all(|&attribute| attribute != Some(false));
                if !exists || !is_plain || descriptor.is_accessor() {
                    return Ok(false);
                }
                match descriptor.value {
                    Some(value) => self.set(object, key, value),
                    None => Ok(true),
                }
            }
            _ => Ok(heap.define_own(object, key, descriptor)),
        }
    }

    /// Sets the length of an array: `ArraySetLength` (§10.4.2.4).
    fn define_length(&mut self, object: Object, descriptor: &PropertyDescriptor) -> Result<bool, Thrown> {
        let length = match descriptor.value {
            None => None,
            Some(value) => {
                let length = number::to_uint32(self.to_number(value)?);
                if f64::from(length) != self.to_number(value)? {
                    return Err(self.heap().range_error("Invalid array length"));
                }
                Some(length)
            }
        };
        let heap = self.heap();
        let key = PropertyKey::String(heap.names().length);
        let Some(current) = heap.own_property(object, key) else { return Ok(false) };
        let descriptor = PropertyDescriptor { value: length.map(Value::from), ..*descriptor };
        if !descriptor.is_allowed_by(&current) {
            return Ok(false);
        }
        let mut done = true;
        if let Some(length) = length {
            done = heap.set_array_length(object, length);
        }
        if descriptor.writable == Some(false) {
            if let Kind::Array(array) = &mut heap.cell_mut(object).kind {
                array.length_writable = false;
            }
        }
        Ok(done)
    }

    /// Seals or freezes an object, as `Object.seal` and `Object.freeze` do: `SetIntegrityLevel` (§7.3.15). Returns
    /// whether that was possible.
    ///
    /// # Errors
    ///
    /// None for objects of a built-in kind.
    pub fn set_integrity(&mut self, object: Object, level: Integrity) -> Result<bool, Thrown> {
        self.heap().prevent_extensions(object);
        for key in self.heap().own_keys(object) {
            let Some(current) = self.heap().own_property(object, key) else { continue };
            let freeze = level == Integrity::Frozen && matches!(current.slot, Slot::Data(_));
            let descriptor = PropertyDescriptor {
                configurable: Some(false),
                writable: freeze.then_some(false),
                ..PropertyDescriptor::default()
            };
            if !self.define_own_property(object, key, &descriptor)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Returns whether an object is sealed or frozen: `TestIntegrityLevel` (§7.3.16).
    pub fn has_integrity(&mut self, object: Object, level: Integrity) -> bool {
        let heap = self.heap();
        if heap.is_extensible(object) {
            return false;
        }
        let keys: Vec<PropertyKey> = heap.own_keys(object);
        keys.into_iter().filter_map(|key| heap.own_property(object, key)).all(|property| {
            let frozen = level == Integrity::Sealed
                || !matches!(property.slot, Slot::Data(_))
                || !property.attributes.contains(Attributes::WRITABLE);
            frozen && !property.attributes.contains(Attributes::CONFIGURABLE)
        })
    }
}
