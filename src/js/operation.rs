//! Operations on objects that may call a function on the way: an accessor's, or `valueOf` (ECMA-262 §7.3).

use alloc::format;

use super::{
    context::Context,
    ordinary::Setting,
    property::{PropertyKey, Slot},
    value::{Object, Value},
};

impl Context<'_> {
    /// `object[key]` (ECMA-262 §7.3.2 Get).
    ///
    /// # Errors
    ///
    /// What a getter throws.
    pub fn get(&mut self, object: Object, key: PropertyKey) -> Result<Value, Value> {
        match self.heap().lookup(object, key).map(|property| property.slot) {
            None => Ok(Value::Undefined),
            Some(Slot::Data(value)) => Ok(value),
            Some(Slot::Accessor { get: None, .. }) => Ok(Value::Undefined),
            Some(Slot::Accessor { get: Some(getter), .. }) => self.call(getter.into(), object.into(), &[]),
        }
    }

    /// `object[name]`, by a name.
    ///
    /// # Errors
    ///
    /// What a getter throws.
    pub fn get_named(&mut self, object: Object, name: &str) -> Result<Value, Value> {
        let key = self.heap().key_from(name);
        self.get(object, key)
    }

    /// `object[key] = value`, and whether that was possible (ECMA-262 §28.1.13 Reflect.set).
    ///
    /// # Errors
    ///
    /// What a setter throws, or the conversion of an array's new length.
    pub fn set(&mut self, object: Object, key: PropertyKey, value: Value) -> Result<bool, Value> {
        let setting = self.heap().set(object, key, value);
        self.finish_set(setting, object, key, value)
    }

    /// Does what is left to be done after [`Heap::set`](super::Heap).
    pub(crate) fn finish_set(
        &mut self,
        setting: Setting,
        object: Object,
        key: PropertyKey,
        value: Value,
    ) -> Result<bool, Value> {
        match setting {
            Setting::Done(done) => Ok(done),
            Setting::Setter(setter) => {
                self.call(setter.into(), object.into(), &[value])?;
                Ok(true)
            }
            Setting::Number => {
                let mut number = self.to_number(value)?;
                match key {
                    PropertyKey::Index(index) if self.heap().view(object.into()).is_some() => {
                        self.heap().set_typed_element(object, index, number);
                        Ok(true)
                    }
                    // A number that is no index of any typed array.
                    _ if self.heap().view(object.into()).is_some() => Ok(true),
                    _ => {
                        let length = super::number::to_uint32(number);
                        // A second time, says §10.4.2.4: what an object is as a number may be a Go function's to say.
                        number = self.to_number(value)?;
                        if f64::from(length) != number {
                            return Err(self.heap().range_error("Invalid array length"));
                        }
                        Ok(self.heap().set_array_length(object, length))
                    }
                }
            }
        }
    }

    /// `length` of an array-like object, as an integer (ECMA-262 §7.3.18).
    pub(crate) fn length_of(&mut self, object: Object) -> Result<u64, Value> {
        let key = PropertyKey::String(self.heap().names().length);
        let length = self.get(object, key)?;
        let length = super::number::to_integer_or_infinity(self.to_number(length)?);
        Ok(length.clamp(0.0, 9_007_199_254_740_991.0) as u64)
    }

    /// `value instanceof target` (ECMA-262 §13.10.2).
    ///
    /// # Errors
    ///
    /// A `TypeError` where the target is no function, or has no prototype to look for.
    pub fn instance_of(&mut self, value: Value, target: Value) -> Result<bool, Value> {
        let Value::Object(constructor) = target else {
            return Err(self.type_error("Right-hand side of 'instanceof' is not an object"));
        };
        if !self.heap().is_callable(target) {
            return Err(self.type_error("Right-hand side of 'instanceof' is not callable"));
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
