//! `TextDecoder` (WHATWG Encoding §7.1).

use alloc::{boxed::Box, collections::TryReserveError, format, vec::Vec};

use super::encoding::Encoding;
use crate::{
    globals::support::{
        idl::{new_target, operation, read_only},
        node_error::{coded_error, invalid_arg_type, native_error},
        receiver::Receiver,
    },
    js::{Arguments, Class, Context, Intrinsic, Kind, Slots, Text, Thrown, Value, price},
};

pub(in crate::globals) static TEXT_DECODER: Class = Class::interface(Intrinsic::TextDecoder, "TextDecoder")
    .constructor(0, construct)
    .prototype(&[
        operation("decode", 0, decode),
        read_only("encoding", encoding),
        read_only("fatal", |cx, call| Ok(cx.this::<TextDecoder>(&call)?.fatal.into())),
        read_only("ignoreBOM", |cx, call| Ok(cx.this::<TextDecoder>(&call)?.ignore_bom.into())),
    ])
    .tagged();

/// The internal slots of a decoder (§7.1).
#[derive(Clone, Copy, Debug)]
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

impl Receiver for TextDecoder {
    const CLASS: &'static Class = &TEXT_DECODER;
}

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

impl TextDecoder {
    /// Appends a decoded chunk to an empty text (§7.1, `decode(input, options)`). Returns whether the decoder accepts the
    /// bytes: a fatal one rejects malformed bytes.
    fn decode(&mut self, text: &mut Text, input: &[u8], stream: bool) -> Result<bool, TryReserveError> {
        let pending = core::mem::take(&mut self.pending);
        let mut joined = Vec::new();
        let mut input = match pending.get() {
            [] => input,
            pending => {
                joined.try_reserve_exact(pending.len().saturating_add(input.len()))?;
                joined.extend(pending.iter().chain(input));
                &joined
            }
        };
        // Skips the byte order mark (§7.1, serialize I/O queue).
        let marked = input.strip_prefix(self.encoding.byte_order_mark()).filter(|_| !self.began && !self.ignore_bom);
        input = marked.unwrap_or(input);
        let is_accepted = match self.encoding {
            Encoding::Utf8 => self.decode_utf8(input, stream, text),
            Encoding::Utf16Le => self.decode_utf16(input, u16::from_le_bytes, stream, text),
            Encoding::Utf16Be => self.decode_utf16(input, u16::from_be_bytes, stream, text),
            Encoding::Windows1252 => {
                input.iter().for_each(|&byte| text.push(byte.into()));
                true
            }
        };
        if !is_accepted {
            self.pending = Pending::default();
        }
        self.began = is_accepted && stream && (self.began || marked.is_some() || !text.is_empty());
        Ok(is_accepted)
    }

    /// Appends a replacement character for a malformed sequence. Returns whether the decoder accepts it.
    fn replace(&self, text: &mut Text) -> bool {
        text.push(char::REPLACEMENT_CHARACTER);
        !self.fatal
    }

    /// Decodes UTF-8 (§8.1.1, UTF-8 decoder).
    fn decode_utf8(&mut self, mut input: &[u8], stream: bool, text: &mut Text) -> bool {
        loop {
            let error = match core::str::from_utf8(input) {
                Ok(valid) => {
                    text.push_str(valid);
                    return true;
                }
                Err(error) => error,
            };
            let (valid, rest) = input.split_at_checked(error.valid_up_to()).unwrap_or_default();
            text.push_str(core::str::from_utf8(valid).unwrap_or_default());
            match error.error_len() {
                Some(length) if self.replace(text) => input = rest.get(length..).unwrap_or_default(),
                Some(_) => return false,
                None if stream => {
                    self.pending = Pending::new(rest);
                    return true;
                }
                None => return self.replace(text),
            }
        }
    }

