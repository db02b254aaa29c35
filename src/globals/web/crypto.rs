//! `crypto` (W3C Web Cryptography API §10): random values. `subtle` is not implemented.

use alloc::{boxed::Box, format, string::String};

use super::dom_exception::dom_exception;
use crate::{
    globals::support::{
        idl::{illegal_constructor, operation},
        node_error::coded_error,
        receiver::Receiver,
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

impl Receiver for Crypto {
    const CLASS: &'static Class = &CRYPTO_CLASS;
}

/// The getter of the global `crypto`. Creates the object, and replaces the accessor with it.
fn crypto(cx: &mut Context<'_>, _: Arguments<'_>) -> Result<Value, Thrown> {
    let heap = cx.heap();
    let crypto = heap.alloc_kind(Intrinsic::Crypto, Kind::Slots(Box::new(Crypto)));
    let (global, key) = (heap.global(), heap.key_from("crypto"));
    heap.define(global, key, Property::data(crypto, Attributes::ASSIGNED));
    Ok(crypto.into())
}

/// `getRandomValues(array)` (§10.1.1), without the quota of 65,536 bytes: Go 1.20 and earlier request more at once.
fn get_random_values(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    cx.this_object::<Crypto>(&call)?;
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
            let message = "The data argument must be an integer-type TypedArray";
            return Err(dom_exception(cx, message, "TypeMismatchError").into());
        }
    };
    match host.entropy(bytes) {
        Ok(()) => Ok(array),
        Err(errno) => Err(cx.system_error(errno, "getrandom", &[]).into()),
    }
}

/// `randomUUID()` (§10.1.2). The UUID is of version 4 (RFC 9562 §5.4).
fn random_uuid(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    cx.this_object::<Crypto>(&call)?;
    let uuid = uuid_text(cx.random()?);
    Ok(cx.heap().string_from(uuid).into())
}

/// Formats random bytes as a UUID, after setting the bits for version 4 and for RFC 9562's variant.
fn uuid_text(bytes: [u8; 16]) -> String {
    let bits = u128::from_be_bytes(bytes);
    let high = (bits >> 64) as u64 & !0xf000 | 0x4000;
    let low = bits as u64 & (u64::MAX >> 2) | 1 << 63;
    let [time_low, time_mid, version] = [high >> 32, high >> 16 & 0xffff, high & 0xffff];
    format!("{time_low:08x}-{time_mid:04x}-{version:04x}-{:04x}-{:012x}", low >> 48, low & 0xffff_ffff_ffff)
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
