//! Methods that add or remove elements at an end of an array, as for a stack or a queue (ECMA-262 §23.1.3).
#![expect(clippy::arithmetic_side_effects, reason = "lengths are below 2^53, and subtrahends are compared beforehand")]

use alloc::format;

use super::super::element::{MAX_LENGTH, number, this_object};
use crate::js::{Arguments, Context, Kind, Object, Thrown, Value};

/// `Array.prototype.pop` (§23.1.3.22).
pub(super) fn pop(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let object = this_object(cx, &call)?;
    if let Kind::Array(array) = &mut cx.heap().cell_mut(object).kind {
        if let Some(last) = array.pop() {
            return Ok(last);
        }
    }
    let length = cx.length_of(object)?;
    let Some(last) = length.checked_sub(1) else {
        cx.set_length_of(object, 0)?;
        return Ok(Value::Undefined);
    };
    let element = cx.element(object, last)?;
    cx.delete_element(object, last)?;
    cx.set_length_of(object, last)?;
    Ok(element)
}

/// `Array.prototype.push` (§23.1.3.23).
pub(super) fn push(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let object = this_object(cx, &call)?;
    let length = cx.length_of(object)?;
    let count = call.list.len() as u64;
    if count > MAX_LENGTH - length {
        let message = format!(
            "Pushing {count} elements on an array-like of length {length} is disallowed, as the total surpasses 2**53-1"
        );
        return Err(cx.type_error(&message));
    }
    for (&value, index) in call.list.iter().zip(length..) {
        cx.set_element(object, index, value)?;
    }
    set_length(cx, object, length + count)?;
    Ok(number(length + count))
}

/// Sets the length, unless the object is an array that already has it and whose length is writable.
fn set_length(cx: &mut Context<'_>, object: Object, length: u64) -> Result<(), Thrown> {
    match &cx.heap().cell(object).kind {
        Kind::Array(array) if array.length_writable && u64::from(array.length()) == length => Ok(()),
        _ => cx.set_length_of(object, length),
    }
}

/// `Array.prototype.shift` (§23.1.3.27).
pub(super) fn shift(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let object = this_object(cx, &call)?;
    if let Some([Some(first)]) = cx.splice_list(object, 0..1, &[]).as_deref() {
        return Ok(*first);
    }
    let length = cx.length_of(object)?;
    let Some(last) = length.checked_sub(1) else {
        cx.set_length_of(object, 0)?;
        return Ok(Value::Undefined);
    };
    let first = cx.element(object, 0)?;
    for index in 1..length {
        cx.move_element(object, index, index - 1)?;
    }
    cx.delete_element(object, last)?;
    cx.set_length_of(object, last)?;
    Ok(first)
}

/// `Array.prototype.unshift` (§23.1.3.37).
pub(super) fn unshift(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let object = this_object(cx, &call)?;
    let length = cx.length_of(object)?;
    let count = call.list.len() as u64;
    if count > 0 {
        if count > MAX_LENGTH - length {
            return Err(cx.type_error("Invalid array length"));
        }
        if cx.splice_list(object, 0..0, call.list).is_some() {
            return Ok(number(length + count));
        }
        for index in (0..length).rev() {
            cx.move_element(object, index, index + count)?;
        }
        for (&value, index) in call.list.iter().zip(0..) {
            cx.set_element(object, index, value)?;
        }
    }
    cx.set_length_of(object, length + count)?;
    Ok(number(length + count))
}
