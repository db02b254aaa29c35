//! BigInts (ECMA-262 §6.1.6.2).
//!
//! A guest can hold BigInts, pass them on, and use a few of their operations. Because they are rare, a BigInt is stored
//! as its interned decimal digits and becomes an `Integer` only for the duration of an operation.
//!
//! Operations that every program can reach work on the digits. Only the global `BigInt` and related functions need
//! arbitrary-precision integers: a program without these globals is linked without the code for them.

use alloc::{
    format,
    string::{String, ToString},
};

use super::{
    context::Context,
    conversion::Hint,
    heap::Heap,
    integer::Integer,
    price,
    string::{MAX_LEN, TooLong, copy},
    text::Text,
    thrown::Thrown,
    value::{BigInt, Value},
};

impl Heap {
    /// Returns the BigInt for an integer.
    pub fn bigint_from(&mut self, integer: impl Into<i128>) -> BigInt {
        self.bigint_of_digits(integer.into().to_string())
    }

    fn bigint_of_digits(&mut self, digits: String) -> BigInt {
        self.account(digits.len());
        let bigint = self.bigints.intern_owned(digits);
        self.check_allocated(bigint)
    }

    /// Returns the decimal digits of a BigInt, after a minus sign if it is negative.
    #[must_use]
    pub fn digits(&self, bigint: BigInt) -> &str {
        self.bigints.text(bigint)
    }
}

/// An integer literal: a sign, digits, and the radix of the digits.
struct Literal<'a> {
    is_negative: bool,
    digits: &'a str,
    radix: u32,
}

impl<'a> Literal<'a> {
    /// Parses text according to the grammar of `StringToBigInt` (ECMA-262 §7.1.14). Rejects integers that are too
    /// large, as V8 does.
    fn of_text(text: &'a str) -> Option<Self> {
        let text = text.trim_matches(super::number::is_white_space);
        let (digits, radix) = match text.as_bytes() {
            [] => ("0", 10),
            [b'0', b'x' | b'X', ..] => (text.get(2..)?, 16),
            [b'0', b'o' | b'O', ..] => (text.get(2..)?, 8),
            [b'0', b'b' | b'B', ..] => (text.get(2..)?, 2),
            _ => (text, 10),
        };
        let literal = match digits.as_bytes().first() {
            Some(b'-' | b'+') if radix == 10 => Literal::signed(digits),
            _ => Literal { is_negative: false, digits, radix },
        };
        // A lower bound for the bits that one digit stands for.
        let bits = u64::from(u32::ilog2(radix));
        let significant = literal.digits.trim_start_matches('0').len() as u64;
        let is_digit = |byte: u8| char::from(byte).is_digit(radix);
        let is_integer = !literal.digits.is_empty() && literal.digits.bytes().all(is_digit);
        (is_integer && significant.saturating_mul(bits) <= MAX_BITS).then_some(literal)
    }

    /// Creates a literal from decimal digits with an optional sign.
    fn signed(text: &'a str) -> Self {
        Literal { is_negative: text.starts_with('-'), digits: text.strip_prefix(['-', '+']).unwrap_or(text), radix: 10 }
    }

    /// Returns the digits in the form in which the heap stores them, if they are decimal.
    fn decimal(&self) -> Option<Result<String, TooLong>> {
        if self.radix != 10 {
            return None;
        }
        let digits = match self.digits.trim_start_matches('0') {
            "" => return Some(copy("0")),
            digits => digits,
        };
        let mut text = Text::with_max(MAX_LEN);
        text.push_str(if self.is_negative { "-" } else { "" });
        text.push_str(digits);
        Some(text.finish())
    }

    fn to_integer(&self) -> Result<Integer, TooLong> {
        Ok(Integer::from_digits(self.is_negative, self.digits.as_bytes(), self.radix)?)
    }

    /// Returns the low 64 bits, in two's complement.
    fn low_64_bits(&self) -> u64 {
        let digit = |byte: u8| char::from(byte).to_digit(self.radix).unwrap_or(0);
        let magnitude = self
            .digits
            .bytes()
            .fold(0_u64, |low, byte| low.wrapping_mul(self.radix.into()).wrapping_add(digit(byte).into()));
        if self.is_negative { magnitude.wrapping_neg() } else { magnitude }
    }
}

