//! BigInts (ECMA-262 §6.1.6.2).
//!
//! A guest can hold one and hand it on, and reach a few of its operations. They are rare: a BigInt is kept as its decimal
//! digits, interned, and becomes a number to count with only for the time of an operation.

use alloc::string::ToString;

use num_bigint::{BigInt as Integer, Sign};
use num_traits::{FromPrimitive, One, ToPrimitive};

use super::{
    context::Context,
    conversion::Hint,
    heap::Heap,
    value::{BigInt, Value},
};

impl Heap {
    /// The BigInt that is this integer.
    pub(crate) fn bigint(&mut self, integer: &Integer) -> BigInt {
        let digits = integer.to_string();
        self.allocated += digits.len();
        self.bigints.intern_owned(digits)
    }

    /// The BigInt that is this integer.
    pub fn bigint_from(&mut self, integer: impl Into<i128>) -> BigInt {
        self.bigint(&Integer::from(integer.into()))
    }

    /// The decimal digits of a BigInt, after its sign.
    #[must_use]
    pub fn digits(&self, bigint: BigInt) -> &str {
        self.bigints.text(bigint)
    }

    /// The integer that a BigInt is.
    pub(crate) fn integer(&self, bigint: BigInt) -> Integer {
        // A stale handle has no digits.
        self.digits(bigint).parse().unwrap_or_default()
    }
}

/// The integer that a text is, as BigInt's grammar has it (ECMA-262 §7.1.14 StringToBigInt). One that is too large is
/// none, as in V8.
pub(crate) fn parse(text: &str) -> Option<Integer> {
    let text = text.trim_matches(super::number::is_white_space);
    let (digits, radix) = match text.as_bytes() {
        [] => return Some(Integer::ZERO),
        [b'0', b'x' | b'X', ..] => (text.get(2..)?, 16),
        [b'0', b'o' | b'O', ..] => (text.get(2..)?, 8),
        [b'0', b'b' | b'B', ..] => (text.get(2..)?, 2),
        _ => (text, 10),
    };
    // What Rust would take beside: underscores, a sign after a radix, a lone sign.
    let plain = |(at, byte): (usize, u8)| byte.is_ascii_alphanumeric() || (at == 0 && radix == 10 && digits.len() > 1);
    // At the least, the bits that a digit stands for.
    let bits = u64::from(u32::ilog2(radix));
    let significant = digits.trim_start_matches(['+', '-', '0']).len() as u64;
    if !digits.bytes().enumerate().all(plain) || significant.saturating_mul(bits) > MAX_BITS {
        return None;
    }
    Integer::parse_bytes(digits.as_bytes(), radix)
}

/// The number nearest to an integer, ties to even, infinite beyond the largest (ECMA-262 §6.1.6.1.1).
pub(crate) fn to_number(integer: &Integer) -> f64 {
    integer.to_f64().unwrap_or(f64::NAN)
}

/// The integer that a number is, if it is one (ECMA-262 §21.2.1.1.1 NumberToBigInt).
pub(crate) fn from_number(number: f64) -> Option<Integer> {
    // Rust's rounds.
    if libm::trunc(number) == number { Integer::from_f64(number) } else { None }
}

/// The largest BigInt that a guest can have by asking for bits, or by writing digits, in bits. V8's limit is 2³⁰, which is more than a
/// microcontroller has memory for, and than its digits can be written down of in any reasonable time.
const MAX_BITS: u64 = 1 << 20;

/// `BigInt.asUintN` (ECMA-262 §21.2.2.2): the integer modulo 2 to the `bits`, where the result is not too large.
pub(crate) fn as_uint_n(bits: u64, integer: &Integer) -> Option<Integer> {
    let is_negative = integer.sign() == Sign::Minus;
    if !is_negative && integer.bits() <= bits {
        return Some(integer.clone());
    }
    if is_negative && bits > MAX_BITS {
        return None;
    }
    // A positive integer has more bits than these.
    let mask = (Integer::one() << bits) - Integer::one();
    Some(integer & mask)
}

