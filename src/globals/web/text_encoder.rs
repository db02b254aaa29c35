//! `TextEncoder` (WHATWG Encoding §7.2).

use alloc::{boxed::Box, vec::Vec};

use crate::{
    globals::{
        structured::allocation_failed,
        support::{
            idl::{new_target, operation, read_only},
            node_error::invalid_arg_type,
            receiver::Receiver,
        },
    },
    js::{
        Arguments, Class, Context, ElementType, Intrinsic, Kind, Slots, Thrown, TypedArray, Value, copy_slice,
        utf16_len,
    },
};

pub(in crate::globals) static TEXT_ENCODER: Class = Class::interface(Intrinsic::TextEncoder, "TextEncoder")
    .constructor(0, construct)
    .prototype(&[
        read_only("encoding", encoding),
        operation("encode", 0, encode),
        operation("encodeInto", 2, encode_into),
    ])
    .tagged();

/// The internal slots of an encoder. They are empty: the type exists only to identify the class.
#[derive(Debug)]
struct TextEncoder;

impl Slots for TextEncoder {}

impl Receiver for TextEncoder {
    const CLASS: &'static Class = &TEXT_ENCODER;
}

/// `new TextEncoder()` (§7.2).
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let new_target = new_target(cx, &call)?;
    Ok(cx.create(new_target, Intrinsic::TextEncoder, Kind::Slots(Box::new(TextEncoder)))?.into())
}

/// `encoding` (§7.1.1).
fn encoding(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    cx.this_object::<TextEncoder>(&call)?;
    Ok(cx.heap().string("utf-8").into())
}

/// `encode(input)` (§7.2).
fn encode(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    cx.this_object::<TextEncoder>(&call)?;
    let bytes = match call.get(0) {
        Value::Undefined => Ok(Vec::new()),
        input => {
            let input = cx.to_string(input)?;
            copy_slice(cx.heap().text(input).as_bytes())
        }
    };
    match bytes {
        Ok(bytes) => Ok(cx.heap().uint8_array(bytes).into()),
        Err(_) => Err(allocation_failed(cx)),
    }
}

/// `encodeInto(source, destination)` (§7.2).
fn encode_into(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    cx.this_object::<TextEncoder>(&call)?;
    let Value::String(source) = call.get(0) else {
        return Err(invalid_arg_type(cx, "src", "of type string", call.get(0)));
    };
    let heap = cx.heap();
    let Some(TypedArray { element: ElementType::Uint8, buffer, offset, length }) = heap.view(call.get(1)) else {
        return Err(invalid_arg_type(cx, "dest", "an instance of Uint8Array", call.get(1)));
    };
    // Taken out temporarily, because the heap cannot lend the text and the buffer at the same time.
    let mut bytes = match heap.buffer_mut(buffer) {
        Some(bytes) => core::mem::take(bytes),
        None => Vec::new(),
    };
    let place = bytes.get_mut(offset..).and_then(|rest| rest.get_mut(..length)).unwrap_or_default();
    let text = heap.text(source);
    let whole = prefix(text, place.len());
    if let Some(place) = place.get_mut(..whole.len()) {
        place.copy_from_slice(whole.as_bytes());
    }
    let (read, written) = (utf16_len(whole), whole.len());
    if let Some(place) = heap.buffer_mut(buffer) {
        *place = bytes;
    }
    let result = heap.object();
    heap.define_data(result, "read", read as f64);
    heap.define_data(result, "written", written as f64);
    Ok(result.into())
}

/// Returns the longest prefix of at most `length` bytes that does not split a character.
fn prefix(text: &str, length: usize) -> &str {
    (0..=length.min(text.len())).rev().find_map(|end| text.get(..end)).unwrap_or_default()
}
