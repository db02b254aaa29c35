//! `ArrayBuffer` (ECMA-262 §25.1).

use alloc::vec::Vec;

use crate::js::{Arguments, Builtin, Class, Context, Intrinsic, Kind, Object, Value, number};

pub(in crate::globals) static ARRAY_BUFFER: Class = Class {
    intrinsic: Intrinsic::ArrayBuffer,
    name: "ArrayBuffer",
    length: 1,
    construct,
    statics: &[],
    prototype: &[Builtin::constructor(&ARRAY_BUFFER), Builtin::getter("byteLength", byte_length)],
    parent: None,
};

/// §25.1.4.1
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    let Some(new_target) = call.new_target else {
        return Err(cx.type_error("Constructor ArrayBuffer requires 'new'"));
    };
    let length = to_index(cx, call.get(0), "Array buffer allocation failed")?;
    let bytes = zeros(cx, length)?;
    Ok(cx.create(new_target, Intrinsic::ArrayBuffer, Kind::ArrayBuffer(bytes))?.into())
}

/// §25.1.6.2
fn byte_length(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    match call.this.as_object().and_then(|object| buffer_length(cx, object)) {
        Some(length) => Ok((length as f64).into()),
        None => Err(cx.type_error("ArrayBuffer.prototype.byteLength called on a value that is no ArrayBuffer")),
    }
}

/// How many bytes a buffer has, if the object is one.
pub(in crate::globals) fn buffer_length(cx: &mut Context<'_>, object: Object) -> Option<usize> {
    match &cx.heap().cell(object).kind {
        Kind::ArrayBuffer(bytes) => Some(bytes.len()),
        _ => None,
    }
}

/// ECMA-262 §7.1.22 ToIndex, within what this machine can address; `message` is the `RangeError`'s.
pub(in crate::globals) fn to_index(cx: &mut Context<'_>, value: Value, message: &str) -> Result<usize, Value> {
    let index = number::to_integer_or_infinity(cx.to_number(value)?);
    if !(0.0..=9_007_199_254_740_991.0).contains(&index) || index > usize::MAX as f64 {
        return Err(cx.heap().range_error(message));
    }
    Ok(index as usize)
}

/// The bytes of a new buffer. Its length is the guest's to say, so that there may be no room for it.
pub(in crate::globals) fn zeros(cx: &mut Context<'_>, length: usize) -> Result<Vec<u8>, Value> {
    let mut bytes = Vec::new();
    if bytes.try_reserve_exact(length).is_err() {
        return Err(cx.heap().range_error("Array buffer allocation failed"));
    }
    bytes.resize(length, 0);
    Ok(bytes)
}
