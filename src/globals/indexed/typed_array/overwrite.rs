//! What changes the elements of a typed array (ECMA-262 §23.2.3).

use alloc::vec::Vec;
use core::cmp::Ordering;

use super::{
    super::{element::to_usize, order},
    check_content,
    constructor::converted,
    property::this_view,
};
use crate::js::{Arguments, Context, ElementType, Object, TypedArray, Value};

/// §23.2.3.6
pub(super) fn copy_within(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    let (object, view) = this_view(cx, &call)?;
    let length = view.length as u64;
    let to = cx.to_relative_index(call.get(0), length, 0)?;
    let from = cx.to_relative_index(call.get(1), length, 0)?;
    let end = cx.to_relative_index(call.get(2), length, length)?;
    let count = end.saturating_sub(from).min(length - to);
    let size = view.element.size();
    let [to, from, count] = [to, from, count].map(|index| to_usize(index) * size);
    if let Some(bytes) = cx.heap().view_bytes_mut(object.into()) {
        // Fewer than there were, if a conversion has had the buffer transferred.
        if from + count <= bytes.len() && to + count <= bytes.len() {
            bytes.copy_within(from..from + count, to);
        }
    }
    Ok(object.into())
}

/// §23.2.3.9
pub(super) fn fill(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    let (object, view) = this_view(cx, &call)?;
    let size = view.element.size();
    let element = cx.element_bytes(view.element, call.get(0))?;
    let length = view.length as u64;
    let start = to_usize(cx.to_relative_index(call.get(1), length, 0)?);
    let end = to_usize(cx.to_relative_index(call.get(2), length, length)?).max(start);
    let bytes = cx.heap().view_bytes_mut(object.into()).unwrap_or_default();
    let end = (end * size).min(bytes.len());
    if let (Some(part), Some(element)) = (bytes.get_mut(start * size..end), element.get(..size)) {
        match element {
            [byte] => part.fill(*byte),
            _ => part.chunks_exact_mut(size).for_each(|place| place.copy_from_slice(element)),
        }
    }
    Ok(object.into())
}

/// Reverses the order of the elements.
pub(super) fn reverse_elements(element: ElementType, bytes: &mut [u8]) {
    bytes.reverse();
    if element.size() > 1 {
        bytes.chunks_exact_mut(element.size()).for_each(<[u8]>::reverse);
    }
}

/// §23.2.3.25
pub(super) fn reverse(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    let (object, view) = this_view(cx, &call)?;
    if let Some(bytes) = cx.heap().view_bytes_mut(object.into()) {
        reverse_elements(view.element, bytes);
    }
    Ok(object.into())
}

/// §23.2.3.26
pub(super) fn set(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    let (object, view) = this_view(cx, &call)?;
    let offset = cx.to_integer(call.get(1))?;
    if offset < 0.0 {
        return Err(out_of_bounds(cx));
    }
    match (call.get(0), cx.heap().view(call.get(0))) {
        (Value::Object(source), Some(from)) => set_typed(cx, view, offset, source, from),
        (source, _) => set_elements(cx, object, view, offset, source),
    }
}

fn out_of_bounds(cx: &mut Context<'_>) -> Value {
    cx.range_error("offset is out of bounds")
}

/// §23.2.3.26.1 SetTypedArrayFromTypedArray
fn set_typed(
    cx: &mut Context<'_>,
    target: TypedArray,
    offset: f64,
    source: Object,
    from: TypedArray,
) -> Result<Value, Value> {
    check_content(cx, from.element, target.element)?;
    if from.length as f64 + offset > target.length as f64 {
        return Err(out_of_bounds(cx));
    }
    let start = target.offset + offset as usize * target.element.size();
    if from.element != target.element {
        // Into a buffer of its own first: the two may overlap.
        let bytes = converted(cx, source, from, target.element)?;
        if let Some(place) = cx.heap().buffer_mut(target.buffer).and_then(|buffer| buffer.get_mut(start..)) {
            if let Some(place) = place.get_mut(..bytes.len()) {
                place.copy_from_slice(&bytes);
            }
        }
        return Ok(Value::Undefined);
    }
    let count = from.length * from.element.size();
    let heap = cx.heap();
    if from.buffer == target.buffer {
        if let Some(bytes) = heap.buffer_mut(target.buffer) {
            bytes.copy_within(from.offset..from.offset + count, start);
        }
        return Ok(Value::Undefined);
    }
    // Taken out for the moment, since the heap lends one buffer at a time.
    let Some(place) = heap.buffer_mut(target.buffer) else { return Ok(Value::Undefined) };
    let mut taken = core::mem::take(place);
    let shown = heap.view_bytes(source.into()).unwrap_or_default();
    if let Some(part) = taken.get_mut(start..).and_then(|rest| rest.get_mut(..shown.len())) {
        part.copy_from_slice(shown);
    }
    if let Some(place) = heap.buffer_mut(target.buffer) {
        *place = taken;
    }
    Ok(Value::Undefined)
}

