//! Errors (ECMA-262 §20.5): their classes, and the errors that this layer and the embedder create.

use alloc::{format, string::String};

use super::{
    builtin::Intrinsic,
    heap::Heap,
    object::Kind,
    property::{Attributes, Property, PropertyKey},
    thrown::Thrown,
    value::{JsString, Object, Value},
};

/// A class of errors (ECMA-262 §20.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorClass {
    /// `Error`.
    Error,
    /// `EvalError`.
    EvalError,
    /// `RangeError`: a value is outside the permitted range.
    RangeError,
    /// `ReferenceError`.
    ReferenceError,
    /// `SyntaxError`: text cannot be parsed.
    SyntaxError,
    /// `TypeError`: a value has the wrong type.
    TypeError,
    /// `URIError`.
    UriError,
}

impl From<ErrorClass> for Intrinsic {
    fn from(class: ErrorClass) -> Self {
        match class {
            ErrorClass::Error => Intrinsic::Error,
            ErrorClass::EvalError => Intrinsic::EvalError,
            ErrorClass::RangeError => Intrinsic::RangeError,
            ErrorClass::ReferenceError => Intrinsic::ReferenceError,
            ErrorClass::SyntaxError => Intrinsic::SyntaxError,
            ErrorClass::TypeError => Intrinsic::TypeError,
            ErrorClass::UriError => Intrinsic::UriError,
        }
    }
}

impl Heap {
    /// Creates an error of a class, with a `stack` and a message.
    pub fn error(&mut self, class: ErrorClass, message: &str) -> Object {
        self.error_of(class.into(), message)
    }

    /// Creates an error of any class that inherits from `Error`.
    pub(crate) fn error_of(&mut self, class: Intrinsic, message: &str) -> Object {
        let error = self.alloc_kind(class, Kind::Error);
        let name = self.class(class).map_or("Error", |class| class.name);
        let header = error_text(self, name, message);
        self.define_stack(error, &header);
        let message = self.string(message);
        self.put(error, PropertyKey::String(self.names.message), Property::data(message, Attributes::METHOD));
        error
    }

    /// Creates the text of a `stack`: a header such as `TypeError: message`, and one line in place of the JavaScript
    /// frames, which do not exist.
    pub(crate) fn stack_text(&mut self, header: &str) -> JsString {
        let text = self.concat([header, "\n    at <gojs>"]);
        self.string_from(text)
    }

    /// Defines the `stack` of an error.
    pub(crate) fn define_stack(&mut self, error: Object, header: &str) {
        let stack = self.stack_text(header);
        let key = self.key_from("stack");
        self.put(error, key, Property::data(stack, Attributes::METHOD));
    }

    /// Creates a `TypeError` to throw.
    pub fn type_error(&mut self, message: &str) -> Thrown {
        self.error(ErrorClass::TypeError, message).into()
    }

    /// Creates V8's `TypeError` for reading a property of `undefined` or `null`.
    pub(crate) fn no_properties(&mut self, nullish: Value, name: &str) -> Thrown {
        let shown = if matches!(nullish, Value::Null) { "null" } else { "undefined" };
        self.type_error(&format!("Cannot read properties of {shown} (reading '{name}')"))
    }

    /// Creates a `RangeError` to throw.
    pub fn range_error(&mut self, message: &str) -> Thrown {
        self.error(ErrorClass::RangeError, message).into()
    }
}

/// Joins the name and the message of an error (ECMA-262 §20.5.3.4, steps 7 to 9).
pub(crate) fn error_text(heap: &Heap, name: &str, message: &str) -> String {
    let separator = if name.is_empty() || message.is_empty() { "" } else { ": " };
    heap.concat([name, separator, message])
}
