//! Number formats other than `Number::toString` with radix 10.
#![expect(
    clippy::arithmetic_side_effects,
    clippy::disallowed_methods,
    reason = "powers of ten are those of an `f64`, and digit counts are at most about a thousand"
)]

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use crate::js::{Text, number};

/// The decimal digits of a number that is not negative, and the power of ten of the first digit.
struct Decimal {
    digits: String,
    exponent: i32,
}

impl Decimal {
    /// Parses a positive number as Rust's `{:e}` or [`number::to_string`] write it. Keeps trailing zeros.
    fn parse(text: &str) -> Self {
        let (mantissa, power) = text.split_once('e').unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = [whole, fraction].concat();
        let digits = all.trim_start_matches('0');
        let leading = (all.len() - digits.len()) as i32;
        let exponent = power.parse().unwrap_or(0) + whole.len() as i32 - 1 - leading;
        Decimal { digits: digits.into(), exponent }
    }

    /// Returns the fewest digits that distinguish the number from its neighbours (ECMA-262 §6.1.6.1.20).
    fn shortest(number: f64) -> Self {
        if number == 0.0 {
            return Decimal { digits: "0".into(), exponent: 0 };
        }
        let decimal = Decimal::parse(&number::to_string(number));
        Decimal { digits: decimal.digits.trim_end_matches('0').into(), ..decimal }
    }

    /// Rounds to the nearest number with this many digits, and ties to the larger one.
    fn rounded(number: f64, count: usize) -> Self {
        if number == 0.0 {
            return Decimal { digits: "0".repeat(count), exponent: 0 };
        }
        let mut decimal = Decimal::parse(&format!("{number:.count$e}"));
        let last = decimal.digits.pop();
        if last != Some('5') || !is_midway(number, count as i32 - 1 - decimal.exponent) {
            return Decimal::parse(&format!("{number:.*e}", count.saturating_sub(1)));
        }
        decimal.digits = increment(&decimal.digits);
        if decimal.digits.len() > count {
            decimal.digits.pop();
            decimal.exponent += 1;
        }
        decimal
    }

    /// Formats the digits as in `1.234e+5`.
    fn exponential(&self) -> String {
        let (first, rest) = self.digits.split_at_checked(1).unwrap_or_default();
        let point = if rest.is_empty() { "" } else { "." };
        let sign = if self.exponent < 0 { "" } else { "+" };
        format!("{first}{point}{rest}e{sign}{}", self.exponent)
    }
}

/// Returns whether a positive number is exactly midway between two numbers with this many fractional digits. A negative
/// count is the number of zeros before the point.
fn is_midway(number: f64, fraction: i32) -> bool {
    // The number is `odd` times a power of two. It is midway if twice the number, times 10 to the power of `fraction`,
    // is an odd integer.
    let bits = number.to_bits();
    let (biased, stored) = ((bits >> 52) as i32 & 0x7ff, bits & ((1 << 52) - 1));
    let (integer, exponent) = if biased == 0 { (stored, -1074) } else { (stored | (1 << 52), biased - 1075) };
    let zeros = integer.trailing_zeros();
    let (odd, exponent) = (integer.checked_shr(zeros).unwrap_or(0), exponent + zeros as i32);
    if exponent + 1 + fraction != 0 {
        return false;
    }
    fraction >= 0 || 5_u64.checked_pow(fraction.unsigned_abs()).is_some_and(|power| odd % power == 0)
}

/// Returns the next larger number with the same number of fractional digits.
fn increment(decimal: &str) -> String {
    let mut carry = true;
    let mut reversed: Vec<char> = decimal
        .chars()
        .rev()
        .map(|c| match c.to_digit(10) {
            Some(9) if carry => '0',
            Some(digit) if carry => {
                carry = false;
                char::from_digit(digit + 1, 10).unwrap_or(c)
            }
            _ => c,
        })
        .collect();
    if carry {
        reversed.push('1');
    }
    reversed.iter().rev().collect()
}

fn sign(number: f64) -> &'static str {
    if number < 0.0 { "-" } else { "" }
}

/// `Number.prototype.toFixed` (ECMA-262 §21.1.3.3).
pub(super) fn fixed(number: f64, fraction: usize) -> String {
    let (sign, positive) = (sign(number), number.abs());
    if positive.is_nan() || positive >= 1e21 {
        return number::to_string(number);
    }
    if !is_midway(positive, fraction as i32) {
        return format!("{sign}{positive:.fraction$}");
    }
    // One more digit makes the text exact, and that digit is a 5.
    let exact = format!("{positive:.*}", fraction + 1);
    let below = exact.strip_suffix('5').unwrap_or(&exact);
    format!("{sign}{}", increment(below.strip_suffix('.').unwrap_or(below)))
}

