//! Operations on objects that may call a function, such as an accessor or `valueOf` (ECMA-262 §7.3).

use alloc::{
    format,
    string::{String, ToString},
};

use super::{
    context::Context,
    define::PropertyDescriptor,
    function::Function,
    number::MAX_SAFE_INTEGER,
    object::Kind,
    ordinary::Setting,
    price,
    property::{Attributes, Property, PropertyKey, Slot},
    thrown::Thrown,
    typed_array::{ElementBytes, ElementType},
    value::{Object, Symbol, Value},
};

/// The name of `Function.prototype[Symbol.hasInstance]`, which no other built-in function has.
pub(crate) const HAS_INSTANCE: &str = "[Symbol.hasInstance]";

impl Context<'_> {
    /// Evaluates `object[key]` (ECMA-262 §7.3.2 Get).
    ///
    /// # Errors
    ///
    /// If a getter throws.
    pub fn get(&mut self, object: Object, key: PropertyKey) -> Result<Value, Thrown> {
        self.get_for(object, key, object.into())
    }

    /// Evaluates `Reflect.get(object, key, receiver)`: getters are called on the receiver.
    ///
    /// # Errors
    ///
    /// If a getter throws.
    pub(crate) fn get_for(&mut self, object: Object, key: PropertyKey, receiver: Value) -> Result<Value, Thrown> {
        self.charge(0)?;
        match self.heap().lookup(object, key).map(|property| property.slot) {
            None => Ok(Value::Undefined),
            Some(Slot::Data(value)) => Ok(value),
            Some(Slot::Accessor { get: None, .. }) => Ok(Value::Undefined),
            Some(Slot::Accessor { get: Some(getter), .. }) => self.call(getter.into(), receiver, &[]),
        }
    }

    /// Evaluates `value[key]` for any value (ECMA-262 §7.3.3 GetV).
    ///
    /// # Errors
    ///
    /// If a getter throws; a `TypeError` for `undefined` and `null`.
    pub fn get_value(&mut self, value: Value, key: PropertyKey) -> Result<Value, Thrown> {
        let object = self.to_object(value)?;
        self.get_for(object, key, value)
    }

    /// Returns the method with this key, or `None` if the property is `undefined` or `null` (ECMA-262 §7.3.11
    /// GetMethod).
    pub(crate) fn get_method(&mut self, object: Object, key: PropertyKey) -> Result<Option<Value>, Thrown> {
        let method = self.get(object, key)?;
        if method.is_nullish() {
            return Ok(None);
        }
        if !self.heap().is_callable(method) {
            return Err(self.not_a_function(method));
        }
        Ok(Some(method))
    }

    /// Calls a method by name (ECMA-262 §7.3.21 Invoke). The arguments are values;
    /// [`Caller::call_method`](crate::embed::Caller::call_method) converts Rust types.
    ///
    /// # Errors
    ///
    /// If a getter or the method throws; a `TypeError` if the property is not callable.
    pub fn invoke(&mut self, object: Object, name: &str, arguments: &[Value]) -> Result<Value, Thrown> {
        let method = self.get_named(object, name)?;
        if !self.heap().is_callable(method) {
            let class = self.heap().class_name(object);
            return Err(self.type_error(&format!("`{name}` of #<{class}> is not a function")));
        }
        self.call(method, object.into(), arguments)
    }

    /// Evaluates `key in object` (ECMA-262 §7.3.12 HasProperty).
    pub fn has(&mut self, object: Object, key: PropertyKey) -> bool {
        self.heap().lookup(object, key).is_some()
    }

    /// Evaluates `object[name]`.
    ///
    /// # Errors
    ///
    /// If a getter throws.
    pub fn get_named(&mut self, object: Object, name: &str) -> Result<Value, Thrown> {
        let key = self.heap().key_from(name);
        self.get(object, key)
    }

    /// Evaluates `object[key] = value`, and returns whether the property was set (ECMA-262 §28.1.13 Reflect.set).
    ///
    /// # Errors
    ///
    /// If a setter throws, or the conversion of the value to an array length or to an element of a typed array.
    pub fn set(&mut self, object: Object, key: PropertyKey, value: Value) -> Result<bool, Thrown> {
        self.charge(price::LOOKUP)?;
        let setting = self.heap().set(object, key, value);
        self.finish_set(setting, object, key, value)
    }

    /// Does the same as [`Context::set`], but throws a `TypeError` if the property cannot be set.
    pub(crate) fn set_or_throw(&mut self, object: Object, key: PropertyKey, value: Value) -> Result<(), Thrown> {
        if self.set(object, key, value)? {
            return Ok(());
        }
        let (shown, object) = (self.key_text(key), self.describe(object.into()));
        Err(self.type_error(&format!("Cannot assign to read only property '{shown}' of object '{object}'")))
    }

    /// Returns the text of a key, for messages.
    pub(crate) fn key_text(&mut self, key: PropertyKey) -> String {
        match key {
            PropertyKey::Index(index) => index.to_string(),
            PropertyKey::String(string) => self.heap().copied(string),
            PropertyKey::Symbol(symbol) => self.describe(symbol.into()),
        }
    }

    /// Returns a key as the value that `Reflect.ownKeys` lists.
    pub(crate) fn key_value(&mut self, key: PropertyKey) -> Value {
        match key {
            PropertyKey::Index(index) => self.heap().string_from(index.to_string()).into(),
            PropertyKey::String(string) => string.into(),
            PropertyKey::Symbol(symbol) => symbol.into(),
        }
    }

    /// Evaluates `Reflect.set(object, key, value, receiver)` (ECMA-262 §10.1.9.2 OrdinarySetWithOwnDescriptor). The
    /// lookup starts at the object, and the property is created on the receiver.
    pub(crate) fn set_for(
        &mut self,
        object: Object,
        key: PropertyKey,
        value: Value,
        receiver: Value,
    ) -> Result<bool, Thrown> {
        if receiver.as_object() == Some(object) {
            return self.set(object, key, value);
        }
        let found = self.heap().lookup(object, key);
        if found.is_none() && self.heap().is_beyond_a_typed_array(object, key) {
            return Ok(true);
        }
        let Value::Object(target) = receiver else {
            return match found.map(|property| property.slot) {
                Some(Slot::Accessor { set: Some(setter), .. }) => {
                    self.call(setter.into(), receiver, &[value]).map(|_| true)
                }
                _ => Ok(false),
            };
        };
        match found {
            Some(Property { slot: Slot::Accessor { set: None, .. }, .. }) => return Ok(false),
            Some(Property { slot: Slot::Accessor { set: Some(setter), .. }, .. }) => {
                self.call(setter.into(), receiver, &[value])?;
                return Ok(true);
            }
            Some(found) if !found.attributes.contains(Attributes::WRITABLE) => return Ok(false),
            _ => {}
        }
        match self.heap().own_property(target, key) {
            Some(Property { slot: Slot::Accessor { .. }, .. }) => Ok(false),
            Some(own) if !own.attributes.contains(Attributes::WRITABLE) => Ok(false),
            Some(_) => {
                let descriptor = PropertyDescriptor { value: Some(value), ..PropertyDescriptor::default() };
                self.define_own_property(target, key, &descriptor)
            }
            None => self.define_own_property(target, key, &PropertyDescriptor::data(value, Attributes::ASSIGNED)),
        }
    }

    /// Completes an assignment after [`Heap::set`](super::Heap).
    pub(crate) fn finish_set(
        &mut self,
        setting: Setting,
        object: Object,
        key: PropertyKey,
        value: Value,
    ) -> Result<bool, Thrown> {
        match setting {
            Setting::Done(done) => Ok(done),
            Setting::Setter(setter) => {
                self.call(setter.into(), object.into(), &[value])?;
                Ok(true)
            }
            Setting::Convert => {
                if let Some(view) = self.heap().view(object.into()) {
                    let bytes = self.element_bytes(view.element, value)?;
                    // A numeric key that is not an index refers to no element.
                    if let PropertyKey::Index(index) = key {
                        self.heap().set_typed_element(object, index as usize, bytes);
                    }
                    return Ok(true);
                }
                let length = super::number::to_uint32(self.to_number(value)?);
                // §10.4.2.4 requires a second conversion. It may call a Go function, so the two results may differ.
                if f64::from(length) != self.to_number(value)? {
                    return Err(self.heap().range_error("Invalid array length"));
                }
                Ok(self.heap().set_array_length(object, length))
            }
        }
    }

    /// Encodes a value as an element of a typed array (ECMA-262 §10.4.5.16 TypedArraySetElement).
    pub(crate) fn element_bytes(&mut self, element: ElementType, value: Value) -> Result<ElementBytes, Thrown> {
        if element.is_bigint() {
            return Ok(self.to_bigint64(value)?.to_le_bytes());
        }
        Ok(element.encode(self.to_number(value)?))
    }

    /// Returns the `length` of an array-like object as an integer (ECMA-262 §7.3.18 LengthOfArrayLike).
    pub(crate) fn length_of(&mut self, object: Object) -> Result<u64, Thrown> {
        let key = PropertyKey::String(self.heap().names().length);
        let length = self.get(object, key)?;
        let length = super::number::to_integer_or_infinity(self.to_number(length)?);
        Ok(length.clamp(0.0, MAX_SAFE_INTEGER) as u64)
    }

    /// Evaluates `value instanceof target` (ECMA-262 §13.10.2 InstanceofOperator).
    ///
    /// # Errors
    ///
    /// A `TypeError` if the target is not a function, or its `prototype` is not an object; the exception of its
    /// `Symbol.hasInstance` method.
    pub fn instance_of(&mut self, value: Value, target: Value) -> Result<bool, Thrown> {
        let mut target = target;
        // One iteration for each level of `bind`.
        loop {
            let Value::Object(constructor) = target else {
                return Err(self.type_error("Right-hand side of 'instanceof' is not an object"));
            };
            // The method of `Function.prototype` is inlined here, unless some object has overridden it.
            let is_usual = !self.heap().has_custom_has_instance && self.heap().is_callable(target);
            if !is_usual {
                if let Some(method) = self.get_method(constructor, Symbol::HAS_INSTANCE.into())? {
                    let result = self.call(method, target, &[value])?;
                    return Ok(self.heap().is_truthy(result));
                }
                if !self.heap().is_callable(target) {
                    return Err(self.type_error("Right-hand side of 'instanceof' is not callable"));
                }
            }
            match &self.heap().cell(constructor).kind {
                Kind::Function(Function::Bound(bound)) => target = bound.target.into(),
                _ => return self.ordinary_has_instance(constructor, value),
            }
        }
    }

    /// Performs OrdinaryHasInstance (ECMA-262 §7.3.22).
    pub(crate) fn ordinary_has_instance(&mut self, constructor: Object, value: Value) -> Result<bool, Thrown> {
        if !self.heap().is_callable(constructor.into()) {
            return Ok(false);
        }
        if let Kind::Function(Function::Bound(bound)) = &self.heap().cell(constructor).kind {
            let target = bound.target.into();
            return self.instance_of(value, target);
        }
        let Value::Object(object) = value else { return Ok(false) };
        let key = PropertyKey::String(self.heap().names().prototype);
        match self.get(constructor, key)? {
            Value::Object(prototype) => Ok(self.heap().inherits(object, prototype)),
            other => {
                let shown = self.describe(other);
                Err(self.type_error(&format!("Function has non-object prototype '{shown}' in instanceof check")))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::{boxed::Box, sync::Arc};

    use super::{
        super::{Bound, NoProgram},
        *,
    };

    /// Recursion over the bound functions would overflow the native stack.
    #[test]
    fn a_function_may_be_bound_any_number_of_times() {
        let mut program = NoProgram::new(crate::globals::CORE_ALONE);
        let mut cx = program.context();
        let array = cx.heap().array([]);
        let global = cx.heap().global();
        let class = cx.get_named(global, "Array").unwrap();
        let mut function = class.as_object().unwrap();
        for _ in 0..1_000_000 {
            let bound = Bound { target: function, this: Value::Undefined, arguments: Box::new([]) };
            function = cx.heap().function(Function::Bound(Arc::new(bound)));
        }
        assert!(cx.heap().is_constructor(function.into()));
        assert!(cx.instance_of(array.into(), function.into()).unwrap());
        assert!(!cx.instance_of(global.into(), function.into()).unwrap());
        assert!(cx.call(function.into(), Value::Undefined, &[]).is_err(), "the depth of calls is limited");
    }
}
