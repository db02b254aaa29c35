//! Numbers, and their conversion to and from strings.

use arbitrary::Arbitrary;

use super::realm::Realm;

#[derive(Arbitrary, Debug)]
pub(crate) enum Number {
    Text(f64),
    Parse(String),
    /// Digits, a point and an exponent, because an arbitrary string is rarely a number.
    Numeral {
        whole: u64,
        fraction: Option<u64>,
        zeros: u8,
        exponent: Option<i16>,
    },
    Fixed {
        number: f64,
        digits: u8,
    },
    Precision {
        number: f64,
        digits: u8,
    },
    Exponential {
        number: f64,
        digits: Option<u8>,
    },
    Radix {
        number: i64,
        radix: u8,
    },
    ParseInt {
        text: String,
        radix: u8,
    },
}

/// Returns the fewest digits that distinguish a non-negative number from all others, with a point after the first, and
/// their exponent. Of two equally near candidates ECMA-262 chooses the even one, which Rust does only if the number of
/// digits is given.
fn shortest(number: f64) -> String {
    let shortest = format!("{number:e}");
    let count = shortest.split('e').next().unwrap().replace('.', "").len();
    let nearest = format!("{number:.*e}", count - 1);
    if nearest.parse() == Ok(number) { nearest } else { shortest }
}

/// `Number::toString` (ECMA-262 §6.1.6.1.20).
pub(crate) fn text(number: f64) -> String {
    if number.is_nan() {
        return "NaN".into();
    }
    if number == 0.0 {
        return "0".into();
    }
    let sign = if number < 0.0 { "-" } else { "" };
    if number.is_infinite() {
        return format!("{sign}Infinity");
    }
    let shortest = shortest(number.abs());
    let (digits, exponent) = shortest.split_once('e').unwrap();
    let digits = digits.replace('.', "");
    // The number is 0.digits times 10 to this power.
    let point = exponent.parse::<i32>().unwrap() + 1;
    let count = digits.len() as i32;
    let text = if count <= point && point <= 21 {
        format!("{digits}{}", "0".repeat((point - count) as usize))
    } else if 0 < point && point <= 21 {
        let (whole, fraction) = digits.split_at(point as usize);
        format!("{whole}.{fraction}")
    } else if -6 < point && point <= 0 {
        format!("0.{}{digits}", "0".repeat(-point as usize))
    } else {
        scientific(&digits, point - 1)
    };
    format!("{sign}{text}")
}

/// Returns the first digit, a point if others follow, and an exponent with its sign.
fn scientific(digits: &str, exponent: i32) -> String {
    let (first, rest) = digits.split_at(1);
    let dot = if rest.is_empty() { "" } else { "." };
    format!("{first}{dot}{rest}e{}{}", if exponent < 0 { '-' } else { '+' }, exponent.abs())
}

/// Returns all digits of a non-negative number, of which there are at most 1,100, and the position of the point.
fn exact(number: f64) -> (Vec<u8>, i32) {
    let all = format!("{number:.1100e}");
    let (digits, exponent) = all.split_once('e').unwrap();
    (
        digits.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect(),
        exponent.parse::<i32>().unwrap() + 1,
    )
}

/// Returns the first `count` digits, rounded, and whether the rounding has added a digit. Of two equally near
/// candidates ECMA-262 chooses the larger.
fn rounded(digits: &[u8], count: usize) -> (String, bool) {
    let mut kept: Vec<u8> = digits.iter().copied().chain(std::iter::repeat(0)).take(count).collect();
    let mut carry = digits.get(count).is_some_and(|digit| *digit >= 5);
    for digit in kept.iter_mut().rev() {
        if !carry {
            break;
        }
        *digit = (*digit + 1) % 10;
        carry = *digit == 0;
    }
    if carry {
        kept.insert(0, 1);
    }
    (kept.iter().map(|digit| char::from(b'0' + digit)).collect(), carry)
}

/// `Number.prototype.toFixed` (ECMA-262 §21.1.3.3).
fn fixed(number: f64, digits: usize) -> String {
    if !number.is_finite() || number.abs() >= 1e21 {
        return text(number);
    }
    let (all, point) = exact(number.abs());
    let count = point + digits as i32;
    let mut shown = if count < 0 { String::new() } else { rounded(&all, count as usize).0 };
    if shown.len() <= digits {
        shown = "0".repeat(digits + 1 - shown.len()) + &shown;
    }
    let (whole, fraction) = shown.split_at(shown.len() - digits);
    let dot = if digits == 0 { "" } else { "." };
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    // "If x < 0, then": a negative number that is rounded to zero keeps its sign, but −0 does not.
    format!("{}{whole}{dot}{fraction}", if number < 0.0 { "-" } else { "" })
}

