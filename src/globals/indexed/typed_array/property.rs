//! The accessors and iterators of typed arrays (ECMA-262 §23.2.3).

use super::super::iterator::array_iterator;
use crate::{
    globals::{
        fundamental::method_name, shown::Shown, structured::check_attached, support::receiver::incompatible_with,
    },
    js::{Arguments, Context, Object, Thrown, TypedArray, Value},
};

/// Returns the receiver and its view (`ValidateTypedArray`, §23.2.4.4).
pub(in super::super) fn this_view(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<(Object, TypedArray), Thrown> {
    match (call.this, cx.heap().view(call.this)) {
        (Value::Object(object), Some(view)) => {
            let method = method_name(cx, call);
            check_attached(cx, view.buffer, format_args!("%TypedArray%.prototype.{method}"))?;
            Ok((object, view))
        }
        _ => Err(cx.type_error("this is not a typed array.")),
    }
}

fn getter_view(cx: &mut Context<'_>, call: &Arguments<'_>, getter: &str) -> Result<TypedArray, Thrown> {
    match cx.heap().view(call.this) {
        Some(view) => Ok(view),
        None => Err(incompatible_with(cx, format_args!("get TypedArray.prototype.{getter}"), call.this)),
    }
}

/// `get %TypedArray%.prototype.buffer` (§23.2.3.2).
pub(super) fn buffer(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok(getter_view(cx, &call, "buffer")?.buffer.into())
}

/// `get %TypedArray%.prototype.byteLength` (§23.2.3.3).
pub(super) fn byte_length(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let view = getter_view(cx, &call, "byteLength")?;
    Ok((view.length as f64 * view.element.size() as f64).into())
}

/// `get %TypedArray%.prototype.byteOffset` (§23.2.3.4).
pub(super) fn byte_offset(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok((getter_view(cx, &call, "byteOffset")?.offset as f64).into())
}

/// `get %TypedArray%.prototype.length` (§23.2.3.21).
pub(super) fn length(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok((getter_view(cx, &call, "length")?.length as f64).into())
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
