//! The constructors (ECMA-262 §23.2.5), and `from` and `of` (§23.2.2).

use alloc::{format, string::ToString, vec::Vec};

use super::{super::element::number, check_content, window};
use crate::{
    globals::structured::{buffer_length, check_attached, zeros},
    js::{Arguments, Context, ElementType, Kind, Object, Thrown, TypedArray, Value, price},
};

/// The most bytes that a buffer may have: V8's limit.
const MAX_BYTES: u64 = 1 << 32;

/// §23.2.5.1
pub(super) fn construct(cx: &mut Context<'_>, call: &Arguments<'_>, element: ElementType) -> Result<Value, Thrown> {
    let Some(new_target) = call.new_target else {
        return Err(cx.type_error(&format!("Constructor {} requires 'new'", element.name())));
    };
    let view = match call.get(0) {
        Value::Object(source) => match attached_length(cx, source)? {
            Some(size) => on_buffer(cx, call, element, source, size)?,
            None => {
                let bytes = match cx.heap().view(source.into()) {
                    Some(view) => converted(cx, source, view, element)?,
                    None => encoded(cx, source, element)?,
                };
                window(cx, element, bytes)
            }
        },
        length => {
            let length = cx.to_index(length, invalid_length)?;
            let bytes = allocate(cx, element, length as u64)?;
            window(cx, element, bytes)
        }
    };
    Ok(cx.create(new_target, element.class(), Kind::TypedArray(view))?.into())
}

fn invalid_length(length: &str) -> alloc::string::String {
    format!("Invalid typed array length: {length}")
}

fn invalid_offset(offset: &str) -> alloc::string::String {
    format!("Start offset {offset} is outside the bounds of the buffer")
}

/// The zeros of a new array.
pub(super) fn allocate(cx: &mut Context<'_>, element: ElementType, length: u64) -> Result<Vec<u8>, Thrown> {
    match length.checked_mul(element.size() as u64) {
        Some(bytes) if bytes <= MAX_BYTES => match usize::try_from(bytes) {
            Ok(bytes) => zeros(cx, bytes),
            Err(_) => Err(cx.range_error("Array buffer allocation failed")),
        },
        _ => Err(cx.range_error(&invalid_length(&length.to_string()))),
    }
}

/// §23.2.5.1.3 InitializeTypedArrayFromArrayBuffer
#[expect(clippy::arithmetic_side_effects, reason = "an element has a size")]
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
            // The standard has no word on which is at fault; this is V8's.
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

/// Whether elements of the one class are, byte by byte, those of the other.
fn has_same_bytes(from: ElementType, to: ElementType) -> bool {
    use ElementType::{Float32, Float64, Uint8, Uint8Clamped};
    let is_float = |element| matches!(element, Float32 | Float64);
    from == to
        || (from.size() == to.size() && !is_float(from) && !is_float(to) && (to != Uint8Clamped || from == Uint8))
}

/// The elements of another typed array (§23.2.5.1.2), as those of this class.
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

/// The elements of an iterable or of an array-like object (§23.2.5.1.4, §23.2.5.1.5).
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

/// Values as elements.
pub(super) fn encode_list(cx: &mut Context<'_>, element: ElementType, list: &[Value]) -> Result<Vec<u8>, Thrown> {
    cx.charge(price::each(list.len()).saturating_mul(4))?;
    let mut bytes = allocate(cx, element, list.len() as u64)?;
    for (place, &value) in bytes.chunks_exact_mut(element.size()).zip(list) {
        put(cx, element, place, value)?;
    }
    Ok(bytes)
}

/// Puts a value in an element's place.
pub(super) fn put(cx: &mut Context<'_>, element: ElementType, place: &mut [u8], value: Value) -> Result<(), Thrown> {
    let encoded = cx.element_bytes(element, value)?;
    if let Some(encoded) = encoded.get(..place.len()) {
        place.copy_from_slice(encoded);
    }
    Ok(())
}

/// §23.2.4.2 TypedArrayCreateFromCtor, and its elements: the values, mapped.
fn create_from(
    cx: &mut Context<'_>,
    constructor: Value,
    method: &str,
    values: Vec<Value>,
    mapper: Option<(Value, Value)>,
) -> Result<Value, Thrown> {
    let length = values.len();
    let made = cx.construct(constructor, &[number(length as u64)])?;
    let (Value::Object(target), Some(view)) = (made, cx.heap().view(made)) else {
        let shown = cx.shown(made);
        let message = format!("Method %TypedArray%.{method} called on incompatible receiver {shown}");
        return Err(cx.type_error(&message));
    };
    if view.length < length {
        return Err(cx.type_error("Derived TypedArray constructor created an array which was too small"));
    }
    for (value, index) in values.into_iter().zip(0..) {
        let value = match mapper {
            Some((function, this)) => cx.call(function, this, &[value, number(index)])?,
            None => value,
        };
        cx.set_element(target, index, value)?;
    }
    Ok(made)
}

/// §23.2.2.1
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
    create_from(cx, constructor, "from", values, mapper)
}

/// §23.2.2.2
pub(super) fn of(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let constructor = cx.constructor_or_throw(call.this)?;
    create_from(cx, constructor, "of", call.list.to_vec(), None)
}

/// How many bytes a buffer has, if the object is one; one that was transferred can't be looked at.
fn attached_length(cx: &mut Context<'_>, object: Object) -> Result<Option<usize>, Thrown> {
    check_attached(cx, object, "Construct")?;
    Ok(buffer_length(cx, object))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Wherever bytes are copied as they are, decoding and encoding gives the same ones.
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
