//! The internal methods of objects (ECMA-262 §10.1, §10.4.2 for arrays, §10.4.5 for typed arrays), as far as they call
//! no function. Operations that may call one are in `operation`.

use alloc::vec::Vec;

use super::{
    builtin::Builtin,
    function::Function,
    heap::Heap,
    list::List,
    object::Kind,
    price,
    property::{Attributes, Property, PropertyKey, Slot},
    string::utf16_len,
    value::{Object, Value},
};

/// The remaining step of a `[[Set]]`.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Setting {
    /// Nothing remains: the property was set, or cannot be set. Holds the result of `Reflect.set`.
    Done(bool),
    /// The setter to call.
    Setter(Object),
    /// The value must be converted first: it is the new length of an array, or an element of a typed array.
    Convert,
}

impl Heap {
    /// Returns the prototype: `[[GetPrototypeOf]]`.
    #[must_use]
    pub fn prototype_of(&self, object: Object) -> Option<Object> {
        self.cell(object).prototype
    }

    /// Returns an own property: `[[GetOwnProperty]]`.
    pub fn own_property(&mut self, object: Object, key: PropertyKey) -> Option<Property> {
        self.charge(price::LOOKUP);
        match (&self.cell(object).kind, key) {
            (Kind::Array(array), PropertyKey::Index(index)) => {
                if let Some(value) = array.get(index) {
                    return Some(Property::data(value, Attributes::ASSIGNED));
                }
            }
            (Kind::Array(array), PropertyKey::String(name)) if name == self.names.length => {
                let attributes = if array.length_writable { Attributes::WRITABLE } else { Attributes::empty() };
                return Some(Property::data(array.length(), attributes));
            }
            (Kind::TypedArray(_), PropertyKey::Index(index)) => {
                let element = self.typed_element(object, index as usize)?;
                return Some(Property::data(element, Attributes::ASSIGNED));
            }
            (Kind::TypedArray(_), PropertyKey::String(_)) if self.is_numeric(key) => return None,
            (&Kind::Primitive(Value::String(string)), PropertyKey::Index(index)) => {
                if let Some(unit) = self.unit_at(string, index as usize) {
                    return Some(Property::data(unit, Attributes::ENUMERABLE));
                }
            }
            (&Kind::Primitive(Value::String(string)), PropertyKey::String(name)) if name == self.names.length => {
                return Some(Property::data(utf16_len(self.text(string)) as f64, Attributes::empty()));
            }
            _ => {}
        }
        let cell = self.cell(object);
        if let Some(property) = cell.properties.get(key) {
            return Some(*property);
        }
        let owes = cell.rows.is_some() || (matches!(cell.kind, Kind::Function(_)) && !cell.function_properties_made);
        if owes && !matches!(key, PropertyKey::Index(_)) && self.make_own(object, key) {
            return self.cell(object).properties.get(key).copied();
        }
        None
    }

    /// Creates the property with this key from a static table, or the properties that every function has, unless they
    /// were created before. Returns whether the property with this key was created.
    fn make_own(&mut self, object: Object, key: PropertyKey) -> bool {
        let mut text = "";
        if let PropertyKey::String(name) = key {
            let names = &self.names;
            if (name == names.name || name == names.length || name == names.prototype)
                && self.make_function_properties(object)
                && self.cell(object).properties.get(key).is_some()
            {
                return true;
            }
            text = self.strings.text(name);
        }
        let rows = self.objects.get_mut(object).rows.as_mut();
        let Some(row) = rows.and_then(|rows| rows.take(key, text)) else { return false };
        self.make_row(object, key, row);
        true
    }

    fn make_row(&mut self, object: Object, key: PropertyKey, row: &'static Builtin) {
        let slot = self.slot_of_row(object, row);
        self.put(object, key, Property { slot, attributes: row.attributes });
    }

