//! `TextDecoder` (WHATWG Encoding §7.1).

use alloc::{boxed::Box, collections::TryReserveError, format, string::String, vec::Vec};

use super::encoding::Encoding;
use crate::{
    globals::support::{
        idl::{invalid_this, new_target, read_only},
        node_error::{coded_error, invalid_arg_type, native_error},
    },
    js::{Arguments, Attributes, Builtin, Class, Context, Intrinsic, Kind, Slots, Thrown, Value, price},
};

pub(in crate::globals) static TEXT_DECODER: Class = Class::interface(Intrinsic::TextDecoder, "TextDecoder")
    .constructor(0, construct)
    .prototype(&[
        Builtin::method("decode", 0, decode).with(Attributes::ASSIGNED),
        read_only("encoding", encoding),
        read_only("fatal", fatal),
        read_only("ignoreBOM", ignore_bom),
    ])
    .tagged();

/// The internal slots of a decoder (§7.1).
#[derive(Debug)]
struct TextDecoder {
    encoding: Encoding,
    fatal: bool,
    ignore_bom: bool,
    /// Whether decoding is past the start of the stream, where a byte order mark is removed.
    began: bool,
    /// The bytes of a character that is still incomplete.
    pending: Pending,
}

impl Slots for TextDecoder {}

/// At most three bytes of an incomplete character: in UTF-8 all but its last byte, in UTF-16 a lead surrogate and half
/// of a code unit.
#[derive(Clone, Copy, Debug, Default)]
struct Pending {
    bytes: [u8; 3],
    length: u8,
}

impl Pending {
    fn new(tail: &[u8]) -> Self {
        let mut pending = Pending::default();
        for (place, &byte) in pending.bytes.iter_mut().zip(tail) {
            *place = byte;
            pending.length = pending.length.saturating_add(1);
        }
        pending
    }

    fn get(&self) -> &[u8] {
        self.bytes.get(..self.length.into()).unwrap_or_default()
    }
}

/// The reason why bytes cannot be decoded.
#[derive(Debug, PartialEq, Eq)]
enum Failure {
    /// The bytes are malformed, and the decoder is fatal.
    Malformed,
    NoRoom,
}

impl From<TryReserveError> for Failure {
    fn from(_: TryReserveError) -> Self {
        Failure::NoRoom
    }
}

impl TextDecoder {
    /// Decodes a chunk (§7.1, `decode(input, options)`).
    fn decode(&mut self, input: &[u8], stream: bool) -> Result<String, Failure> {
        let pending = core::mem::take(&mut self.pending);
        let mut joined = Vec::new();
        let input = match pending.get() {
            [] => input,
            pending => {
                joined.try_reserve_exact(pending.len().saturating_add(input.len()))?;
                joined.extend_from_slice(pending);
                joined.extend_from_slice(input);
                &joined
            }
        };
        let mut text = String::new();
        let decoded = match self.encoding {
            Encoding::Utf8 => self.decode_utf8(input, stream, &mut text),
            Encoding::Utf16Le => self.decode_utf16(input, u16::from_le_bytes, stream, &mut text),
            Encoding::Utf16Be => self.decode_utf16(input, u16::from_be_bytes, stream, &mut text),
            Encoding::Windows1252 => push_all(&mut text, input.iter().copied().map(char::from)),
        };
        if let Err(failure) = decoded {
            (self.began, self.pending) = (false, Pending::default());
            return Err(failure);
        }
        // Removes the byte order mark (§7.1, serialize I/O queue).
        let begins = !self.began && !text.is_empty() && self.encoding != Encoding::Windows1252;
        if begins && !self.ignore_bom && text.starts_with('\u{feff}') {
            text.remove(0);
        }
        self.began = stream && (self.began || begins);
        Ok(text)
    }

    /// Appends a replacement character for a malformed sequence, or fails if the decoder is fatal.
    fn replace(&self, text: &mut String) -> Result<(), Failure> {
        if self.fatal {
            return Err(Failure::Malformed);
        }
        text.try_reserve(char::REPLACEMENT_CHARACTER.len_utf8())?;
        text.push(char::REPLACEMENT_CHARACTER);
        Ok(())
    }

    /// Decodes UTF-8 (§8.1.1, UTF-8 decoder).
    fn decode_utf8(&mut self, mut input: &[u8], stream: bool, text: &mut String) -> Result<(), Failure> {
        loop {
            let error = match core::str::from_utf8(input) {
                Ok(valid) => return push_str(text, valid),
                Err(error) => error,
            };
            let (valid, rest) = input.split_at_checked(error.valid_up_to()).unwrap_or_default();
            push_str(text, core::str::from_utf8(valid).unwrap_or_default())?;
            match error.error_len() {
                Some(length) => {
                    self.replace(text)?;
                    input = rest.get(length..).unwrap_or_default();
                }
                None if stream => {
                    self.pending = Pending::new(rest);
                    return Ok(());
                }
                None => return self.replace(text),
            }
        }
    }

