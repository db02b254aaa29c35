//! Methods that change the elements of a typed array in place (ECMA-262 §23.2.3).
#![expect(
    clippy::arithmetic_side_effects,
    reason = "an element has 1 to 8 bytes, and all elements of a view lie within its buffer"
)]

use alloc::vec::Vec;

use super::{
    super::{
        element::{this_view, to_usize},
        order,
    },
    check_content,
    constructor::converted,
};
use crate::{
    globals::structured::allocation_failed,
    js::{Arguments, Context, ElementType, Object, Thrown, TypedArray, Value, price},
};

/// `%TypedArray%.prototype.copyWithin` (§23.2.3.6).
pub(super) fn copy_within(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (object, view) = this_view(cx, &call)?;
    let length = view.length as u64;
    let to = cx.to_relative_index(call.get(0), length, 0)?;
    let from = cx.to_relative_index(call.get(1), length, 0)?;
    let end = cx.to_relative_index(call.get(2), length, length)?;
    let count = end.saturating_sub(from).min(length - to);
    let size = view.element.size();
    let [to, from, count] = [to, from, count].map(|index| to_usize(index) * size);
    cx.charge(price::bytes(count))?;
    if let Some(bytes) = cx.heap().view_bytes_mut(object.into()) {
        // Fewer bytes remain if converting an argument detached the buffer.
        if from + count <= bytes.len() && to + count <= bytes.len() {
            bytes.copy_within(from..from + count, to);
        }
    }
    Ok(object.into())
}