    /// Creates `length`, `name` and `prototype` of a function (ECMA-262 §10.2.9, §10.2.10, §20.2.4) on first access.
    /// Returns false if they were created before, or if the object is not a function.
    fn make_function_properties(&mut self, object: Object) -> bool {
        let Kind::Function(function) = &self.cell(object).kind else { return false };
        let function = function.clone();
        let cell = self.cell_mut(object);
        if core::mem::replace(&mut cell.function_properties_made, true) {
            return false;
        }
        let empty = self.names.empty;
        let (name, length, prototype) = match &function {
            &Function::Native { name, length, .. } => (self.static_string(name), f64::from(length), None),
            Function::Class(class) => {
                (self.static_string(class.name), class.length.into(), self.prototype(class.intrinsic))
            }
            Function::Captured { length, .. } => (empty, (*length).into(), None),
            Function::Host(function) => (self.string(&function.name), function.length.into(), None),
            // `bind`, which can call the accessors of the target, defines `length` and `name` itself.
            Function::Bound(_) => return true,
            Function::Foreign { .. } => {
                let prototype = self.object();
                let key = self.key_from("constructor");
                self.put(prototype, key, Property::data(object, Attributes::METHOD));
                (empty, 0.0, Some(prototype))
            }
        };
        let names = &self.names;
        let (length_key, name_key, prototype_key) = (names.length, names.name, names.prototype);
        let fixed = Attributes::CONFIGURABLE;
        self.put(object, PropertyKey::String(length_key), Property::data(length, fixed));
        self.put(object, PropertyKey::String(name_key), Property::data(name, fixed));
        if let Some(prototype) = prototype {
            let attributes = match function {
                Function::Foreign { .. } => Attributes::WRITABLE,
                _ => Attributes::empty(),
            };
            self.put(object, PropertyKey::String(prototype_key), Property::data(prototype, attributes));
        }
        true
    }

    /// Creates all properties of static tables and of functions that have not been created yet.
    pub(super) fn make_all_own(&mut self, object: Object) {
        self.make_function_properties(object);
        while let Some(row) = self.cell_mut(object).rows.as_mut().and_then(|rows| rows.take_next()) {
            let key = match row.symbol() {
                Some(symbol) => symbol.into(),
                None => PropertyKey::String(self.static_string(row.name)),
            };
            self.make_row(object, key, row);
        }
        self.put_rows_in_order(object);
        self.cell_mut(object).rows = None;
    }

    /// Moves the properties of static tables and of functions before those that were added later, and into the order of
    /// the tables. Until all properties are listed, they are in the order in which the program first accessed them.
    fn put_rows_in_order(&mut self, object: Object) {
        let Some(rows) = self.cell(object).rows.as_ref() else { return };
        let own = [self.names.length, self.names.name, self.names.prototype].map(PropertyKey::String);
        let own = own.iter().filter(|_| matches!(self.cell(object).kind, Kind::Function(_))).copied();
        let keys: Vec<PropertyKey> = own
            .chain(rows.rows().filter_map(|row| match row.symbol() {
                Some(symbol) => Some(symbol.into()),
                None => self.strings.find(row.name.as_bytes()).map(PropertyKey::String),
            }))
            .collect();
        self.cell_mut(object).properties.put_first(&keys);
    }

    /// Returns the property that `[[Get]]` finds: an own property, or that of the nearest prototype with this key.
    #[inline]
    pub(crate) fn lookup(&mut self, object: Object, key: PropertyKey) -> Option<Property> {
        let mut holder = object;
        loop {
            if let Some(property) = self.own_property(holder, key) {
                return Some(property);
            }
            // A typed array does not inherit elements (§10.4.5.5).
            if matches!(self.cell(holder).kind, Kind::TypedArray(_)) && self.is_numeric(key) {
                return None;
            }
            holder = self.prototype_of(holder)?;
        }
    }

