//! Conversions between Rust types and JavaScript values.

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

/// The error for a JavaScript value that does not have the expected type.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WrongType {
    /// The path to the value, from the outside in: `argument 1 of \`log\``, `element 3`, `property \`name\``. Empty if
    /// the converted value itself has the wrong type.
    pub place: String,
    /// The expected type.
    pub expected: Cow<'static, str>,
    /// A description of the value that was found.
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
    /// Creates the error for a `value` that is not what was `expected`.
    pub fn new(expected: impl Into<Cow<'static, str>>, value: Value, heap: &mut Heap) -> Self {
        WrongType { place: String::new(), expected: expected.into(), found: type_name(value, heap) }
    }

    /// Prepends the place of the enclosing value to the path.
    #[must_use]
    pub fn within(mut self, place: impl fmt::Display) -> Self {
        self.place = if self.place.is_empty() { format!("{place}") } else { format!("{place}: {}", self.place) };
        self
    }
}

/// A Rust type whose values convert to JavaScript values.
///
/// | Rust | JavaScript |
/// | --- | --- |
/// | `()`, `None` | `undefined`, `null` |
/// | `bool`, `f32`, `f64`, `i8` to `i32`, `u8` to `u32` | a boolean, a number |
/// | `i64`, `u64`, `isize`, `usize` | a number up to ±(2⁵³ − 1), a BigInt beyond |
/// | `&str`, `String`, `char` | a string |
/// | [`Bytes`], `Vec<u8>`, `&[u8]` | a `Uint8Array` |
/// | `Vec<T>`, `[T; N]` | an array |
/// | `BTreeMap`, with `std` also `HashMap`, with string keys | an object |
/// | [`Value`], [`Object`], [`Rooted`](super::Rooted) and similar handles | the value that the handle refers to |
pub trait IntoJs: Sized {
    /// Converts to a JavaScript value.
    ///
    /// # Errors
    ///
    /// A value to throw, if there is no memory for the value, or the value has no JavaScript counterpart.
    fn into_js(self, heap: &mut Heap) -> Result<Value, Thrown>;

    /// Converts a list to an array, or bytes to a `Uint8Array`.
    #[doc(hidden)]
    fn list_into_js(list: Vec<Self>, heap: &mut Heap) -> Result<Value, Thrown> {
        let mut values = Vec::with_capacity(list.len());
        for item in list {
            values.push(item.into_js(heap)?);
        }
        Ok(heap.array(values).into())
    }
}

/// A Rust type that can be read from a JavaScript value. There is no coercion: a number is not a string, and 1.5 is not
/// an integer.
///
/// The types are those of [`IntoJs`], except [`Value`] and [`Object`], which do not keep what they refer to alive:
/// [`Rooted`](super::Rooted) does, and accepts any value. Any value can be read as `()`, `null` and `undefined` are read as `None`, and an
/// array or a typed array can be read as a `Vec`. Only a `Uint8Array` or a `Uint8ClampedArray` can be read as [`Bytes`]
/// or `Vec<u8>`.
#[diagnostic::on_unimplemented(
    note = "a `Value` or an `Object` that leaves the program would not keep what it refers to alive: use `Rooted`"
)]
pub trait FromJs: Sized {
    /// The number of parameters that the type adds to the `length` of a function: 0 for `()`, which reads nothing.
    #[doc(hidden)]
    const PARAMETERS: u8 = 1;

    /// Reads the JavaScript value.
    ///
    /// # Errors
    ///
    /// [`WrongType`], with the place and both types.
    fn from_js(value: Value, cx: &mut Context<'_>) -> Result<Self, WrongType>;

    /// Reads a list from an array, or bytes from a `Uint8Array`.
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
        // The length is checked against the available memory first: an array of holes can have any length at no cost.
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

/// Reads a property. If the getter throws, returns [`WrongType`].
fn property(cx: &mut Context<'_>, object: Object, key: PropertyKey) -> Result<Value, WrongType> {
    cx.get(object, key).map_err(|thrown| {
        let thrown = cx.heap().caught(thrown);
        let found = format!("a getter that throws {}", cx.message_of(thrown));
        WrongType { place: String::new(), expected: Cow::Borrowed("a value"), found }
    })
}

/// Describes a value, for an error message.
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
