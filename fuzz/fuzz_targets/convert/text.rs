//! Strings, and bytes in encodings.

use arbitrary::Arbitrary;
use encoding_rs::{CoderResult, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::realm::Realm;

#[derive(Arbitrary, Debug)]
pub(crate) enum Text {
    Decode { encoding: u8, fatal: bool, ignore_bom: bool, chunks: Vec<Vec<u8>> },
    Encode(String),
    EncodeUri { text: String, component: bool },
    DecodeUri { text: String, component: bool },
    Case(String),
}

/// The characters that `encodeURIComponent` leaves unescaped (ECMA-262 §19.2.6.4).
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'!')
    .remove(b'~')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'_');
/// The characters that `encodeURI` leaves unescaped (§19.2.6.3).
const URI: &AsciiSet = &COMPONENT
    .remove(b';')
    .remove(b'/')
    .remove(b'?')
    .remove(b':')
    .remove(b'@')
    .remove(b'&')
    .remove(b'=')
    .remove(b'+')
    .remove(b'$')
    .remove(b',')
    .remove(b'#');
const KEPT: &str = ";/?:@&=+$,#";

/// Decodes chunks. Returns `None` if the decoder is fatal and the chunks are malformed (Encoding §7.1).
fn decoded(encoding: &'static Encoding, fatal: bool, ignore_bom: bool, chunks: &[Vec<u8>]) -> Option<String> {
    let mut decoder =
        if ignore_bom { encoding.new_decoder_without_bom_handling() } else { encoding.new_decoder_with_bom_removal() };
    let mut all = String::new();
    for (index, chunk) in chunks.iter().enumerate() {
        let is_last = index + 1 == chunks.len();
        let mut rest = &chunk[..];
        loop {
            let mut out = String::with_capacity(4 * rest.len() + 16);
            if fatal {
                let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut out, is_last);
                all += &out;
                rest = &rest[read..];
                match result {
                    DecoderResult::InputEmpty => break,
                    DecoderResult::OutputFull => {}
                    DecoderResult::Malformed(..) => return None,
                }
            } else {
                let (result, read, _) = decoder.decode_to_string(rest, &mut out, is_last);
                all += &out;
                rest = &rest[read..];
                if result == CoderResult::InputEmpty {
                    break;
                }
            }
        }
    }
    Some(all)
}

/// `Decode` (ECMA-262 §19.2.6.6).
fn uri_decoded(text: &str, kept: &str) -> Option<String> {
    let mut decoded = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        decoded += &rest[..at];
        // A run of adjacent escapes.
        let mut end = at;
        while rest.as_bytes().get(end) == Some(&b'%') {
            if !rest.as_bytes().get(end + 1..end + 3)?.iter().all(u8::is_ascii_hexdigit) {
                return None;
            }
            end += 3;
        }
        let escapes = &rest[at..end];
        let characters = percent_decode_str(escapes).decode_utf8().ok()?.into_owned();
        let mut place = 0;
        for character in characters.chars() {
            let length = 3 * character.len_utf8();
            if kept.contains(character) {
                decoded += &escapes[place..place + length];
            } else {
                decoded.push(character);
            }
            place += length;
        }
        rest = &rest[end..];
    }
    Some(decoded + rest)
}

impl Text {
    pub(crate) fn check(&self, realm: &mut Realm) {
        match self {
            Text::Decode { encoding, fatal, ignore_bom, chunks } => {
                let (label, encoding) =
                    [("utf-8", UTF_8), ("utf-16le", UTF_16LE), ("utf-16be", UTF_16BE)][usize::from(*encoding) % 3];
                let found = realm.text(|js| {
                    let label = js.string(label);
                    let options = js.options(&[("fatal", *fatal), ("ignoreBOM", *ignore_bom)]);
                    let decoder = js.construct("TextDecoder", &[label, options])?;
                    let mut all = js.string("");
                    for (index, chunk) in chunks.iter().enumerate() {
                        let bytes = js.bytes(chunk);
                        let options = js.options(&[("stream", index + 1 < chunks.len())]);
                        let text = js.method(decoder, "decode", &[bytes, options])?;
                        all = js.method(all, "concat", &[text])?;
                    }
                    Ok(all)
                });
                assert_eq!(found, decoded(encoding, *fatal, *ignore_bom, chunks), "{self:?}");
            }
            Text::Encode(text) => {
                let found = realm.text(|js| {
                    let encoder = js.construct("TextEncoder", &[])?;
                    let string = js.string(text);
                    js.method(encoder, "encode", &[string])
                });
                let bytes: Vec<String> = text.bytes().map(|byte| byte.to_string()).collect();
                assert_eq!(found, Some(bytes.join(",")), "{text:?}");
            }
            Text::EncodeUri { text, component } => {
                let (name, set) = if *component { ("encodeURIComponent", COMPONENT) } else { ("encodeURI", URI) };
                let found = realm.text(|js| {
                    let text = js.string(text);
                    js.call(name, &[text])
                });
                assert_eq!(found, Some(utf8_percent_encode(text, set).to_string()), "{text:?}");
            }
            Text::DecodeUri { text, component } => {
                let (name, kept) = if *component { ("decodeURIComponent", "") } else { ("decodeURI", KEPT) };
                let found = realm.text(|js| {
                    let text = js.string(text);
                    js.call(name, &[text])
                });
                assert_eq!(found, uri_decoded(text, kept), "{text:?}");
            }
            Text::Case(text) => {
                for (name, expected) in [("toUpperCase", text.to_uppercase()), ("toLowerCase", text.to_lowercase())] {
                    let found = realm.text(|js| {
                        let string = js.string(text);
                        js.method(string, name, &[])
                    });
                    assert_eq!(found, Some(expected), "{text:?}");
                }
            }
        }
    }
}