    /// Decodes UTF-16 (§14.2.1, shared UTF-16 decoder).
    fn decode_utf16(
        &mut self,
        input: &[u8],
        unit: fn([u8; 2]) -> u16,
        stream: bool,
        text: &mut String,
    ) -> Result<(), Failure> {
        let whole = input.len() & !1;
        let last = input.get(..whole).and_then(<[u8]>::last_chunk).copied().map(unit);
        // A lead surrogate at the end, or half of a code unit, belongs to the next chunk.
        let end =
            if last.is_some_and(|unit| (0xd800..0xdc00).contains(&unit)) { whole.saturating_sub(2) } else { whole };
        let (complete, tail) = input.split_at_checked(end).unwrap_or_default();
        let pairs = complete.chunks_exact(2).filter_map(|pair| <[u8; 2]>::try_from(pair).ok());
        for decoded in char::decode_utf16(pairs.map(unit)) {
            match decoded {
                Ok(character) => push_all(text, core::iter::once(character))?,
                Err(_) => self.replace(text)?,
            }
        }
        match tail {
            [] => Ok(()),
            tail if stream => {
                self.pending = Pending::new(tail);
                Ok(())
            }
            _ => self.replace(text),
        }
    }
}

fn push_str(text: &mut String, more: &str) -> Result<(), Failure> {
    text.try_reserve(more.len())?;
    text.push_str(more);
    Ok(())
}

fn push_all(text: &mut String, characters: impl Iterator<Item = char>) -> Result<(), Failure> {
    for character in characters {
        text.try_reserve(character.len_utf8())?;
        text.push(character);
    }
    Ok(())
}

/// `new TextDecoder(label, options)` (§7.1).
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let new_target = new_target(cx, &call)?;
    let encoding = match call.get(0) {
        Value::Undefined => Encoding::Utf8,
        label => {
            let label = cx.to_string(label)?;
            let Some(encoding) = Encoding::from_label(cx.heap().text(label)) else {
                let message = format!("The \"{}\" encoding is not supported", cx.heap().text(label));
                return Err(coded_error(cx, Intrinsic::RangeError, "ERR_ENCODING_NOT_SUPPORTED", &message).into());
            };
            encoding
        }
    };
    let (fatal, ignore_bom) = match call.get(1) {
        Value::Undefined | Value::Null => (false, false),
        Value::Object(options) => {
            let ignore_bom = cx.get_named(options, "ignoreBOM")?;
            let fatal = cx.get_named(options, "fatal")?;
            (cx.heap().is_truthy(fatal), cx.heap().is_truthy(ignore_bom))
        }
        other => return Err(invalid_arg_type(cx, "options", "of type object", other)),
    };
    let slots = TextDecoder { encoding, fatal, ignore_bom, began: false, pending: Pending::default() };
    Ok(cx.create(new_target, Intrinsic::TextDecoder, Kind::Slots(Box::new(slots)))?.into())
}

fn this_decoder<'a>(cx: &'a mut Context<'_>, call: &Arguments<'_>) -> Result<&'a mut TextDecoder, Thrown> {
    // The slots are looked up twice: with one lookup, the borrow would extend over the creation of the error.
    if cx.heap().slots::<TextDecoder>(call.this).is_none() {
        return Err(invalid_this(cx, "TextDecoder"));
    }
    cx.heap().slots_mut(call.this).ok_or(Thrown::UNDEFINED)
}

/// `decode(input, options)` (§7.1).
fn decode(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    this_decoder(cx, &call)?;
    let stream = match call.get(1) {
        Value::Object(options) => {
            let stream = cx.get_named(options, "stream")?;
            cx.heap().is_truthy(stream)
        }
        _ => false,
    };
    let is_plain = {
        let decoder = this_decoder(cx, &call)?;
        decoder.encoding == Encoding::Utf8
            && !(stream || decoder.fatal || decoder.ignore_bom || decoder.began)
            && decoder.pending.length == 0
    };
    let heap = cx.heap();
    let bytes = match call.get(0) {
        Value::Undefined => Some(&[][..]),
        Value::Object(object) => heap.buffer(object).or_else(|| heap.view_bytes(object.into())),
        _ => None,
    };
    let Some(bytes) = bytes else {
        let message = "The \"list\" argument must be an instance of SharedArrayBuffer, ArrayBuffer or ArrayBufferView.";
        return Err(native_error(cx, Intrinsic::TypeError, "ERR_INVALID_ARG_TYPE", message).into());
    };
    // Copied, because the heap cannot be borrowed mutably while its bytes are borrowed.
    let mut copy = Vec::new();
    if copy.try_reserve_exact(bytes.len()).is_err() {
        return Err(cx.range_error("Invalid string length"));
    }
    copy.extend_from_slice(bytes);
    heap.charge(price::each(copy.len()) / 4);
    if is_plain {
        return match heap.string_from_utf8(&copy) {
            Ok(string) => Ok(string.into()),
            Err(_) => Err(cx.range_error("Invalid string length")),
        };
    }
    let decoder = this_decoder(cx, &call)?;
    let name = decoder.encoding.name();
    match decoder.decode(&copy, stream) {
        Ok(text) => Ok(cx.heap().string_from(text).into()),
        Err(Failure::NoRoom) => Err(cx.range_error("Invalid string length")),
        Err(Failure::Malformed) => {
            let message = format!("The encoded data was not valid for encoding {name}");
            Err(native_error(cx, Intrinsic::TypeError, "ERR_ENCODING_INVALID_ENCODED_DATA", &message).into())
        }
    }
}

