//! `crypto` (W3C Web Cryptography API §10): random values. `subtle` is not implemented.

use alloc::{boxed::Box, string::String};
use core::fmt::Write;

use super::dom_exception::dom_exception;
use crate::{
    globals::support::{
        idl::{illegal_constructor, invalid_this, operation},
        node_error::coded_error,
    },
    js::{
        Arguments, Attributes, Builtin, Class, Context, ElementType, Intrinsic, Kind, Property, Slots, Thrown, Value,
        price,
    },
};

pub(in crate::globals) static CRYPTO: &[Builtin] = &[
    Builtin::class(&CRYPTO_CLASS),
    Builtin::getter("crypto", crypto).with(Attributes::ENUMERABLE.union(Attributes::CONFIGURABLE)),
];

static CRYPTO_CLASS: Class = Class::interface(Intrinsic::Crypto, "Crypto")
    .constructor(0, illegal_constructor)
    .prototype(&[operation("getRandomValues", 1, get_random_values), operation("randomUUID", 0, random_uuid)])
    .tagged();

/// The internal slots of `crypto`. They are empty: the type exists only to identify the class.
#[derive(Debug)]
struct Crypto;

impl Slots for Crypto {}

/// The getter of the global `crypto`. Creates the object, and replaces the accessor with it.
fn crypto(cx: &mut Context<'_>, _: Arguments<'_>) -> Result<Value, Thrown> {
    let heap = cx.heap();
    let crypto = heap.alloc_kind(Intrinsic::Crypto, Kind::Slots(Box::new(Crypto)));
    let (global, key) = (heap.global(), heap.key_from("crypto"));
    heap.define(global, key, Property::data(crypto, Attributes::ASSIGNED));
    Ok(crypto.into())
}

fn check_this(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<(), Thrown> {
    match cx.heap().slots::<Crypto>(call.this) {
        Some(Crypto) => Ok(()),
        None => Err(invalid_this(cx, "Crypto")),
    }
}

/// `getRandomValues(array)` (§10.1.1), without the quota of 65,536 bytes: Go 1.20 and earlier request more at once.
fn get_random_values(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    check_this(cx, &call)?;
    if call.list.is_empty() {
        let message = "Failed to execute 'getRandomValues' on 'Crypto': 1 argument required, but only 0 present.";
        return Err(coded_error(cx, Intrinsic::TypeError, "ERR_MISSING_ARGS", message).into());
    }
    let array = call.get(0);
    let length = cx.heap().view_bytes(array).map_or(0, <[u8]>::len);
    cx.charge(price::SYSCALL.saturating_add(price::each(length)))?;
    let (heap, host, _) = cx.parts();
    let is_integer =
        heap.view(array).is_some_and(|view| !matches!(view.element, ElementType::Float32 | ElementType::Float64));
    let bytes = match heap.view_bytes_mut(array) {
        Some(bytes) if is_integer => bytes,
        _ => {
            return Err(
                dom_exception(cx, "The data argument must be an integer-type TypedArray", "TypeMismatchError").into()
            );
        }
    };
    match host.entropy(bytes) {
        Ok(()) => Ok(array),
        Err(errno) => Err(cx.system_error(errno, "getrandom", &[]).into()),
    }
}

/// `randomUUID()` (§10.1.2). The UUID is of version 4 (RFC 9562 §5.4).
fn random_uuid(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    check_this(cx, &call)?;
    let uuid = uuid_text(cx.random()?);
    Ok(cx.heap().string_from(uuid).into())
}

/// Formats random bytes as a UUID, after setting the bits for version 4 and for RFC 9562's variant.
fn uuid_text(mut bytes: [u8; 16]) -> String {
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut text = String::with_capacity(36);
    for (byte, index) in bytes.into_iter().zip(0..) {
        if matches!(index, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        // Writing to a string can't fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_bears_its_version_and_variant() {
        assert_eq!(uuid_text([0; 16]), "00000000-0000-4000-8000-000000000000");
        assert_eq!(uuid_text([0xff; 16]), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        let bytes = [0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef, 0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef];
        assert_eq!(uuid_text(bytes), "01234567-89ab-4def-8123-456789abcdef");
    }
}
