//! Methods that copy, join or replace parts of arrays (ECMA-262 §23.1.3).
#![expect(clippy::arithmetic_side_effects, reason = "indices are within lengths, which are below 2^53")]

use super::super::element::{MAX_LENGTH, this_object};
use crate::js::{Arguments, Context, Object, Symbol, Thrown, Value, copy_slice};

/// `IsConcatSpreadable` (§23.1.3.2.1).
fn is_spreadable(cx: &mut Context<'_>, value: Value) -> Result<Option<Object>, Thrown> {
    let Value::Object(object) = value else { return Ok(None) };
    let spreadable = match cx.get(object, Symbol::IS_CONCAT_SPREADABLE.into())? {
        Value::Undefined => cx.heap().is_array(value),
        told => cx.heap().is_truthy(told),
    };
    Ok(spreadable.then_some(object))
}

/// `Array.prototype.concat` (§23.1.3.2).
pub(super) fn concat(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let object = this_object(cx, &call)?;
    let target = cx.array_of_length(0)?;
    let mut length = 0;
    for item in core::iter::once(Value::from(object)).chain(call.list.iter().copied()) {
        let Some(object) = is_spreadable(cx, item)? else {
            if length >= MAX_LENGTH {
                return Err(cx.type_error("Invalid array length"));
            }
            cx.create_element(target, length, item)?;
            length += 1;
            continue;
        };
        let count = cx.length_of(object)?;
        if count > MAX_LENGTH - length {
            return Err(cx.type_error("Invalid array length"));
        }
        if !append(cx, target, length, object, count) {
            for index in 0..count {
                if let Some(element) = cx.element_if_any(object, index)? {
                    cx.create_element(target, length + index, element)?;
                }
            }
        }
        length += count;
    }
    cx.set_length_of(target, length)?;
    Ok(target.into())
}

/// Appends all elements of an array to another at once. Returns `false`, and changes nothing, if one of them is not a
/// plain list or memory runs out.
fn append(cx: &mut Context<'_>, target: Object, length: u64, source: Object, count: u64) -> bool {
    let Some(list) = cx.copied_elements(source, 0..count) else { return false };
    cx.splice_list(target, length..length, &list).is_some()
}

/// `Array.prototype.slice` (§23.1.3.28).
pub(super) fn slice(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let object = this_object(cx, &call)?;
    let length = cx.length_of(object)?;
    let start = cx.to_relative_index(call.get(0), length, 0)?;
    let end = cx.to_relative_index(call.get(1), length, length)?.max(start);
    Ok(copy(cx, object, start, end)?.into())
}

/// Creates an array of the elements of a range, including holes.
fn copy(cx: &mut Context<'_>, object: Object, start: u64, end: u64) -> Result<Object, Thrown> {
    if let Some(Ok(list)) = cx.plain_elements(object, start..end).map(copy_slice) {
        return Ok(cx.array_of(list));
    }
    let target = cx.array_of_length(end - start)?;
    for (index, to) in (start..end).zip(0..) {
        if let Some(element) = cx.element_if_any(object, index)? {
            cx.create_element(target, to, element)?;
        }
    }
    Ok(target)
}

/// Reads the arguments of `splice` and `toSpliced`: the start index, the number of elements to remove, and the elements
/// to insert.
fn cut<'a>(cx: &mut Context<'_>, call: &Arguments<'a>, length: u64) -> Result<(u64, u64, &'a [Value]), Thrown> {
    let start = cx.to_relative_index(call.get(0), length, 0)?;
    let removed = match call.list {
        [] => 0,
        [_] => length - start,
        [_, count, ..] => cx.to_integer(*count)?.clamp(0.0, (length - start) as f64) as u64,
    };
    let items = call.list.get(2..).unwrap_or_default();
    if length - removed + items.len() as u64 > MAX_LENGTH {
        return Err(cx.type_error("Invalid array length"));
    }
    Ok((start, removed, items))
}

/// `Array.prototype.splice` (§23.1.3.31).
pub(super) fn splice(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let object = this_object(cx, &call)?;
    let length = cx.length_of(object)?;
    let (start, removed, items) = cut(cx, &call, length)?;
    let count = items.len() as u64;
    // Converting the arguments may have changed the length. The general algorithm below ignores that; the fast path
    // would not.
    if cx.length_of(object)? == length {
        if let Some(list) = cx.splice_list(object, start..start + removed, items) {
            return Ok(cx.array_of(list).into());
        }
    }
    let list = copy(cx, object, start, start + removed)?;
    if count < removed {
        for index in start + removed..length {
            cx.move_element(object, index, index - removed + count)?;
        }
        for index in (length - removed + count..length).rev() {
            cx.delete_element(object, index)?;
        }
    } else if count > removed {
        for index in (start + removed..length).rev() {
            cx.move_element(object, index, index - removed + count)?;
        }
    }
    for (&item, index) in items.iter().zip(start..) {
        cx.set_element(object, index, item)?;
    }
    cx.set_length_of(object, length - removed + count)?;
    Ok(list.into())
}

/// `Array.prototype.toSpliced` (§23.1.3.35).
pub(super) fn to_spliced(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let object = this_object(cx, &call)?;
    let length = cx.length_of(object)?;
    let (start, removed, items) = cut(cx, &call, length)?;
    let target = cx.array_of_length(length - removed + items.len() as u64)?;
    let mut to = 0;
    for index in 0..start {
        let element = cx.element(object, index)?;
        cx.create_element(target, to, element)?;
        to += 1;
    }
    for &item in items {
        cx.create_element(target, to, item)?;
        to += 1;
    }
    for index in start + removed..length {
        let element = cx.element(object, index)?;
        cx.create_element(target, to, element)?;
        to += 1;
    }
    Ok(target.into())
}
