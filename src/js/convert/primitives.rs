//! Conversions of numbers, booleans, strings, and handles to JavaScript values.

use alloc::{format, string::String, vec::Vec};

use super::{
    super::{
        context::Context,
        heap::Heap,
        root::Rooted,
        thrown::Thrown,
        value::{JsString, Object, Symbol, Value},
    },
    FromJs, IntoJs, WrongType,
};

impl IntoJs for () {
    fn into_js(self, _: &mut Heap) -> Result<Value, Thrown> {
        Ok(Value::Undefined)
    }
}

impl FromJs for () {
    const PARAMETERS: u8 = 0;

    fn from_js(_: Value, _: &mut Context<'_>) -> Result<Self, WrongType> {
        Ok(())
    }
}

impl FromJs for bool {
    fn from_js(value: Value, cx: &mut Context<'_>) -> Result<Self, WrongType> {
        match value {
            Value::Boolean(boolean) => Ok(boolean),
            _ => Err(WrongType::new("a boolean", value, cx.heap())),
        }
    }
}

macro_rules! float {
    ($($type:ty),*) => {
        $(impl FromJs for $type {
            fn from_js(value: Value, cx: &mut Context<'_>) -> Result<Self, WrongType> {
                match value {
                    Value::Number(number) => Ok(number as $type),
                    _ => Err(WrongType::new("a number", value, cx.heap())),
                }
            }
        })*
    };
}

float!(f32, f64);

/// The largest integer n such that a number can represent both n and n + 1 exactly (ECMA-262 §21.1.2.6).
const MAX_SAFE_INTEGER: i128 = (1 << 53) - 1;

/// Returns the exact integer value of a number or a BigInt, if it has one.
fn integer(value: Value, heap: &Heap) -> Option<i128> {
    match value {
        Value::Number(number) => {
            let integer = number as i128;
            (integer.abs() <= MAX_SAFE_INTEGER && integer as f64 == number).then_some(integer)
        }
        Value::BigInt(bigint) => heap.digits(bigint).parse().ok(),
        _ => None,
    }
}

/// Converts an integer to a number, or to a BigInt if it is not a safe integer.
fn integer_value(integer: i128, heap: &mut Heap) -> Value {
    if integer.abs() <= MAX_SAFE_INTEGER { Value::Number(integer as f64) } else { heap.bigint_from(integer).into() }
}

macro_rules! read_integer {
    ($($type:ty),*) => {
        $(impl FromJs for $type {
            fn from_js(value: Value, cx: &mut Context<'_>) -> Result<Self, WrongType> {
                integer(value, cx.heap()).and_then(|integer| integer.try_into().ok()).ok_or_else(|| {
                    let expected = format!("an integer from {} to {}", <$type>::MIN, <$type>::MAX);
                    WrongType::new(expected, value, cx.heap())
                })
            }
        })*
    };
}

read_integer!(i8, i16, i32, i64, isize, u16, u32, u64, usize);

impl FromJs for u8 {
    fn from_js(value: Value, cx: &mut Context<'_>) -> Result<Self, WrongType> {
        integer(value, cx.heap())
            .and_then(|integer| integer.try_into().ok())
            .ok_or_else(|| WrongType::new("an integer from 0 to 255", value, cx.heap()))
    }

    fn list_from_js(value: Value, cx: &mut Context<'_>) -> Result<Vec<Self>, WrongType> {
        super::containers::bytes(value, cx)
    }
}

macro_rules! make_number {
    ($($type:ty),*) => {
        $(impl IntoJs for $type {
            fn into_js(self, _: &mut Heap) -> Result<Value, Thrown> {
                Ok(Value::Number(self.into()))
            }
        })*
    };
}

make_number!(f32, f64, i8, i16, i32, u16, u32);

impl IntoJs for u8 {
    fn into_js(self, _: &mut Heap) -> Result<Value, Thrown> {
        Ok(Value::Number(self.into()))
    }

    fn list_into_js(list: Vec<Self>, heap: &mut Heap) -> Result<Value, Thrown> {
        Ok(heap.uint8_array(list).into())
    }
}

macro_rules! make_integer {
    ($($type:ty as $wide:ty),*) => {
        $(impl IntoJs for $type {
            fn into_js(self, heap: &mut Heap) -> Result<Value, Thrown> {
                Ok(integer_value(i128::from(self as $wide), heap))
            }
        })*
    };
}

make_integer!(i64 as i64, isize as i64, u64 as u64, usize as u64);

macro_rules! itself {
    ($($type:ty),*) => {
        $(impl IntoJs for $type {
            fn into_js(self, _: &mut Heap) -> Result<Value, Thrown> {
                Ok(self.into())
            }
        })*
    };
}

itself!(bool, Value, Object, JsString, Symbol);

impl IntoJs for Rooted {
    fn into_js(self, heap: &mut Heap) -> Result<Value, Thrown> {
        (&self).into_js(heap)
    }
}

/// A value of another program throws a `TypeError`.
impl IntoJs for &Rooted {
    fn into_js(self, heap: &mut Heap) -> Result<Value, Thrown> {
        self.get(heap).ok_or_else(|| heap.type_error("the value belongs to another program"))
    }
}

/// Accepts any value and keeps it alive.
impl FromJs for Rooted {
    fn from_js(value: Value, cx: &mut Context<'_>) -> Result<Self, WrongType> {
        Ok(cx.heap().root(value))
    }
}

impl IntoJs for &str {
    fn into_js(self, heap: &mut Heap) -> Result<Value, Thrown> {
        Ok(heap.string(self).into())
    }
}

impl IntoJs for String {
    fn into_js(self, heap: &mut Heap) -> Result<Value, Thrown> {
        Ok(heap.string_from(self).into())
    }
}

impl IntoJs for &String {
    fn into_js(self, heap: &mut Heap) -> Result<Value, Thrown> {
        Ok(heap.string(self).into())
    }
}

impl FromJs for String {
    fn from_js(value: Value, cx: &mut Context<'_>) -> Result<Self, WrongType> {
        match value {
            Value::String(string) => Ok(cx.heap().text(string).into()),
            _ => Err(WrongType::new("a string", value, cx.heap())),
        }
    }
}

impl IntoJs for char {
    fn into_js(self, heap: &mut Heap) -> Result<Value, Thrown> {
        Ok(heap.string(self.encode_utf8(&mut [0; 4])).into())
    }
}

impl FromJs for char {
    fn from_js(value: Value, cx: &mut Context<'_>) -> Result<Self, WrongType> {
        if let Value::String(string) = value {
            let mut characters = cx.heap().text(string).chars();
            if let (Some(character), None) = (characters.next(), characters.next()) {
                return Ok(character);
            }
        }
        Err(WrongType::new("a string of one character", value, cx.heap()))
    }
}
