//! Arbitrary-precision integers, reduced to the BigInt operations that a guest can reach.
//!
//! The guest controls their length, so every allocation is fallible. The usual crates for arithmetic allocate
//! infallibly, and abort the process when memory runs out.

#![expect(clippy::arithmetic_side_effects, reason = "a radix is from 2 to 36, and its powers fit in a word")]

use alloc::{collections::TryReserveError, string::String, vec::Vec};

/// An arbitrary-precision integer, as a sign and a magnitude.
#[derive(Debug, Default, PartialEq, Eq)]
#[cfg_attr(test, derive(Clone))]
pub(crate) struct Integer {
    /// Always false for zero.
    is_negative: bool,
    /// The magnitude in base 2³², least significant word first. The last word is not 0.
    words: Vec<u32>,
}

/// Returns the number of digits of a radix from 2 to 36 that fit in a word, and the radix to the power of that number.
fn digits_per_word(radix: u32) -> (usize, u32) {
    let count = u32::MAX.ilog(radix);
    (count as usize, radix.pow(count))
}

impl Integer {
    fn new(is_negative: bool, mut words: Vec<u32>) -> Self {
        let len = words.iter().rposition(|&word| word != 0).map_or(0, |last| last.saturating_add(1));
        words.truncate(len);
        Integer { is_negative: is_negative && len > 0, words }
    }

    /// Parses digits of a radix from 2 to 36. A character that is not a digit of the radix counts as 0. The time grows
    /// with the square of the number of digits.
    ///
    /// # Errors
    ///
    /// If the allocation fails.
    pub(crate) fn from_digits(is_negative: bool, digits: &[u8], radix: u32) -> Result<Self, TryReserveError> {
        let (count, _) = digits_per_word(radix);
        let mut words = Vec::new();
        words.try_reserve_exact(digits.len().div_ceil(count))?;
        // The first chunk takes the remainder; all others are full.
        let (first, rest) = digits.split_at_checked(digits.len() % count).unwrap_or_default();
        for chunk in core::iter::once(first).chain(rest.chunks(count)) {
            let mut carry = 0_u32;
            let mut power = 1_u32;
            for &digit in chunk {
                carry = carry.wrapping_mul(radix).wrapping_add(char::from(digit).to_digit(radix).unwrap_or(0));
                power = power.wrapping_mul(radix);
            }
            for word in &mut words {
                // Less than 2⁶⁴, since all three operands are less than 2³².
                let product = u64::from(*word).wrapping_mul(power.into()).wrapping_add(carry.into());
                (*word, carry) = (product as u32, (product >> u32::BITS) as u32);
            }
            if carry > 0 {
                words.push(carry);
            }
        }
        Ok(Integer::new(is_negative, words))
    }

    /// Converts a number to an integer, if it is one (ECMA-262 §21.2.1.1.1 NumberToBigInt).
    pub(crate) fn from_number(number: f64) -> Option<Self> {
        if !number.is_finite() || libm::trunc(number) != number {
            return None;
        }
        let (fraction, exponent) = libm::frexp(number.abs());
        // `high` holds the significant bits, at most 53, as an integer; `low` counts the zero bits below them.
        let low = u32::try_from(exponent.saturating_sub(f64::MANTISSA_DIGITS as i32)).unwrap_or(0);
        let high = libm::ldexp(fraction, exponent.saturating_sub(low as i32)) as u128;
        let shifted = high << (low % u32::BITS);
        let words = core::iter::repeat_n(0, (low / u32::BITS) as usize)
            .chain((0..3).map(|word| (shifted >> (word * u32::BITS)) as u32));
        Some(Integer::new(number < 0.0, words.collect()))
    }

    /// Returns the number of bits in the magnitude.
    pub(crate) fn bits(&self) -> u64 {
        let unused = self.words.last().map_or(0, |word| word.leading_zeros());
        (self.words.len() as u64).saturating_mul(u32::BITS.into()).saturating_sub(unused.into())
    }

    /// Converts to the nearest number, with ties to even. The result is infinite beyond the largest number (ECMA-262
    /// §6.1.6.1.1).
    pub(crate) fn to_number(&self) -> f64 {
        // The highest 64 bits determine the result, together with a sticky bit: whether any lower bit is set.
        let exponent = self.bits().saturating_sub(u64::BITS.into());
        let (below, words) = self.words.split_at_checked((exponent / 32) as usize).unwrap_or_default();
        let first = words.iter().rev().fold(0_u128, |first, word| first << u32::BITS | u128::from(*word));
        let high = first >> (exponent % 32);
        let rest = high << (exponent % 32) != first || below.iter().any(|&word| word != 0);
        let magnitude =
            libm::ldexp((high as u64 | u64::from(rest)) as f64, i32::try_from(exponent).unwrap_or(i32::MAX));
        if self.is_negative { -magnitude } else { magnitude }
    }

