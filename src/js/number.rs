//! Numbers: their conversions to integers and to and from text (ECMA-262 §7.1).

use alloc::string::{String, ToString};

/// The largest integer up to which each has a number of its own: `Number.MAX_SAFE_INTEGER` (ECMA-262 §21.1.2.6).
pub(crate) const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

use super::bigint;

const TWO_32: f64 = 4_294_967_296.0;

/// ECMA-262 §7.1.7 ToUint32: the integer part, modulo 2³².
pub(crate) fn to_uint32(number: f64) -> u32 {
    if number.is_finite() {
        let modulo = libm::fmod(libm::trunc(number), TWO_32);
        // From −2³² exclusive to 2³² exclusive, and an integer: exact as an `i64`, whose low half is the result.
        modulo as i64 as u32
    } else {
        0
    }
}

/// ECMA-262 §7.1.5 ToIntegerOrInfinity.
pub(crate) fn to_integer_or_infinity(number: f64) -> f64 {
    if number.is_nan() { 0.0 } else { libm::trunc(number) + 0.0 }
}

/// ECMA-262 §6.1.6.1.20 Number::toString, radix 10.
pub(crate) fn to_string(number: f64) -> String {
    if libm::trunc(number) == number && number.abs() < 1e15 {
        // Integers are the most frequent, and need no shortest-digits search.
        return (number as i64).to_string();
    }
    ryu_js::Buffer::new().format(number).to_string()
}

/// White space and line terminators of ECMA-262 §12.2 and §12.3.
pub(crate) fn is_white_space(c: char) -> bool {
    matches!(c, '\u{9}'..='\u{d}' | ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}'
        | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\u{feff}')
}

/// ECMA-262 §7.1.4.1.1 StringToNumber.
pub(crate) fn from_str(text: &str) -> f64 {
    let text = text.trim_matches(is_white_space);
    let (sign, unsigned) = match text.as_bytes().first() {
        Some(b'-') => (-1.0, &text[1..]),
        Some(b'+') => (1.0, &text[1..]),
        _ => (1.0, text),
    };
    match unsigned.as_bytes() {
        [] => return if text.is_empty() { 0.0 } else { f64::NAN },
        // A literal with a radix takes no sign.
        [b'0', b'x' | b'X', digits @ ..] if unsigned.len() == text.len() => return digits_to_number(digits, 16),
        [b'0', b'o' | b'O', digits @ ..] if unsigned.len() == text.len() => return digits_to_number(digits, 8),
        [b'0', b'b' | b'B', digits @ ..] if unsigned.len() == text.len() => return digits_to_number(digits, 2),
        _ => {}
    }
    if unsigned == "Infinity" {
        return sign * f64::INFINITY;
    }
    // Beyond the sign, Rust's grammar is the standard's but for the names that it gives infinity and NaN.
    if unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        unsigned.parse().map_or(f64::NAN, |number: f64| sign * number)
    } else {
        f64::NAN
    }
}

/// The number that one or more digits make, NaN where one is none.
fn digits_to_number(digits: &[u8], radix: u32) -> f64 {
    match leading_digits(digits, radix) {
        (number, count) if count == digits.len() && count > 0 => number,
        _ => f64::NAN,
    }
}

/// So many digits, in any radix, are a number beyond the largest.
const INFINITE_DIGITS: usize = 1025;

/// The number nearest to what the digits at the beginning make, and how many they are.
fn leading_digits(text: &[u8], radix: u32) -> (f64, usize) {
    let digit = |&byte: &u8| char::from(byte).to_digit(radix);
    let count = text.iter().take_while(|byte| digit(byte).is_some()).count();
    let digits = text.get(..count).unwrap_or_default();
    let zeros = digits.iter().take_while(|&&byte| byte == b'0').count();
    let digits = digits.get(zeros..).unwrap_or_default();
    let number = if radix == 10 {
        core::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok()).unwrap_or(0.0)
    } else if digits.len() <= 12 {
        // Twelve digits of radix 36 are less than 2⁶³: one rounding, to the nearest.
        digits.iter().filter_map(digit).fold(0_u64, |sum, digit| sum * u64::from(radix) + u64::from(digit)) as f64
    } else if digits.len() >= INFINITE_DIGITS {
        f64::INFINITY
    } else {
        num_bigint::BigInt::parse_bytes(digits, radix).map_or(0.0, |integer| bigint::to_number(&integer))
    };
    (number, count)
}

