//! Fundamental objects (ECMA-262 §20).

mod boolean;
mod error;
mod eval;
mod function;
mod object;
mod symbol;

use alloc::format;

pub(in crate::globals) use self::{
    boolean::BOOLEAN,
    error::{AGGREGATE_ERROR, ERROR, EVAL_ERROR, RANGE_ERROR, REFERENCE_ERROR, SYNTAX_ERROR, TYPE_ERROR, URI_ERROR},
    eval::EVAL,
    function::FUNCTION,
    object::OBJECT,
    symbol::SYMBOL,
};
use crate::js::{Arguments, Context, Function, Kind, Thrown, Value};

/// Returns the name of the method being called, for error messages.
pub(in crate::globals) fn method_name(cx: &mut Context<'_>, call: &Arguments<'_>) -> &'static str {
    match cx.heap().cell(call.callee).kind {
        Kind::Function(Function::Native { name, .. }) => name,
        _ => "",
    }
}

/// Returns the receiver of a method as a primitive of its class. The receiver is the primitive or an object that wraps
/// it (`ThisNumberValue`, ECMA-262 §21.1.3, and its counterparts).
pub(in crate::globals) fn this_primitive<T>(
    cx: &mut Context<'_>,
    call: &Arguments<'_>,
    class: &str,
    read: fn(Value) -> Option<T>,
) -> Result<T, Thrown> {
    let primitive = match call.this.as_object().map(|object| &cx.heap().cell(object).kind) {
        Some(&Kind::Primitive(primitive)) => primitive,
        _ => call.this,
    };
    match read(primitive) {
        Some(read) => Ok(read),
        None => {
            let method = match method_name(cx, call) {
                // `description` is the only accessor that calls this function.
                "" => ".description",
                "[Symbol.toPrimitive]" => " [ @@toPrimitive ]",
                name => &format!(".{name}"),
            };
            Err(cx.type_error(&format!("{class}.prototype{method} requires that 'this' be a {class}")))
        }
    }
}
