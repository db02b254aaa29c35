//! Methods that build an array from all elements of another (ECMA-262 §23.1.3).

use alloc::format;

use super::super::{element::this_object, iteration::Iteration, order, search::relative};
use crate::js::{Arguments, Context, List, Thrown, Value, number};

/// `Array.prototype.filter` (§23.1.3.8).
pub(super) fn filter(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let iteration = Iteration::array(cx, &call)?;
    let mut kept = List::new();
    for index in 0..iteration.length {
        let Some(element) = iteration.element(cx, index)? else { continue };
        if iteration.test(cx, element, index)? {
            kept.push(cx, element)?;
        }
    }
    Ok(cx.heap().array(kept).into())
}

/// `Array.prototype.map` (§23.1.3.21).
pub(super) fn map(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let iteration = Iteration::array(cx, &call)?;
    let target = cx.array_of_length(iteration.length)?;
    for index in 0..iteration.length {
        if let Some(element) = iteration.element(cx, index)? {
            let mapped = iteration.call(cx, element, index)?;
            cx.create_element(target, index, mapped)?;
        }
    }
    Ok(target.into())
}

/// `Array.prototype.toReversed` (§23.1.3.33).
pub(super) fn to_reversed(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let object = this_object(cx, &call)?;
    let length = cx.length_of(object)?;
    let target = cx.array_of_length(length)?;
    for (index, to) in (0..length).rev().zip(0..) {
        let element = cx.element(object, index)?;
        cx.create_element(target, to, element)?;
    }
    Ok(target.into())
}

/// `Array.prototype.toSorted` (§23.1.3.34).
pub(super) fn to_sorted(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let function = order::comparator(cx, call.get(0))?;
    let object = this_object(cx, &call)?;
    let length = cx.length_of(object)?;
    // Throws if no array can have this length.
    cx.array_of_length(length)?;
    let mut values = cx.elements_of(object, length)?;
    order::sort_values(cx, &mut values, function)?;
    Ok(cx.heap().array(values).into())
}

/// `Array.prototype.with` (§23.1.3.39).
pub(super) fn with(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let object = this_object(cx, &call)?;
    let length = cx.length_of(object)?;
    let index = cx.to_integer(call.get(0))?;
    let Some(replaced) = relative(index, length) else {
        return Err(cx.range_error(&format!("Invalid index : {}", number::to_string(index))));
    };
    let target = cx.array_of_length(length)?;
    for index in 0..length {
        let element = if index == replaced { call.get(1) } else { cx.element(object, index)? };
        cx.create_element(target, index, element)?;
    }
    Ok(target.into())
}