/// ECMA-262 §19.2.5: the integer that a text begins with, or NaN. Radix 0 is 10, or 16 after `0x`.
pub(crate) fn parse_int_radix(text: &str, radix: i32) -> f64 {
    let text = text.trim_start_matches(is_white_space).as_bytes();
    let (sign, text) = match text {
        [b'-', rest @ ..] => (-1.0, rest),
        [b'+', rest @ ..] => (1.0, rest),
        _ => (1.0, text),
    };
    let (number, count) = match (radix, text) {
        (0 | 16, [b'0', b'x' | b'X', rest @ ..]) => leading_digits(rest, 16),
        (0, _) => leading_digits(text, 10),
        (2..=36, _) => leading_digits(text, radix.unsigned_abs()),
        _ => return f64::NAN,
    };
    if count == 0 { f64::NAN } else { sign * number }
}

/// `parseInt(text)` without a radix.
pub(crate) fn parse_int(text: &str) -> f64 {
    parse_int_radix(text, 0)
}

/// ECMA-262 §19.2.4: the decimal number that a text begins with, or NaN.
pub(crate) fn parse_float(text: &str) -> f64 {
    let text = text.trim_start_matches(is_white_space);
    let signed = usize::from(text.starts_with(['-', '+']));
    let unsigned = text.get(signed..).unwrap_or_default();
    if unsigned.starts_with("Infinity") {
        return if text.starts_with('-') { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    let bytes = unsigned.as_bytes();
    let digits_from =
        |start: usize| bytes.get(start..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_digit()).count();
    let whole = digits_from(0);
    let mut end = whole;
    if bytes.get(end) == Some(&b'.') {
        let fraction = digits_from(end + 1);
        if whole + fraction > 0 {
            end += 1 + fraction;
        }
    }
    if end == 0 {
        return f64::NAN;
    }
    if let Some(b'e' | b'E') = bytes.get(end) {
        let start = end + 1 + usize::from(matches!(bytes.get(end + 1), Some(b'-' | b'+')));
        let exponent = digits_from(start);
        if exponent > 0 {
            end = start + exponent;
        }
    }
    // What is left is of the standard's grammar, which is Rust's.
    text.get(..signed + end).and_then(|literal| literal.parse().ok()).unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    // Every expectation here is what Node 20 prints for the same expression.

    #[test]
    fn numbers_print_as_in_javascript() {
        for (number, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (1.0, "1"),
            (-42.0, "-42"),
            (0.1, "0.1"),
            (1e21, "1e+21"),
            (123456789012345680000.0, "123456789012345680000"),
            (1e-7, "1e-7"),
            (0.000001, "0.000001"),
            (f64::MAX, "1.7976931348623157e+308"),
            (5e-324, "5e-324"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-Infinity"),
            (999999999999999.0, "999999999999999"),
            (9007199254740993.0, "9007199254740992"),
        ] {
            assert_eq!(to_string(number), text);
        }
    }

    #[test]
    fn text_becomes_numbers_as_in_javascript() {
        for (text, number) in [
            ("", 0.0),
            (" \n\u{feff}12\u{a0}", 12.0),
            ("-0x10", f64::NAN),
            ("0x1F", 31.0),
            ("0b101", 5.0),
            ("0o17", 15.0),
            ("0x", f64::NAN),
            ("1e3", 1000.0),
            (".5", 0.5),
            ("5.", 5.0),
            (".", f64::NAN),
            ("+", f64::NAN),
            ("+-1", f64::NAN),
            ("Infinity", f64::INFINITY),
            ("-Infinity", f64::NEG_INFINITY),
            ("inf", f64::NAN),
            ("nan", f64::NAN),
            ("1_000", f64::NAN),
            ("12px", f64::NAN),
            ("1e1000", f64::INFINITY),
        ] {
            let actual = from_str(text);
            assert!(actual == number || (actual.is_nan() && number.is_nan()), "Number({text:?}) is {actual}");
        }
        assert!(from_str("-0").is_sign_negative());
    }

    #[test]
    fn parse_int_reads_what_a_text_begins_with() {
        for (text, number) in [
            ("42", 42.0),
            ("  -7.9", -7.0),
            ("12px", 12.0),
            ("1e+21", 1.0),
            ("0x1f", 31.0),
            ("0x", f64::NAN),
            ("NaN", f64::NAN),
            ("", f64::NAN),
            ("9007199254740993", 9007199254740992.0),
        ] {
            let actual = parse_int(text);
            assert!(actual == number || (actual.is_nan() && number.is_nan()), "parseInt({text:?}) is {actual}");
        }
    }

    #[test]
    fn parse_int_takes_a_radix() {
        for (text, radix, number) in [
            ("0x1f", 16, 31.0),
            ("0x1f", 10, 0.0),
            ("1f", 16, 31.0),
            ("zz", 36, 1295.0),
            ("12", 2, 1.0),
            ("2", 2, f64::NAN),
            ("10", 1, f64::NAN),
            ("10", 37, f64::NAN),
            ("10", -2, f64::NAN),
            ("-11", 2, -3.0),
            ("20000000000001", 16, 9007199254740992.0),
            ("20000000000003", 16, 9007199254740996.0),
            ("100000000000000000000000000000000000000000000000000001", 2, 9007199254740992.0),
            ("100000000000000000000000000000000000000000000000000011", 2, 9007199254740996.0),
        ] {
            let actual = parse_int_radix(text, radix);
            assert!(
                actual == number || (actual.is_nan() && number.is_nan()),
                "parseInt({text:?}, {radix}) is {actual}"
            );
        }
        assert!(parse_int_radix("-0", 0).is_sign_negative());
        assert_eq!(parse_int_radix(&"1".repeat(1024), 2), f64::INFINITY);
        assert_eq!(parse_int_radix(&"1".repeat(1023), 2), 8.98846567431158e307);
        assert_eq!(parse_int_radix(&("0".repeat(5000) + "7"), 8), 7.0);
    }

    #[test]
    fn parse_float_reads_what_a_text_begins_with() {
        for (text, number) in [
            (" 3.15abc", 3.15),
            ("-.5e1x", -5.0),
            ("5.", 5.0),
            (".", f64::NAN),
            ("-.", f64::NAN),
            ("1e", 1.0),
            ("1e+", 1.0),
            ("1e+2", 100.0),
            ("1.e2", 100.0),
            ("e5", f64::NAN),
            ("", f64::NAN),
            ("+Infinityx", f64::INFINITY),
            ("-Infinity", f64::NEG_INFINITY),
            ("inf", f64::NAN),
            ("0x10", 0.0),
            ("1_000", 1.0),
            ("--1", f64::NAN),
            ("1.2.3", 1.2),
        ] {
            let actual = parse_float(text);
            assert!(actual == number || (actual.is_nan() && number.is_nan()), "parseFloat({text:?}) is {actual}");
        }
        assert!(parse_float("-0").is_sign_negative());
    }

    #[test]
    fn integers_wrap_modulo_2_to_the_32() {
        for (number, unsigned) in [
            (0.0, 0_u32),
            (-1.0, 4_294_967_295),
            (-0.5, 0),
            (4_294_967_296.0, 0),
            (1e20, 1_661_992_960),
            (-1e20, 2_632_974_336),
            (f64::NAN, 0),
            (f64::INFINITY, 0),
        ] {
            assert_eq!(to_uint32(number), unsigned, "{number} >>> 0");
        }
    }
}
