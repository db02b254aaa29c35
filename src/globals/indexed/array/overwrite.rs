//! Methods that change elements in place (ECMA-262 §23.1.3).
#![expect(clippy::arithmetic_side_effects, reason = "indices are within the length, which is below 2^53")]

use super::super::{
    element::{this_object, to_usize},
    order,
};
use crate::js::{Arguments, Context, List, Thrown, Value, price};

/// `Array.prototype.copyWithin` (§23.1.3.4).
pub(super) fn copy_within(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let object = this_object(cx, &call)?;
    let length = cx.length_of(object)?;
    let to = cx.to_relative_index(call.get(0), length, 0)?;
    let from = cx.to_relative_index(call.get(1), length, 0)?;
    let end = cx.to_relative_index(call.get(2), length, length)?;
    let count = end.saturating_sub(from).min(length - to);
    if let Some(elements) = cx.plain_elements_mut(object, 0..length) {
        elements.copy_within(to_usize(from)..to_usize(from + count), to_usize(to));
    } else if from < to && to < from + count {
        for step in (0..count).rev() {
            cx.move_element(object, from + step, to + step)?;
        }
    } else {
        for step in 0..count {
            cx.move_element(object, from + step, to + step)?;
        }
    }
    Ok(object.into())
}

/// `Array.prototype.fill` (§23.1.3.7).
pub(super) fn fill(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let object = this_object(cx, &call)?;
    let length = cx.length_of(object)?;
    let start = cx.to_relative_index(call.get(1), length, 0)?;
    let end = cx.to_relative_index(call.get(2), length, length)?.max(start);
    let value = call.get(0);
    match cx.plain_elements_mut(object, start..end) {
        Some(elements) => elements.fill(Some(value)),
        None => {
            for index in start..end {
                cx.set_element(object, index, value)?;
            }
        }
    }
    Ok(object.into())
}

/// `Array.prototype.reverse` (§23.1.3.26).
pub(super) fn reverse(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let object = this_object(cx, &call)?;
    let length = cx.length_of(object)?;
    if let Some(elements) = cx.plain_elements_mut(object, 0..length) {
        elements.reverse();
        return Ok(object.into());
    }
    for lower in 0..length / 2 {
        let upper = length - 1 - lower;
        let (low, high) = (cx.element_if_any(object, lower)?, cx.element_if_any(object, upper)?);
        cx.put_element(object, lower, high)?;
        cx.put_element(object, upper, low)?;
    }
    Ok(object.into())
}

/// `Array.prototype.sort` (§23.1.3.30).
pub(super) fn sort(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let function = order::comparator(cx, call.get(0))?;
    let object = this_object(cx, &call)?;
    let length = cx.length_of(object)?;
    let mut values = List::new();
    for index in 0..length {
        if let Some(element) = cx.element_if_any(object, index)? {
            values.push(cx, element)?;
        }
    }
    order::sort_values(cx, &mut values, function)?;
    for (&value, index) in values.iter().zip(0..) {
        cx.set_element(object, index, value)?;
    }
    // Holes come last.
    for index in values.len() as u64..length {
        cx.charge(price::LOOKUP)?;
        let key = cx.element_key(index);
        if cx.has(object, key) {
            cx.delete_element(object, index)?;
        }
    }
    Ok(object.into())
}
