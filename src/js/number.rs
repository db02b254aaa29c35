//! Conversions of numbers to integers, and to and from text (ECMA-262 §7.1).

use alloc::string::{String, ToString};

use super::{heap::Heap, integer::Integer, numerals::Numerals, price};

/// The largest safe integer, `Number.MAX_SAFE_INTEGER` (ECMA-262 §21.1.2.6): the integers up to it have distinct
/// numbers.
pub(crate) const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

const TWO_32: f64 = 4_294_967_296.0;

/// Converts a number to its integer part modulo 2³² (ECMA-262 §7.1.7 ToUint32).
pub(crate) fn to_uint32(number: f64) -> u32 {
    if number.is_finite() {
        let modulo = libm::fmod(libm::trunc(number), TWO_32);
        // An integer between −2³² and 2³², both exclusive: exact as an `i64`, whose low half is the result.
        modulo as i64 as u32
    } else {
        0
    }
}

/// Converts a number to an integer or an infinity, and NaN to 0 (ECMA-262 §7.1.5 ToIntegerOrInfinity).
pub(crate) fn to_integer_or_infinity(number: f64) -> f64 {
    if number.is_nan() { 0.0 } else { libm::trunc(number) + 0.0 }
}

/// Formats a number in radix 10 (ECMA-262 §6.1.6.1.20 Number::toString).
///
/// This links the tables of [`Numerals::QUICK`]. Code that must also work without them calls [`Heap::number_text`].
pub(crate) fn to_string(number: f64) -> String {
    to_numeral(number, &Numerals::QUICK)
}

fn to_numeral(number: f64, numerals: &Numerals) -> String {
    if libm::trunc(number) == number && number.abs() < 1e15 {
        // Integers are the most frequent, and need no shortest-digits search.
        return (number as i64).to_string();
    }
    (numerals.write)(number)
}

impl Heap {
    /// Formats a number in radix 10, with the numerals of this heap.
    pub(crate) fn number_text(&self, number: f64) -> String {
        self.charge(price::NUMBER);
        to_numeral(number, self.numerals())
    }

    /// Parses a number with the numerals of this heap (ECMA-262 §7.1.4.1.1 StringToNumber).
    pub(crate) fn number_from_text(&self, text: &str) -> f64 {
        self.charge(price::NUMBER);
        from_numeral(text, self.numerals())
    }
}

/// Returns whether a character is white space or a line terminator (ECMA-262 §12.2, §12.3).
pub(crate) fn is_white_space(c: char) -> bool {
    matches!(c, '\u{9}'..='\u{d}' | ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}'
        | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\u{feff}')
}

/// Parses a number (ECMA-262 §7.1.4.1.1 StringToNumber).
///
/// This links the tables of [`Numerals::QUICK`]. Code that must also work without them calls
/// [`Heap::number_from_text`].
pub(crate) fn from_str(text: &str) -> f64 {
    from_numeral(text, &Numerals::QUICK)
}

fn from_numeral(text: &str, numerals: &Numerals) -> f64 {
    let text = text.trim_matches(is_white_space);
    let (sign, unsigned) = match text.as_bytes().first() {
        Some(b'-') => (-1.0, text.get(1..).unwrap_or_default()),
        Some(b'+') => (1.0, text.get(1..).unwrap_or_default()),
        _ => (1.0, text),
    };
    match unsigned.as_bytes() {
        [] => return if text.is_empty() { 0.0 } else { f64::NAN },
        // A literal with a radix prefix cannot have a sign.
        [b'0', b'x' | b'X', digits @ ..] if unsigned.len() == text.len() => return digits_to_number(digits, 4),
        [b'0', b'o' | b'O', digits @ ..] if unsigned.len() == text.len() => return digits_to_number(digits, 3),
        [b'0', b'b' | b'B', digits @ ..] if unsigned.len() == text.len() => return digits_to_number(digits, 1),
        _ => {}
    }
    if unsigned == "Infinity" {
        return sign * f64::INFINITY;
    }
    // After the sign, Rust's grammar matches the standard's, except for the names of infinity and NaN.
    if unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        sign * (numerals.read)(unsigned)
    } else {
        f64::NAN
    }
}