    /// Performs `[[Set]]`, with the object itself as the receiver, up to the point where a function has to be called.
    pub(crate) fn set(&mut self, object: Object, key: PropertyKey, value: Value) -> Setting {
        if matches!(self.cell(object).kind, Kind::TypedArray(_)) && self.is_numeric(key) {
            return Setting::Convert;
        }
        // The most frequent case by far: the property exists and is writable.
        let cell = self.cell_mut(object);
        if let (Kind::Array(array), PropertyKey::Index(index)) = (&mut cell.kind, key) {
            if let Some(place) = array.get_mut(index) {
                *place = value;
                return Setting::Done(true);
            }
        }
        if let Some(Property { slot: Slot::Data(place), attributes }) = cell.properties.get_mut(key) {
            if attributes.contains(Attributes::WRITABLE) {
                *place = value;
                return Setting::Done(true);
            }
        }
        self.set_found(object, key, value)
    }

    fn set_found(&mut self, object: Object, key: PropertyKey, value: Value) -> Setting {
        let own = self.own_property(object, key);
        match own.or_else(|| self.prototype_of(object).and_then(|prototype| self.lookup(prototype, key))) {
            Some(Property { slot: Slot::Accessor { set, .. }, .. }) => {
                set.map_or(Setting::Done(false), Setting::Setter)
            }
            Some(Property { attributes, .. }) if !attributes.contains(Attributes::WRITABLE) => Setting::Done(false),
            _ if matches!(self.cell(object).kind, Kind::Array(_)) && key == PropertyKey::String(self.names.length) => {
                Setting::Convert
            }
            _ if own.is_some() => {
                // `own_property` may just have created it from a static table.
                if let Some(Property { slot: Slot::Data(place), .. }) = self.cell_mut(object).properties.get_mut(key) {
                    *place = value;
                }
                Setting::Done(true)
            }
            // An object that inherits from a typed array does not gain elements that the array lacks (§10.4.5.5).
            None if self.is_beyond_a_typed_array(object, key) => Setting::Done(true),
            _ => Setting::Done(self.add(object, key, Property::data(value, Attributes::ASSIGNED))),
        }
    }

    /// Returns whether the `[[Set]]` of a property that was not found ends at a typed array: the object, or one of its
    /// prototypes.
    pub(super) fn is_beyond_a_typed_array(&self, object: Object, key: PropertyKey) -> bool {
        let mut holder = Some(object);
        while let Some(object) = holder {
            self.charge(price::LOOKUP);
            if matches!(self.cell(object).kind, Kind::TypedArray(_)) {
                return self.is_numeric(key);
            }
            holder = self.prototype_of(object);
        }
        false
    }

    /// Adds a property that the object lacks. Returns false if the object is not extensible, or the element is beyond
    /// an array length that is not writable.
    pub(super) fn add(&mut self, object: Object, key: PropertyKey, property: Property) -> bool {
        let length = self.names.length;
        let cell = self.cell_mut(object);
        if !cell.extensible {
            return false;
        }
        if let (Kind::Array(array), PropertyKey::Index(index)) = (&mut cell.kind, key) {
            if index >= array.length() && !array.length_writable {
                return false;
            }
            return self.add_element(object, index, property);
        }
        debug_assert!(key != PropertyKey::String(length) || !matches!(cell.kind, Kind::Array(_)));
        self.put(object, key, property);
        true
    }

    /// Adds an element that an array lacks.
    fn add_element(&mut self, object: Object, index: u32, property: Property) -> bool {
        let Kind::Array(array) = &mut self.cell_mut(object).kind else { return false };
        let before = array.bytes();
        let plain = match property {
            Property { slot: Slot::Data(value), attributes: Attributes::ASSIGNED } => match array.put(index, value) {
                Ok(plain) => plain,
                Err(_) => {
                    self.meter.refuse();
                    return false;
                }
            },
            _ => {
                array.set_length(array.length().max(index.saturating_add(1)));
                false
            }
        };
        if plain {
            let grown = array.bytes().saturating_sub(before);
            self.account(grown);
            return true;
        }
        self.make_sparse(object);
        self.put(object, PropertyKey::Index(index), property);
        true
    }