/// `Number.prototype.toExponential` (§21.1.3.2) and `toPrecision` (§21.1.3.5), with `count` digits in all.
fn significant(number: f64, count: usize, precision: bool) -> String {
    if !number.is_finite() {
        return text(number);
    }
    let sign = if number < 0.0 { "-" } else { "" };
    let (shown, exponent) = if number == 0.0 {
        ("0".repeat(count), 0)
    } else {
        let (all, point) = exact(number.abs());
        let (mut shown, has_carried) = rounded(&all, count);
        shown.truncate(count);
        (shown, point - 1 + i32::from(has_carried))
    };
    if !precision || exponent < -6 || exponent >= count as i32 {
        return format!("{sign}{}", scientific(&shown, exponent));
    }
    if exponent == count as i32 - 1 {
        return format!("{sign}{shown}");
    }
    if exponent >= 0 {
        let (whole, fraction) = shown.split_at(exponent as usize + 1);
        return format!("{sign}{whole}.{fraction}");
    }
    format!("{sign}0.{}{shown}", "0".repeat((-exponent - 1) as usize))
}

/// `StringToNumber` (ECMA-262 §7.1.4.1). Excludes names of non-finite numbers that Rust accepts and JavaScript does
/// not.
fn parse(text: &str) -> f64 {
    let text = trim(text);
    let radix = |radix: u32| {
        let digits = &text[2..];
        if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
            return f64::NAN;
        }
        nearest(digits, radix)
    };
    match text.as_bytes() {
        [] => 0.0,
        [b'0', b'x' | b'X', ..] => radix(16),
        [b'0', b'o' | b'O', ..] => radix(8),
        [b'0', b'b' | b'B', ..] => radix(2),
        _ => match text.trim_start_matches(['+', '-']) {
            "Infinity" if text.len() <= 9 => text.parse().unwrap(),
            _ if !text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte)) => f64::NAN,
            _ => text.parse().unwrap_or(f64::NAN),
        },
    }
}

/// `TrimString` (§22.1.3.32.1): white space and line terminators (§12.2, §12.3).
fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| {
        matches!(c, '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}')
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\u{feff}')
    })
}

/// Returns the number nearest to an integer of any length.
fn nearest(digits: &str, radix: u32) -> f64 {
    let integer = dashu_int::UBig::from_str_radix(digits, radix).unwrap();
    // Rust rounds the decimal digits correctly.
    integer.to_string().parse().unwrap()
}

/// `parseInt` (§19.2.5).
fn parse_int(text: &str, radix: u8) -> f64 {
    let text = trim(text);
    let (sign, rest) = match text.strip_prefix(['+', '-']) {
        Some(rest) => (if text.starts_with('-') { -1.0 } else { 1.0 }, rest),
        None => (1.0, text),
    };
    let mut radix = u32::from(radix);
    let mut rest = rest;
    if radix != 0 && !(2..=36).contains(&radix) {
        return f64::NAN;
    }
    if (radix == 0 || radix == 16)
        && let Some(hex) = rest.strip_prefix("0x").or(rest.strip_prefix("0X"))
    {
        (rest, radix) = (hex, 16);
    }
    if radix == 0 {
        radix = 10;
    }
    let end = rest.find(|c: char| !c.is_digit(radix)).unwrap_or(rest.len());
    if end == 0 { f64::NAN } else { sign * nearest(&rest[..end], radix) }
}

fn same(found: Option<f64>, expected: f64, of: &dyn std::fmt::Debug) {
    let found = found.expect("the conversion does not throw");
    let is_same = found.to_bits() == expected.to_bits() || (found.is_nan() && expected.is_nan());
    assert!(is_same, "{found:?} and not {expected:?} for {of:?}");
}

