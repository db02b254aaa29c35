//! Numbers and dates (ECMA-262 §21), and the number functions and constants of the global object (§19.1, §19.2).

mod bigint;
mod date;
mod fdlibm;
mod format;
mod math;
mod number;
mod power;

pub(in crate::globals) use self::date::{DATE, iso_text};
use crate::js::Builtin;

pub(in crate::globals) static GLOBALS: &[Builtin] = &[
    Builtin::class(&number::NUMBER),
    Builtin::method("parseFloat", 1, number::parse_float),
    Builtin::method("parseInt", 2, number::parse_int),
    Builtin::constant("Infinity", f64::INFINITY),
    Builtin::constant("NaN", f64::NAN),
    Builtin::undefined("undefined"),
    Builtin::method("isFinite", 1, number::is_finite),
    Builtin::method("isNaN", 1, number::is_nan),
    Builtin::namespace("Math", math::MATH),
    Builtin::class(&bigint::BIGINT),
];
