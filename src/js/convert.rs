//! Conversions between Rust's types and JavaScript's values.

use alloc::{format, string::String, vec::Vec};

use super::{heap::Heap, object::Kind, value::Value};

/// A JavaScript value is not what it was to be read as.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected}, got {found}")]
pub struct WrongType {
    /// What was asked for.
    pub expected: &'static str,
    /// What it is.
    pub found: String,
}

/// A Rust value that becomes a JavaScript one.
pub trait IntoJs {
    /// Makes the JavaScript value.
    fn into_js(self, heap: &mut Heap) -> Value;
}

/// A Rust value that a JavaScript one becomes. Nothing is coerced: a number is no string.
pub trait FromJs: Sized {
    /// What is expected, for the message of an error.
    const EXPECTED: &'static str;

    /// Reads the value, if it is one.
    fn read(value: Value, heap: &Heap) -> Option<Self>;

    /// Reads the value.
    ///
    /// # Errors
    ///
    /// [`WrongType`], with both types named.
    fn from_js(value: Value, heap: &Heap) -> Result<Self, WrongType> {
        Self::read(value, heap).ok_or_else(|| WrongType { expected: Self::EXPECTED, found: type_name(value, heap) })
    }
}

/// What a value is, for the message of an error.
pub(crate) fn type_name(value: Value, heap: &Heap) -> String {
    match value {
        Value::Undefined => "undefined".into(),
        Value::Null => "null".into(),
        Value::Boolean(_) => "a boolean".into(),
        Value::Number(number) => format!("the number {}", super::number::to_string(number)),
        Value::String(_) => "a string".into(),
        Value::Symbol(_) => "a symbol".into(),
        Value::BigInt(bigint) => format!("the BigInt {}", heap.digits(bigint)),
        Value::Object(object) => match heap.cell(object).kind {
            Kind::Function(_) => "a function".into(),
            Kind::Array(_) => "an array".into(),
            Kind::Error => "an error".into(),
            _ => "an object".into(),
        },
    }
}

impl IntoJs for Value {
    fn into_js(self, _: &mut Heap) -> Value {
        self
    }
}

impl FromJs for Value {
    const EXPECTED: &'static str = "any value";

    fn read(value: Value, _: &Heap) -> Option<Self> {
        Some(value)
    }
}

/// `undefined`, which is also what any value may be read as.
impl IntoJs for () {
    fn into_js(self, _: &mut Heap) -> Value {
        Value::Undefined
    }
}

impl FromJs for () {
    const EXPECTED: &'static str = "any value";

    fn read(_: Value, _: &Heap) -> Option<Self> {
        Some(())
    }
}

impl FromJs for bool {
    const EXPECTED: &'static str = "a boolean";

    fn read(value: Value, _: &Heap) -> Option<Self> {
        match value {
            Value::Boolean(boolean) => Some(boolean),
            _ => None,
        }
    }
}

impl FromJs for f64 {
    const EXPECTED: &'static str = "a number";

    fn read(value: Value, _: &Heap) -> Option<Self> {
        value.as_number()
    }
}

macro_rules! integer {
    ($type:ty, $expected:literal) => {
        impl FromJs for $type {
            const EXPECTED: &'static str = $expected;

            fn read(value: Value, _: &Heap) -> Option<Self> {
                let number = value.as_number()?;
                // `as` keeps within the type, so that only what it holds comes back unchanged.
                Some(number as $type).filter(|&integer| f64::from(integer) == number)
            }
        }
    };
}

integer!(i32, "an integer from -2147483648 to 2147483647");
integer!(u32, "an integer from 0 to 4294967295");

macro_rules! primitive {
    ($($type:ty),*) => {
        $(impl IntoJs for $type {
            fn into_js(self, _: &mut Heap) -> Value {
                self.into()
            }
        })*
    };
}

primitive!(bool, f64, i32, u32);

impl IntoJs for &str {
    fn into_js(self, heap: &mut Heap) -> Value {
        heap.string(self).into()
    }
}

impl IntoJs for String {
    fn into_js(self, heap: &mut Heap) -> Value {
        heap.string_from(self).into()
    }
}

impl FromJs for String {
    const EXPECTED: &'static str = "a string";

    fn read(value: Value, heap: &Heap) -> Option<Self> {
        match value {
            Value::String(string) => Some(heap.text(string).into()),
            _ => None,
        }
    }
}

/// `None` is `null`.
impl<T: IntoJs> IntoJs for Option<T> {
    fn into_js(self, heap: &mut Heap) -> Value {
        self.map_or(Value::Null, |value| value.into_js(heap))
    }
}

/// `null` and `undefined` are `None`.
impl<T: FromJs> FromJs for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn read(value: Value, heap: &Heap) -> Option<Self> {
        if value.is_nullish() { Some(None) } else { T::read(value, heap).map(Some) }
    }
}

/// The arguments of a call: a tuple, an array or a vector of values.
pub trait IntoArguments {
    /// Makes the JavaScript values.
    fn into_arguments(self, heap: &mut Heap) -> Vec<Value>;
}

impl<T: IntoJs> IntoArguments for Vec<T> {
    fn into_arguments(self, heap: &mut Heap) -> Vec<Value> {
        self.into_iter().map(|value| value.into_js(heap)).collect()
    }
}

impl<T: IntoJs, const N: usize> IntoArguments for [T; N] {
    fn into_arguments(self, heap: &mut Heap) -> Vec<Value> {
        self.into_iter().map(|value| value.into_js(heap)).collect()
    }
}

macro_rules! tuple {
    ($($name:ident)*) => {
        impl<$($name: IntoJs),*> IntoArguments for ($($name,)*) {
            #[expect(non_snake_case, reason = "each value is named for its type")]
            fn into_arguments(self, heap: &mut Heap) -> Vec<Value> {
                let ($($name,)*) = self;
                [$($name.into_js(heap)),*].into()
            }
        }
    };
}

impl IntoArguments for () {
    fn into_arguments(self, _: &mut Heap) -> Vec<Value> {
        Vec::new()
    }
}

tuple!(A);
tuple!(A B);
tuple!(A B C);
tuple!(A B C D);
tuple!(A B C D E);
tuple!(A B C D E F);
