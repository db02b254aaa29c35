//! `includes`, `indexOf` and `lastIndexOf` of typed arrays (ECMA-262 §23.2.3), with a fast path for arrays of bytes.

use super::super::{
    element::{found_index, to_usize},
    search::{Elements, position_of_byte},
};
use crate::js::{Arguments, Context, ElementType, Thrown, Value, price};

/// Returns the byte that encodes a value in an array of bytes. Returns `None` if the elements are not bytes, and
/// `Some(None)` if no byte equals the value.
fn byte(cx: &mut Context<'_>, elements: &Elements, wanted: Value) -> Option<Option<u8>> {
    let element = cx.heap().view(elements.object.into())?.element;
    if !matches!(element, ElementType::Uint8 | ElementType::Uint8Clamped | ElementType::Int8) {
        return None;
    }
    let Value::Number(wanted) = wanted else { return Some(None) };
    let [byte, ..] = element.encode(wanted);
    Some((element.decode(&[byte]) == wanted).then_some(byte))
}

/// Returns the index of the first occurrence of a byte from `start` on.
fn first(cx: &mut Context<'_>, elements: &Elements, start: u64, byte: Option<u8>) -> Option<u64> {
    let byte = byte?;
    let start = to_usize(start);
    let heap = cx.heap();
    let bytes = heap.view_bytes(elements.object.into())?;
    heap.charge(price::bytes(bytes.len()));
    Some(start.saturating_add(position_of_byte(bytes.get(start..)?, byte)?) as u64)
}

/// `%TypedArray%.prototype.includes` (§23.2.3.16).
pub(super) fn includes(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let elements = Elements::typed_array(cx, &call)?;
    match byte(cx, &elements, call.get(0)) {
        // Other values use the general path, which finds `undefined` if a conversion detaches the buffer.
        Some(byte) if byte.is_some() => {
            let start = elements.start(cx, &call)?;
            Ok(first(cx, &elements, start, byte).is_some().into())
        }
        _ => elements.includes(cx, &call),
    }
}

/// `%TypedArray%.prototype.indexOf` (§23.2.3.17).
pub(super) fn index_of(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let elements = Elements::typed_array(cx, &call)?;
    match byte(cx, &elements, call.get(0)) {
        Some(byte) => {
            let start = elements.start(cx, &call)?;
            Ok(found_index(first(cx, &elements, start, byte)))
        }
        None => elements.index_of(cx, &call),
    }
}

/// `%TypedArray%.prototype.lastIndexOf` (§23.2.3.20).
pub(super) fn last_index_of(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let elements = Elements::typed_array(cx, &call)?;
    match byte(cx, &elements, call.get(0)) {
        Some(byte) => {
            let end = to_usize(elements.end(cx, &call)?);
            cx.charge(price::elements(end))?;
            let bytes = cx.heap().view_bytes(elements.object.into()).unwrap_or_default();
            let part = bytes.get(..end).unwrap_or(bytes);
            let found = byte.and_then(|byte| part.iter().rposition(|&other| other == byte));
            Ok(found_index(found.map(|index| index as u64)))
        }
        None => elements.last_index_of(cx, &call),
    }
}
