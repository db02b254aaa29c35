//! `includes`, `indexOf` and `lastIndexOf` of typed arrays (ECMA-262 §23.2.3): bytes are looked for as such.

use super::super::{
    element::to_usize,
    search::{Elements, position_of_byte},
};
use crate::js::{Arguments, Context, ElementType, Thrown, Value, price};

/// The byte that stands for a value in an array whose elements are bytes; `None` where it has to be looked for otherwise,
/// `Some(None)` where it is no element of any.
fn byte(cx: &mut Context<'_>, elements: &Elements, wanted: Value) -> Option<Option<u8>> {
    let element = cx.heap().view(elements.object.into())?.element;
    if !matches!(element, ElementType::Uint8 | ElementType::Uint8Clamped | ElementType::Int8) {
        return None;
    }
    let Value::Number(wanted) = wanted else { return Some(None) };
    let [byte, ..] = element.encode(wanted);
    Some((element.decode(&[byte]) == wanted).then_some(byte))
}

fn index(found: Option<usize>) -> Value {
    found.map_or(Value::Number(-1.0), |index| Value::Number(index as f64))
}

/// Where the value is first found from `start` on, in an array of bytes.
fn first(cx: &mut Context<'_>, elements: &Elements, start: u64, byte: Option<u8>) -> Option<usize> {
    let byte = byte?;
    let start = to_usize(start);
    let heap = cx.heap();
    let bytes = heap.view_bytes(elements.object.into())?;
    heap.charge(price::bytes(bytes.len()));
    Some(start.saturating_add(position_of_byte(bytes.get(start..)?, byte)?))
}

/// §23.2.3.16
pub(super) fn includes(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let elements = Elements::typed_array(cx, &call)?;
    match byte(cx, &elements, call.get(0)) {
        // What lies beyond the end, after a conversion has had the buffer transferred, is `undefined`.
        Some(byte) if byte.is_some() => {
            let start = elements.start(cx, &call)?;
            Ok(first(cx, &elements, start, byte).is_some().into())
        }
        _ => elements.includes(cx, &call),
    }
}

/// §23.2.3.17
pub(super) fn index_of(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let elements = Elements::typed_array(cx, &call)?;
    match byte(cx, &elements, call.get(0)) {
        Some(byte) => {
            let start = elements.start(cx, &call)?;
            Ok(index(first(cx, &elements, start, byte)))
        }
        None => elements.index_of(cx, &call),
    }
}

/// §23.2.3.20
pub(super) fn last_index_of(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let elements = Elements::typed_array(cx, &call)?;
    match byte(cx, &elements, call.get(0)) {
        Some(byte) => {
            let end = to_usize(elements.end(cx, &call)?);
            cx.charge(price::elements(end))?;
            let bytes = cx.heap().view_bytes(elements.object.into()).unwrap_or_default();
            let part = bytes.get(..end).unwrap_or(bytes);
            Ok(index(byte.and_then(|byte| part.iter().rposition(|&other| other == byte))))
        }
        None => elements.last_index_of(cx, &call),
    }
}