/// `%TypedArray%.prototype.fill` (§23.2.3.9).
pub(super) fn fill(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (object, view) = this_view(cx, &call)?;
    let size = view.element.size();
    let element = cx.element_bytes(view.element, call.get(0))?;
    let length = view.length as u64;
    let start = to_usize(cx.to_relative_index(call.get(1), length, 0)?);
    let end = to_usize(cx.to_relative_index(call.get(2), length, length)?).max(start);
    cx.charge(price::elements(end - start))?;
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

/// `%TypedArray%.prototype.reverse` (§23.2.3.25).
pub(super) fn reverse(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (object, view) = this_view(cx, &call)?;
    cx.charge(price::each(view.length))?;
    if let Some(bytes) = cx.heap().view_bytes_mut(object.into()) {
        reverse_elements(view.element, bytes);
    }
    Ok(object.into())
}

/// `%TypedArray%.prototype.set` (§23.2.3.26).
pub(super) fn set(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
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

fn out_of_bounds(cx: &mut Context<'_>) -> Thrown {
    cx.range_error("offset is out of bounds")
}

/// `SetTypedArrayFromTypedArray` (§23.2.3.26.1).
fn set_typed(
    cx: &mut Context<'_>,
    target: TypedArray,
    offset: f64,
    source: Object,
    from: TypedArray,
) -> Result<Value, Thrown> {
    check_content(cx, from.element, target.element)?;
    if from.length as f64 + offset > target.length as f64 {
        return Err(out_of_bounds(cx));
    }
    let start = target.offset + offset as usize * target.element.size();
    if from.element != target.element {
        // Convert into a temporary buffer first: the two views may overlap.
        let bytes = converted(cx, source, from, target.element)?;
        if let Some(place) = cx.heap().buffer_mut(target.buffer).and_then(|buffer| buffer.get_mut(start..)) {
            if let Some(place) = place.get_mut(..bytes.len()) {
                place.copy_from_slice(&bytes);
            }
        }
        return Ok(Value::Undefined);
    }
    let count = from.length * from.element.size();
    cx.charge(price::bytes(count))?;
    let heap = cx.heap();
    if from.buffer == target.buffer {
        if let Some(bytes) = heap.buffer_mut(target.buffer) {
            bytes.copy_within(from.offset..from.offset + count, start);
        }
        return Ok(Value::Undefined);
    }
    // Take the bytes of the target out of the heap, which lends only one buffer at a time.
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

/// `SetTypedArrayFromArrayLike` (§23.2.3.26.2).
fn set_elements(
    cx: &mut Context<'_>,
    object: Object,
    target: TypedArray,
    offset: f64,
    source: Value,
) -> Result<Value, Thrown> {
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

/// Sorts elements numerically (`CompareTypedArrayElements`, §23.2.4.7). Returns `false` if memory runs out.
///
/// All element types share one sort of `u64` keys: a separate sort for each type would cost 10 KB of code each.
pub(super) fn sort_bytes(element: ElementType, bytes: &mut [u8]) -> bool {
    let order = KeyOrder::of(element);
    let size = element.size();
    let mut keys: Vec<u64> = Vec::new();
    if keys.try_reserve_exact(bytes.len() / size).is_err() {
        return false;
    }
    keys.extend(bytes.chunks_exact(size).map(|chunk| {
        let mut raw = [0; 8];
        for (place, byte) in raw.iter_mut().zip(chunk) {
            *place = *byte;
        }
        order.key(u64::from_le_bytes(raw), size)
    }));
    keys.sort_unstable();
    for (place, key) in bytes.chunks_exact_mut(size).zip(keys) {
        for (byte, raw) in place.iter_mut().zip(order.raw(key, size).to_le_bytes()) {
            *byte = raw;
        }
    }
    true
}

/// The mapping from the bits of elements to unsigned integers of the same order.
#[derive(Clone, Copy)]
enum KeyOrder {
    Unsigned,
    Signed,
    Float,
}

impl KeyOrder {
    fn of(element: ElementType) -> Self {
        match element {
            ElementType::Int8 | ElementType::Int16 | ElementType::Int32 | ElementType::BigInt64 => KeyOrder::Signed,
            ElementType::Float32 | ElementType::Float64 => KeyOrder::Float,
            ElementType::Uint8
            | ElementType::Uint8Clamped
            | ElementType::Uint16
            | ElementType::Uint32
            | ElementType::BigUint64 => KeyOrder::Unsigned,
        }
    }

    /// Returns the key of an element of `size` bytes.
    fn key(self, raw: u64, size: usize) -> u64 {
        let sign = 1 << (8 * size - 1);
        match self {
            KeyOrder::Unsigned => raw,
            KeyOrder::Signed => raw ^ sign,
            // Negative numbers sort in reverse order of their bits, and -0 comes before 0. NaNs come last, whatever
            // their sign. The key of a NaN drops the sign, which the standard does not require to be kept.
            KeyOrder::Float if raw & sign == 0 || raw & (sign - 1) > infinity(size) => raw | sign,
            KeyOrder::Float => raw ^ (sign | (sign - 1)),
        }
    }

    /// Returns the bits of the element that has this key.
    fn raw(self, key: u64, size: usize) -> u64 {
        let sign = 1 << (8 * size - 1);
        match self {
            KeyOrder::Unsigned => key,
            KeyOrder::Signed => key ^ sign,
            KeyOrder::Float if key & sign != 0 => key ^ sign,
            KeyOrder::Float => key ^ (sign | (sign - 1)),
        }
    }
}

/// Returns the bits of infinity in a float of `size` bytes. The bits of NaNs are larger.
fn infinity(size: usize) -> u64 {
    if size == 4 { f32::INFINITY.to_bits().into() } else { f64::INFINITY.to_bits() }
}

/// Returns the elements, sorted with the comparison function of the guest.
pub(super) fn sort_values(
    cx: &mut Context<'_>,
    object: Object,
    view: TypedArray,
    function: Value,
) -> Result<Vec<Value>, Thrown> {
    let mut values = cx.elements_of(object, view.length as u64)?;
    order::sort_by(cx, &mut values, function)?;
    Ok(values)
}

/// `%TypedArray%.prototype.sort` (§23.2.3.29).
pub(super) fn sort(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let function = order::comparator(cx, call.get(0))?;
    let (object, view) = this_view(cx, &call)?;
    match function {
        None => {
            cx.charge(price::sort(view.length))?;
            let bytes = cx.heap().view_bytes_mut(object.into()).unwrap_or_default();
            if !sort_bytes(view.element, bytes) {
                return Err(allocation_failed(cx));
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

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted<const SIZE: usize>(element: ElementType, elements: &[[u8; SIZE]]) -> Vec<[u8; SIZE]> {
        let mut bytes = elements.concat();
        assert!(sort_bytes(element, &mut bytes));
        bytes.chunks(SIZE).map(|chunk| chunk.try_into().unwrap()).collect()
    }

    #[test]
    fn floats_are_sorted_with_negative_zero_before_zero_and_nans_at_the_end() {
        let numbers = [0.0, f64::NAN, 5.0, -0.0, f64::INFINITY, -f64::NAN, -5.5, f64::NEG_INFINITY, 5e-324, -1e300];
        let found = sorted(ElementType::Float64, &numbers.map(f64::to_le_bytes)).into_iter().map(f64::from_le_bytes);
        let expected = [f64::NEG_INFINITY, -1e300, -5.5, -0.0, 0.0, 5e-324, 5.0, f64::INFINITY];
        let found: Vec<f64> = found.collect();
        assert_eq!(found[..8].iter().map(|n| n.to_bits()).collect::<Vec<_>>(), expected.map(f64::to_bits));
        assert!(found[8..].iter().all(|n| n.is_nan()));
        let numbers = [1.5_f32, -f32::NAN, -1.5, f32::INFINITY, -0.0, f32::NEG_INFINITY];
        let found = sorted(ElementType::Float32, &numbers.map(f32::to_le_bytes)).into_iter().map(f32::from_le_bytes);
        let found: Vec<f32> = found.collect();
        assert_eq!(found[..5], [f32::NEG_INFINITY, -1.5, -0.0, 1.5, f32::INFINITY]);
        assert!(found[5].is_nan());
    }

    #[test]
    fn integers_are_sorted_by_their_sign() {
        let bytes = [0x80_u8, 0xff, 0, 1, 0x7f];
        assert_eq!(sorted(ElementType::Int8, &bytes.map(|byte| [byte])).concat(), [0x80, 0xff, 0, 1, 0x7f]);
        assert_eq!(sorted(ElementType::Uint8, &bytes.map(|byte| [byte])).concat(), [0, 1, 0x7f, 0x80, 0xff]);
        let numbers = [3, i64::MIN, -1, i64::MAX, 0];
        let mut expected = numbers;
        expected.sort_unstable();
        assert_eq!(sorted(ElementType::BigInt64, &numbers.map(i64::to_le_bytes)), expected.map(i64::to_le_bytes));
        let numbers = [3, u64::MAX, 1 << 63, 0];
        let mut expected = numbers;
        expected.sort_unstable();
        assert_eq!(sorted(ElementType::BigUint64, &numbers.map(u64::to_le_bytes)), expected.map(u64::to_le_bytes));
        let numbers = [-1_i16, 256, 0, i16::MIN];
        assert_eq!(
            sorted(ElementType::Int16, &numbers.map(i16::to_le_bytes)),
            [i16::MIN, -1, 0, 256].map(i16::to_le_bytes)
        );
    }
}