/// `BigInt.asIntN` (ECMA-262 §21.2.2.1): the same, but the highest of the bits is a sign.
pub(crate) fn as_int_n(bits: u64, integer: &Integer) -> Integer {
    if bits == 0 {
        return Integer::ZERO;
    }
    if integer.bits() < bits {
        return integer.clone();
    }
    let modulus = Integer::one() << bits;
    let low = integer & (&modulus - Integer::one());
    if low.bits() == bits { low - modulus } else { low }
}

/// The low 64 bits of an integer, in two's complement (ECMA-262 §7.1.15 ToBigInt64, §7.1.16 ToBigUint64).
pub(crate) fn to_uint64(integer: &Integer) -> u64 {
    let low = integer.iter_u64_digits().next().unwrap_or(0);
    if integer.sign() == Sign::Minus { low.wrapping_neg() } else { low }
}

#[expect(clippy::wrong_self_convention, reason = "the names are those of ECMA-262")]
impl Context<'_> {
    /// ECMA-262 §7.1.13 ToBigInt.
    pub(crate) fn to_bigint(&mut self, value: Value) -> Result<BigInt, Value> {
        let integer = match self.to_primitive(value, Hint::Number)? {
            Value::BigInt(bigint) => return Ok(bigint),
            Value::Boolean(boolean) => Integer::from(u8::from(boolean)),
            Value::String(string) => match parse(self.heap().text(string)) {
                Some(integer) => integer,
                None => {
                    let message = alloc::format!("Cannot convert {} to a BigInt", self.heap().text(string));
                    return Err(self.syntax_error(&message));
                }
            },
            other => {
                let shown = self.describe(other);
                return Err(self.type_error(&alloc::format!("Cannot convert {shown} to a BigInt")));
            }
        };
        Ok(self.heap().bigint(&integer))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // What Node says of `BigInt(text)`.
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
            assert_eq!(parse(text), value.map(Integer::from), "{text:?}");
        }
    }

    /// The time that it takes grows with the square of the digits: of these there would be hours.
    #[test]
    fn a_text_of_too_many_digits_is_no_integer() {
        for text in ["9".repeat(50_000_000), alloc::format!("0x{}", "f".repeat(50_000_000))] {
            assert_eq!(parse(&text), None);
        }
        assert_eq!(parse(&"9".repeat(1000)).map(|integer| integer.to_string().len()), Some(1000));
        assert_eq!(parse(&"0".repeat(1_000_000)), Some(Integer::ZERO));
    }

    // What Node says of `BigInt.asUintN(bits, integer)` and `BigInt.asIntN(bits, integer)`.
    #[test]
    fn bits_are_taken_as_by_as_int_n_and_as_uint_n() {
        for (bits, integer, unsigned, signed) in [
            (0, 5_i128, 0_i128, 0_i128),
            (0, -5, 0, 0),
            (1, 1, 1, -1),
            (1, -1, 1, -1),
            (8, 255, 255, -1),
            (8, 128, 128, -128),
            (8, -128, 128, -128),
            (8, -129, 127, 127),
            (8, 257, 1, 1),
            (64, -1, (1 << 64) - 1, -1),
            (64, 1 << 63, 1 << 63, -(1 << 63)),
            (200, 7, 7, 7),
        ] {
            let integer = Integer::from(integer);
            assert_eq!(as_uint_n(bits, &integer), Some(Integer::from(unsigned)), "asUintN({bits}, {integer})");
            assert_eq!(as_int_n(bits, &integer), Integer::from(signed), "asIntN({bits}, {integer})");
        }
        assert_eq!(as_uint_n(u64::MAX, &Integer::from(-1)), None);
        assert_eq!(as_int_n(u64::MAX, &Integer::from(-1)), Integer::from(-1));
    }

    #[test]
    fn the_low_64_bits_wrap() {
        for (integer, low) in [(0_i128, 0), (-1, u64::MAX), (1 << 64, 0), ((1 << 64) + 5, 5), (-(1 << 63), 1 << 63)] {
            assert_eq!(to_uint64(&Integer::from(integer)), low, "{integer}");
        }
    }
}
