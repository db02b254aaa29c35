//! Decimal numerals: formatting and parsing numbers, with or without lookup tables.

use alloc::{
    format,
    string::{String, ToString},
};

use super::{heap::Heap, number::MAX_SAFE_INTEGER};

/// A method of formatting and parsing numerals. A group of globals can supply one: see [`Heap::numerals`].
#[derive(Debug)]
pub(crate) struct Numerals {
    /// Formats a number in radix 10 (ECMA-262 §6.1.6.1.20 Number::toString).
    pub(crate) write: fn(f64) -> String,
    /// Returns the number nearest to a decimal literal without a sign, in the grammar that ECMA-262 and Rust share.
    /// Returns NaN for any other text.
    pub(crate) read: fn(&str) -> f64,
}

impl Numerals {
    /// The table-driven method: 28 KB of tables and code.
    pub(crate) const QUICK: Numerals = Numerals {
        write: |number| ryu_js::Buffer::new().format(number).to_string(),
        read: |literal| literal.parse().unwrap_or(f64::NAN),
    };

    /// The method without tables. It formats with Rust's own float formatting, which takes at least three times as
    /// long, and it parses short literals only.
    const SMALL: Numerals = Numerals { write: write_by_format, read: read_short };
}

impl Heap {
    /// Returns the numerals that a group of globals supplies, or else the method without tables.
    pub(crate) fn numerals(&self) -> &'static Numerals {
        self.groups.iter().find_map(|group| group.numerals).unwrap_or(const { &Numerals::SMALL })
    }
}

fn write_by_format(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_string();
    }
    let sign = if number < 0.0 { "-" } else { "" };
    let number = number.abs();
    if number.is_infinite() {
        return format!("{sign}Infinity");
    }
    // Rust's shortest form has as many digits as the standard's. If two numerals of that length are equally near, the
    // standard chooses the even one, as Rust does when it is given the number of digits.
    let shortest = format!("{number:e}");
    let fraction = shortest.find('e').unwrap_or_default().saturating_sub("1.".len());
    let text = format!("{number:.fraction$e}");
    let Some((mantissa, exponent)) = text.split_once('e') else { return text };
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let digits = mantissa.replace('.', "");
    match usize::try_from(exponent) {
        Ok(21..) => format!("{sign}{mantissa}e+{exponent}"),
        Ok(exponent) => match digits.split_at_checked(exponent.saturating_add(1)) {
            Some((whole, fraction)) if !fraction.is_empty() => format!("{sign}{whole}.{fraction}"),
            _ => format!("{sign}{digits:0<width$}", width = exponent.saturating_add(1)),
        },
        Err(_) if exponent < -6 => format!("{sign}{mantissa}e{exponent}"),
        Err(_) => {
            format!("{sign}0.{:0<zeros$}{digits}", "", zeros = (exponent.unsigned_abs() as usize).saturating_sub(1))
        }
    }
}

/// Parses a literal whose digits form an integer that a number represents exactly, and whose power of ten a number
/// represents exactly, too: one multiplication or division then gives the nearest number. Returns NaN for any other
/// literal.
fn read_short(literal: &str) -> f64 {
    /// The exponent of the largest power of ten that a number represents exactly.
    const MAX_POWER: u32 = 22;

    let (mantissa, exponent) = literal.split_once(['e', 'E']).unwrap_or((literal, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mut integer = 0.0;
    for byte in whole.bytes().chain(fraction.bytes()) {
        let Some(digit) = char::from(byte).to_digit(10) else { return f64::NAN };
        integer = integer * 10.0 + f64::from(digit);
    }
    let Ok(exponent) = exponent.parse::<i32>() else { return f64::NAN };
    let power = exponent.saturating_sub(i32::try_from(fraction.len()).unwrap_or(i32::MAX));
    let is_empty = whole.is_empty() && fraction.is_empty();
    if is_empty || integer > MAX_SAFE_INTEGER || power.unsigned_abs() > MAX_POWER {
        return f64::NAN;
    }
    let factor = (0..power.unsigned_abs()).fold(1.0, |factor, _| factor * 10.0);
    if power < 0 { integer / factor } else { integer * factor }
}

#[cfg(test)]
mod tests {
    use crate::{
        globals::{MINIMAL, NUMBERS},
        js::{Group, NoProgram},
    };

    // All expected values are what Node 20 prints for the same expression.

    #[test]
    #[expect(clippy::excessive_precision, reason = "halfway between two numerals: the digits are the point")]
    fn numbers_print_as_in_javascript() {
        for (number, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (1.0, "1"),
            (-42.0, "-42"),
            (0.1, "0.1"),
            (-12.5, "-12.5"),
            (1e21, "1e+21"),
            (-1.5e21, "-1.5e+21"),
            (123456789012345680000.0, "123456789012345680000"),
            (1e-7, "1e-7"),
            (-1.25e-7, "-1.25e-7"),
            (0.000001, "0.000001"),
            (0.00000123, "0.00000123"),
            (f64::MAX, "1.7976931348623157e+308"),
            (5e-324, "5e-324"),
            (1.5e-323, "1.5e-323"),
            (f64::NAN, "NaN"),
            (f64::INFINITY, "Infinity"),
            (f64::NEG_INFINITY, "-Infinity"),
            (999999999999999.0, "999999999999999"),
            (9007199254740993.0, "9007199254740992"),
            // Halfway between two numerals of 17 digits.
            (2023347301156851.25, "2023347301156851.2"),
            (-904169666483526.25, "-904169666483526.2"),
            (874611383964528.75, "874611383964528.8"),
        ] {
            for groups in [MINIMAL, WITH_NUMBERS] {
                assert_eq!(NoProgram::new(groups).heap.number_text(number), text);
            }
        }
    }

    static WITH_NUMBERS: &[&Group] = &[&NUMBERS];

    #[test]
    fn without_tables_short_numerals_are_read() {
        let heap = NoProgram::new(MINIMAL).heap;
        for (text, number) in [
            ("", 0.0),
            (" -12.75 ", -12.75),
            ("0.1", 0.1),
            ("5.", 5.0),
            (".5", 0.5),
            ("00.10", 0.1),
            ("1e+22", 1e22),
            ("123456789012345e-22", 1.23456789012345e-8),
            ("9007199254740991", 9007199254740991.0),
            ("0x1F", 31.0),
            ("-Infinity", f64::NEG_INFINITY),
            (".", f64::NAN),
            ("+", f64::NAN),
            ("1e", f64::NAN),
            ("1e+", f64::NAN),
            ("e5", f64::NAN),
            ("1.2.3", f64::NAN),
            ("1_0", f64::NAN),
            ("1e5.5", f64::NAN),
        ] {
            let actual = heap.number_from_text(text);
            assert!(actual == number || (actual.is_nan() && number.is_nan()), "Number({text:?}) is {actual}");
        }
    }

    /// Without tables, numerals that cannot be converted exactly become NaN instead of an inexact number, although
    /// JavaScript parses them.
    #[test]
    fn without_tables_long_numerals_are_not_read() {
        let (small, quick) = (NoProgram::new(MINIMAL).heap, NoProgram::new(WITH_NUMBERS).heap);
        for (text, number) in [
            ("9007199254740993", 9007199254740992.0),
            ("0.1234567890123456789", 0.12345678901234568),
            ("1e23", 1e23),
            ("1e1000", f64::INFINITY),
        ] {
            assert!(small.number_from_text(text).is_nan(), "{text}");
            assert_eq!(quick.number_from_text(text), number, "{text}");
        }
    }
}
