//! `DataView` (ECMA-262 §25.3).

use alloc::{format, string::ToString};

use super::array_buffer::check_attached;
use crate::{
    globals::{
        fundamental::method_name,
        support::receiver::{incompatible, incompatible_with, new_target},
    },
    js::{
        Arguments, Builtin, Class, Context, DataView, ElementBytes, ElementType, Intrinsic, Kind, Object, Thrown, Value,
    },
};

/// Creates the rows of the prototype, with two methods for each element type, such as `getInt8` and `setInt8`.
macro_rules! rows {
    ($($get:literal $set:literal $element:ident),* $(,)?) => {
        &[
            Builtin::getter("buffer", buffer),
            Builtin::getter("byteLength", byte_length),
            Builtin::getter("byteOffset", byte_offset),
            $(
                Builtin::method($get, 1, |cx, call| get(cx, &call, ElementType::$element)),
                Builtin::method($set, 2, |cx, call| set(cx, &call, ElementType::$element)),
            )*
        ]
    };
}

pub(in crate::globals) static DATA_VIEW: Class = Class::new(Intrinsic::DataView, "DataView")
    .constructor(1, construct)
    .prototype(rows![
        "getInt8" "setInt8" Int8,
        "getUint8" "setUint8" Uint8,
        "getInt16" "setInt16" Int16,
        "getUint16" "setUint16" Uint16,
        "getInt32" "setInt32" Int32,
        "getUint32" "setUint32" Uint32,
        "getFloat32" "setFloat32" Float32,
        "getFloat64" "setFloat64" Float64,
        "getBigInt64" "setBigInt64" BigInt64,
        "getBigUint64" "setBigUint64" BigUint64,
    ])
    .tagged();

/// `DataView` (§25.3.2.1).
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let new_target = new_target(cx, &call)?;
    let buffer = call.get(0).as_object();
    let Some((buffer, size)) = buffer.and_then(|buffer| Some((buffer, cx.heap().buffer(buffer)?.len()))) else {
        return Err(cx.type_error("First argument to DataView constructor must be an ArrayBuffer"));
    };
    let outside = |offset: &str| format!("Start offset {offset} is outside the bounds of the buffer");
    let too_long = |length: &str| format!("Invalid DataView length {length}");
    let offset = cx.to_index(call.get(1), outside)?;
    let Some(rest) = size.checked_sub(offset) else { return Err(cx.range_error(&outside(&offset.to_string()))) };
    let length = match call.get(2) {
        Value::Undefined => rest,
        length => cx.to_index(length, too_long)?,
    };
    if length > rest {
        return Err(cx.range_error(&too_long(&length.to_string())));
    }
    let view = DataView { buffer, offset, length };
    Ok(cx.create(new_target, Intrinsic::DataView, Kind::DataView(view))?.into())
}

/// Returns the receiver and its view. Does not check whether the buffer is detached.
fn this_view(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<(Object, DataView), Thrown> {
    match data_view(cx, call) {
        Some(found) => Ok(found),
        // V8 omits the receiver from the messages of `DataView`, so they show `undefined`.
        None => Err(incompatible(cx, &Arguments { this: Value::Undefined, ..*call }, "DataView")),
    }
}

fn data_view(cx: &mut Context<'_>, call: &Arguments<'_>) -> Option<(Object, DataView)> {
    let object = call.this.as_object()?;
    match cx.heap().cell(object).kind {
        Kind::DataView(view) => Some((object, view)),
        _ => None,
    }
}

/// Returns the view of the receiver of a getter, whose name V8 shows in two spellings.
fn attached_view(cx: &mut Context<'_>, call: &Arguments<'_>, name: &str, snake: &str) -> Result<DataView, Thrown> {
    let Some((_, view)) = data_view(cx, call) else {
        return Err(incompatible_with(cx, format_args!("get DataView.prototype.{snake}"), Value::Undefined));
    };
    check_attached(cx, view.buffer, format_args!("DataView.prototype.{name}"))?;
    Ok(view)
}

/// `get DataView.prototype.buffer` (§25.3.4.1).
fn buffer(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok(this_view(cx, &call)?.1.buffer.into())
}

/// `get DataView.prototype.byteLength` (§25.3.4.2).
fn byte_length(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok((attached_view(cx, &call, "byteLength", "byte_length")?.length as f64).into())
}

/// `get DataView.prototype.byteOffset` (§25.3.4.3).
fn byte_offset(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok((attached_view(cx, &call, "byteOffset", "byte_offset")?.offset as f64).into())
}

/// The error message for an index out of bounds.
const OUTSIDE: &str = "Offset is outside the bounds of the DataView";

/// `GetViewValue` (§25.3.1.1).
fn get(cx: &mut Context<'_>, call: &Arguments<'_>, element: ElementType) -> Result<Value, Thrown> {
    let (object, view) = this_view(cx, call)?;
    let index = cx.to_index(call.get(0), |_| OUTSIDE.into())?;
    let method = method_name(cx, call);
    check_attached(cx, view.buffer, format_args!("DataView.prototype.{method}"))?;
    let heap = cx.heap();
    let is_little = heap.is_truthy(call.get(1));
    let shown = heap.view_bytes(object.into()).unwrap_or_default();
    let Some(shown) = shown.get(index..).and_then(|rest| rest.get(..element.size())) else {
        return Err(cx.range_error(OUTSIDE));
    };
    let mut bytes = ElementBytes::default();
    if let Some(place) = bytes.get_mut(..element.size()) {
        place.copy_from_slice(shown);
        if !is_little {
            place.reverse();
        }
    }
    Ok(heap.decode_element(element, bytes))
}

/// `SetViewValue` (§25.3.1.2).
fn set(cx: &mut Context<'_>, call: &Arguments<'_>, element: ElementType) -> Result<Value, Thrown> {
    let (object, view) = this_view(cx, call)?;
    let index = cx.to_index(call.get(0), |_| OUTSIDE.into())?;
    let method = method_name(cx, call);
    check_attached(cx, view.buffer, format_args!("DataView.prototype.{method}"))?;
    let mut bytes = cx.element_bytes(element, call.get(1))?;
    let heap = cx.heap();
    let is_little = heap.is_truthy(call.get(2));
    let shown = heap.view_bytes_mut(object.into()).unwrap_or_default();
    let place = shown.get_mut(index..).and_then(|rest| rest.get_mut(..element.size()));
    let (Some(place), Some(bytes)) = (place, bytes.get_mut(..element.size())) else {
        return Err(cx.range_error(OUTSIDE));
    };
    if !is_little {
        bytes.reverse();
    }
    place.copy_from_slice(bytes);
    Ok(Value::Undefined)
}
