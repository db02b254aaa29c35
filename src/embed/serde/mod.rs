//! Conversion of serde types to and from JavaScript values.
//!
//! The representation is that of serde-wasm-bindgen, except that maps become plain objects, which Go programs expect:
//! structs and maps are objects, sequences and tuples are arrays, bytes are a `Uint8Array`, `None` and unit are `null`,
//! and an enum is the name of its variant, or an object with one property of that name.

mod de;
mod ser;

use alloc::{
    borrow::Cow,
    string::{String, ToString},
};
use core::fmt;

use ::serde::{Serialize, de::DeserializeOwned};

use self::{de::Deserializer, ser::Serializer};
use crate::js::{Context, FromJs, Heap, IntoJs, Thrown, Value, WrongType};

/// A value that is converted by serde: as an argument, a result, or a property.
///
/// ```no_run
/// # use gojs::{StdHost, embed::Serde, wasmi::Program};
/// #[derive(serde::Serialize, serde::Deserialize)]
/// struct Settings {
///     name: String,
///     retries: Option<u32>,
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mut program: Program<StdHost> = unimplemented!();
/// let settings = Settings { name: "x".into(), retries: None };
/// let Serde(reply): Serde<Settings> = program.call("configure", (Serde(&settings),))?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Serde<T>(pub T);

impl<T: Serialize> IntoJs for Serde<T> {
    fn into_js(self, heap: &mut Heap) -> Result<Value, Thrown> {
        self.0.serialize(Serializer { heap: &mut *heap }).map_err(|error| heap.type_error(&error.message))
    }
}

impl<T: DeserializeOwned> FromJs for Serde<T> {
    fn from_js(value: Value, cx: &mut Context<'_>) -> Result<Self, WrongType> {
        T::deserialize(Deserializer { value, cx, depth: 0 }).map(Serde).map_err(|error| match error.wrong {
            Some(wrong) => wrong,
            None => WrongType { place: String::new(), expected: Cow::Owned(error.message), found: "that".into() },
        })
    }
}

/// The reason why serde could not convert a value.
#[derive(Clone, Debug)]
pub struct SerdeError {
    message: String,
    /// Set if a value is of another type than expected.
    wrong: Option<WrongType>,
}

impl SerdeError {
    fn new(message: impl Into<String>) -> Self {
        SerdeError { message: message.into(), wrong: None }
    }

    fn within(mut self, place: impl fmt::Display) -> Self {
        match self.wrong.take() {
            Some(wrong) => self.wrong = Some(wrong.within(place)),
            None => self.message = alloc::format!("{place}: {}", self.message),
        }
        self
    }
}

impl fmt::Display for SerdeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.wrong {
            Some(wrong) => wrong.fmt(f),
            None => f.write_str(&self.message),
        }
    }
}

impl core::error::Error for SerdeError {}

impl ::serde::ser::Error for SerdeError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        SerdeError::new(message.to_string())
    }
}

impl ::serde::de::Error for SerdeError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        SerdeError::new(message.to_string())
    }
}
