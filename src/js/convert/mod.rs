//! Conversions between Rust's types and JavaScript's values.

mod arguments;
mod containers;
mod primitives;

use alloc::{borrow::Cow, format, string::String, vec::Vec};
use core::fmt;

pub use self::{
    arguments::{FromArgument, FromArguments, IntoArguments, Rest},
    containers::Bytes,
};
use super::{
    context::Context,
    heap::Heap,
    object::Kind,
    property::PropertyKey,
    thrown::Thrown,
    value::{Object, Value},
};

/// A JavaScript value is not what it was to be read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongType {
    /// Where the value was, from the outside in: `argument 1 of \`log\``, `element 3`, `property \`name\``. Empty, where
    /// it is the value that was asked for itself.
    pub place: String,
    /// What was asked for.
    pub expected: Cow<'static, str>,
    /// What it is.
    pub found: String,
}

impl core::error::Error for WrongType {}

impl fmt::Display for WrongType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.place.is_empty() {
            write!(f, "{}: ", self.place)?;
        }
        write!(f, "expected {}, got {}", self.expected, self.found)
    }
}

impl WrongType {
    /// Says that `value` is not what was `expected`.
    pub fn new(expected: impl Into<Cow<'static, str>>, value: Value, heap: &mut Heap) -> Self {
        WrongType { place: String::new(), expected: expected.into(), found: type_name(value, heap) }
    }

    /// The same, of a value that is in a place of another.
    #[must_use]
    pub fn within(mut self, place: impl fmt::Display) -> Self {
        self.place = if self.place.is_empty() { format!("{place}") } else { format!("{place}: {}", self.place) };
        self
    }
}

/// A Rust value that becomes a JavaScript one.
///
/// | Rust | JavaScript |
/// | --- | --- |
/// | `()`, `None` | `undefined`, `null` |
/// | `bool`, `f32`, `f64`, `i8` to `i32`, `u8` to `u32` | a boolean, a number |
/// | `i64`, `u64`, `isize`, `usize` | a number up to ±(2⁵³ − 1), a BigInt beyond |
/// | `&str`, `String`, `char` | a string |
/// | [`Bytes`], `Vec<u8>`, `&[u8]` | a `Uint8Array` |
/// | `Vec<T>`, `[T; N]` | an array |
/// | `BTreeMap` or `HashMap` by strings | an object |
/// | [`Value`], [`Object`], [`Rooted`](super::Rooted) and the like | what they stand for |
pub trait IntoJs: Sized {
    /// Makes the JavaScript value.
    ///
    /// # Errors
    ///
    /// A value to be thrown, where there is no room for it, or it has no counterpart.
    fn into_js(self, heap: &mut Heap) -> Result<Value, Thrown>;

    /// Makes the JavaScript value of many: an array, but for bytes.
    #[doc(hidden)]
    fn list_into_js(list: Vec<Self>, heap: &mut Heap) -> Result<Value, Thrown> {
        let mut values = Vec::with_capacity(list.len());
        for item in list {
            values.push(item.into_js(heap)?);
        }
        Ok(heap.array(values).into())
    }
}

/// A Rust value that a JavaScript one becomes. Nothing is coerced: a number is no string, and 1.5 is no integer.
///
/// The types are those of [`IntoJs`]; any value may be read as `()`, `null` and `undefined` are `None`, an array or a typed
/// array may be read as a `Vec`, and only a `Uint8Array` or its clamped sister as [`Bytes`] or `Vec<u8>`.
pub trait FromJs: Sized {
    /// Reads the value.
    ///
    /// # Errors
    ///
    /// [`WrongType`], with the place and both types named.
    fn from_js(value: Value, cx: &mut Context<'_>) -> Result<Self, WrongType>;

    /// Reads many values: from an array, but for bytes.
    #[doc(hidden)]
    fn list_from_js(value: Value, cx: &mut Context<'_>) -> Result<Vec<Self>, WrongType> {
        let wrong = |cx: &mut Context<'_>| Err(WrongType::new("an array", value, cx.heap()));
        let Value::Object(array) = value else { return wrong(cx) };
        let length = match &cx.heap().cell(array).kind {
            Kind::Array(array) => u64::from(array.length()),
            Kind::TypedArray(_) => cx.heap().view(value).map_or(0, |view| view.length as u64),
            _ => return wrong(cx),
        };
        let mut list = Vec::new();
        // At once: of an array of holes any length is the guest's for the asking.
        let bytes = length.saturating_mul(size_of::<Self>() as u64);
        let is_small = usize::try_from(bytes).is_ok_and(|bytes| bytes <= cx.heap().room());
        if !is_small || list.try_reserve_exact(length as usize).is_err() {
            return Err(WrongType::new("an array that there is room for", value, cx.heap()));
        }
        for index in 0..length {
            let key = cx.heap().number_key(index as f64);
            let element = property(cx, array, key).and_then(|element| Self::from_js(element, cx));
            list.push(element.map_err(|wrong| wrong.within(format_args!("element {index}")))?);
        }
        Ok(list)
    }
}

/// The value of a property that is to be read. Of a getter that throws there is none.
fn property(cx: &mut Context<'_>, object: Object, key: PropertyKey) -> Result<Value, WrongType> {
    cx.get(object, key).map_err(|thrown| {
        let thrown = cx.heap().caught(thrown);
        let found = format!("a getter that throws {}", cx.message_of(thrown));
        WrongType { place: String::new(), expected: Cow::Borrowed("a value"), found }
    })
}

/// What a value is, for the message of an error.
pub(crate) fn type_name(value: Value, heap: &mut Heap) -> String {
    match value {
        Value::Undefined => "undefined".into(),
        Value::Null => "null".into(),
        Value::Boolean(boolean) => format!("the boolean {boolean}"),
        Value::Number(number) => format!("the number {}", heap.number_text(number)),
        Value::String(string) => match heap.text(string) {
            text if text.len() <= 40 => format!("the string {text:?}"),
            _ => "a string".into(),
        },
        Value::Symbol(_) => "a symbol".into(),
        Value::BigInt(bigint) => format!("the BigInt {}", heap.digits(bigint)),
        Value::Object(object) => match heap.cell(object).kind {
            Kind::Function(_) => "a function".into(),
            Kind::Array(_) => "an array".into(),
            _ => object_name(object, heap),
        },
    }
}

fn object_name(object: Object, heap: &mut Heap) -> String {
    match heap.class_name(object).as_str() {
        "" | "Object" => "an object".into(),
        name if name.starts_with(['A', 'E', 'I', 'O', 'U']) => format!("an {name}"),
        name => format!("a {name}"),
    }
}