    /// Moves the elements of an array to its properties, where each can have its own attributes.
    pub(super) fn make_sparse(&mut self, object: Object) {
        let Kind::Array(array) = &mut self.cell_mut(object).kind else { return };
        for (element, at) in array.make_sparse().into_iter().zip(0..) {
            if let Some(value) = element {
                self.put(object, PropertyKey::Index(at), Property::data(value, Attributes::ASSIGNED));
            }
        }
    }

    /// Creates or replaces a property regardless of its attributes. Only for the host's own objects.
    pub(crate) fn define(&mut self, object: Object, key: PropertyKey, property: Property) {
        if self.own_property(object, key).is_some() {
            self.put(object, key, property);
        } else {
            self.add(object, key, property);
        }
    }

    /// Creates or replaces a data property with the attributes that assignment gives.
    pub fn define_data(&mut self, object: Object, name: &str, value: impl Into<Value>) {
        let key = self.key_from(name);
        self.define(object, key, Property::data(value, Attributes::ASSIGNED));
    }

    /// Deletes a property: `[[Delete]]`. Returns false if the property cannot be deleted.
    pub fn delete(&mut self, object: Object, key: PropertyKey) -> bool {
        match self.own_property(object, key) {
            None => true,
            Some(property) if !property.attributes.contains(Attributes::CONFIGURABLE) => false,
            Some(_) => {
                let cell = self.cell_mut(object);
                if let (Kind::Array(array), PropertyKey::Index(index)) = (&mut cell.kind, key) {
                    array.remove(index);
                }
                cell.properties.remove(key);
                // Elements of typed arrays cannot be deleted (§10.4.5.6).
                !matches!((&cell.kind, key), (Kind::TypedArray(_), PropertyKey::Index(_)))
            }
        }
    }

    /// Returns the keys of the own properties: `[[OwnPropertyKeys]]`. Indices come first in ascending order, then
    /// strings and then symbols in order of creation.
    pub fn own_keys(&mut self, object: Object) -> Vec<PropertyKey> {
        self.make_all_own(object);
        let cell = self.cell(object);
        let mut keys = List::new();
        match &cell.kind {
            Kind::Array(array) => keys.extend(self, array.indices().map(PropertyKey::Index)),
            Kind::TypedArray(_) => {
                let length = self.view(object.into()).map_or(0, |view| view.length);
                keys.extend(self, (0..u32::try_from(length).unwrap_or(u32::MAX)).map(PropertyKey::Index));
            }
            Kind::Primitive(Value::String(string)) => {
                keys.extend(self, (0..utf16_len(self.text(*string)) as u32).map(PropertyKey::Index));
            }
            _ => {}
        }
        let properties = || cell.properties.iter().map(|(key, _)| key);
        // `u64`, because elements of typed arrays are sorted as that type: sorting another would add some kilobytes of
        // code.
        let mut indices: Vec<u64> = self.list(properties().filter_map(|key| match key {
            PropertyKey::Index(index) => Some(index.into()),
            _ => None,
        }));
        indices.sort_unstable();
        let length = PropertyKey::String(self.names.length);
        let has_length = matches!(cell.kind, Kind::Array(_) | Kind::Primitive(Value::String(_)));
        // Both in order of creation.
        let strings = properties().filter(|key| matches!(key, PropertyKey::String(_)));
        let symbols = properties().filter(|key| matches!(key, PropertyKey::Symbol(_)));
        let indices = indices.into_iter().map(|index| PropertyKey::Index(index as u32));
        let rest = indices.chain(has_length.then_some(length)).chain(strings);
        keys.extend(self, rest.chain(symbols));
        self.charge(price::each(keys.len()).saturating_mul(4));
        keys.into_vec()
    }

    /// Returns the keys of the enumerable own properties. Symbols are included if `symbols` is set.
    pub(crate) fn enumerable_keys(&mut self, object: Object, symbols: bool) -> Vec<PropertyKey> {
        let mut keys = self.own_keys(object);
        keys.retain(|&key| {
            (symbols || !matches!(key, PropertyKey::Symbol(_)))
                && self.own_property(object, key).is_some_and(|own| own.is_enumerable())
        });
        keys
    }