    /// Formats the integer in a radix from 2 to 36, with a leading `-` if it is negative. The time grows with the
    /// square of the number of digits.
    ///
    /// # Errors
    ///
    /// If an allocation fails.
    pub(crate) fn to_text(&self, radix: u32) -> Result<String, TryReserveError> {
        let (count, power) = digits_per_word(radix);
        let mut words = Vec::new();
        words.try_reserve_exact(self.words.len())?;
        words.extend_from_slice(&self.words);
        // In reverse order, followed by the sign.
        let mut digits = Vec::new();
        let max = usize::try_from(self.bits() / u64::from(radix.ilog2())).unwrap_or(usize::MAX);
        digits.try_reserve_exact(max.saturating_add(2))?;
        while !words.is_empty() {
            let mut remainder = 0;
            for word in words.iter_mut().rev() {
                // Less than `power` times 2³², so the quotient fits in a word.
                let dividend = u64::from(remainder) << u32::BITS | u64::from(*word);
                *word = (dividend / u64::from(power)) as u32;
                remainder = (dividend % u64::from(power)) as u32;
            }
            if words.last() == Some(&0) {
                words.pop();
            }
            for _ in 0..count {
                if words.is_empty() && remainder == 0 {
                    break;
                }
                let digit = char::from_digit(remainder % radix, radix).unwrap_or('0');
                digits.push(digit as u8);
                remainder /= radix;
            }
        }
        if digits.is_empty() {
            digits.push(b'0');
        }
        if self.is_negative {
            digits.push(b'-');
        }
        digits.reverse();
        Ok(String::from_utf8(digits).unwrap_or_default())
    }

    /// Keeps the low `bits` bits of the magnitude, and the sign.
    fn low(mut self, bits: u64) -> Self {
        let words = usize::try_from(bits.div_ceil(u32::BITS.into())).unwrap_or(usize::MAX);
        self.words.truncate(words);
        if let Some(last) = self.words.get_mut(words.saturating_sub(1)) {
            *last &= u32::MAX >> (bits.wrapping_neg() % 32);
        }
        Integer::new(self.is_negative, self.words)
    }

    /// Returns 2 to the `bits` minus the magnitude, which must be less, as a non-negative integer.
    fn complement(mut self, bits: u64) -> Result<Self, TryReserveError> {
        let len = usize::try_from(bits.div_ceil(u32::BITS.into())).unwrap_or(usize::MAX);
        self.words.try_reserve_exact(len.saturating_sub(self.words.len()))?;
        self.words.resize(len, 0);
        let mut carry = true;
        for word in &mut self.words {
            (*word, carry) = (!*word).overflowing_add(carry.into());
        }
        Ok(Integer { is_negative: false, ..self }.low(bits))
    }

    /// Computes `BigInt.asUintN` (ECMA-262 §21.2.2.2): the integer modulo 2 to the `bits`.
    ///
    /// # Errors
    ///
    /// If the allocation fails: a negative integer grows to `bits` bits.
    #[expect(clippy::wrong_self_convention, reason = "the name comes from ECMA-262")]
    pub(crate) fn as_uint_n(self, bits: u64) -> Result<Self, TryReserveError> {
        let low = self.low(bits);
        if low.is_negative { low.complement(bits) } else { Ok(low) }
    }

    /// Computes `BigInt.asIntN` (ECMA-262 §21.2.2.1): like [`as_uint_n`](Self::as_uint_n), but the highest bit is the
    /// sign.
    ///
    /// # Errors
    ///
    /// If the allocation fails.
    #[expect(clippy::wrong_self_convention, reason = "the name comes from ECMA-262")]
    pub(crate) fn as_int_n(self, bits: u64) -> Result<Self, TryReserveError> {
        if self.bits() < bits {
            return Ok(self);
        }
        let low = self.as_uint_n(bits)?;
        if low.bits() == bits && bits > 0 {
            let complement = low.complement(bits)?;
            return Ok(Integer::new(true, complement.words));
        }
        Ok(low)
    }