/// `Number.prototype.toExponential` (ECMA-262 §21.1.3.2) for a finite number. Without a count, the text has as many
/// digits as the number requires.
pub(super) fn exponential(number: f64, fraction: Option<usize>) -> String {
    let decimal = match fraction {
        Some(fraction) => Decimal::rounded(number.abs(), fraction + 1),
        None => Decimal::shortest(number.abs()),
    };
    format!("{}{}", sign(number), decimal.exponential())
}

/// `Number.prototype.toPrecision` (ECMA-262 §21.1.3.5) for a finite number.
pub(super) fn precision(number: f64, precision: usize) -> String {
    let sign = sign(number);
    let decimal = Decimal::rounded(number.abs(), precision);
    let digits = &decimal.digits;
    match usize::try_from(decimal.exponent) {
        Ok(exponent) if exponent < precision => {
            let (whole, fraction) = digits.split_at_checked(exponent + 1).unwrap_or((digits, ""));
            let point = if fraction.is_empty() { "" } else { "." };
            format!("{sign}{whole}{point}{fraction}")
        }
        Err(_) if decimal.exponent >= -6 => {
            let zeros = "0".repeat(decimal.exponent.unsigned_abs() as usize - 1);
            format!("{sign}0.{zeros}{digits}")
        }
        _ => format!("{sign}{}", decimal.exponential()),
    }
}

/// The maximum number of fractional digits in `toLocaleString`.
const LOCALE_DIGITS: usize = 3;

/// The maximum length of a number in `toLocaleString`, which has at most 309 digits before the point.
const MAX_GROUPED: usize = 512;

/// Formats a number as `Intl.NumberFormat("en-US")` does (ECMA-402 §16): with groups of three digits, and up to three
/// fractional digits.
pub(super) fn grouped(number: f64) -> String {
    if number.is_nan() {
        return "NaN".into();
    }
    let sign = if number.is_sign_negative() { "-" } else { "" };
    if number.is_infinite() {
        return format!("{sign}∞");
    }
    let Decimal { mut digits, exponent } = Decimal::shortest(number.abs());
    // Round to thousandths, starting from the shortest digits, as ICU does.
    let kept = usize::try_from(i64::from(exponent) + 1 + LOCALE_DIGITS as i64).ok();
    let rounds_up = kept.and_then(|kept| digits.as_bytes().get(kept)).is_some_and(|&digit| digit >= b'5');
    let kept = kept.unwrap_or(0);
    digits.truncate(kept);
    digits.push_str(&"0".repeat(kept.saturating_sub(digits.len())));
    if rounds_up {
        digits = increment(&digits);
    }
    let thousandths = format!("{digits:0>width$}", width = LOCALE_DIGITS + 1);
    let whole = thousandths.len() - LOCALE_DIGITS;
    let (whole, fraction) = thousandths.split_at_checked(whole).unwrap_or_default();
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let fraction = fraction.trim_end_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    let mut text = Text::with_max(MAX_GROUPED);
    text.push_str(sign);
    push_groups(&mut text, whole);
    text.push_str(point);
    text.push_str(fraction);
    text.finish().unwrap_or_default()
}

/// Appends digits in groups of three.
pub(super) fn push_groups(grouped: &mut Text, digits: &str) {
    for (digit, left) in digits.chars().zip((0..digits.len()).rev()) {
        grouped.push(digit);
        if left > 0 && left % 3 == 0 {
            grouped.push(',');
        }
    }
}

