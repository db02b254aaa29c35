//! What Web IDL asks of every interface: rows that are enumerable (§3.7), and how arguments are checked, in Node's words.

use alloc::{format, string::String, vec::Vec};

use super::{
    inspect::{Inspector, Options},
    node_error::coded_error,
};
use crate::js::{Arguments, Attributes, Builtin, Context, Intrinsic, NativeFn, Object, Thrown, Value};

/// A method of an interface (§3.7.7).
pub(super) const fn operation(name: &'static str, length: u8, call: NativeFn) -> Builtin {
    Builtin::method(name, length, call).with(Attributes::ASSIGNED)
}

/// An attribute that can only be read (§3.7.6).
pub(super) const fn read_only(name: &'static str, get: NativeFn) -> Builtin {
    Builtin::getter(name, get).with(ACCESSOR)
}

/// An attribute that can be set as well.
pub(super) const fn attribute(name: &'static str, get: NativeFn, set: NativeFn) -> Builtin {
    Builtin::accessor(name, get, set).with(ACCESSOR)
}

const ACCESSOR: Attributes = Attributes::ENUMERABLE.union(Attributes::CONFIGURABLE);

/// What the group with `console` shows values with.
pub(in crate::globals) fn inspect(cx: &mut Context<'_>, value: Value, depth: f64) -> String {
    Inspector::new(cx, Options { depth, ..Options::default() }).show(value)
}

/// `ERR_INVALID_THIS`
pub(super) fn invalid_this(cx: &mut Context<'_>, class: &str) -> Thrown {
    let message = format!("Value of \"this\" must be of type {class}");
    coded_error(cx, Intrinsic::TypeError, "ERR_INVALID_THIS", &message).into()
}

/// `ERR_MISSING_ARGS`, unless there are as many arguments as names.
pub(super) fn require_arguments(cx: &mut Context<'_>, call: &Arguments<'_>, names: &[&str]) -> Result<(), Thrown> {
    if call.list.len() >= names.len() {
        return Ok(());
    }
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    let (listed, plural) = (quoted.join(" and "), if names.len() > 1 { "s" } else { "" });
    let message = format!("The {listed} argument{plural} must be specified");
    Err(coded_error(cx, Intrinsic::TypeError, "ERR_MISSING_ARGS", &message).into())
}

/// What a class without a constructor answers (`ERR_ILLEGAL_CONSTRUCTOR`).
pub(super) fn illegal_constructor(cx: &mut Context<'_>, _: Arguments<'_>) -> Result<Value, Thrown> {
    Err(coded_error(cx, Intrinsic::TypeError, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor").into())
}

/// `new.target`, or what V8 says of a class that was called without `new`.
pub(super) fn new_target(cx: &mut Context<'_>, call: &Arguments<'_>, class: &str) -> Result<Object, Thrown> {
    match call.new_target {
        Some(new_target) => Ok(new_target),
        None => Err(cx.type_error(&format!("Class constructor {class} cannot be invoked without 'new'"))),
    }
}

/// Whether a member of a dictionary is truthy.
pub(super) fn flag(cx: &mut Context<'_>, dictionary: Option<Object>, name: &str) -> Result<bool, Thrown> {
    let Some(dictionary) = dictionary else { return Ok(false) };
    let value = cx.get_named(dictionary, name)?;
    Ok(cx.heap().is_truthy(value))
}
