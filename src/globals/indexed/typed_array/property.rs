//! The accessors and iterators of typed arrays (ECMA-262 §23.2.3).

use super::super::{element::this_view, iterator::array_iterator};
use crate::{
    globals::{shown::Shown, support::receiver::incompatible},
    js::{Arguments, Context, Thrown, TypedArray, Value},
};

/// Returns the view of the receiver, whose buffer can be detached.
fn getter_view(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<TypedArray, Thrown> {
    cx.heap().view(call.this).ok_or_else(|| incompatible(cx, call, "TypedArray"))
}

/// `get %TypedArray%.prototype.buffer` (§23.2.3.2).
pub(super) fn buffer(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok(getter_view(cx, &call)?.buffer.into())
}

/// `get %TypedArray%.prototype.byteLength` (§23.2.3.3).
pub(super) fn byte_length(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let view = getter_view(cx, &call)?;
    Ok((view.length as f64 * view.element.size() as f64).into())
}

/// `get %TypedArray%.prototype.byteOffset` (§23.2.3.4).
pub(super) fn byte_offset(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok((getter_view(cx, &call)?.offset as f64).into())
}

/// `get %TypedArray%.prototype.length` (§23.2.3.21).
pub(super) fn length(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok((getter_view(cx, &call)?.length as f64).into())
}

/// `get %TypedArray%.prototype[Symbol.toStringTag]` (§23.2.3.38).
pub(super) fn tag(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok(match cx.heap().view(call.this) {
        Some(view) => cx.heap().string(view.element.name()).into(),
        None => Value::Undefined,
    })
}

fn iterator(cx: &mut Context<'_>, call: &Arguments<'_>, shown: Shown) -> Result<Value, Thrown> {
    let (object, _) = this_view(cx, call)?;
    Ok(array_iterator(cx, object, shown))
}

/// `%TypedArray%.prototype.entries` (§23.2.3.7).
pub(super) fn entries(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    iterator(cx, &call, Shown::Entries)
}

/// `%TypedArray%.prototype.keys` (§23.2.3.19).
pub(super) fn keys(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    iterator(cx, &call, Shown::Keys)
}

/// `%TypedArray%.prototype.values` (§23.2.3.35).
pub(super) fn values(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    iterator(cx, &call, Shown::Values)
}
