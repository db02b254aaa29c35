//! BigInts, and their conversion to and from strings.

use arbitrary::Arbitrary;
use dashu_int::IBig;

use super::realm::Realm;

#[derive(Arbitrary, Debug)]
pub(crate) enum Integer {
    Text { number: Number, radix: u8 },
    Cut { number: Number, bits: u16, signed: bool },
    OfNumber(f64),
}

#[derive(Arbitrary, Debug)]
pub(crate) struct Number {
    is_negative: bool,
    bytes: Vec<u8>,
}

impl Number {
    fn integer(&self) -> IBig {
        let magnitude = IBig::from(dashu_int::UBig::from_le_bytes(&self.bytes));
        if self.is_negative { -magnitude } else { magnitude }
    }
}

impl Integer {
    pub(crate) fn check(&self, realm: &mut Realm) {
        match self {
            Integer::Text { number, radix } => {
                let integer = number.integer();
                let found = realm.text(|js| {
                    let digits = js.string(&integer.to_string());
                    let bigint = js.call("BigInt", &[digits])?;
                    js.method(bigint, "toString", &[f64::from(*radix).into()])
                });
                let expected = (2..=36).contains(radix).then(|| integer.in_radix((*radix).into()).to_string());
                assert_eq!(found, expected, "{integer} in {radix}");
            }
            Integer::Cut { number, bits, signed } => {
                let integer = number.integer();
                let found = realm.text(|js| {
                    let digits = js.string(&integer.to_string());
                    let bigint = js.call("BigInt", &[digits])?;
                    js.of("BigInt", if *signed { "asIntN" } else { "asUintN" }, &[f64::from(*bits).into(), bigint])
                });
                // `BigInt.asIntN` and `BigInt.asUintN` (ECMA-262 §21.2.2.1, §21.2.2.2).
                let modulus = IBig::from(1) << usize::from(*bits);
                let mut expected = integer.clone() % &modulus;
                if expected < IBig::ZERO {
                    expected += &modulus;
                }
                if *signed && *bits > 0 && expected >= IBig::from(1) << (usize::from(*bits) - 1) {
                    expected -= &modulus;
                }
                assert_eq!(found, Some(expected.to_string()), "{bits} bits of {integer}");
            }
            Integer::OfNumber(number) => {
                let found = realm.text(|js| js.call("BigInt", &[(*number).into()]));
                let expected = (number.is_finite() && number.trunc() == *number).then(|| format!("{number:.0}"));
                // Rust prints the sign of zero.
                assert_eq!(found, expected.map(|text| if text == "-0" { "0".into() } else { text }), "{number:?}");
            }
        }
    }
}