    /// Sets the length of an array (ECMA-262 §10.4.2.4 ArraySetLength), and deletes the elements beyond it. Returns
    /// false if the length is not writable, or if one of the elements cannot be deleted, which is then the last.
    pub(crate) fn set_array_length(&mut self, object: Object, length: u32) -> bool {
        let cell = self.cell_mut(object);
        let Kind::Array(array) = &mut cell.kind else { return false };
        if !array.length_writable {
            return length == array.length();
        }
        let mut length = length;
        let mut stays = None;
        if array.is_sparse() && length < array.length() {
            let elements = cell.properties.iter().filter_map(|(key, property)| match key {
                PropertyKey::Index(index) => Some((index, property.attributes)),
                _ => None,
            });
            let fixed = elements.filter(|(_, attributes)| !attributes.contains(Attributes::CONFIGURABLE));
            stays = fixed.map(|(index, _)| index).filter(|&index| index >= length).max();
            length = stays.map_or(length, |index| index.saturating_add(1));
            let is_beyond = |key: &PropertyKey| matches!(*key, PropertyKey::Index(index) if index >= length);
            let beyond: Vec<PropertyKey> = cell.properties.iter().map(|(key, _)| key).filter(is_beyond).collect();
            for key in beyond {
                cell.properties.remove(key);
            }
        }
        array.set_length(length);
        stays.is_none()
    }

    /// Returns whether a typed array treats the key as that of an element, in range or not (ECMA-262 §7.1.21
    /// CanonicalNumericIndexString).
    pub(super) fn is_numeric(&self, key: PropertyKey) -> bool {
        match key {
            PropertyKey::Index(_) => true,
            PropertyKey::Symbol(_) => false,
            PropertyKey::String(string) => {
                let text = self.text(string);
                // The text of a number starts with one of these bytes, which most names do not.
                text.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == 'I' || c == 'N')
                    && (text == "-0" || self.number_text(self.number_from_text(text)) == text)
            }
        }
    }

    /// Returns whether `prototype` is on the prototype chain of `object`.
    pub(crate) fn inherits(&self, object: Object, prototype: Object) -> bool {
        let mut holder = object;
        while let Some(next) = self.prototype_of(holder) {
            self.charge(price::LOOKUP);
            if next == prototype {
                return true;
            }
            holder = next;
        }
        false
    }

    /// Returns whether a value is an error object, created by an error class or by a class that inherits from one.
    pub(crate) fn is_error(&self, value: Value) -> bool {
        matches!(value, Value::Object(object) if matches!(self.cell(object).kind, Kind::Error))
    }

    /// Returns whether the key is that of an own property of a String exotic object: a character, or the length
    /// (§10.4.3).
    pub(super) fn is_string_exotic(&self, object: Object, key: PropertyKey) -> bool {
        match (&self.cell(object).kind, key) {
            (&Kind::Primitive(Value::String(string)), PropertyKey::Index(index)) => {
                (index as usize) < utf16_len(self.text(string))
            }
            (Kind::Primitive(Value::String(_)), PropertyKey::String(name)) => name == self.names.length,
            _ => false,
        }
    }

    /// Returns the name that `Object.prototype.toString` gives an object without `Symbol.toStringTag` (ECMA-262
    /// §20.1.3.6).
    pub(crate) fn builtin_tag(&self, object: Object) -> &'static str {
        match self.cell(object).kind {
            Kind::Array(_) => "Array",
            Kind::Arguments => "Arguments",
            Kind::Function(_) => "Function",
            Kind::Error => "Error",
            Kind::Date(_) => "Date",
            Kind::Primitive(Value::Boolean(_)) => "Boolean",
            Kind::Primitive(Value::Number(_)) => "Number",
            Kind::Primitive(Value::String(_)) => "String",
            _ => "Object",
        }
    }
}
