//! Strings to and from Go, as values and as property names.

use super::Recorder;
use crate::imports::frames::number;

/// The strings that a guest may pass.
const TEXTS: &[&[u8]] = &[
    b"",
    b"a",
    b"nul\0inside",
    b"\0",
    "\u{e9}\u{4e2d}\u{1d11e}".as_bytes(),
    "\u{7f}\u{80}\u{7ff}\u{800}\u{ffff}\u{10000}\u{10ffff}".as_bytes(),
    // A byte order mark at the beginning, by itself, twice, and in the middle.
    b"\xef\xbb\xbfa",
    b"\xef\xbb\xbf",
    b"\xef\xbb\xbf\xef\xbb\xbfa",
    b"a\xef\xbb\xbf",
    b"\xef\xbb",
    b"\xef\xbb\xbf0",
    b"\xef\xbb\xbf\xff",
    b"\xfe\xff\x00a",
    // Invalid UTF-8: single bytes, truncated sequences, overlong sequences, surrogates, and code points beyond the
    // maximum.
    b"\xff",
    b"\x80",
    b"a\xffb",
    b"\xc2",
    b"\xe2\x82",
    b"\xe2\x82a",
    b"\xe2\x28\xa1",
    b"\xf0\x9f\x98",
    b"\xf0\x9f\x98\xf0\x9f\x98\x80",
    b"\xf0\x28\x8c\xbc",
    b"\xc0\x80",
    b"\xc1\xbf",
    b"\xe0\x80\x80",
    b"\xe0\x9f\xbf",
    b"\xf0\x80\x80\x80",
    b"\xed\xa0\x80",
    b"\xed\xa0\xbd\xed\xb8\x80",
    b"\xed\x9f\xbf\xee\x80\x80",
    b"\xf4\x8f\xbf\xbf",
    b"\xf4\x90\x80\x80",
    b"\xf5\x80\x80\x80",
    b"\xf8\x88\x80\x80\x80",
    b"\xfc\xfd\xfe\xff",
    // The replacement character.
    "\u{fffd}".as_bytes(),
    "a\u{fffd}b".as_bytes(),
    "\u{feff}a".as_bytes(),
    "e\u{301}".as_bytes(),
];

pub(super) fn strings(recorder: &mut Recorder) {
    recorder.session(|go| {
        for _ in 0..2 {
            for text in TEXTS {
                let string = go.string(text)?;
                go.length(string)?;
                go.show(string)?;
            }
        }
        Ok(())
    });
    // Each pair of strings concatenated, so that truncated sequences meet bytes that may complete them.
    recorder.session(|go| {
        for first in TEXTS {
            for second in TEXTS {
                let string = go.string([*first, *second].concat())?;
                go.show(string)?;
                go.finalize(string)?;
            }
        }
        Ok(())
    });
    recorder.session(|go| {
        let separator = go.string("\u{1d11e}")?;
        let mut elements = Vec::new();
        for text in TEXTS {
            elements.push(go.string(text)?);
        }
        let array = go.array(&elements)?;
        let joined = go.call_method(array, "join", &[separator])?.unwrap_or_default();
        go.length(joined)?;
        go.show(joined)?;
        let long = go.string("0123456789\u{4e2d}".repeat(500))?;
        go.length(long)?;
        go.show(long)
    });
}

pub(super) fn names(recorder: &mut Recorder) {
    recorder.session(|go| {
        let objects = [go.object()?, go.array(&[])?, go.function(1)?];
        for object in objects {
            for (text, index) in TEXTS.iter().zip(0..) {
                go.set(object, text, number(index.into()))?;
            }
            for text in TEXTS {
                go.get(object, text)?;
            }
            // A name of digits is an index, even after a byte order mark.
            go.index(object, 0)?;
            for text in TEXTS.iter().step_by(3) {
                go.delete(object, text)?;
            }
            for text in TEXTS {
                go.get(object, text)?;
            }
        }
        Ok(())
    });
}

/// Numbers that are difficult to convert to strings.
pub(crate) const NUMBERS: &[f64] = &[
    0.0,
    1.0,
    -1.0,
    0.1,
    -0.5,
    1.5,
    100.0,
    123_456_789.0,
    1e15,
    999_999_999_999_999.0,
    1e16,
    9_007_199_254_740_991.0,
    9_007_199_254_740_992.0,
    9_007_199_254_740_994.0,
    -9_007_199_254_740_996.0,
    1e20,
    123_456_789_012_345_680_000.0,
    999_999_999_999_999_900_000.0,
    1e21,
    -1e21,
    1.2345e25,
    1e100,
    1e-6,
    1.5e-6,
    1e-7,
    1.25e-9,
    5e-324,
    2.2250738585072014e-308,
    f64::MAX,
    f64::MIN,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::NAN,
    2_147_483_647.0,
    2_147_483_648.0,
    -2_147_483_648.0,
    4_294_967_294.0,
    4_294_967_295.0,
    4_294_967_296.0,
    4_294_967_296.5,
    -4_294_967_296.0,
    1.7e18,
    9_223_372_036_854_775_807.0,
    -9_223_372_036_854_775_808.0,
    1.844_674_407_370_955_2e19,
    0.000001234,
    1.0e-5,
    4.35,
    0.3,
    5e-7,
    2.5,
    254.5,
    255.5,
    256.0,
    511.9,
];

pub(super) fn numbers_as_text(recorder: &mut Recorder) {
    recorder.session(|go| {
        for &value in NUMBERS {
            go.show(number(value))?;
        }
        for _ in 0..2_000 {
            // Numbers of all magnitudes, and then numbers with few digits.
            let word = go.garbage.word();
            if f64::from_bits(word).is_finite() {
                go.show(word)?;
            }
            let few = f64::from(go.garbage.below(100_000)) / 10_f64.powi(go.garbage.below(30) as i32 - 5);
            go.show(number(few))?;
        }
        Ok(())
    });
}