/// §23.2.3.26.2 SetTypedArrayFromArrayLike
fn set_elements(
    cx: &mut Context<'_>,
    object: Object,
    target: TypedArray,
    offset: f64,
    source: Value,
) -> Result<Value, Value> {
    let source = cx.to_object(source)?;
    let length = cx.length_of(source)?;
    if length as f64 + offset > target.length as f64 {
        return Err(out_of_bounds(cx));
    }
    for (index, to) in (0..length).zip(offset as usize..) {
        let value = cx.element(source, index)?;
        let bytes = cx.element_bytes(target.element, value)?;
        cx.heap().set_typed_element(object, to, bytes);
    }
    Ok(Value::Undefined)
}

/// Sorts elements as the numbers that they are (§23.2.4.7 CompareTypedArrayElements); `false` where there is no room to.
pub(super) fn sort_bytes(element: ElementType, bytes: &mut [u8]) -> bool {
    match element {
        ElementType::Uint8 | ElementType::Uint8Clamped => {
            bytes.sort_unstable();
            true
        }
        ElementType::BigInt64 => sort_chunks(bytes, i64::from_le_bytes, i64::cmp),
        ElementType::BigUint64 => sort_chunks(bytes, u64::from_le_bytes, u64::cmp),
        ElementType::Float64 => sort_chunks(bytes, f64::from_le_bytes, |&x, &y| order::compare_numbers(x, y)),
        ElementType::Float32 => {
            sort_chunks(bytes, f32::from_le_bytes, |&x, &y| order::compare_numbers(x.into(), y.into()))
        }
        ElementType::Int8 => sort_chunks(bytes, i8::from_le_bytes, i8::cmp),
        ElementType::Int16 => sort_chunks(bytes, i16::from_le_bytes, i16::cmp),
        ElementType::Uint16 => sort_chunks(bytes, u16::from_le_bytes, u16::cmp),
        ElementType::Int32 => sort_chunks(bytes, i32::from_le_bytes, i32::cmp),
        ElementType::Uint32 => sort_chunks(bytes, u32::from_le_bytes, u32::cmp),
    }
}

fn sort_chunks<const SIZE: usize, T>(
    bytes: &mut [u8],
    decode: fn([u8; SIZE]) -> T,
    compare: impl Fn(&T, &T) -> Ordering,
) -> bool {
    let mut elements: Vec<[u8; SIZE]> = Vec::new();
    if elements.try_reserve_exact(bytes.len() / SIZE).is_err() {
        return false;
    }
    elements.extend(bytes.chunks_exact(SIZE).filter_map(|chunk| <[u8; SIZE]>::try_from(chunk).ok()));
    elements.sort_unstable_by(|&x, &y| compare(&decode(x), &decode(y)));
    for (place, element) in bytes.chunks_exact_mut(SIZE).zip(&elements) {
        place.copy_from_slice(element);
    }
    true
}

/// The elements in the order that the guest's function says.
pub(super) fn sort_values(
    cx: &mut Context<'_>,
    object: Object,
    view: TypedArray,
    function: Value,
) -> Result<Vec<Value>, Value> {
    let mut values = Vec::new();
    for index in 0..view.length as u64 {
        if values.try_reserve(1).is_err() {
            return Err(cx.range_error("Invalid array length"));
        }
        values.push(cx.element(object, index)?);
    }
    order::sort_by(cx, &mut values, function)?;
    Ok(values)
}

/// §23.2.3.29
pub(super) fn sort(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    let function = order::comparator(cx, call.get(0))?;
    let (object, view) = this_view(cx, &call)?;
    match function {
        None => {
            let bytes = cx.heap().view_bytes_mut(object.into()).unwrap_or_default();
            if !sort_bytes(view.element, bytes) {
                return Err(cx.range_error("Array buffer allocation failed"));
            }
        }
        Some(function) => {
            let values = sort_values(cx, object, view, function)?;
            for (value, index) in values.into_iter().zip(0..) {
                cx.set_element(object, index, value)?;
            }
        }
    }
    Ok(object.into())
}