/// `Number::toString` with a radix other than 10 (ECMA-262 §6.1.6.1.20). The standard leaves the digits to the
/// implementation. These are V8's: as many as distinguish the number from its neighbours.
pub(super) fn radix(number: f64, radix: u32) -> String {
    if !number.is_finite() {
        return number::to_string(number);
    }
    let (sign, positive, base) = (sign(number), number.abs(), f64::from(radix));
    let mut whole = libm::floor(positive);
    let mut fraction = positive - whole;
    // Half the distance to the next number.
    let mut delta = (0.5 * (positive.next_up() - positive)).max(0.0_f64.next_up());
    let mut digits: Vec<u32> = Vec::new();
    while fraction >= delta {
        fraction *= base;
        delta *= base;
        let digit = fraction as u32;
        digits.push(digit);
        fraction -= f64::from(digit);
        let rounds_up = fraction > 0.5 || (fraction == 0.5 && digit & 1 == 1);
        if rounds_up && fraction + delta > 1.0 {
            // Round up the last digit, and carry.
            loop {
                match digits.pop() {
                    None => break whole += 1.0,
                    Some(digit) if digit + 1 < radix => break digits.push(digit + 1),
                    Some(_) => {}
                }
            }
            break;
        }
    }
    let mut reversed = String::new();
    // Digits beyond the precision of the number are zeros.
    while whole / base >= 9_007_199_254_740_992.0 {
        whole /= base;
        reversed.push('0');
    }
    loop {
        let remainder = libm::fmod(whole, base);
        reversed.push(char::from_digit(remainder as u32, radix).unwrap_or('0'));
        whole = (whole - remainder) / base;
        if whole <= 0.0 {
            break;
        }
    }
    let mut text = sign.to_string();
    text.extend(reversed.chars().rev());
    if !digits.is_empty() {
        text.push('.');
        text.extend(digits.into_iter().filter_map(|digit| char::from_digit(digit, radix)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    // Node 20 prints the expected text for the same expression.

    #[test]
    fn fixed_rounds_the_exact_value_and_ties_upward() {
        for (number, fraction, text) in [
            (2.5, 0, "3"),
            (-2.5, 0, "-3"),
            (0.5, 0, "1"),
            (1.25, 1, "1.3"),
            (1.005, 2, "1.00"),
            (9.5, 0, "10"),
            (0.125, 2, "0.13"),
            (99.96875, 4, "99.9688"),
            (0.0, 2, "0.00"),
            (-0.0, 2, "0.00"),
            (-1e-7, 2, "-0.00"),
            (123.456, 0, "123"),
            (1e20, 2, "100000000000000000000.00"),
            (1e21, 2, "1e+21"),
            (f64::NAN, 2, "NaN"),
            (f64::NEG_INFINITY, 2, "-Infinity"),
            (0.1, 20, "0.10000000000000000555"),
            (5e-324, 3, "0.000"),
        ] {
            assert_eq!(fixed(number, fraction), text, "({number}).toFixed({fraction})");
        }
    }

    #[test]
    fn exponential_and_precision_have_as_many_digits_as_asked_for() {
        for (number, fraction, text) in [
            (123456.0, Some(2), "1.23e+5"),
            (123456.0, None, "1.23456e+5"),
            (0.0, Some(2), "0.00e+0"),
            (-0.0, None, "0e+0"),
            (25.0, Some(0), "3e+1"),
            (95.0, Some(0), "1e+2"),
            (-1.25e-9, Some(1), "-1.3e-9"),
            (5e-324, None, "5e-324"),
            (0.00012, None, "1.2e-4"),
            (1e21, None, "1e+21"),
            (130248533093712.62, None, "1.3024853309371262e+14"),
        ] {
            assert_eq!(exponential(number, fraction), text, "({number}).toExponential({fraction:?})");
        }
        for (number, digits, text) in [
            (123.456, 4, "123.5"),
            (0.000123, 2, "0.00012"),
            (0.00000123, 2, "0.0000012"),
            (0.000000123, 2, "1.2e-7"),
            (123456.0, 2, "1.2e+5"),
            (0.0, 3, "0.00"),
            (-1.5, 1, "-2"),
            (2.5, 1, "3"),
            (9.5, 1, "1e+1"),
            (9.995, 3, "9.99"),
            (1e21, 22, "1000000000000000000000"),
            (25.0, 1, "3e+1"),
        ] {
            assert_eq!(precision(number, digits), text, "({number}).toPrecision({digits})");
        }
    }

    #[test]
    fn groups_are_those_of_en_us() {
        for (number, text) in [
            (0.0, "0"),
            (-0.0, "-0"),
            (1234.5, "1,234.5"),
            (0.0005, "0.001"),
            (0.00049999, "0"),
            (1.0005, "1.001"),
            (999.9995, "1,000"),
            (123456789.9995, "123,456,790"),
            (-1234567.891, "-1,234,567.891"),
            (-0.0001, "-0"),
            (1e21, "1,000,000,000,000,000,000,000"),
            (f64::NEG_INFINITY, "-∞"),
            (8.0045, "8.005"),
        ] {
            assert_eq!(grouped(number), text, "({number}).toLocaleString()");
        }
    }

    #[test]
    fn another_radix_has_v8_s_digits() {
        for (number, base, text) in [
            (255.0, 16, "ff"),
            (-255.0, 2, "-11111111"),
            (0.5, 2, "0.1"),
            (-0.0, 2, "0"),
            (0.1, 3, "0.0022002200220022002200220022002201"),
            (1e21, 36, "5v1j4f4ds7c000"),
            (1e21, 7, "5135235413265003022600000"),
            (3.15, 8, "3.11463146314631463"),
            (0.9999999999999999, 3, "0.222222222222222222222222222222222"),
            (1.0 / 3.0, 36, "0.c"),
            (123.456, 36, "3f.gez4w97ry"),
            (1e-7, 16, "0.000001ad7f29abcaf48"),
            (f64::INFINITY, 16, "Infinity"),
        ] {
            assert_eq!(radix(number, base), text, "({number}).toString({base})");
        }
        assert_eq!(radix(5e-324, 2).len(), 1076);
    }
}