/// `encoding` (§7.1.1).
fn encoding(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let name = this_decoder(cx, &call)?.encoding.name();
    Ok(cx.heap().string(name).into())
}

/// `fatal` (§7.1.1).
fn fatal(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok(this_decoder(cx, &call)?.fatal.into())
}

/// `ignoreBOM` (§7.1.1).
fn ignore_bom(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok(this_decoder(cx, &call)?.ignore_bom.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoder(label: &str, fatal: bool, ignore_bom: bool) -> TextDecoder {
        let encoding = Encoding::from_label(label).unwrap();
        TextDecoder { encoding, fatal, ignore_bom, began: false, pending: Pending::default() }
    }

    /// The label of a decoder, its chunks (the last ends the stream), and Node 20's output for each chunk.
    type Case = (&'static str, &'static [&'static [u8]], &'static [&'static str]);

    #[test]
    fn chunks_are_decoded_as_by_node() {
        let cases: &[Case] = &[
            ("utf-8", &[b"\xe2\x82", b"\xac", b"\xe2", b""], &["", "€", "", "\u{fffd}"]),
            ("utf-8", &[b"\xef", b"\xbb\xbfA", b"\xef\xbb\xbfB"], &["", "A", "\u{feff}B"]),
            ("utf-8", &[b"\xc3", b"a"], &["", "\u{fffd}a"]),
            ("utf-16le", &[b"A", b"\0\x3d\xd8", b"\0\xde"], &["", "A", "\u{1f600}"]),
            ("utf-16le", &[b"\x3d\xd8", b""], &["", "\u{fffd}"]),
            ("utf-16le", &[b"\xff\xfeA\0"], &["A"]),
            ("utf-16le", &[b"\0\xd8A\0"], &["\u{fffd}A"]),
            ("utf-16le", &[b"\0\xd8A"], &["\u{fffd}"]),
            ("utf-16le", &[b"\x3d\xd8\x3d\xd8\0\xde"], &["\u{fffd}\u{1f600}"]),
            ("utf-16le", &[b"\0\xdcA\0"], &["\u{fffd}A"]),
            ("utf-16be", &[b"\xfe\xff\0A"], &["A"]),
            ("latin1", &[b"a\x80\xff"], &["a\u{80}ÿ"]),
        ];
        for (label, chunks, texts) in cases {
            let mut decoder = decoder(label, false, false);
            for (at, (chunk, text)) in chunks.iter().zip(*texts).enumerate() {
                let decoded = decoder.decode(chunk, at + 1 < chunks.len()).unwrap();
                assert_eq!(decoded, *text, "chunk {at} of {label} {chunks:x?}");
            }
        }
    }

    #[test]
    fn a_fatal_decoder_begins_anew_after_what_is_malformed() {
        let mut decoder = decoder("utf-8", true, false);
        assert_eq!(decoder.decode(b"A\xff", true), Err(Failure::Malformed));
        assert_eq!(decoder.decode(b"\xef\xbb\xbfB", false).unwrap(), "B");
        assert_eq!(decoder.decode(b"\xe2", true).unwrap(), "");
        assert_eq!(decoder.decode(b"", false), Err(Failure::Malformed));
        assert_eq!(decoder.decode(b"B", false).unwrap(), "B");
    }

    #[test]
    fn a_byte_order_mark_is_kept_when_told() {
        assert_eq!(decoder("utf8", false, true).decode(b"\xef\xbb\xbfB", false).unwrap(), "\u{feff}B");
        assert_eq!(decoder("unicode", false, true).decode(b"\xff\xfeA\0", false).unwrap(), "\u{feff}A");
    }

    #[test]
    fn labels_are_trimmed_and_of_any_case() {
        for (label, name) in [
            (" UTF8 ", Some("utf-8")),
            ("UNICODE-1-1-utf-8", Some("utf-8")),
            ("utf-16", Some("utf-16le")),
            ("ascii", Some("windows-1252")),
            ("utf\u{a0}8", None),
            ("utf-8\u{a0}", None),
            ("replacement", None),
            ("", None),
        ] {
            assert_eq!(Encoding::from_label(label).map(Encoding::name), name, "{label:?}");
        }
    }
}
