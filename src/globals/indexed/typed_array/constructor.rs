//! The constructors of typed arrays (ECMA-262 §23.2.5), and their static methods `from` and `of` (§23.2.2).

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use super::{super::element::number, check_content, window};
use crate::{
    globals::{
        fundamental::method_name,
        structured::{allocation_failed, check_attached, zeros},
        support::receiver::{incompatible_with, new_target},
    },
    js::{Arguments, Context, ElementType, Kind, Object, Thrown, TypedArray, Value, price},
};

/// The maximum length of a buffer in V8, in bytes.
const MAX_BYTES: u64 = 1 << 32;

/// The constructor of a typed array class (§23.2.5.1).
pub(super) fn construct(cx: &mut Context<'_>, call: &Arguments<'_>, element: ElementType) -> Result<Value, Thrown> {
    let new_target = new_target(cx, call)?;
    let view = match call.get(0) {
        Value::Object(source) => {
            check_attached(cx, source, "Construct")?;
            let heap = cx.heap();
            match (heap.buffer(source), heap.view(source.into())) {
                (Some(bytes), _) => {
                    let size = bytes.len();
                    on_buffer(cx, call, element, source, size)?
                }
                (None, Some(view)) => {
                    let bytes = converted(cx, source, view, element)?;
                    window(cx, element, bytes)
                }
                (None, None) => {
                    let bytes = encoded(cx, source, element)?;
                    window(cx, element, bytes)
                }
            }
        }
        length => {
            let length = cx.to_index(length, invalid_length)?;
            let bytes = allocate(cx, element, length as u64)?;
            window(cx, element, bytes)
        }
    };
    Ok(cx.create(new_target, element.class(), Kind::TypedArray(view))?.into())
}

fn invalid_length(length: &str) -> String {
    format!("Invalid typed array length: {length}")
}

fn invalid_offset(offset: &str) -> String {
    format!("Start offset {offset} is outside the bounds of the buffer")
}

/// Allocates the zeroed bytes of a new array.
pub(super) fn allocate(cx: &mut Context<'_>, element: ElementType, length: u64) -> Result<Vec<u8>, Thrown> {
    match length.checked_mul(element.size() as u64) {
        Some(bytes) if bytes <= MAX_BYTES => match usize::try_from(bytes) {
            Ok(bytes) => zeros(cx, bytes),
            Err(_) => Err(allocation_failed(cx)),
        },
        _ => Err(cx.range_error(&invalid_length(&length.to_string()))),
    }
}

/// `InitializeTypedArrayFromArrayBuffer` (§23.2.5.1.3).
#[expect(clippy::arithmetic_side_effects, reason = "the size of an element is not zero")]
fn on_buffer(
    cx: &mut Context<'_>,
    call: &Arguments<'_>,
    element: ElementType,
    buffer: Object,
    size: usize,
) -> Result<TypedArray, Thrown> {
    let (name, step) = (element.name(), element.size());
    let offset = cx.to_index(call.get(1), invalid_offset)?;
    if offset % step != 0 {
        return Err(cx.range_error(&format!("start offset of {name} should be a multiple of {step}")));
    }
    let length = match call.get(2) {
        Value::Undefined => None,
        length => Some(cx.to_index(length, invalid_length)?),
    };
    if length.is_none() && size % step != 0 {
        return Err(cx.range_error(&format!("byte length of {name} should be a multiple of {step}")));
    }
    let Some(rest) = size.checked_sub(offset).filter(|_| length.is_none() || offset <= size) else {
        return Err(match length {
            // The standard does not specify which argument to blame. This is V8's choice.
            Some(length) => cx.range_error(&invalid_length(&length.to_string())),
            None => cx.range_error(&invalid_offset(&offset.to_string())),
        });
    };
    let length = length.unwrap_or(rest / step);
    if length > rest / step {
        return Err(cx.range_error(&invalid_length(&length.to_string())));
    }
    Ok(TypedArray { element, buffer, offset, length })
}

/// Returns whether converting an element from one type to the other keeps its bytes.
fn has_same_bytes(from: ElementType, to: ElementType) -> bool {
    use ElementType::{Float32, Float64, Uint8, Uint8Clamped};
    let is_float = |element| matches!(element, Float32 | Float64);
    from == to
        || (from.size() == to.size() && !is_float(from) && !is_float(to) && (to != Uint8Clamped || from == Uint8))
}

/// Converts the elements of a typed array to another type (`InitializeTypedArrayFromTypedArray`, §23.2.5.1.2).
pub(super) fn converted(
    cx: &mut Context<'_>,
    source: Object,
    view: TypedArray,
    element: ElementType,
) -> Result<Vec<u8>, Thrown> {
    cx.charge(price::each(view.length))?;
    let mut bytes = allocate(cx, element, view.length as u64)?;
    check_content(cx, view.element, element)?;
    let heap = cx.heap();
    let shown = heap.view_bytes(source.into()).unwrap_or_default();
    if has_same_bytes(view.element, element) {
        if let Some(place) = bytes.get_mut(..shown.len()) {
            place.copy_from_slice(shown);
        }
        return Ok(bytes);
    }
    let elements = shown.chunks_exact(view.element.size());
    for (place, from) in bytes.chunks_exact_mut(element.size()).zip(elements) {
        if let Some(encoded) = element.encode(view.element.decode(from)).get(..place.len()) {
            place.copy_from_slice(encoded);
        }
    }
    Ok(bytes)
}

