//! `JSON` (ECMA-262 §25.5).
//!
//! Parsing, serializing and reviving use an explicit stack instead of recursion: the guest controls the nesting depth,
//! and the native stack of a microcontroller is small.

mod error;
mod parse;
mod revive;
mod stringify;

use alloc::vec::Vec;

use crate::js::{Arguments, Builtin, Context, Object, PropertyKey, Thrown, Value};

pub(super) static JSON: &[Builtin] = &[
    Builtin::method("parse", 2, parse::parse),
    Builtin::method("stringify", 3, stringify::stringify),
    Builtin::tag("JSON"),
];

/// `JSON.parse(text)`.
pub(in crate::globals) fn parse_json(cx: &mut Context<'_>, text: &str) -> Result<Value, Thrown> {
    parse::document(cx, text)
}

/// `JSON.stringify(value)`.
pub(in crate::globals) fn stringify_json(cx: &mut Context<'_>, value: Value) -> Result<Value, Thrown> {
    let callee = cx.heap().global();
    stringify::stringify(cx, Arguments { this: Value::Undefined, list: &[value], new_target: None, callee })
}

/// The maximum nesting depth of objects for `stringify` and for a reviver. Node's limit, which depends on its stack, is
/// about the same.
const MAX_DEPTH: usize = 4096;

/// The keys of an object, in visiting order.
#[derive(Debug)]
enum Keys {
    /// The indices of an array, below this length.
    Elements(u64),
    Properties(Vec<PropertyKey>),
}

impl Keys {
    /// Returns the indices of an array, or the enumerable keys of another object (`EnumerableOwnProperties`, §7.3.24).
    fn of(cx: &mut Context<'_>, object: Object) -> Result<Self, Thrown> {
        if cx.heap().is_array(object.into()) {
            return Ok(Keys::Elements(cx.length_of(object)?));
        }
        Ok(Keys::Properties(cx.heap().enumerable_keys(object, false)))
    }

    fn get(&self, cx: &mut Context<'_>, position: u64) -> Option<PropertyKey> {
        match self {
            Keys::Elements(length) => (position < *length).then(|| cx.heap().number_key(position as f64)),
            Keys::Properties(keys) => keys.get(usize::try_from(position).ok()?).copied(),
        }
    }
}

/// Creates the error for nesting beyond [`MAX_DEPTH`].
fn too_deep(cx: &mut Context<'_>) -> Thrown {
    cx.range_error("Maximum call stack size exceeded")
}
