//! `application/x-www-form-urlencoded` (WHATWG [URL] §5).
//!
//! The crate `form_urlencoded` does the same, but aborts when the allocation of the result fails, and the guest
//! controls its length.
//!
//! [URL]: https://url.spec.whatwg.org/

use alloc::{string::String, vec::Vec};

use ::url::form_urlencoded::byte_serialize;

use super::pair_iterable::Pair;
use crate::js::{
    Text,
    string::{MAX_LEN, TooLong, decode_utf8_whole},
    try_push,
};

/// Returns the maximum size of the parsed form of a query, in bytes.
pub(super) fn parsed_size(query: &str) -> usize {
    let pairs = query.bytes().filter(|&byte| byte == b'&').count().saturating_add(1);
    // An invalid UTF-8 byte becomes the three bytes of U+FFFD, but its escape in the query also has three bytes.
    pairs.saturating_mul(size_of::<Pair>()).saturating_add(query.len())
}

/// Parses a query (§5.1, `application/x-www-form-urlencoded` parser).
pub(super) fn parse(query: &str) -> Result<Vec<Pair>, TooLong> {
    let mut list = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if !try_push(&mut list, (decode(name)?, decode(value)?)) {
            return Err(TooLong);
        }
    }
    Ok(list)
}

/// Decodes `+` and percent-encoded bytes.
fn decode(text: &str) -> Result<String, TooLong> {
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(text.len())?;
    let mut rest = text.as_bytes();
    bytes.extend(core::iter::from_fn(|| {
        let (&first, after) = rest.split_first()?;
        let escaped = match (first, after) {
            (b'%', &[high, low, ref after @ ..]) => hex_digit(high).zip(hex_digit(low)).zip(Some(after)),
            _ => None,
        };
        let (byte, after) = match escaped {
            Some(((high, low), after)) => (high << 4 | low, after),
            None => (if first == b'+' { b' ' } else { first }, after),
        };
        rest = after;
        Some(byte)
    }));
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) => Ok(decode_utf8_whole(error.as_bytes())?.into_owned()),
    }
}

fn hex_digit(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|digit| digit as u8)
}

/// Serializes pairs (§5.2, `application/x-www-form-urlencoded` serializer).
pub(super) fn serialize(list: &[Pair]) -> Result<String, TooLong> {
    let mut text = Text::with_max(MAX_LEN);
    for (name, value) in list {
        if text.is_too_long() {
            break;
        }
        let separator = if text.is_empty() { "" } else { "&" };
        let name = [separator].into_iter().chain(byte_serialize(name.as_bytes()));
        let value = ["="].into_iter().chain(byte_serialize(value.as_bytes()));
        name.chain(value).for_each(|piece| text.push_str(piece));
    }
    text.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    // The results of Node's `new URLSearchParams(query).toString()`.
    #[test]
    fn queries_are_parsed_and_written_as_in_node() {
        for (query, text) in [
            ("a=1&b=2", "a=1&b=2"),
            ("a=1&&b", "a=1&b="),
            ("=x", "=x"),
            ("a+b=%20c%2B", "a+b=+c%2B"),
            ("%zz=%41%f", "%25zz=A%25f"),
            ("a=b=c", "a=b%3Dc"),
            ("é=😀&*-._~!'()", "%C3%A9=%F0%9F%98%80&*-._%7E%21%27%28%29="),
            ("%ff=1", "%EF%BF%BD=1"),
            ("%EF%BB%BFa=%C3%A9%c3%A9%", "%EF%BB%BFa=%C3%A9%C3%A9%25"),
            ("%+1=%%41", "%25+1=%25A"),
        ] {
            assert_eq!(parse(query).and_then(|list| serialize(&list)).as_deref(), Ok(text), "{query}");
        }
    }
}