    /// Decodes UTF-16 (§14.2.1, shared UTF-16 decoder).
    fn decode_utf16(&mut self, input: &[u8], unit: fn([u8; 2]) -> u16, stream: bool, text: &mut Text) -> bool {
        let whole = input.len() & !1;
        let last = input.get(..whole).and_then(<[u8]>::last_chunk).copied().map(unit);
        // A lead surrogate at the end, or half of a code unit, belongs to the next chunk.
        let is_lead = last.is_some_and(|unit| (0xd800..0xdc00).contains(&unit));
        let end = if is_lead { whole.saturating_sub(2) } else { whole };
        let (complete, tail) = input.split_at_checked(end).unwrap_or_default();
        let pairs = complete.chunks_exact(2).filter_map(|pair| <[u8; 2]>::try_from(pair).ok());
        for decoded in char::decode_utf16(pairs.map(unit)) {
            match decoded {
                Ok(character) => text.push(character),
                Err(_) if self.replace(text) => {}
                Err(_) => return false,
            }
        }
        if stream {
            self.pending = Pending::new(tail);
        }
        stream || tail.is_empty() || self.replace(text)
    }
}

/// `new TextDecoder(label, options)` (§7.1).
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let new_target = new_target(cx, &call)?;
    let encoding = match call.get(0) {
        Value::Undefined => Encoding::Utf8,
        label => {
            let label = cx.to_string(label)?;
            let Some(encoding) = Encoding::from_label(cx.heap().text(label)) else {
                let heap = cx.heap();
                let message = heap.concat(["The \"", heap.text(label), "\" encoding is not supported"]);
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

/// `decode(input, options)` (§7.1).
fn decode(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    cx.this_object::<TextDecoder>(&call)?;
    let stream = match call.get(1) {
        Value::Object(options) => {
            let stream = cx.get_named(options, "stream")?;
            cx.heap().is_truthy(stream)
        }
        _ => false,
    };
    // Copied, because the heap cannot lend the decoder for modification together with the bytes.
    let mut decoder = *cx.this::<TextDecoder>(&call)?;
    let mut text = cx.text();
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
    heap.charge(price::each(bytes.len()) / 4);
    let is_accepted = decoder.decode(&mut text, bytes, stream).map_err(|error| cx.too_long(error.into()))?;
    *cx.this::<TextDecoder>(&call)? = decoder;
    if is_accepted {
        return cx.finish(text);
    }
    let message = format!("The encoded data was not valid for encoding {}", decoder.encoding.name());
    Err(native_error(cx, Intrinsic::TypeError, "ERR_ENCODING_INVALID_ENCODED_DATA", &message).into())
}

/// `encoding` (§7.1.1).
fn encoding(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let name = cx.this::<TextDecoder>(&call)?.encoding.name();
    Ok(cx.heap().string(name).into())
}

#[cfg(test)]
mod tests {
    use alloc::string::String;

    use super::*;
    use crate::js::string::MAX_LEN;

    fn decoder(label: &str, fatal: bool, ignore_bom: bool) -> TextDecoder {
        let encoding = Encoding::from_label(label).unwrap();
        TextDecoder { encoding, fatal, ignore_bom, began: false, pending: Pending::default() }
    }

    /// Returns `None` if the decoder rejects the chunk.
    fn decode(decoder: &mut TextDecoder, chunk: &[u8], stream: bool) -> Option<String> {
        let mut text = Text::with_max(MAX_LEN);
        let is_accepted = decoder.decode(&mut text, chunk, stream).unwrap();
        is_accepted.then(|| text.finish().unwrap())
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
                let decoded = decode(&mut decoder, chunk, at + 1 < chunks.len());
                assert_eq!(decoded.as_deref(), Some(*text), "chunk {at} of {label} {chunks:x?}");
            }
        }
    }

    #[test]
    fn a_fatal_decoder_begins_anew_after_what_is_malformed() {
        let mut decoder = decoder("utf-8", true, false);
        assert_eq!(decode(&mut decoder, b"A\xff", true), None);
        assert_eq!(decode(&mut decoder, b"\xef\xbb\xbfB", false).as_deref(), Some("B"));
        assert_eq!(decode(&mut decoder, b"\xe2", true).as_deref(), Some(""));
        assert_eq!(decode(&mut decoder, b"", false), None);
        assert_eq!(decode(&mut decoder, b"B", false).as_deref(), Some("B"));
    }

    #[test]
    fn a_byte_order_mark_is_kept_when_told() {
        assert_eq!(decode(&mut decoder("utf8", false, true), b"\xef\xbb\xbfB", false).as_deref(), Some("\u{feff}B"));
        assert_eq!(decode(&mut decoder("unicode", false, true), b"\xff\xfeA\0", false).as_deref(), Some("\u{feff}A"));
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
