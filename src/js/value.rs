//! JavaScript values, as small `Copy` types.
//!
//! This module defines the type that all layers above use. Only the heap resolves handles.

use core::num::NonZeroU32;

/// A JavaScript value (ECMA-262 §6.1).
///
/// `undefined`, `null`, booleans and numbers are stored inline; all other values are handles into the
/// [`Heap`](crate::js::Heap) that created them. Equal strings have equal handles, so `===` compares two words.
///
/// A handle keeps nothing alive. In a function that the program calls, and in [`Program::with`](crate::Program::with),
/// every value stays alive until the function returns. To keep a value for longer, use a [`Rooted`](crate::js::Rooted).
#[derive(Clone, Copy, Debug, Default)]
#[repr(u32)]
pub enum Value {
    /// `undefined`
    #[default]
    Undefined,
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A Number: any `f64`.
    Number(f64),
    /// A String.
    String(JsString),
    /// A Symbol.
    Symbol(Symbol),
    /// A BigInt.
    BigInt(BigInt),
    /// An Object, including arrays, functions and errors.
    Object(Object),
}

impl Value {
    /// Returns whether the value is `undefined` or `null`.
    #[must_use]
    pub fn is_nullish(self) -> bool {
        matches!(self, Value::Undefined | Value::Null)
    }

    /// Returns the object, if the value is one.
    #[must_use]
    pub fn as_object(self) -> Option<Object> {
        match self {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    /// Returns the number, if the value is one.
    #[must_use]
    pub fn as_number(self) -> Option<f64> {
        match self {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Evaluates `===` (ECMA-262 §7.2.14 IsStrictlyEqual): NaN differs from itself, and the two zeros are equal.
    #[must_use]
    pub fn strictly_equals(self, other: Value) -> bool {
        match (self, other) {
            (Value::Undefined, Value::Undefined) | (Value::Null, Value::Null) => true,
            (Value::Boolean(a), Value::Boolean(b)) => a == b,
            (Value::Number(a), Value::Number(b)) => a == b,
            (Value::String(a), Value::String(b)) => a == b,
            (Value::Symbol(a), Value::Symbol(b)) => a == b,
            (Value::BigInt(a), Value::BigInt(b)) => a == b,
            (Value::Object(a), Value::Object(b)) => a == b,
            _ => false,
        }
    }

    /// Compares by SameValue (ECMA-262 §7.2.10): NaN equals itself, and the two zeros differ.
    #[must_use]
    pub fn same_value(self, other: Value) -> bool {
        match (self, other) {
            (Value::Number(a), Value::Number(b)) => a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan()),
            _ => self.strictly_equals(other),
        }
    }

    /// Compares by SameValueZero (ECMA-262 §7.2.11), as `Map` and `includes` do: NaN equals itself, and the two zeros
    /// are equal.
    #[must_use]
    pub fn same_value_zero(self, other: Value) -> bool {
        self.strictly_equals(other) || self.same_value(other)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::Boolean(value)
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Value::Number(value)
    }
}

impl From<i32> for Value {
    fn from(value: i32) -> Self {
        Value::Number(value.into())
    }
}

impl From<u32> for Value {
    fn from(value: u32) -> Self {
        Value::Number(value.into())
    }
}

impl From<JsString> for Value {
    fn from(value: JsString) -> Self {
        Value::String(value)
    }
}

impl From<Symbol> for Value {
    fn from(value: Symbol) -> Self {
        Value::Symbol(value)
    }
}

impl From<BigInt> for Value {
    fn from(value: BigInt) -> Self {
        Value::BigInt(value)
    }
}

impl From<Object> for Value {
    fn from(value: Object) -> Self {
        Value::Object(value)
    }
}

/// An index into an arena. Each arena has its own handle type.
pub(crate) trait CellHandle: Copy + Eq {
    fn from_index(index: NonZeroU32) -> Self;
    fn index(self) -> NonZeroU32;
}

macro_rules! handle {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        ///
        /// A handle is valid as long as its value can be reached in its heap: from the global object, from Go, or from
        /// a value that the embedder keeps. A stale handle refers to an empty value, or to another of the same type; it
        /// is never unsafe.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(super) NonZeroU32);

        impl CellHandle for $name {
            #[inline]
            fn from_index(index: NonZeroU32) -> Self {
                $name(index)
            }

            #[inline]
            fn index(self) -> NonZeroU32 {
                self.0
            }
        }
    };
}

handle! {
    /// A String in the heap. Strings are interned: two equal strings have the same handle.
    JsString
}
handle! {
    /// A Symbol in the heap.
    Symbol
}
handle! {
    /// A BigInt in the heap, interned like strings.
    BigInt
}
handle! {
    /// An Object in the heap.
    Object
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zeros_and_nan_are_where_the_equalities_differ() {
        let (zero, negative, nan) = (Value::Number(0.0), Value::Number(-0.0), Value::Number(f64::NAN));
        assert!(zero.strictly_equals(negative) && !zero.same_value(negative));
        assert!(!nan.strictly_equals(nan) && nan.same_value(nan));
        assert!(zero.same_value_zero(negative) && nan.same_value_zero(nan));
        assert!(!Value::Null.strictly_equals(Value::Undefined));
    }

    #[test]
    fn a_value_is_two_words() {
        // A number, and a tag padded to the alignment of a number: 16 bytes, or 12 on 32-bit x86.
        let size = size_of::<f64>() + align_of::<f64>();
        assert_eq!(size_of::<Value>(), size);
        assert_eq!(size_of::<Option<Value>>(), size);
    }
}
