//! Web IDL's rules for all interfaces: enumerable members (§3.7), and checks of arguments with Node's error messages.

use alloc::format;

use super::node_error::coded_error;
pub(in crate::globals) use super::receiver::{invalid_this, new_target};
use crate::js::{Arguments, Attributes, Builtin, Context, Intrinsic, NativeFn, Object, Thrown, Value};

/// Defines a method of an interface (§3.7.7).
pub(in crate::globals) const fn operation(name: &'static str, length: u8, call: NativeFn) -> Builtin {
    Builtin::method(name, length, call).with(Attributes::ASSIGNED)
}

/// Defines a read-only attribute (§3.7.6).
pub(in crate::globals) const fn read_only(name: &'static str, get: NativeFn) -> Builtin {
    Builtin::getter(name, get).with(ACCESSOR)
}

/// Defines an attribute with a setter.
pub(in crate::globals) const fn attribute(name: &'static str, get: NativeFn, set: NativeFn) -> Builtin {
    Builtin::accessor(name, get, set).with(ACCESSOR)
}

const ACCESSOR: Attributes = Attributes::ENUMERABLE.union(Attributes::CONFIGURABLE);

/// Throws `ERR_MISSING_ARGS` if there are fewer arguments than names.
pub(in crate::globals) fn require_arguments(
    cx: &mut Context<'_>,
    call: &Arguments<'_>,
    names: &[&str],
) -> Result<(), Thrown> {
    if call.list.len() >= names.len() {
        return Ok(());
    }
    let heap = cx.heap();
    let quoted = heap.list(names.iter().map(|name| format!("\"{name}\"")));
    let (listed, plural) = (heap.join(&quoted, " and "), if names.len() > 1 { "s" } else { "" });
    let message = format!("The {listed} argument{plural} must be specified");
    Err(coded_error(cx, Intrinsic::TypeError, "ERR_MISSING_ARGS", &message).into())
}

/// The constructor of a class that programs cannot construct. Throws `ERR_ILLEGAL_CONSTRUCTOR`.
pub(in crate::globals) fn illegal_constructor(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    new_target(cx, &call)?;
    Err(coded_error(cx, Intrinsic::TypeError, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor").into())
}

/// Returns a member of a dictionary, or `undefined` if the member or the dictionary is missing (§3.2.17).
pub(in crate::globals) fn member(
    cx: &mut Context<'_>,
    dictionary: Option<Object>,
    name: &str,
) -> Result<Value, Thrown> {
    dictionary.map_or(Ok(Value::Undefined), |dictionary| cx.get_named(dictionary, name))
}

/// Returns whether a member of a dictionary is truthy.
pub(in crate::globals) fn flag(cx: &mut Context<'_>, dictionary: Option<Object>, name: &str) -> Result<bool, Thrown> {
    let value = member(cx, dictionary, name)?;
    Ok(cx.heap().is_truthy(value))
}

/// Calls an operation whose return type is a promise: an exception rejects the promise (§3.7.7).
pub(in crate::globals) fn promising(
    cx: &mut Context<'_>,
    call: Arguments<'_>,
    operation: NativeFn,
) -> Result<Value, Thrown> {
    Ok(operation(cx, call).unwrap_or_else(|thrown| rejected(cx, thrown).into()))
}

/// Creates a promise that is rejected with an exception.
pub(in crate::globals) fn rejected(cx: &mut Context<'_>, thrown: Thrown) -> Object {
    let promise = cx.heap().promise();
    cx.reject_caught(promise, thrown);
    promise
}
