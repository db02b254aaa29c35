//! Paths of property names.

use alloc::{string::String, vec::Vec};
use core::fmt;

use crate::js::{Context, Thrown, Value};

/// A path of property names that starts at the global object: one name, or several from the outside in.
///
/// | type | example |
/// | --- | --- |
/// | `&str`, `String` | `"add"`: a property of the global object |
/// | an array or a slice of names | `["@astrojs/compiler", "transform"]`: a property of a property |
pub trait PropertyPath {
    /// Returns the names, from the outside in.
    fn names(&self) -> impl Iterator<Item = &str>;
}

impl PropertyPath for str {
    fn names(&self) -> impl Iterator<Item = &str> {
        core::iter::once(self)
    }
}

impl PropertyPath for String {
    fn names(&self) -> impl Iterator<Item = &str> {
        core::iter::once(self.as_str())
    }
}

impl<S: AsRef<str>> PropertyPath for [S] {
    fn names(&self) -> impl Iterator<Item = &str> {
        self.iter().map(AsRef::as_ref)
    }
}

impl<S: AsRef<str>> PropertyPath for Vec<S> {
    fn names(&self) -> impl Iterator<Item = &str> {
        self.iter().map(AsRef::as_ref)
    }
}

impl<S: AsRef<str>, const N: usize> PropertyPath for [S; N] {
    fn names(&self) -> impl Iterator<Item = &str> {
        self.iter().map(AsRef::as_ref)
    }
}

impl<P: PropertyPath + ?Sized> PropertyPath for &P {
    fn names(&self) -> impl Iterator<Item = &str> {
        P::names(self)
    }
}

/// Formats a path as JavaScript would, with dots between the names.
pub(crate) struct Dotted<'a, P>(pub(crate) &'a P);

impl<P: PropertyPath> fmt::Display for Dotted<'_, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, name) in self.0.names().enumerate() {
            if index > 0 {
                f.write_str(".")?;
            }
            f.write_str(name)?;
        }
        Ok(())
    }
}

/// Returns a property of any value. Throws V8's error if the value is `undefined` or `null`.
pub(crate) fn property(cx: &mut Context<'_>, value: Value, name: &str) -> Result<Value, Thrown> {
    if value.is_nullish() {
        return Err(cx.heap().no_properties(value, name));
    }
    let key = cx.heap().key_from(name);
    cx.get_value(value, key)
}

/// Returns the value at the end of a path, and the object that has it.
pub(crate) fn lookup(cx: &mut Context<'_>, path: &impl PropertyPath) -> Result<(Value, Value), Thrown> {
    // An accessor may return an object that nothing else refers to.
    cx.without_gc(|cx| {
        let mut holder = Value::Undefined;
        let mut value = cx.heap().global().into();
        for name in path.names() {
            holder = value;
            value = property(cx, holder, name)?;
        }
        Ok((holder, value))
    })
}