/// Encodes the elements of an iterable (`InitializeTypedArrayFromList`, §23.2.5.1.4) or of an array-like object
/// (`InitializeTypedArrayFromArrayLike`, §23.2.5.1.5).
fn encoded(cx: &mut Context<'_>, source: Object, element: ElementType) -> Result<Vec<u8>, Thrown> {
    if let Some(list) = cx.list_if_iterable(source.into(), "TypedArray's constructor")? {
        return encode_list(cx, element, &list);
    }
    let length = cx.length_of(source)?;
    let mut bytes = allocate(cx, element, length)?;
    for (place, index) in bytes.chunks_exact_mut(element.size()).zip(0..) {
        let value = cx.element(source, index)?;
        put(cx, element, place, value)?;
    }
    Ok(bytes)
}

/// Encodes values as elements.
pub(super) fn encode_list(cx: &mut Context<'_>, element: ElementType, list: &[Value]) -> Result<Vec<u8>, Thrown> {
    cx.charge(price::each(list.len()).saturating_mul(4))?;
    let mut bytes = allocate(cx, element, list.len() as u64)?;
    for (place, &value) in bytes.chunks_exact_mut(element.size()).zip(list) {
        put(cx, element, place, value)?;
    }
    Ok(bytes)
}

/// Encodes a value into the bytes of an element.
pub(super) fn put(cx: &mut Context<'_>, element: ElementType, place: &mut [u8], value: Value) -> Result<(), Thrown> {
    let encoded = cx.element_bytes(element, value)?;
    if let Some(encoded) = encoded.get(..place.len()) {
        place.copy_from_slice(encoded);
    }
    Ok(())
}

/// Creates a typed array (`TypedArrayCreateFromCtor`, §23.2.4.2), and sets its elements to the mapped values.
fn create_from(
    cx: &mut Context<'_>,
    call: &Arguments<'_>,
    constructor: Value,
    values: &[Value],
    mapper: Option<(Value, Value)>,
) -> Result<Value, Thrown> {
    let length = values.len();
    let made = cx.construct(constructor, &[number(length as u64)])?;
    let (Value::Object(target), Some(view)) = (made, cx.heap().view(made)) else {
        let method = method_name(cx, call);
        return Err(incompatible_with(cx, format_args!("%TypedArray%.{method}"), made));
    };
    if view.length < length {
        return Err(cx.type_error("Derived TypedArray constructor created an array which was too small"));
    }
    for (&value, index) in values.iter().zip(0..) {
        let value = match mapper {
            Some((function, this)) => cx.call(function, this, &[value, number(index)])?,
            None => value,
        };
        cx.set_element(target, index, value)?;
    }
    Ok(made)
}

/// `%TypedArray%.from` (§23.2.2.1).
pub(super) fn from(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let constructor = cx.constructor_or_throw(call.this)?;
    let mapper = match call.get(1) {
        Value::Undefined => None,
        function => Some((cx.callable(function)?, call.get(2))),
    };
    let source = call.get(0);
    if source.is_nullish() {
        return Err(cx.not_iterable(source));
    }
    let values = match cx.list_if_iterable(source, "%TypedArray%.from")? {
        Some(list) => list,
        None => {
            let source = cx.to_object(source)?;
            let length = cx.length_of(source)?;
            if length > MAX_BYTES {
                return Err(cx.range_error(&invalid_length(&length.to_string())));
            }
            cx.elements_of(source, length)?
        }
    };
    create_from(cx, &call, constructor, &values, mapper)
}

/// `%TypedArray%.of` (§23.2.2.2).
pub(super) fn of(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let constructor = cx.constructor_or_throw(call.this)?;
    create_from(cx, &call, constructor, call.list, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where conversion copies bytes unchanged, decoding and encoding them gives the same bytes.
    #[test]
    fn same_bytes_are_the_same_elements() {
        use ElementType::{Float32, Float64, Int8, Int16, Int32, Uint8, Uint8Clamped, Uint16, Uint32};
        let all = [Int8, Uint8, Uint8Clamped, Int16, Uint16, Int32, Uint32, Float32, Float64];
        let samples: Vec<[u8; 8]> =
            (0..=255).map(|byte| [byte, byte ^ 0x5a, 0x80, byte, 1, byte, 0x40, byte & 0x3f]).collect();
        for from in all {
            for to in all {
                if from.size() != to.size() {
                    assert!(!has_same_bytes(from, to));
                    continue;
                }
                let same = samples.iter().all(|bytes| {
                    let number = from.decode(&bytes[..from.size()]);
                    number.is_nan() || to.encode(number)[..to.size()] == bytes[..to.size()]
                });
                assert_eq!(has_same_bytes(from, to), same, "{from:?} {to:?}");
            }
        }
    }
}
