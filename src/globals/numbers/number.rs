//! `Number` (ECMA-262 §21.1), and the number functions of the global object (§19.2).

use alloc::string::String;

use super::format;
use crate::{
    globals::fundamental::this_primitive,
    js::{Arguments, Builtin, Class, Context, Intrinsic, Kind, Thrown, Value, number, number::MAX_SAFE_INTEGER, price},
};

pub(in crate::globals) static NUMBER: Class = Class::new(Intrinsic::Number, "Number")
    .constructor(1, construct)
    .statics(&[
        Builtin::method("isFinite", 1, |_, call| Ok(call.get(0).as_number().is_some_and(f64::is_finite).into())),
        Builtin::method("isInteger", 1, |_, call| Ok(call.get(0).as_number().is_some_and(is_integer).into())),
        Builtin::method("isNaN", 1, |_, call| Ok(call.get(0).as_number().is_some_and(f64::is_nan).into())),
        Builtin::method("isSafeInteger", 1, is_safe_integer),
        Builtin::same_as_global("parseFloat"),
        Builtin::same_as_global("parseInt"),
        Builtin::constant("MAX_VALUE", f64::MAX),
        Builtin::constant("MIN_VALUE", 5e-324),
        Builtin::constant("NaN", f64::NAN),
        Builtin::constant("NEGATIVE_INFINITY", f64::NEG_INFINITY),
        Builtin::constant("POSITIVE_INFINITY", f64::INFINITY),
        Builtin::constant("MAX_SAFE_INTEGER", MAX_SAFE_INTEGER),
        Builtin::constant("MIN_SAFE_INTEGER", -MAX_SAFE_INTEGER),
        Builtin::constant("EPSILON", f64::EPSILON),
    ])
    .prototype(&[
        Builtin::method("toExponential", 1, to_exponential),
        Builtin::method("toFixed", 1, to_fixed),
        Builtin::method("toPrecision", 1, to_precision),
        Builtin::method("toString", 1, to_string),
        Builtin::method("valueOf", 0, |cx, call| this_number(cx, &call).map(Value::from)),
        Builtin::method("toLocaleString", 0, to_locale_string),
    ]);

/// `Number` (§21.1.1.1).
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let number = match call.list.first() {
        None => 0.0,
        Some(&value) => match cx.to_numeric(value)? {
            Value::BigInt(integer) => {
                let length = cx.heap().digits(integer).len();
                cx.charge(price::each(length))?;
                // Rust's parser gives the nearest number, or infinity.
                cx.heap().digits(integer).parse().unwrap_or(f64::NAN)
            }
            numeric => numeric.as_number().unwrap_or(f64::NAN),
        },
    };
    match call.new_target {
        Some(new_target) => Ok(cx.create(new_target, Intrinsic::Number, Kind::Primitive(number.into()))?.into()),
        None => Ok(number.into()),
    }
}

fn is_integer(number: f64) -> bool {
    number.is_finite() && libm::trunc(number) == number
}

/// `Number.isSafeInteger` (§21.1.2.5).
fn is_safe_integer(_: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let is_safe = |number: f64| is_integer(number) && number.abs() <= MAX_SAFE_INTEGER;
    Ok(call.get(0).as_number().is_some_and(is_safe).into())
}

/// `isFinite` (§19.2.2).
pub(super) fn is_finite(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok(cx.to_number(call.get(0))?.is_finite().into())
}

/// `isNaN` (§19.2.3).
pub(super) fn is_nan(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok(cx.to_number(call.get(0))?.is_nan().into())
}

/// `parseFloat` (§19.2.4).
pub(super) fn parse_float(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let text = cx.to_string(call.get(0))?;
    Ok(number::parse_float(cx.heap().text(text)).into())
}

/// `parseInt` (§19.2.5). Returns the nearest number in every radix. Beyond twenty digits, the standard leaves the
/// precision to the implementation.
pub(super) fn parse_int(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let text = cx.to_string(call.get(0))?;
    let radix = number::to_uint32(cx.to_number(call.get(1))?) as i32;
    Ok(number::parse_int_radix(cx.heap().text(text), radix).into())
}

/// `ThisNumberValue` (§21.1.3.7.1).
fn this_number(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<f64, Thrown> {
    this_primitive(cx, call, "Number", Value::as_number)
}

fn string(cx: &mut Context<'_>, text: String) -> Result<Value, Thrown> {
    Ok(cx.heap().string_from(text).into())
}

/// Returns a digit count between `least` and 100, or throws a `RangeError`.
fn digits(cx: &mut Context<'_>, digits: f64, least: u8, message: &str) -> Result<usize, Thrown> {
    if (f64::from(least)..=100.0).contains(&digits) { Ok(digits as usize) } else { Err(cx.range_error(message)) }
}

/// `Number.prototype.toExponential` (§21.1.3.2).
fn to_exponential(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let number = this_number(cx, &call)?;
    let fraction = cx.to_integer(call.get(0))?;
    if !number.is_finite() {
        return string(cx, number::to_string(number));
    }
    let fraction = digits(cx, fraction, 0, "toExponential() argument must be between 0 and 100")?;
    let fraction = if matches!(call.get(0), Value::Undefined) { None } else { Some(fraction) };
    string(cx, format::exponential(number, fraction))
}

/// `Number.prototype.toFixed` (§21.1.3.3).
fn to_fixed(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let number = this_number(cx, &call)?;
    let fraction = cx.to_integer(call.get(0))?;
    let fraction = digits(cx, fraction, 0, "toFixed() digits argument must be between 0 and 100")?;
    string(cx, format::fixed(number, fraction))
}

/// `Number.prototype.toLocaleString` (§21.1.3.4), in Node's default locale, `en-US`. Ignores the locale and the
/// options.
fn to_locale_string(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let number = this_number(cx, &call)?;
    string(cx, format::grouped(number))
}

/// `Number.prototype.toPrecision` (§21.1.3.5).
fn to_precision(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let number = this_number(cx, &call)?;
    if matches!(call.get(0), Value::Undefined) {
        return string(cx, number::to_string(number));
    }
    let precision = cx.to_integer(call.get(0))?;
    if !number.is_finite() {
        return string(cx, number::to_string(number));
    }
    let precision = digits(cx, precision, 1, "toPrecision() argument must be between 1 and 100")?;
    string(cx, format::precision(number, precision))
}

/// `Number.prototype.toString` (§21.1.3.6).
fn to_string(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let number = this_number(cx, &call)?;
    match radix(cx, call.get(0))? {
        10 => string(cx, number::to_string(number)),
        radix => string(cx, format::radix(number, radix)),
    }
}

/// Converts the argument of `toString` to a radix.
pub(super) fn radix(cx: &mut Context<'_>, radix: Value) -> Result<u32, Thrown> {
    if matches!(radix, Value::Undefined) {
        return Ok(10);
    }
    let radix = cx.to_integer(radix)?;
    if (2.0..=36.0).contains(&radix) {
        Ok(radix as u32)
    } else {
        Err(cx.range_error("toString() radix argument must be between 2 and 36"))
    }
}
