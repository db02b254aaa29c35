//! `Uint8Array` and `Uint8ClampedArray` (ECMA-262 §23.2).

use alloc::format;

use crate::globals::structured::{buffer_length, to_index, zeros};
use crate::js::{Arguments, Builtin, Class, Context, ElementType, Intrinsic, Kind, Object, TypedArray, Value, number};

macro_rules! class {
    ($table:ident, $element:ident, $intrinsic:ident) => {
        pub(in crate::globals) static $table: Class = Class {
            intrinsic: Intrinsic::$intrinsic,
            name: stringify!($intrinsic),
            length: 3,
            construct: |cx, call| construct(cx, call, ElementType::$element, Intrinsic::$intrinsic),
            statics: &[Builtin::number("BYTES_PER_ELEMENT", 1.0)],
            prototype: &[
                Builtin::constructor(&$table),
                Builtin::number("BYTES_PER_ELEMENT", 1.0),
                Builtin::getter("buffer", buffer),
                Builtin::getter("byteLength", length),
                Builtin::getter("byteOffset", byte_offset),
                Builtin::getter("length", length),
                Builtin::method("subarray", 2, subarray),
            ],
            parent: None,
        };
    };
}

class!(UINT8_ARRAY, Uint8, Uint8Array);
class!(UINT8_CLAMPED_ARRAY, Uint8Clamped, Uint8ClampedArray);

/// §23.2.5.1
fn construct(
    cx: &mut Context<'_>,
    call: Arguments<'_>,
    element: ElementType,
    class: Intrinsic,
) -> Result<Value, Value> {
    let Some(new_target) = call.new_target else {
        return Err(cx.type_error(&format!("Constructor {} requires 'new'", element.name())));
    };
    let view = match call.get(0) {
        Value::Object(source) => match buffer_length(cx, source) {
            Some(size) => on_buffer(cx, &call, element, source, size)?,
            None => copy_of(cx, element, source)?,
        },
        length => {
            let length = to_index(cx, length, "Invalid typed array length")?;
            let bytes = zeros(cx, length)?;
            let buffer = cx.heap().alloc_kind(Intrinsic::ArrayBuffer, Kind::ArrayBuffer(bytes));
            TypedArray { element, buffer, offset: 0, length }
        }
    };
    Ok(cx.create(new_target, class, Kind::TypedArray(view))?.into())
}

/// §23.2.5.1.3
fn on_buffer(
    cx: &mut Context<'_>,
    call: &Arguments<'_>,
    element: ElementType,
    buffer: Object,
    size: usize,
) -> Result<TypedArray, Value> {
    let offset = to_index(cx, call.get(1), "Start offset is outside the bounds of the buffer")?;
    let length = match call.get(2) {
        Value::Undefined => None,
        length => Some(to_index(cx, length, "Invalid typed array length")?),
    };
    let Some(rest) = size.checked_sub(offset) else {
        return Err(cx.heap().range_error(&format!("Start offset {offset} is outside the bounds of the buffer")));
    };
    let length = length.unwrap_or(rest);
    if length > rest {
        return Err(cx.heap().range_error(&format!("Invalid typed array length: {length}")));
    }
    Ok(TypedArray { element, buffer, offset, length })
}

/// §23.2.5.1.2 and §23.2.5.1.5: the elements of another typed array or of an array-like object.
fn copy_of(cx: &mut Context<'_>, element: ElementType, source: Object) -> Result<TypedArray, Value> {
    let length = cx.length_of(source)?;
    let length = to_index(cx, (length as f64).into(), "Invalid typed array length")?;
    let mut bytes = zeros(cx, length)?;
    match cx.heap().bytes(source.into()) {
        // A byte is the same byte in either class.
        Some(source) => bytes.copy_from_slice(source.get(..length).unwrap_or_default()),
        None => {
            for (index, place) in bytes.iter_mut().enumerate() {
                let key = cx.heap().number_key(index as f64);
                let value = cx.get(source, key)?;
                *place = element.encode(cx.to_number(value)?)[0];
            }
        }
    }
    let buffer = cx.heap().alloc_kind(Intrinsic::ArrayBuffer, Kind::ArrayBuffer(bytes));
    Ok(TypedArray { element, buffer, offset: 0, length })
}

fn this_view(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<TypedArray, Value> {
    match cx.heap().view(call.this) {
        Some(view) => Ok(view),
        None => Err(cx.type_error("this is not a typed array.")),
    }
}

/// §23.2.3.2
fn buffer(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    Ok(this_view(cx, &call)?.buffer.into())
}

/// §23.2.3.4
fn byte_offset(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    Ok((this_view(cx, &call)?.offset as f64).into())
}

/// §23.2.3.3 and §23.2.3.21: an element is a byte.
fn length(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    Ok((this_view(cx, &call)?.length as f64).into())
}

/// §23.2.3.30
fn subarray(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    let view = this_view(cx, &call)?;
    let begin = relative_index(cx, call.get(0), view.length, 0)?;
    let end = relative_index(cx, call.get(1), view.length, view.length)?;
    let part = TypedArray { offset: view.offset + begin, length: end.saturating_sub(begin), ..view };
    Ok(cx.heap().alloc_kind(view.element.class(), Kind::TypedArray(part)).into())
}

/// An index that counts from the end if it is negative, kept within the length.
fn relative_index(cx: &mut Context<'_>, value: Value, length: usize, default: usize) -> Result<usize, Value> {
    if matches!(value, Value::Undefined) {
        return Ok(default);
    }
    let index = number::to_integer_or_infinity(cx.to_number(value)?);
    let length = length as f64;
    Ok(if index < 0.0 { (length + index).max(0.0) } else { index.min(length) } as usize)
}
