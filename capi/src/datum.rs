//! JavaScript values in transit between C and Go.

use alloc::{string::String, vec::Vec};

use gojs::{
    embed::{Bytes, FromJs, Function, IntoJs, Rooted, WrongType},
    js::{Context, Heap, Thrown, Value},
};

/// A JavaScript value that does not borrow the heap.
#[derive(Clone, Debug)]
pub(crate) enum Datum {
    Undefined,
    Null,
    Boolean(bool),
    Number(f64),
    String(String),
    Bytes(Vec<u8>),
    /// An object, as the text that `JSON.stringify` returns or `JSON.parse` accepts.
    Json(String),
    Function(Function),
    /// An object without JSON, a symbol, or a BigInt.
    Other,
    /// A [`Json`](Datum::Json) that has been parsed into the heap.
    Rooted(Rooted),
}

/// Calls a method of the global object `JSON` with one argument.
fn json(cx: &mut Context<'_>, method: &str, argument: Value) -> Result<Value, Thrown> {
    let global = cx.heap().global();
    let json = cx.get_named(global, "JSON")?;
    let Value::Object(object) = json else { return Err(cx.type_error("the global object has no property `JSON`")) };
    let function = cx.get_named(object, method)?;
    cx.call(function, json, &[argument])
}

impl Datum {
    /// Parses a JSON text into the heap. Returns any other value unchanged.
    ///
    /// # Errors
    ///
    /// The `SyntaxError` that `JSON.parse` throws.
    pub(crate) fn parsed(self, cx: &mut Context<'_>) -> Result<Datum, Thrown> {
        let Datum::Json(text) = self else { return Ok(self) };
        let text = cx.heap().string_from(text);
        let value = json(cx, "parse", text.into())?;
        Ok(Datum::Rooted(cx.heap().root(value)))
    }
}

impl FromJs for Datum {
    fn from_js(value: Value, cx: &mut Context<'_>) -> Result<Self, WrongType> {
        Ok(match value {
            Value::Undefined => Datum::Undefined,
            Value::Null => Datum::Null,
            Value::Boolean(boolean) => Datum::Boolean(boolean),
            Value::Number(number) => Datum::Number(number),
            Value::String(text) => Datum::String(cx.heap().text(text).into()),
            Value::Object(_) if cx.heap().is_callable(value) => Datum::Function(Function::from_js(value, cx)?),
            Value::Object(_) => match Bytes::from_js(value, cx) {
                Ok(Bytes(bytes)) => Datum::Bytes(bytes),
                Err(_) => match json(cx, "stringify", value) {
                    Ok(Value::String(text)) => Datum::Json(cx.heap().text(text).into()),
                    _ => Datum::Other,
                },
            },
            Value::Symbol(_) | Value::BigInt(_) => Datum::Other,
        })
    }
}

/// A [`Json`](Datum::Json) must be [parsed](Datum::parsed) first. Otherwise, it becomes a string.
impl IntoJs for Datum {
    fn into_js(self, heap: &mut Heap) -> Result<Value, Thrown> {
        Ok(match self {
            Datum::Undefined | Datum::Other => Value::Undefined,
            Datum::Null => Value::Null,
            Datum::Boolean(boolean) => boolean.into_js(heap)?,
            Datum::Number(number) => number.into_js(heap)?,
            Datum::String(text) => text.into_js(heap)?,
            Datum::Bytes(bytes) => Bytes(bytes).into_js(heap)?,
            Datum::Json(text) => text.into_js(heap)?,
            Datum::Function(function) => function.into_js(heap)?,
            Datum::Rooted(rooted) => rooted.into_js(heap)?,
        })
    }
}
