//! JavaScript values, as small `Copy` words.
//!
//! This module owns the type that everything above passes around. What a handle stands for is the heap's business.

use core::num::NonZeroU32;

/// A JavaScript value (ECMA-262 §6.1).
///
/// Primitives but strings, symbols and BigInts are inline; the rest are handles into the [`Heap`](crate::js::Heap) that made
/// them. Equal strings have equal handles, so `===` compares two words.
///
/// A handle keeps nothing alive. In a function that the program calls, and in [`Program::with`](crate::Program::with), every
/// value is alive until the function returns; what is kept for later is kept as a [`Rooted`](crate::js::Rooted).
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
    /// An Object: an array, a function, an error and the like as well.
    Object(Object),
}

impl Value {
    /// Whether this is `undefined` or `null`.
    #[must_use]
    pub fn is_nullish(self) -> bool {
        matches!(self, Value::Undefined | Value::Null)
    }

    /// The object, if the value is one.
    #[must_use]
    pub fn as_object(self) -> Option<Object> {
        match self {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The number, if the value is one.
    #[must_use]
    pub fn as_number(self) -> Option<f64> {
        match self {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// `===` (ECMA-262 §7.2.14, IsStrictlyEqual): NaN differs from itself, and the two zeros are equal.
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

    /// ECMA-262 §7.2.10, SameValue: NaN is itself, and the two zeros differ.
    #[must_use]
    pub fn same_value(self, other: Value) -> bool {
        match (self, other) {
            (Value::Number(a), Value::Number(b)) => a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan()),
            _ => self.strictly_equals(other),
        }
    }

    /// ECMA-262 §7.2.11, SameValueZero: NaN is itself, and the two zeros are equal. What `Map` and `includes` go by.
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

/// An index into an arena, as a type of its own for each arena.
pub(crate) trait Handle: Copy + Eq {
    fn from_index(index: NonZeroU32) -> Self;
    fn index(self) -> NonZeroU32;
}

macro_rules! handle {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        ///
        /// A handle is good as long as the value can be reached in its heap: from the global object, from Go, or from
        /// what the embedder keeps. One that outlived its value names an empty one, or another of the same type; it is
        /// never unsafe.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(super) NonZeroU32);

        impl Handle for $name {
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
    /// A String of the heap, interned: two equal strings have one handle.
    JsString
}
handle! {
    /// A Symbol of the heap.
    Symbol
}
handle! {
    /// A BigInt of the heap, interned as strings are.
    BigInt
}
handle! {
    /// An Object of the heap.
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
        // A number, and a tag that takes as much as a number's alignment: 16 bytes, or 12 on 32-bit x86.
        let size = size_of::<f64>() + align_of::<f64>();
        assert_eq!(size_of::<Value>(), size);
        assert_eq!(size_of::<Option<Value>>(), size);
    }
}
