//! `BigInt` (ECMA-262 §21.2).

use alloc::format;

use super::{format::push_groups, number};
use crate::{
    globals::fundamental::this_primitive,
    js::{Arguments, Builtin, Class, Context, Hint, Integer, Intrinsic, Thrown, Value, number::MAX_SAFE_INTEGER},
};

pub(in crate::globals) static BIGINT: Class = Class::new(Intrinsic::BigInt, "BigInt")
    .constructor(1, construct)
    .statics(&[Builtin::method("asUintN", 2, as_uint_n), Builtin::method("asIntN", 2, as_int_n)])
    .prototype(&[
        Builtin::method("toLocaleString", 0, to_locale_string),
        Builtin::method("toString", 0, to_string),
        Builtin::method("valueOf", 0, |cx, call| this_bigint(cx, &call).map(Value::from)),
    ])
    .tagged();

/// `BigInt` (§21.2.1.1).
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    if call.new_target.is_some() {
        return Err(cx.type_error("BigInt is not a constructor"));
    }
    match cx.to_primitive(call.get(0), Hint::Number)? {
        Value::Number(number) => match Integer::from_number(number) {
            Some(integer) => Ok(cx.made_bigint(&integer)?.into()),
            None => {
                let shown = crate::js::number::to_string(number);
                let why = "cannot be converted to a BigInt because it is not an integer";
                Err(cx.range_error(&format!("The number {shown} {why}")))
            }
        },
        primitive => Ok(cx.to_bigint(primitive)?.into()),
    }
}

/// `BigInt.asIntN` (§21.2.2.1).
fn as_int_n(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let bits = bits(cx, call.get(0))?;
    let integer = cx.to_bigint(call.get(1))?;
    Ok(cx.as_int_n(bits, integer)?.into())
}

/// `BigInt.asUintN` (§21.2.2.2).
fn as_uint_n(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let bits = bits(cx, call.get(0))?;
    let integer = cx.to_bigint(call.get(1))?;
    Ok(cx.as_uint_n(bits, integer)?.into())
}

/// Converts an argument to a number of bits (`ToIndex`, §7.1.22).
fn bits(cx: &mut Context<'_>, value: Value) -> Result<u64, Thrown> {
    let bits = cx.to_integer(value)?;
    if (0.0..=MAX_SAFE_INTEGER).contains(&bits) {
        Ok(bits as u64)
    } else {
        Err(cx.range_error("Invalid value: not (convertible to) a safe integer"))
    }
}

/// `ThisBigIntValue` (§21.2.3.4.1).
fn this_bigint(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<crate::js::BigInt, Thrown> {
    this_primitive(cx, call, "BigInt", |value| match value {
        Value::BigInt(bigint) => Some(bigint),
        _ => None,
    })
}

/// `BigInt.prototype.toLocaleString` (§21.2.3.2), in Node's default locale, `en-US`.
fn to_locale_string(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let bigint = this_bigint(cx, &call)?;
    let mut text = cx.text();
    let digits = cx.heap().digits(bigint);
    let magnitude = digits.trim_start_matches('-');
    text.push_str(if magnitude.len() < digits.len() { "-" } else { "" });
    push_groups(&mut text, magnitude);
    cx.finish(text)
}

/// `BigInt.prototype.toString` (§21.2.3.3).
fn to_string(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let bigint = this_bigint(cx, &call)?;
    let radix = number::radix(cx, call.get(0))?;
    let text = cx.bigint_text(bigint, radix)?;
    cx.made(Ok(text))
}
