//! `ArrayBuffer` (ECMA-262 §25.1). The length of a buffer is fixed: the constructor ignores the option `maxByteLength`,
//! and no buffer is resizable.

use alloc::{format, vec::Vec};
use core::fmt::Display;

use crate::{
    globals::support::receiver::{incompatible, new_target},
    js::{self, Arguments, Builtin, Class, Context, Intrinsic, Kind, Object, Symbol, Thrown, Value, copy_slice},
};

pub(in crate::globals) static ARRAY_BUFFER: Class = Class::new(Intrinsic::ArrayBuffer, "ArrayBuffer")
    .constructor(1, construct)
    .statics(&[
        Builtin::method("isView", 1, is_view),
        Builtin::getter("[Symbol.species]", |_, call| Ok(call.this)).at(Symbol::SPECIES),
    ])
    .prototype(&[
        Builtin::getter("byteLength", byte_length),
        Builtin::method("slice", 2, slice),
        Builtin::getter("maxByteLength", byte_length),
        Builtin::getter("resizable", resizable),
        Builtin::method("resize", 1, resize),
    ])
    .tagged();

/// `ArrayBuffer` (§25.1.4.1).
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let new_target = new_target(cx, &call)?;
    let length = cx.to_index(call.get(0), |_| "Invalid array buffer length".into())?;
    let bytes = zeros(cx, length)?;
    Ok(cx.create(new_target, Intrinsic::ArrayBuffer, Kind::ArrayBuffer(bytes))?.into())
}

/// `ArrayBuffer.isView` (§25.1.5.1).
fn is_view(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let is_view = match call.get(0) {
        Value::Object(object) => matches!(cx.heap().cell(object).kind, Kind::TypedArray(_) | Kind::DataView(_)),
        _ => false,
    };
    Ok(is_view.into())
}

/// Returns the receiver and its length, which is 0 for a detached buffer.
fn this_buffer(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<(Object, usize), Thrown> {
    if let Value::Object(object) = call.this {
        match &cx.heap().cell(object).kind {
            Kind::ArrayBuffer(bytes) => return Ok((object, bytes.len())),
            Kind::DetachedBuffer => return Ok((object, 0)),
            _ => {}
        }
    }
    Err(incompatible(cx, call, "ArrayBuffer"))
}

/// `get ArrayBuffer.prototype.byteLength` (§25.1.6.1) and `get ArrayBuffer.prototype.maxByteLength` (§25.1.6.3).
fn byte_length(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (_, length) = this_buffer(cx, &call)?;
    Ok((length as f64).into())
}

/// `get ArrayBuffer.prototype.resizable` (§25.1.6.4).
fn resizable(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    this_buffer(cx, &call)?;
    Ok(false.into())
}

/// `ArrayBuffer.prototype.resize` (§25.1.6.5). Always throws, because no buffer is resizable.
fn resize(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Err(incompatible(cx, &call, "ArrayBuffer"))
}

/// `ArrayBuffer.prototype.slice` (§25.1.6.6).
fn slice(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (object, length) = this_buffer(cx, &call)?;
    check_attached(cx, object, "ArrayBuffer.prototype.slice")?;
    let length = length as u64;
    let start = cx.to_relative_index(call.get(0), length, 0)?;
    let end = cx.to_relative_index(call.get(1), length, length)?.max(start);
    let bytes = cx.heap().buffer(object).unwrap_or_default();
    // Both indices fit in `usize`, as the buffer was in memory. Fewer bytes remain if a conversion detached it.
    let part = bytes.get(start as usize..end as usize).unwrap_or_default();
    let copy = copy_slice(part).map_err(|_| allocation_failed(cx))?;
    Ok(cx.heap().alloc_kind(Intrinsic::ArrayBuffer, Kind::ArrayBuffer(copy)).into())
}

/// Throws a `TypeError` if the buffer is detached (`IsDetachedBuffer`, §25.1.3.4).
pub(in crate::globals) fn check_attached(
    cx: &mut Context<'_>,
    buffer: Object,
    method: impl Display,
) -> Result<(), Thrown> {
    match cx.heap().cell(buffer).kind {
        Kind::DetachedBuffer => Err(cx.type_error(&format!("Cannot perform {method} on a detached ArrayBuffer"))),
        _ => Ok(()),
    }
}

/// Allocates the zeroed bytes of a new buffer. Throws a `RangeError` if the length, which the guest controls, exceeds
/// the limit or memory runs out.
pub(in crate::globals) fn zeros(cx: &mut Context<'_>, length: usize) -> Result<Vec<u8>, Thrown> {
    if length > cx.heap().buffer_room() {
        return Err(allocation_failed(cx));
    }
    js::zeros(length).map_err(|_| allocation_failed(cx))
}

/// Creates the `RangeError` for a buffer that exceeds the limit or the available memory.
#[cold]
pub(in crate::globals) fn allocation_failed(cx: &mut Context<'_>) -> Thrown {
    cx.range_error("Array buffer allocation failed")
}