impl Number {
    pub(crate) fn check(&self, realm: &mut Realm) {
        match *self {
            Number::Text(number) => {
                let found = realm.text(|js| js.call("String", &[number.into()]));
                assert_eq!(found, Some(text(number)), "{number:?}");
            }
            Number::Parse(ref numeral) => {
                let found = realm.number(|js| {
                    let text = js.string(numeral);
                    js.call("Number", &[text])
                });
                same(found, parse(numeral), numeral);
            }
            Number::Numeral { whole, fraction, zeros, exponent } => {
                // JSON does not allow leading zeros.
                let mut numeral = format!("{}{}", whole.max(1), "0".repeat(zeros.into()));
                if let Some(fraction) = fraction {
                    numeral += &format!(".{}{fraction}", "0".repeat(zeros.into()));
                }
                if let Some(exponent) = exponent {
                    numeral += &format!("e{exponent}");
                }
                let found = realm.number(|js| {
                    let text = js.string(&numeral);
                    js.call("Number", &[text])
                });
                // serde_json has its own parser, which is independent of Rust's.
                match serde_json::from_str::<f64>(&numeral) {
                    Ok(expected) => same(found, expected, &numeral),
                    // serde_json rejects a number beyond the largest.
                    Err(_) => same(found, f64::INFINITY, &numeral),
                }
            }
            Number::Fixed { number, digits } => {
                let digits = digits % 102;
                let found = realm.text(|js| js.method(number.into(), "toFixed", &[f64::from(digits).into()]));
                let expected = (digits <= 100).then(|| fixed(number, digits.into()));
                assert_eq!(found, expected, "{number:?}.toFixed({digits})");
            }
            Number::Precision { number, digits } => {
                let digits = digits % 102;
                let found = realm.text(|js| js.method(number.into(), "toPrecision", &[f64::from(digits).into()]));
                let in_range = !number.is_finite() || (1..=100).contains(&digits);
                let expected = in_range.then(|| significant(number, digits.into(), true));
                assert_eq!(found, expected, "{number:?}.toPrecision({digits})");
            }
            Number::Exponential { number, digits: None } => {
                let found = realm.text(|js| js.method(number.into(), "toExponential", &[]));
                let expected = if number.is_finite() {
                    let shortest = shortest(number.abs());
                    let (digits, exponent) = shortest.split_once('e').unwrap();
                    let sign = if number < 0.0 { "-" } else { "" };
                    format!("{sign}{}", scientific(&digits.replace('.', ""), exponent.parse().unwrap()))
                } else {
                    text(number)
                };
                assert_eq!(found, Some(expected), "{number:?}.toExponential()");
            }
            Number::Exponential { number, digits: Some(digits) } => {
                let digits = digits % 102;
                let found = realm.text(|js| js.method(number.into(), "toExponential", &[f64::from(digits).into()]));
                let in_range = !number.is_finite() || digits <= 100;
                let expected = in_range.then(|| significant(number, usize::from(digits) + 1, false));
                assert_eq!(found, expected, "{number:?}.toExponential({digits})");
            }
            Number::Radix { number, radix } => {
                let number = number as f64;
                let found = realm.text(|js| js.method(number.into(), "toString", &[f64::from(radix).into()]));
                let expected = match radix {
                    10 => Some(text(number)),
                    // For larger numbers ECMA-262 leaves open which digits are shown.
                    2..=36 if number.abs() <= 9_007_199_254_740_992.0 => {
                        let digits = dashu_int::UBig::from(number.abs() as u64).in_radix(radix.into()).to_string();
                        Some(format!("{}{digits}", if number < 0.0 { "-" } else { "" }))
                    }
                    2..=36 => {
                        // Engines fill up with zeros, so the result is approximate.
                        let near = parse_int(&found.unwrap(), radix);
                        assert!((near - number).abs() <= number.abs() * 1e-14, "{near} and {number} in {radix}");
                        return;
                    }
                    _ => None,
                };
                assert_eq!(found, expected, "{number:?}.toString({radix})");
            }
            Number::ParseInt { text: ref numeral, radix } => {
                let found = realm.number(|js| {
                    let text = js.string(numeral);
                    js.call("parseInt", &[text, f64::from(radix).into()])
                });
                let expected = parse_int(numeral, radix);
                // In radixes other than 2, 4, 8, 10, 16 and 32 ECMA-262 allows an approximation of the integer (§19.2.5
                // step 12), and every engine is slightly off there.
                let is_exact =
                    expected.abs() <= 9_007_199_254_740_992.0 || matches!(radix, 0 | 2 | 4 | 8 | 10 | 16 | 32);
                if is_exact || expected.is_nan() {
                    same(found, expected, &(numeral, radix));
                } else {
                    let found = found.unwrap();
                    // Both may be infinite, in which case their difference is NaN.
                    let is_near = found == expected || (found - expected).abs() <= expected.abs() * 1e-14;
                    assert!(is_near, "{found} and {expected} for {numeral}");
                }
            }
        }
    }
}
