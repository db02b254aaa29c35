//! Type conversions (ECMA-262 §7.1).

use alloc::{borrow::ToOwned, format, string::String, vec::Vec};

use super::{
    builtin::Intrinsic,
    context::Context,
    error::error_text,
    heap::Heap,
    number,
    object::Kind,
    property::{PropertyKey, Slot},
    thrown::Thrown,
    typed_array::ElementType,
    value::{JsString, Object, Symbol, Value},
};

/// The preferred type when an object is converted to a primitive value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hint {
    /// No preference: `Number`, except for dates.
    Default,
    Number,
    String,
}

impl Hint {
    fn name(self) -> &'static str {
        match self {
            Hint::Default => "default",
            Hint::Number => "number",
            Hint::String => "string",
        }
    }
}

#[expect(
    clippy::wrong_self_convention,
    reason = "the names are those of ECMA-262, and the conversion of an object can call functions"
)]
impl Context<'_> {
    /// Converts a value to a primitive value: `ToPrimitive` (ECMA-262 §7.1.1). Calls `Symbol.toPrimitive` of an object,
    /// or falls back to [`Context::ordinary_to_primitive`].
    pub(crate) fn to_primitive(&mut self, value: Value, hint: Hint) -> Result<Value, Thrown> {
        let Value::Object(object) = value else { return Ok(value) };
        let method = self.get(object, Symbol::TO_PRIMITIVE.into())?;
        if method.is_nullish() {
            return self.ordinary_to_primitive(object, hint);
        }
        let hint = self.heap().string(hint.name());
        let primitive = self.call(method, value, &[hint.into()])?;
        if primitive.as_object().is_some() {
            return Err(self.type_error("Cannot convert object to primitive value"));
        }
        Ok(primitive)
    }

    /// Converts an object to a primitive value with its `toString` and `valueOf`, in the order of the hint:
    /// `OrdinaryToPrimitive` (ECMA-262 §7.1.1.1).
    pub(crate) fn ordinary_to_primitive(&mut self, object: Object, hint: Hint) -> Result<Value, Thrown> {
        let names = self.heap().names();
        let methods = match hint {
            Hint::String => [names.to_string, names.value_of],
            Hint::Number | Hint::Default => [names.value_of, names.to_string],
        };
        for name in methods {
            let method = self.get(object, PropertyKey::String(name))?;
            if self.heap().is_callable(method) {
                let primitive = self.call(method, object.into(), &[])?;
                if primitive.as_object().is_none() {
                    return Ok(primitive);
                }
            }
        }
        Err(self.type_error("Cannot convert object to primitive value"))
    }

    /// Converts a value to an object: `ToObject` (ECMA-262 §7.1.18).
    ///
    /// # Errors
    ///
    /// A `TypeError` for `undefined` and `null`.
    pub fn to_object(&mut self, value: Value) -> Result<Object, Thrown> {
        let class = match value {
            Value::Object(object) => return Ok(object),
            Value::Undefined | Value::Null => {
                return Err(self.type_error("Cannot convert undefined or null to object"));
            }
            Value::Boolean(_) => Intrinsic::Boolean,
            Value::Number(_) => Intrinsic::Number,
            Value::String(_) => Intrinsic::String,
            Value::Symbol(_) => Intrinsic::Symbol,
            Value::BigInt(_) => Intrinsic::BigInt,
        };
        Ok(self.heap().alloc_kind(class, Kind::Primitive(value)))
    }

    /// Converts a value to a number or a BigInt: `ToNumeric` (ECMA-262 §7.1.3).
    pub(crate) fn to_numeric(&mut self, value: Value) -> Result<Value, Thrown> {
        match self.to_primitive(value, Hint::Number)? {
            Value::BigInt(bigint) => Ok(bigint.into()),
            primitive => Ok(self.to_number(primitive)?.into()),
        }
    }

    /// Converts a value to an integer or an infinity: `ToIntegerOrInfinity` (ECMA-262 §7.1.5).
    pub(crate) fn to_integer(&mut self, value: Value) -> Result<f64, Thrown> {
        Ok(number::to_integer_or_infinity(self.to_number(value)?))
    }

    /// Converts a value to an index that fits in a `usize`: `ToIndex` (ECMA-262 §7.1.22). `message` makes the message
    /// of the `RangeError` from the text of the rejected number.
    pub(crate) fn to_index(&mut self, value: Value, message: impl FnOnce(&str) -> String) -> Result<usize, Thrown> {
        let index = self.to_integer(value)?;
        if !(0.0..=number::MAX_SAFE_INTEGER).contains(&index) || index > usize::MAX as f64 {
            let index = self.heap().number_text(index);
            return Err(self.range_error(&message(&index)));
        }
        Ok(index as usize)
    }

    /// Converts a relative index, as in `slice`, to one within `0..=length`. A negative index counts from the end, and
    /// `undefined` means `default`.
    pub(crate) fn to_relative_index(&mut self, value: Value, length: u64, default: u64) -> Result<u64, Thrown> {
        if matches!(value, Value::Undefined) {
            return Ok(default);
        }
        let index = self.to_integer(value)?;
        let length = length as f64;
        Ok(if index < 0.0 { (length + index).max(0.0) } else { index.min(length) } as u64)
    }

    /// Converts a value to a number: `ToNumber` (ECMA-262 §7.1.4).
    ///
    /// # Errors
    ///
    /// The value that `valueOf` or `toString` of an object throws, or a `TypeError` for a symbol or a BigInt.
    pub fn to_number(&mut self, value: Value) -> Result<f64, Thrown> {
        match self.to_primitive(value, Hint::Number)? {
            Value::Undefined | Value::Object(_) => Ok(f64::NAN),
            Value::Null | Value::Boolean(false) => Ok(0.0),
            Value::Boolean(true) => Ok(1.0),
            Value::Number(number) => Ok(number),
            Value::String(string) => {
                let heap = self.heap();
                Ok(heap.number_from_text(heap.text(string)))
            }
            Value::Symbol(_) => Err(self.type_error("Cannot convert a Symbol value to a number")),
            Value::BigInt(_) => Err(self.type_error("Cannot convert a BigInt value to a number")),
        }
    }

    /// Converts a value to a string: `ToString` (ECMA-262 §7.1.17).
    ///
    /// # Errors
    ///
    /// The value that `toString` or `valueOf` of an object throws, or a `TypeError` for a symbol.
    pub fn to_string(&mut self, value: Value) -> Result<JsString, Thrown> {
        let text = match self.to_primitive(value, Hint::String)? {
            Value::String(string) => return Ok(string),
            Value::Number(number) => {
                let text = self.heap().number_text(number);
                return Ok(self.heap().string_from(text));
            }
            Value::Symbol(_) => return Err(self.type_error("Cannot convert a Symbol value to a string")),
            Value::BigInt(bigint) => {
                let digits = String::from(self.heap().digits(bigint));
                return Ok(self.heap().string_from(digits));
            }
            Value::Undefined | Value::Object(_) => "undefined",
            Value::Null => "null",
            Value::Boolean(true) => "true",
            Value::Boolean(false) => "false",
        };
        Ok(self.heap().string(text))
    }

    /// Converts a value as `String(value)` does (ECMA-262 §22.1.1.1): like [`Context::to_string`], but describes a
    /// symbol instead of throwing.
    ///
    /// # Errors
    ///
    /// The value that `toString` or `valueOf` of an object throws.
    pub(crate) fn string_of(&mut self, value: Value) -> Result<JsString, Thrown> {
        match value {
            Value::Symbol(_) => {
                let text = self.describe(value);
                Ok(self.heap().string_from(text))
            }
            _ => self.to_string(value),
        }
    }

    /// Converts a value to a property key: `ToPropertyKey` (ECMA-262 §7.1.19).
    ///
    /// # Errors
    ///
    /// The value that `toString` or `valueOf` of an object throws.
    pub fn to_property_key(&mut self, value: Value) -> Result<PropertyKey, Thrown> {
        match self.to_primitive(value, Hint::String)? {
            Value::Symbol(symbol) => Ok(symbol.into()),
            Value::Number(number) => Ok(self.heap().number_key(number)),
            other => {
                let string = self.to_string(other)?;
                Ok(self.heap().key(string))
            }
        }
    }

    /// Reads bytes from a source that is not a typed array, as `Uint8Array.prototype.set` does (ECMA-262 §23.2.3.26.2).
    /// Throws a `RangeError` if there are more than `max` elements.
    pub(crate) fn byte_list(&mut self, source: Value, max: usize) -> Result<Vec<u8>, Thrown> {
        let list: Vec<Value> = match source {
            Value::Undefined | Value::Null => {
                return Err(self.type_error("Cannot convert undefined or null to object"));
            }
            Value::Object(object) => {
                let length = self.length_of(object)?;
                if length > max as u64 {
                    return Err(self.heap().range_error("offset is out of bounds"));
                }
                self.elements_of(object, length)?
            }
            Value::String(string) => {
                let text = self.heap().text(string);
                let digits = |unit: u16| char::from_u32(unit.into()).and_then(|c| c.to_digit(10)).unwrap_or(0);
                text.encode_utf16().map(|unit| digits(unit).into()).collect()
            }
            // Their wrapper objects have no elements.
            Value::Boolean(_) | Value::Number(_) | Value::Symbol(_) | Value::BigInt(_) => Vec::new(),
        };
        if list.len() > max {
            return Err(self.heap().range_error("offset is out of bounds"));
        }
        list.into_iter().map(|value| self.to_number(value).map(|number| ElementType::Uint8.encode(number)[0])).collect()
    }

    /// Formats a thrown value as Node prints an uncaught one. Calls no functions of the program.
    pub(crate) fn message_of(&mut self, value: Value) -> String {
        let heap = self.heap();
        let Value::Object(error) = value else { return self.describe(value) };
        if !heap.is_error(value) {
            return self.describe(value);
        }
        let names = heap.names();
        let (name, message) = (names.name, names.message);
        let mut string = |key| match heap.lookup(error, PropertyKey::String(key)).map(|property| property.slot) {
            Some(Slot::Data(Value::String(string))) => Some(string),
            _ => None,
        };
        let (name, message) = (string(name), string(message));
        let text = |string: Option<JsString>, default| string.map_or(default, |string| heap.text(string));
        error_text(heap, text(name, "Error"), text(message, ""))
    }

    /// Formats a value for an error message. Calls no functions of the program.
    pub(crate) fn describe(&mut self, value: Value) -> String {
        let heap = self.heap();
        match value {
            Value::Undefined => "undefined".to_owned(),
            Value::Null => "null".to_owned(),
            Value::Boolean(boolean) => format!("{boolean}"),
            Value::Number(number) => heap.number_text(number),
            Value::String(string) => heap.concat(["\"", heap.text(string), "\""]),
            Value::Symbol(symbol) => {
                let description = heap.description(symbol).unwrap_or_default();
                heap.concat(["Symbol(", description, ")"])
            }
            Value::BigInt(bigint) => heap.digits(bigint).to_owned(),
            Value::Object(object) => match &heap.cell(object).kind {
                Kind::Function(_) => {
                    let name = PropertyKey::String(heap.names().name);
                    match heap.own_property(object, name).map(|property| property.slot) {
                        Some(Slot::Data(Value::String(name))) => {
                            heap.concat(["function ", heap.text(name), "() { [native code] }"])
                        }
                        _ => "function () { [native code] }".to_owned(),
                    }
                }
                _ => format!("#<{}>", heap.class_name(object)),
            },
        }
    }
}

impl Heap {
    /// Returns the name of the constructor that an object inherits, or else the built-in tag of the object. Calls no
    /// functions of the program.
    pub(crate) fn class_name(&mut self, object: Object) -> String {
        let key = self.key_from("constructor");
        let name = PropertyKey::String(self.names().name);
        let constructor = self.lookup(object, key).map(|property| property.slot);
        if let Some(Slot::Data(Value::Object(constructor))) = constructor {
            if let Some(Slot::Data(Value::String(name))) = self.own_property(constructor, name).map(|own| own.slot) {
                return self.text(name).to_owned();
            }
        }
        self.builtin_tag(object).to_owned()
    }
}