    /// Returns whether the integer is less than zero.
    pub(crate) fn is_negative(&self) -> bool {
        self.is_negative
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use num_bigint::{BigInt, Sign};
    use num_traits::ToPrimitive;

    use super::*;

    /// Generates integers of at most `words` words. Many of the words are at an end of their range.
    fn integers(words: usize) -> impl Iterator<Item = BigInt> {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut random = move || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state
        };
        (0..400).map(move |_| {
            let len = random() as usize % (words + 1);
            let words = (0..len).map(|_| match random() % 4 {
                0 => 0,
                1 => u32::MAX,
                2 => 1 << (random() % 32),
                _ => random() as u32,
            });
            let words: Vec<u32> = words.collect();
            BigInt::from_slice(if random() % 2 == 0 { Sign::Plus } else { Sign::Minus }, &words)
        })
    }

    fn integer(integer: &BigInt) -> Integer {
        Integer::new(integer.sign() == Sign::Minus, integer.magnitude().to_u32_digits())
    }

    #[test]
    fn digits_of_each_radix_are_read_and_written() {
        for value in integers(40) {
            for radix in 2..=36 {
                let text = value.to_str_radix(radix);
                assert_eq!(integer(&value).to_text(radix).as_deref(), Ok(&*text));
                let digits = text.trim_start_matches('-');
                let read = Integer::from_digits(value.sign() == Sign::Minus, digits.as_bytes(), radix);
                assert_eq!(read, Ok(integer(&value)), "{text} of radix {radix}");
            }
        }
        assert_eq!(Integer::from_digits(true, b"000", 10), Ok(Integer::default()));
        assert_eq!(Integer::default().to_text(10).as_deref(), Ok("0"));
    }

    #[test]
    fn the_nearest_number_is_as_of_another_library() {
        for value in integers(36) {
            assert_eq!(integer(&value).to_number(), value.to_f64().unwrap(), "{value}");
        }
        // Halfway between two numbers, and above the midpoint by one far lower bit.
        for (digits, number) in [("9007199254740993", 9007199254740992.0), ("9007199254740995", 9007199254740996.0)] {
            assert_eq!(Integer::from_digits(false, digits.as_bytes(), 10).unwrap().to_number(), number);
        }
        let half = BigInt::from(1) << 600 | BigInt::from(1) << 547;
        assert_eq!(integer(&half).to_number(), 2_f64.powi(600));
        assert_eq!(integer(&(half + 1)).to_number(), 2_f64.powi(600) * (1.0 + f64::EPSILON));
    }

    #[test]
    fn numbers_that_are_integers_become_them() {
        for number in [0.0, -0.0, 1.0, -1.0, 2_f64.powi(52) + 1.0, -(2_f64.powi(53)), 1e21, 1e22, -1e300, f64::MAX] {
            let shown = alloc::format!("{number:.0}");
            let text = Integer::from_number(number).unwrap().to_text(10).unwrap();
            assert_eq!(text, shown.strip_prefix("-0").map_or(shown.as_str(), |_| "0"));
        }
        for number in [0.5, -1.5, f64::NAN, f64::INFINITY, f64::MIN_POSITIVE] {
            assert_eq!(Integer::from_number(number), None);
        }
    }

    // The expected values are those that Node returns for `BigInt.asUintN(bits, integer)` and
    // `BigInt.asIntN(bits, integer)`.
    #[test]
    fn bits_are_taken_as_by_as_int_n_and_as_uint_n() {
        for (bits, value, unsigned, signed) in [
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
            (u64::MAX, 7, 7, 7),
        ] {
            let [value, unsigned, signed] = [value, unsigned, signed].map(|value| integer(&value.into()));
            assert_eq!(value.clone().as_uint_n(bits), Ok(unsigned), "asUintN({bits}, {value:?})");
            assert_eq!(value.clone().as_int_n(bits), Ok(signed), "asIntN({bits}, {value:?})");
        }
        assert_eq!(integer(&(-1).into()).as_int_n(u64::MAX), Ok(integer(&(-1).into())));
    }

    #[test]
    fn bits_are_taken_as_of_another_library() {
        for value in integers(6) {
            for bits in 0..200_u32 {
                let modulus = BigInt::from(1) << bits;
                let unsigned = ((&value % &modulus) + &modulus) % &modulus;
                let is_high = bits > 0 && unsigned >= BigInt::from(1) << (bits - 1);
                let signed = if is_high { &unsigned - &modulus } else { unsigned.clone() };
                let shown = |result: Result<Integer, _>| result.unwrap().to_text(10).unwrap();
                assert_eq!(shown(integer(&value).as_uint_n(bits.into())), unsigned.to_string(), "{bits} of {value}");
                assert_eq!(shown(integer(&value).as_int_n(bits.into())), signed.to_string(), "{bits} of {value}");
            }
        }
    }
}
