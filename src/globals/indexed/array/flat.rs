//! `flat` and `flatMap` (ECMA-262 §23.1.3.13, §23.1.3.14).

use super::super::{element::this_object, iteration::Iteration};
use crate::js::{Arguments, Context, List, Object, Thrown, Value};

/// The maximum nesting depth of arrays. An array that contains itself is infinitely deep.
const MAX_DEPTH: usize = 4096;

/// An array that is being flattened.
struct Level {
    array: Object,
    length: u64,
    next: u64,
}

/// `FlattenIntoArray` (§23.1.3.13.1), with an explicit stack instead of recursion.
fn flatten(cx: &mut Context<'_>, list: &mut List<Value>, array: Object, length: u64, depth: f64) -> Result<(), Thrown> {
    let mut levels = List::new();
    levels.push(cx, Level { array, length, next: 0 })?;
    while let Some(level) = levels.last_mut() {
        if level.next == level.length {
            levels.pop();
            continue;
        }
        let (array, index) = (level.array, level.next);
        level.next = level.next.saturating_add(1);
        let Some(element) = cx.element_if_any(array, index)? else { continue };
        match element {
            Value::Object(array) if levels.len() as f64 <= depth && cx.heap().is_array(element) => {
                if levels.len() >= MAX_DEPTH {
                    return Err(cx.range_error("Maximum call stack size exceeded"));
                }
                let length = cx.length_of(array)?;
                levels.push(cx, Level { array, length, next: 0 })?;
            }
            _ => list.push(cx, element)?,
        }
    }
    Ok(())
}

/// `Array.prototype.flat` (§23.1.3.13).
pub(super) fn flat(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let object = this_object(cx, &call)?;
    let length = cx.length_of(object)?;
    let depth = match call.get(0) {
        Value::Undefined => 1.0,
        depth => cx.to_integer(depth)?,
    };
    let mut list = List::new();
    flatten(cx, &mut list, object, length, depth)?;
    Ok(cx.heap().array(list).into())
}

/// `Array.prototype.flatMap` (§23.1.3.14).
pub(super) fn flat_map(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let object = this_object(cx, &call)?;
    let length = cx.length_of(object)?;
    if !cx.heap().is_callable(call.get(0)) {
        return Err(cx.type_error("flatMap mapper function is not callable"));
    }
    let iteration = Iteration { object, length, function: call.get(0), this: call.get(1), has_holes: true };
    let mut list = List::new();
    for index in 0..length {
        let Some(element) = iteration.element(cx, index)? else { continue };
        match iteration.call(cx, element, index)? {
            Value::Object(array) if cx.heap().is_array(array.into()) => {
                let length = cx.length_of(array)?;
                flatten(cx, &mut list, array, length, 0.0)?;
            }
            mapped => list.push(cx, mapped)?,
        }
    }
    Ok(cx.heap().array(list).into())
}