/// The maximum size, in bits, of a BigInt that a guest can create from digits or with `asUintN`. The limit of V8, 2³⁰
/// bits, is more than the memory of a microcontroller holds, and the digits could not be written in reasonable time.
const MAX_BITS: u64 = 1 << 20;

#[expect(clippy::wrong_self_convention, reason = "the names are those of ECMA-262")]
impl Context<'_> {
    /// Converts a value to a BigInt: `ToBigInt` (ECMA-262 §7.1.13).
    pub(crate) fn to_bigint(&mut self, value: Value) -> Result<BigInt, Thrown> {
        let primitive = self.to_primitive(value, Hint::Number)?;
        match primitive {
            Value::BigInt(bigint) => Ok(bigint),
            Value::Boolean(boolean) => Ok(self.heap().bigint_from(boolean)),
            Value::String(string) => {
                let length = self.heap().text(string).len();
                self.charge(price::text(length))?;
                let decimal = match Literal::of_text(self.heap().text(string)) {
                    Some(literal) => literal.decimal(),
                    None => return Err(self.no_bigint(primitive)),
                };
                if let Some(digits) = decimal {
                    let digits = digits.map_err(|error| self.no_room(error))?;
                    return Ok(self.heap().bigint_of_digits(digits));
                }
                self.charge(price::square(length))?;
                let literal = Literal::of_text(self.heap().text(string));
                let integer = literal.map_or(Ok(Integer::default()), |literal| literal.to_integer());
                let integer = integer.map_err(|error| self.no_room(error))?;
                self.made_bigint(&integer)
            }
            _ => Err(self.no_bigint(primitive)),
        }
    }

    /// Parses the digits of a BigInt.
    fn integer(&mut self, bigint: BigInt) -> Result<Integer, Thrown> {
        let length = self.heap().digits(bigint).len();
        self.charge(price::square(length))?;
        // A stale handle has no digits, which parse as 0.
        let integer = Literal::signed(self.heap().digits(bigint)).to_integer();
        integer.map_err(|error| self.no_room(error))
    }

    /// Returns the digits of an integer, after a minus sign if it is negative.
    fn integer_text(&mut self, integer: &Integer, radix: u32) -> Result<String, Thrown> {
        // A decimal digit stands for more than three bits. Formatting divides where parsing multiplies, hence the
        // factor.
        self.charge(price::square((integer.bits() / 3) as usize).saturating_mul(4))?;
        integer.to_text(radix).map_err(|error| self.no_room(error.into()))
    }

    /// Creates the BigInt for an [`Integer`].
    pub(crate) fn made_bigint(&mut self, integer: &Integer) -> Result<BigInt, Thrown> {
        let digits = self.integer_text(integer, 10)?;
        Ok(self.heap().bigint_of_digits(digits))
    }

    fn no_room(&mut self, _: TooLong) -> Thrown {
        self.range_error("Maximum BigInt size exceeded")
    }

    /// Formats a BigInt in a radix from 2 to 36: `BigInt::toString` (ECMA-262 §6.1.6.2.21).
    pub(crate) fn bigint_text(&mut self, bigint: BigInt, radix: u32) -> Result<String, Thrown> {
        if radix == 10 {
            let length = self.heap().digits(bigint).len();
            self.charge(price::bytes(length))?;
            let digits = copy(self.heap().digits(bigint));
            return digits.map_err(|error| self.no_room(error));
        }
        let integer = self.integer(bigint)?;
        self.integer_text(&integer, radix)
    }

    /// `BigInt.asUintN` (ECMA-262 §21.2.2.2).
    pub(crate) fn as_uint_n(&mut self, bits: u64, bigint: BigInt) -> Result<BigInt, Thrown> {
        let integer = self.integer(bigint)?;
        let low = match integer.is_negative() && bits > MAX_BITS {
            true => Err(TooLong),
            false => integer.as_uint_n(bits).map_err(TooLong::from),
        };
        let low = low.map_err(|error| self.no_room(error))?;
        self.made_bigint(&low)
    }

    /// `BigInt.asIntN` (ECMA-262 §21.2.2.1).
    pub(crate) fn as_int_n(&mut self, bits: u64, bigint: BigInt) -> Result<BigInt, Thrown> {
        let low = self.integer(bigint)?.as_int_n(bits).map_err(|error| self.no_room(error.into()))?;
        self.made_bigint(&low)
    }

    /// Converts a value to a BigInt and returns the low 64 bits, in two's complement: `ToBigInt64` (ECMA-262 §7.1.15)
    /// or `ToBigUint64` (§7.1.16).
    pub(crate) fn to_bigint64(&mut self, value: Value) -> Result<u64, Thrown> {
        let primitive = self.to_primitive(value, Hint::Number)?;
        let length = match primitive {
            Value::BigInt(bigint) => self.heap().digits(bigint).len(),
            Value::String(string) => self.heap().text(string).len(),
            _ => 0,
        };
        self.charge(price::each(length))?;
        let bits = match primitive {
            Value::BigInt(bigint) => Some(Literal::signed(self.heap().digits(bigint)).low_64_bits()),
            Value::Boolean(boolean) => Some(boolean.into()),
            Value::String(string) => Literal::of_text(self.heap().text(string)).map(|literal| literal.low_64_bits()),
            _ => None,
        };
        bits.ok_or_else(|| self.no_bigint(primitive))
    }

    /// Creates the error for a primitive value that cannot be converted to a BigInt.
    fn no_bigint(&mut self, primitive: Value) -> Thrown {
        match primitive {
            Value::String(string) => {
                let message = format!("Cannot convert {} to a BigInt", self.heap().text(string));
                self.syntax_error(&message)
            }
            other => {
                let shown = self.describe(other);
                self.type_error(&format!("Cannot convert {shown} to a BigInt"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Parses text as a BigInt and returns the decimal digits.
    fn parse(text: &str) -> Option<String> {
        let literal = Literal::of_text(text)?;
        let integer = literal.to_integer().unwrap().to_text(10).unwrap();
        if let Some(digits) = literal.decimal() {
            assert_eq!(digits, Ok(integer.clone()));
        }
        Some(integer)
    }

    // The expected values are those of `BigInt(text)` in Node.
    #[test]
    fn text_is_read_as_by_bigint() {
        for (text, value) in [
            ("", Some(0_i128)),
            ("  12\n", Some(12)),
            ("-12", Some(-12)),
            ("+12", Some(12)),
            ("0x1F", Some(31)),
            ("0b101", Some(5)),
            ("0o17", Some(15)),
            ("-0x1", None),
            ("1_000", None),
            ("1n", None),
            ("1.5", None),
            ("-", None),
            ("+", None),
            ("0x", None),
            ("0x-1", None),
            ("--1", None),
            ("1e3", None),
            ("18446744073709551616", Some(1 << 64)),
        ] {
            assert_eq!(parse(text), value.map(|value| value.to_string()), "{text:?}");
        }
    }

    /// Parsing time grows with the square of the number of digits. Without the limit, these texts would take hours.
    #[test]
    fn a_text_of_too_many_digits_is_no_integer() {
        for text in ["9".repeat(50_000_000), alloc::format!("0x{}", "f".repeat(50_000_000))] {
            assert_eq!(parse(&text), None);
        }
        assert_eq!(parse(&"9".repeat(1000)), Some("9".repeat(1000)));
        assert_eq!(parse(&"0".repeat(1_000_000)).as_deref(), Some("0"));
    }

    // The expected values are those of `BigInt.asUintN(64, BigInt(text))` in Node.
    #[test]
    fn the_low_64_bits_wrap() {
        for (text, low) in [
            ("", 0),
            ("-1", u64::MAX),
            ("18446744073709551616", 0),
            ("18446744073709551621", 5),
            ("-18446744073709551621", 18_446_744_073_709_551_611),
            ("-9223372036854775808", 1 << 63),
            ("100000000000000000000000000000000000000001", 4_870_020_673_419_870_209),
            ("0x1fedcba9876543210", 0xfedc_ba98_7654_3210),
            ("0b101", 5),
        ] {
            assert_eq!(Literal::of_text(text).map(|literal| literal.low_64_bits()), Some(low), "{text:?}");
        }
        assert!(Literal::of_text("1.5").is_none());
    }
}