/// Converts digits of `bits` bits each to a number. Returns NaN if there are none, or if a character is not a digit.
fn digits_to_number(digits: &[u8], bits: u32) -> f64 {
    let (digits, rest) = split_digits(digits, 1 << bits);
    if rest.is_empty() && !digits.is_empty() { binary_digits_to_number(digits, bits) } else { f64::NAN }
}

/// Splits a text after its leading digits.
fn split_digits(text: &[u8], radix: u32) -> (&[u8], &[u8]) {
    let is_digit = |&byte: &u8| char::from(byte).is_digit(radix);
    text.split_at(text.iter().position(|byte| !is_digit(byte)).unwrap_or(text.len()))
}

/// Returns the number nearest to the value of digits of `bits` bits each.
fn binary_digits_to_number(digits: &[u8], bits: u32) -> f64 {
    let mut significand = 0_u64;
    let mut exponent = 0_u32;
    for digit in digits.iter().filter_map(|&byte| char::from(byte).to_digit(1 << bits)) {
        // Dropped digits are below the rounding bit: it only matters whether all of them are zero.
        if significand >> 58 == 0 {
            significand = (significand << bits) | u64::from(digit);
        } else {
            significand |= u64::from(digit != 0);
            exponent = exponent.saturating_add(bits);
        }
    }
    libm::scalbn(significand as f64, i32::try_from(exponent).unwrap_or(i32::MAX))
}

/// Returns the number nearest to the value of decimal digits.
fn decimal_digits_to_number(digits: &[u8], numerals: &Numerals) -> f64 {
    core::str::from_utf8(digits).map_or(f64::NAN, numerals.read)
}

/// The number of digits, without leading zeros, from which a value is infinite in any radix.
const INFINITE_DIGITS: usize = 1025;

/// Returns the number nearest to the value of digits in a radix.
fn digits_of_radix_to_number(digits: &[u8], radix: u32) -> f64 {
    match radix {
        10 => decimal_digits_to_number(digits, &Numerals::QUICK),
        _ if radix.is_power_of_two() => binary_digits_to_number(digits, radix.ilog2()),
        _ => {
            let zeros = digits.iter().take_while(|&&byte| byte == b'0').count();
            let digits = digits.get(zeros..).unwrap_or_default();
            if digits.len() >= INFINITE_DIGITS {
                return f64::INFINITY;
            }
            Integer::from_digits(false, digits, radix).map_or(f64::NAN, |integer| integer.to_number())
        }
    }
}

/// Parses the integer that a text begins with, or returns NaN (ECMA-262 §19.2.5 parseInt). Radix 0 means 10, or 16
/// after `0x`.
fn parse_int_by(text: &str, radix: i32, to_number: impl FnOnce(&[u8], u32) -> f64) -> f64 {
    let text = text.trim_start_matches(is_white_space).as_bytes();
    let (sign, text) = match text {
        [b'-', rest @ ..] => (-1.0, rest),
        [b'+', rest @ ..] => (1.0, rest),
        _ => (1.0, text),
    };
    let (radix, text) = match (radix, text) {
        (0 | 16, [b'0', b'x' | b'X', rest @ ..]) => (16, rest),
        (0, _) => (10, text),
        (2..=36, _) => (radix.unsigned_abs(), text),
        _ => return f64::NAN,
    };
    let (digits, _) = split_digits(text, radix);
    if digits.is_empty() { f64::NAN } else { sign * to_number(digits, radix) }
}

/// Evaluates `parseInt(text, radix)` (ECMA-262 §19.2.5).
pub(crate) fn parse_int_radix(text: &str, radix: i32) -> f64 {
    parse_int_by(text, radix, digits_of_radix_to_number)
}

/// Evaluates `parseInt(text)`, without a radix.
pub(crate) fn parse_int(text: &str, numerals: &Numerals) -> f64 {
    parse_int_by(text, 0, |digits, radix| match radix {
        10 => decimal_digits_to_number(digits, numerals),
        _ => binary_digits_to_number(digits, radix.ilog2()),
    })
}

/// Parses the decimal literal that a text begins with, or returns NaN (ECMA-262 §19.2.4 parseFloat).
#[expect(clippy::arithmetic_side_effects, reason = "positions within a text in memory do not overflow")]
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
    // The remaining literal follows the grammar that Rust and the standard share.
    text.get(..signed + end).and_then(|literal| literal.parse().ok()).unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    // All expected values are what Node 20 prints for the same expression.

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
            let actual = parse_int(text, &Numerals::QUICK);
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
