//! `ArrayBuffer` (ECMA-262 §25.1). A buffer has one length for life: `maxByteLength` of the constructor's options is not
//! looked at, and no buffer is resizable.

use alloc::{format, vec::Vec};
use core::fmt::Display;

use crate::js::{Arguments, Builtin, Class, Context, Intrinsic, Kind, Object, Symbol, Thrown, Value};

pub(in crate::globals) static ARRAY_BUFFER: Class = Class {
    intrinsic: Intrinsic::ArrayBuffer,
    name: "ArrayBuffer",
    length: 1,
    construct,
    statics: &[
        Builtin::method("isView", 1, is_view),
        Builtin::getter("[Symbol.species]", |_, call| Ok(call.this)).at(Symbol::SPECIES),
    ],
    prototype: &[
        Builtin::constructor(&ARRAY_BUFFER),
        Builtin::getter("byteLength", byte_length),
        Builtin::method("slice", 2, slice),
        Builtin::getter("maxByteLength", max_byte_length),
        Builtin::getter("resizable", resizable),
        Builtin::method("resize", 1, resize),
        Builtin::tag("ArrayBuffer"),
    ],
    parent: None,
};

/// §25.1.4.1
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let Some(new_target) = call.new_target else {
        return Err(cx.type_error("Constructor ArrayBuffer requires 'new'"));
    };
    let length = cx.to_index(call.get(0), |_| "Invalid array buffer length".into())?;
    let bytes = zeros(cx, length)?;
    Ok(cx.create(new_target, Intrinsic::ArrayBuffer, Kind::ArrayBuffer(bytes))?.into())
}

/// §25.1.5.1
fn is_view(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let is_view = match call.get(0) {
        Value::Object(object) => matches!(cx.heap().cell(object).kind, Kind::TypedArray(_) | Kind::DataView(_)),
        _ => false,
    };
    Ok(is_view.into())
}

/// `this`, and its length.
fn this_buffer(cx: &mut Context<'_>, call: &Arguments<'_>, method: &str) -> Result<(Object, usize), Thrown> {
    if let Value::Object(object) = call.this {
        match &cx.heap().cell(object).kind {
            Kind::ArrayBuffer(bytes) => return Ok((object, bytes.len())),
            Kind::DetachedBuffer => return Ok((object, 0)),
            _ => {}
        }
    }
    let shown = cx.describe(call.this);
    Err(cx.type_error(&format!("Method {method} called on incompatible receiver {shown}")))
}

/// §25.1.6.1
fn byte_length(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (_, length) = this_buffer(cx, &call, "get ArrayBuffer.prototype.byteLength")?;
    Ok((length as f64).into())
}

/// §25.1.6.3
fn max_byte_length(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (_, length) = this_buffer(cx, &call, "get ArrayBuffer.prototype.maxByteLength")?;
    Ok((length as f64).into())
}

/// §25.1.6.4
fn resizable(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    this_buffer(cx, &call, "get ArrayBuffer.prototype.resizable")?;
    Ok(false.into())
}

/// §25.1.6.5, of a buffer that is not resizable.
fn resize(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let shown = cx.describe(call.this);
    let message = format!("Method ArrayBuffer.prototype.resize called on incompatible receiver {shown}");
    Err(cx.type_error(&message))
}

/// §25.1.6.6
fn slice(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (object, length) = this_buffer(cx, &call, "ArrayBuffer.prototype.slice")?;
    check_attached(cx, object, "ArrayBuffer.prototype.slice")?;
    let length = length as u64;
    let start = cx.to_relative_index(call.get(0), length, 0)?;
    let end = cx.to_relative_index(call.get(1), length, length)?.max(start);
    let bytes = cx.heap().buffer(object).unwrap_or_default();
    // Both are within a length that is in memory; fewer bytes are left if a conversion has had them transferred.
    let part = bytes.get(start as usize..end as usize).unwrap_or_default();
    let mut copy = Vec::new();
    if copy.try_reserve_exact(part.len()).is_err() {
        return Err(cx.range_error("Array buffer allocation failed"));
    }
    copy.extend_from_slice(part);
    Ok(cx.heap().alloc_kind(Intrinsic::ArrayBuffer, Kind::ArrayBuffer(copy)).into())
}

/// A `TypeError`, if the buffer was transferred (§25.1.3.4 IsDetachedBuffer).
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

/// How many bytes a buffer has, if the object is one.
pub(in crate::globals) fn buffer_length(cx: &mut Context<'_>, object: Object) -> Option<usize> {
    cx.heap().buffer(object).map(<[u8]>::len)
}

/// The bytes of a new buffer. Its length is the guest's to say, so that there may be no room for it.
pub(in crate::globals) fn zeros(cx: &mut Context<'_>, length: usize) -> Result<Vec<u8>, Thrown> {
    let mut bytes = Vec::new();
    if length > cx.heap().buffer_room() || bytes.try_reserve_exact(length).is_err() {
        return Err(cx.range_error("Array buffer allocation failed"));
    }
    bytes.resize(length, 0);
    Ok(bytes)
}
