//! `encodeURI` and `decodeURI`, `encodeURIComponent` and `decodeURIComponent` (ECMA-262 §19.2.6).

use crate::js::{Arguments, Context, ErrorClass, Text, Thrown, Value, price};

/// The delimiters in a URI, and `#`, which `decodeURI` (§19.2.6.1) and `encodeURI` (§19.2.6.3) leave as they are.
pub(super) const RESERVED: &str = ";/?:@&=+$,#";

/// The characters besides letters and digits that are never encoded.
const MARKS: &str = "-.!~*'()_";

const DIGITS: &[u8; 16] = b"0123456789ABCDEF";

/// `Encode` (§19.2.6.5). It never throws for a lone surrogate, because strings have none.
pub(super) fn encode(cx: &mut Context<'_>, call: &Arguments<'_>, kept: &str) -> Result<Value, Thrown> {
    let text = cx.to_string(call.get(0))?;
    let length = cx.heap().text(text).len();
    cx.charge(price::text(length))?;
    let mut encoded = cx.text();
    push_encoded(&mut encoded, cx.heap().text(text), kept);
    cx.finish(encoded)
}

/// Appends a text with escapes.
fn push_encoded(to: &mut Text, text: &str, kept: &str) {
    let mut rest = text;
    let is_kept = |c: char| c.is_ascii_alphanumeric() || MARKS.contains(c) || kept.contains(c);
    while let Some(start) = rest.find(|c| !is_kept(c)) {
        let (plain, other) = rest.split_at_checked(start).unwrap_or((rest, ""));
        to.push_str(plain);
        let end = other.find(is_kept).unwrap_or(other.len());
        let (escaped, next) = other.split_at_checked(end).unwrap_or((other, ""));
        for byte in escaped.bytes() {
            #[allow(clippy::indexing_slicing, reason = "a nibble is less than 16")]
            let digit = |nibble: u8| DIGITS[usize::from(nibble & 15)];
            let escape = [b'%', digit(byte >> 4), digit(byte)];
            to.push_str(core::str::from_utf8(&escape).unwrap_or_default());
        }
        rest = next;
    }
    to.push_str(rest);
}

/// `Decode` (§19.2.6.6).
pub(super) fn decode(cx: &mut Context<'_>, call: &Arguments<'_>, kept: &str) -> Result<Value, Thrown> {
    let text = cx.to_string(call.get(0))?;
    let length = cx.heap().text(text).len();
    cx.charge(price::each(length))?;
    let mut decoded = cx.text();
    match push_decoded(&mut decoded, cx.heap().text(text), kept) {
        Some(()) => cx.finish(decoded),
        None => Err(cx.heap().error(ErrorClass::UriError, "URI malformed").into()),
    }
}

/// Appends a text whose escapes are decoded, except those of characters in `kept`. Returns `None` if the escapes are not
/// valid UTF-8.
fn push_decoded(to: &mut Text, text: &str, kept: &str) -> Option<()> {
    let mut rest = text;
    loop {
        let (plain, escaped) = rest.split_at_checked(rest.find('%').unwrap_or(rest.len()))?;
        to.push_str(plain);
        if escaped.is_empty() {
            return Some(());
        }
        let mut bytes = [0; 4];
        let count = match octet(escaped, 0)? {
            0..=0x7f => 1,
            0xc0..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf7 => 4,
            _ => return None,
        };
        let bytes = bytes.get_mut(..count)?;
        for (byte, index) in bytes.iter_mut().zip(0..) {
            *byte = octet(escaped, index)?;
        }
        let character = core::str::from_utf8(bytes).ok()?;
        let (escape, next) = escaped.split_at_checked(count.saturating_mul(3))?;
        to.push_str(if kept.contains(character) { escape } else { character });
        rest = next;
    }
}

/// Returns the byte of the escape at `index`, counted in escapes from the start of the text.
fn octet(escapes: &str, index: usize) -> Option<u8> {
    match escapes.as_bytes().get(index.saturating_mul(3)..)? {
        [b'%', high, low, ..] => {
            let digit = |byte: u8| char::from(byte).to_digit(16);
            u8::try_from(digit(*high)? << 4 | digit(*low)?).ok()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::String;

    use super::*;

    fn encoded(text: &str, kept: &str) -> String {
        let mut to = Text::with_max(1000);
        push_encoded(&mut to, text, kept);
        to.finish().unwrap()
    }

    fn decoded(text: &str, kept: &str) -> Option<String> {
        let mut to = Text::with_max(1000);
        push_decoded(&mut to, text, kept)?;
        to.finish().ok()
    }

    // The results of the four functions in Node, and `None` if they throw.

    #[test]
    fn what_is_not_kept_is_escaped() {
        for (text, component, uri) in [
            ("a b", "a%20b", "a%20b"),
            ("é日😀", "%C3%A9%E6%97%A5%F0%9F%98%80", "%C3%A9%E6%97%A5%F0%9F%98%80"),
            (";/?:@&=+$,#", "%3B%2F%3F%3A%40%26%3D%2B%24%2C%23", ";/?:@&=+$,#"),
            ("-_.!~*'()[]%", "-_.!~*'()%5B%5D%25", "-_.!~*'()%5B%5D%25"),
            ("\0\n\u{7f}", "%00%0A%7F", "%00%0A%7F"),
            ("", "", ""),
        ] {
            assert_eq!(encoded(text, ""), component);
            assert_eq!(encoded(text, RESERVED), uri);
        }
    }

    #[test]
    fn escapes_are_decoded_where_they_are_utf8() {
        for (text, component, uri) in [
            ("a%20b", Some("a b"), Some("a b")),
            ("%c3%A9x", Some("éx"), Some("éx")),
            ("%F0%9F%98%80", Some("😀"), Some("😀")),
            ("%2f%3F%23%41", Some("/?#A"), Some("%2f%3F%23A")),
            ("é%25", Some("é%"), Some("é%")),
            ("%", None, None),
            ("%4", None, None),
            ("%4g", None, None),
            ("%+1", None, None),
            ("%é1", None, None),
            ("%80", None, None),
            ("%C3", None, None),
            ("%C3x", None, None),
            ("%C3%", None, None),
            ("%C0%80", None, None),
            ("%ED%A0%80", None, None),
            ("%F4%90%80%80", None, None),
            ("%F8%80%80%80%80", None, None),
        ] {
            assert_eq!(decoded(text, "").as_deref(), component, "{text}");
            assert_eq!(decoded(text, RESERVED).as_deref(), uri, "{text}");
        }
    }
}
