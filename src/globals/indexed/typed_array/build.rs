//! Methods that build a typed array from another (ECMA-262 §23.2.3).

use alloc::vec::Vec;

use super::{
    super::{
        element::{this_view, to_usize},
        iteration::Iteration,
        order,
        search::relative,
    },
    constructor::{allocate, encode_list, put},
    overwrite::{reverse_elements, sort_bytes, sort_values},
    typed_array,
};
use crate::{
    globals::structured::allocation_failed,
    js::{Arguments, Context, Kind, List, Object, Thrown, TypedArray, Value, copy_slice, price},
};

/// Copies the bytes of a range of elements.
#[expect(clippy::arithmetic_side_effects, reason = "the bytes of both indices lie within a buffer")]
fn copy(cx: &mut Context<'_>, object: Object, view: TypedArray, start: u64, end: u64) -> Result<Vec<u8>, Thrown> {
    let size = view.element.size();
    let shown = cx.heap().view_bytes(object.into()).unwrap_or_default();
    // Fewer bytes remain if converting an argument detached the buffer.
    let part = shown.get(to_usize(start) * size..(to_usize(end) * size).min(shown.len())).unwrap_or_default();
    copy_slice(part).map_err(|_| allocation_failed(cx))
}

/// `%TypedArray%.prototype.slice` (§23.2.3.27).
pub(super) fn slice(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (object, view) = this_view(cx, &call)?;
    let length = view.length as u64;
    let start = cx.to_relative_index(call.get(0), length, 0)?;
    let end = cx.to_relative_index(call.get(1), length, length)?.max(start);
    let bytes = copy(cx, object, view, start, end)?;
    Ok(typed_array(cx, view.element, bytes).into())
}

/// `%TypedArray%.prototype.subarray` (§23.2.3.30).
#[expect(clippy::arithmetic_side_effects, reason = "the part lies within the view, and the view within its buffer")]
pub(super) fn subarray(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (_, view) = this_view(cx, &call)?;
    let length = view.length as u64;
    let start = cx.to_relative_index(call.get(0), length, 0)?;
    let end = cx.to_relative_index(call.get(1), length, length)?.max(start);
    let part = TypedArray {
        offset: view.offset + to_usize(start) * view.element.size(),
        length: to_usize(end - start),
        ..view
    };
    Ok(cx.heap().alloc_kind(view.element.class(), Kind::TypedArray(part)).into())
}

/// `%TypedArray%.prototype.filter` (§23.2.3.10).
pub(super) fn filter(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (_, view) = this_view(cx, &call)?;
    let iteration = Iteration::typed_array(cx, &call)?;
    let mut kept = List::new();
    for index in 0..iteration.length {
        let element = cx.element(iteration.object, index)?;
        if iteration.test(cx, element, index)? {
            kept.push(cx, element)?;
        }
    }
    let bytes = encode_list(cx, view.element, &kept)?;
    Ok(typed_array(cx, view.element, bytes).into())
}

/// `%TypedArray%.prototype.map` (§23.2.3.22).
pub(super) fn map(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (_, view) = this_view(cx, &call)?;
    let iteration = Iteration::typed_array(cx, &call)?;
    let mut bytes = allocate(cx, view.element, iteration.length)?;
    for (place, index) in bytes.chunks_exact_mut(view.element.size()).zip(0..) {
        let element = cx.element(iteration.object, index)?;
        let mapped = iteration.call(cx, element, index)?;
        put(cx, view.element, place, mapped)?;
    }
    Ok(typed_array(cx, view.element, bytes).into())
}

/// `%TypedArray%.prototype.toReversed` (§23.2.3.32).
pub(super) fn to_reversed(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (object, view) = this_view(cx, &call)?;
    cx.charge(price::each(view.length))?;
    let mut bytes = copy(cx, object, view, 0, view.length as u64)?;
    reverse_elements(view.element, &mut bytes);
    Ok(typed_array(cx, view.element, bytes).into())
}

/// `%TypedArray%.prototype.toSorted` (§23.2.3.33).
pub(super) fn to_sorted(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let function = order::comparator(cx, call.get(0))?;
    let (object, view) = this_view(cx, &call)?;
    let bytes = match function {
        None => {
            cx.charge(price::sort(view.length))?;
            let mut bytes = copy(cx, object, view, 0, view.length as u64)?;
            if !sort_bytes(view.element, &mut bytes) {
                return Err(allocation_failed(cx));
            }
            bytes
        }
        Some(function) => {
            let values = sort_values(cx, object, view, function)?;
            encode_list(cx, view.element, &values)?
        }
    };
    Ok(typed_array(cx, view.element, bytes).into())
}

/// `%TypedArray%.prototype.with` (§23.2.3.36).
pub(super) fn with(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (object, view) = this_view(cx, &call)?;
    let index = cx.to_integer(call.get(0))?;
    let element = cx.element_bytes(view.element, call.get(1))?;
    let Some(index) = relative(index, view.length as u64) else {
        return Err(cx.range_error("Invalid typed array index"));
    };
    let mut bytes = copy(cx, object, view, 0, view.length as u64)?;
    let place = bytes.chunks_exact_mut(view.element.size()).nth(to_usize(index));
    if let (Some(place), Some(element)) = (place, element.get(..view.element.size())) {
        place.copy_from_slice(element);
    }
    Ok(typed_array(cx, view.element, bytes).into())
}
