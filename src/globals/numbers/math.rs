//! `Math` (ECMA-262 §21.3).
//!
//! The standard leaves the last digits of most functions to the implementation. [`fdlibm`], [`power`] and `libm` compute
//! those of V8 on every platform. The exceptions are the sine and cosine of numbers above 800,000, whose last digit can
//! differ.

use core::f64::consts;

use alloc::vec::Vec;

use super::{fdlibm, power};
use crate::js::{Arguments, Attributes, Builtin, Context, Symbol, Thrown, Value, number::to_uint32};

macro_rules! unary {
    ($name:literal, $function:expr) => {
        Builtin::method($name, 1, |cx, call| {
            let function: fn(f64) -> f64 = $function;
            Ok(function(cx.to_number(call.get(0))?).into())
        })
    };
}

pub(in crate::globals) static MATH: &[Builtin] = &[
    unary!("abs", f64::abs),
    unary!("acos", libm::acos),
    unary!("acosh", fdlibm::acosh),
    unary!("asin", libm::asin),
    unary!("asinh", fdlibm::asinh),
    unary!("atan", libm::atan),
    unary!("atanh", fdlibm::atanh),
    Builtin::method("atan2", 2, atan2),
    unary!("ceil", libm::ceil),
    unary!("cbrt", fdlibm::cbrt),
    unary!("expm1", libm::expm1),
    unary!("clz32", |number| to_uint32(number).leading_zeros().into()),
    unary!("cos", fdlibm::cos),
    unary!("cosh", fdlibm::cosh),
    unary!("exp", fdlibm::exp),
    unary!("floor", libm::floor),
    unary!("fround", |number| f64::from(number as f32)),
    Builtin::method("hypot", 2, hypot),
    Builtin::method("imul", 2, imul),
    unary!("log", fdlibm::log),
    unary!("log1p", fdlibm::log1p),
    unary!("log2", libm::log2),
    unary!("log10", fdlibm::log10),
    Builtin::method("max", 2, max),
    Builtin::method("min", 2, min),
    Builtin::method("pow", 2, pow),
    Builtin::method("random", 0, random),
    unary!("round", round),
    unary!("sign", sign),
    unary!("sin", fdlibm::sin),
    unary!("sinh", fdlibm::sinh),
    unary!("sqrt", libm::sqrt),
    unary!("tan", libm::tan),
    unary!("tanh", fdlibm::tanh),
    unary!("trunc", libm::trunc),
    Builtin::constant("E", consts::E),
    Builtin::constant("LN10", consts::LN_10),
    Builtin::constant("LN2", consts::LN_2),
    Builtin::constant("LOG10E", consts::LOG10_E),
    Builtin::constant("LOG2E", consts::LOG2_E),
    Builtin::constant("PI", consts::PI),
    Builtin::constant("SQRT1_2", consts::FRAC_1_SQRT_2),
    Builtin::constant("SQRT2", consts::SQRT_2),
    Builtin::string("", "Math").at(Symbol::TO_STRING_TAG).with(Attributes::CONFIGURABLE),
];

/// Converts all arguments to numbers, before any of them is used.
fn numbers(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<Vec<f64>, Thrown> {
    call.list.iter().map(|&value| cx.to_number(value)).collect()
}

/// Converts the first two arguments to numbers.
fn pair(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<(f64, f64), Thrown> {
    Ok((cx.to_number(call.get(0))?, cx.to_number(call.get(1))?))
}

/// `Math.atan2` (§21.3.2.8).
fn atan2(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (y, x) = pair(cx, &call)?;
    Ok(fdlibm::atan2(y, x).into())
}

/// `Math.hypot` (§21.3.2.18). Scales by the largest number and sums with Kahan's compensation, as V8 does.
fn hypot(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let numbers = numbers(cx, &call)?;
    if numbers.iter().any(|number| number.is_infinite()) {
        return Ok(f64::INFINITY.into());
    }
    if numbers.iter().any(|number| number.is_nan()) {
        return Ok(f64::NAN.into());
    }
    let largest = numbers.iter().fold(0.0, |largest: f64, number| largest.max(number.abs()));
    if largest == 0.0 {
        return Ok(0.0.into());
    }
    let (mut sum, mut compensation) = (0.0, 0.0);
    for number in numbers {
        let scaled = number.abs() / largest;
        let summand = scaled * scaled - compensation;
        let preliminary = sum + summand;
        compensation = (preliminary - sum) - summand;
        sum = preliminary;
    }
    Ok((libm::sqrt(sum) * largest).into())
}

/// `Math.imul` (§21.3.2.19).
fn imul(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (a, b) = pair(cx, &call)?;
    Ok((to_uint32(a).wrapping_mul(to_uint32(b)) as i32).into())
}

/// `Math.max` (§21.3.2.24).
fn max(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let numbers = numbers(cx, &call)?;
    Ok(numbers.into_iter().fold(f64::NEG_INFINITY, |a, b| extreme(a, b, a < b, a.is_sign_negative())).into())
}

/// `Math.min` (§21.3.2.25).
fn min(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let numbers = numbers(cx, &call)?;
    Ok(numbers.into_iter().fold(f64::INFINITY, |a, b| extreme(a, b, b < a, b.is_sign_negative())).into())
}

/// Returns `b` if it is further out than `a`, or if they are equal and `is_further_if_equal` is set, and `a` otherwise.
/// Returns NaN if either is NaN.
fn extreme(a: f64, b: f64, is_further: bool, is_further_if_equal: bool) -> f64 {
    if a.is_nan() || b.is_nan() {
        f64::NAN
    } else if is_further || (a == b && is_further_if_equal) {
        b
    } else {
        a
    }
}

/// `Math.pow` (§21.3.2.26).
fn pow(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (base, exponent) = pair(cx, &call)?;
    Ok(power::pow(base, exponent).into())
}

/// `Math.random` (§21.3.2.27), from the entropy of the host. If that fails, it throws the same error as
/// `crypto.getRandomValues`, and never falls back to predictable numbers.
fn random(cx: &mut Context<'_>, _: Arguments<'_>) -> Result<Value, Thrown> {
    // 53 bits, which is the precision of a number.
    Ok(((u64::from_le_bytes(cx.random()?) >> 11) as f64 * f64::EPSILON / 2.0).into())
}

/// `Math.round` (§21.3.2.28). Rounds halves up.
fn round(number: f64) -> f64 {
    let below = libm::floor(number);
    let rounded = if number - below >= 0.5 { below + 1.0 } else { below };
    libm::copysign(rounded, number)
}

/// `Math.sign` (§21.3.2.29).
fn sign(number: f64) -> f64 {
    if number == 0.0 || number.is_nan() { number } else { libm::copysign(1.0, number) }
}

#[cfg(test)]
mod tests {
    use super::*;

    // The results of `Math.round(number)` in Node.
    #[test]
    fn halves_are_rounded_up() {
        for (number, rounded) in [
            (0.5, 1.0),
            (-0.5, -0.0),
            (-1.5, -1.0),
            (2.5, 3.0),
            (0.49999999999999994, 0.0),
            (-0.0, -0.0),
            (-1e-300, -0.0),
            (4503599627370495.5, 4503599627370496.0),
            (9007199254740991.0, 9007199254740991.0),
            (f64::NEG_INFINITY, f64::NEG_INFINITY),
        ] {
            let actual: f64 = round(number);
            assert_eq!(actual.to_bits(), f64::to_bits(rounded), "Math.round({number}) is {actual}");
        }
        assert!(round(f64::NAN).is_nan());
    }
}
