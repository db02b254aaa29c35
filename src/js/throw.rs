//! Return values and exceptions of embedder functions.

use alloc::{
    boxed::Box,
    string::{String, ToString},
};

use super::{
    context::Context,
    convert::{IntoJs, WrongType},
    error::ErrorClass,
    heap::Heap,
    root::Rooted,
    thrown::Thrown,
    value::Value,
};

/// An exception that an embedder function throws. Go sees it as a `js.Error`, and can recover it.
///
/// The `?` operator converts any Rust error to a JavaScript `Error`, whose message is the text of the Rust error. A
/// [`WrongType`] becomes a `TypeError`. A [`Thrown`], with which the methods of [`Context`] fail, stays the value that it
/// is.
///
/// ```
/// use gojs::embed::Throw;
///
/// fn parse(text: String) -> Result<f64, Throw> {
///     if text.is_empty() {
///         return Err(Throw::range_error("nothing to parse"));
///     }
///     Ok(text.parse()?)
/// }
/// # assert!(parse("x".into()).is_err());
/// ```
#[derive(Clone, Debug)]
pub struct Throw {
    what: What,
}

#[derive(Clone, Debug)]
enum What {
    Value(Value),
    Rooted(Rooted),
    Thrown(Thrown),
    Error { class: ErrorClass, message: String },
}

impl Throw {
    fn new(class: ErrorClass, message: impl Into<String>) -> Self {
        Throw { what: What::Error { class, message: message.into() } }
    }

    /// Creates an `Error` with a message.
    pub fn error(message: impl Into<String>) -> Self {
        Throw::new(ErrorClass::Error, message)
    }

    /// Creates a `TypeError` with a message.
    pub fn type_error(message: impl Into<String>) -> Self {
        Throw::new(ErrorClass::TypeError, message)
    }

    /// Creates a `RangeError` with a message.
    pub fn range_error(message: impl Into<String>) -> Self {
        Throw::new(ErrorClass::RangeError, message)
    }

    /// Creates an exception from any value.
    #[must_use]
    pub fn value(value: Value) -> Self {
        Throw { what: What::Value(value) }
    }

    /// Converts the exception to a [`Thrown`], the error type of native functions.
    pub fn into_thrown(self, heap: &mut Heap) -> Thrown {
        match self.what {
            What::Value(value) => heap.throw(value),
            What::Rooted(rooted) => match rooted.into_js(heap) {
                Ok(value) => heap.throw(value),
                Err(thrown) => thrown,
            },
            What::Thrown(thrown) => thrown,
            What::Error { class, message } => heap.error(class, &message).into(),
        }
    }
}

impl<E: core::error::Error + 'static> From<E> for Throw {
    fn from(error: E) -> Self {
        if (&error as &dyn core::any::Any).is::<WrongType>() {
            return Throw::type_error(error.to_string());
        }
        Throw::error(error.to_string())
    }
}

/// A type that an embedder function can fail with, such as a [`Throw`], a thrown [`Value`], or a string, which becomes
/// the message of an `Error`.
pub trait IntoThrow {
    /// Converts the error to an exception.
    fn into_throw(self) -> Throw;
}

impl IntoThrow for Throw {
    fn into_throw(self) -> Throw {
        self
    }
}

impl From<Thrown> for Throw {
    fn from(thrown: Thrown) -> Self {
        Throw { what: What::Thrown(thrown) }
    }
}

impl IntoThrow for Thrown {
    fn into_throw(self) -> Throw {
        self.into()
    }
}

impl IntoThrow for Value {
    fn into_throw(self) -> Throw {
        Throw::value(self)
    }
}

impl IntoThrow for Rooted {
    fn into_throw(self) -> Throw {
        Throw { what: What::Rooted(self) }
    }
}

impl IntoThrow for &str {
    fn into_throw(self) -> Throw {
        Throw::error(self)
    }
}

impl IntoThrow for String {
    fn into_throw(self) -> Throw {
        Throw::error(self)
    }
}

impl IntoThrow for WrongType {
    fn into_throw(self) -> Throw {
        Throw::type_error(self.to_string())
    }
}

impl IntoThrow for Box<dyn core::error::Error> {
    fn into_throw(self) -> Throw {
        Throw::error(self.to_string())
    }
}

impl IntoThrow for Box<dyn core::error::Error + Send + Sync> {
    fn into_throw(self) -> Throw {
        Throw::error(self.to_string())
    }
}

/// A type that an embedder function can return: a value, or a `Result` of one.
pub trait IntoReturn {
    /// Converts the result to a JavaScript value.
    ///
    /// # Errors
    ///
    /// The thrown value.
    fn into_return(self, cx: &mut Context<'_>) -> Result<Value, Thrown>;
}

impl<T: IntoJs> IntoReturn for T {
    fn into_return(self, cx: &mut Context<'_>) -> Result<Value, Thrown> {
        self.into_js(cx.heap())
    }
}

impl<T: IntoJs, E: IntoThrow> IntoReturn for Result<T, E> {
    fn into_return(self, cx: &mut Context<'_>) -> Result<Value, Thrown> {
        match self {
            Ok(value) => value.into_js(cx.heap()),
            Err(error) => Err(error.into_throw().into_thrown(cx.heap())),
        }
    }
}
