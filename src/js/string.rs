//! Strings of the heap: interned, in UTF-8.
//!
//! A JavaScript string is a sequence of UTF-16 code units, and a lone surrogate has no UTF-8 form. A string with a lone
//! surrogate cannot be represented: operations that would create one use U+FFFD instead, as
//! `String.prototype.toWellFormed` does. Go cannot tell the difference, since strings cross to it as UTF-8.

use alloc::{borrow::Cow, collections::TryReserveError, string::String};
use core::hash::{BuildHasher, Hasher};

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use super::{
    arena::{Arena, OutsideRef},
    heap::Heap,
    value::{CellHandle, JsString},
};

#[derive(Debug, Default)]
struct StringCell {
    /// Borrowed from a static table, possibly in flash, or owned.
    text: Cow<'static, str>,
    /// The hash, cached so that growing the table reads no text.
    hash: u64,
}

/// A table of interned texts: those of strings, or the digits of BigInts.
#[derive(Debug)]
pub(crate) struct Strings<H = JsString> {
    cells: Arena<H, StringCell>,
    table: HashTable<H>,
    hasher: FixedState,
    /// Bytes of text on the heap.
    bytes: usize,
}

impl<H: CellHandle> Strings<H> {
    /// The approximate overhead of a string in bytes, beyond its text: its cell and its place in the table.
    pub(crate) const CELL: usize = size_of::<StringCell>() + 24;

    /// Creates an empty table. `seed` prevents a guest from choosing strings that collide.
    pub(crate) fn new(seed: u64) -> Self {
        Strings { cells: Arena::new(), table: HashTable::new(), hasher: FixedState::with_seed(seed), bytes: 0 }
    }

    #[inline]
    fn hash(&self, text: &[u8]) -> u64 {
        let mut hasher = self.hasher.build_hasher();
        hasher.write(text);
        hasher.finish()
    }

    /// Returns the string with these bytes, if it exists. Bytes that are not UTF-8 match no string.
    #[inline]
    pub(crate) fn find(&self, text: &[u8]) -> Option<H> {
        self.find_hashed(self.hash(text), text)
    }

    #[inline]
    fn find_hashed(&self, hash: u64, text: &[u8]) -> Option<H> {
        self.table.find(hash, |&handle| self.cells.get(handle).text.as_bytes() == text).copied()
    }

    pub(crate) fn intern(&mut self, text: &str) -> H {
        let hash = self.hash(text.as_bytes());
        match self.find_hashed(hash, text.as_bytes()) {
            Some(handle) => handle,
            None => match copy(text) {
                Ok(text) => self.insert(hash, Cow::Owned(text)),
                Err(TooLong) => Arena::<H, StringCell>::none(),
            },
        }
    }

    /// Does the same as [`Strings::intern`] for a text of guest-controlled length.
    pub(crate) fn try_intern(&mut self, text: Cow<'_, str>) -> Result<H, TryReserveError> {
        let hash = self.hash(text.as_bytes());
        if let Some(handle) = self.find_hashed(hash, text.as_bytes()) {
            return Ok(handle);
        }
        let text = match text {
            Cow::Owned(text) => text,
            Cow::Borrowed(text) => {
                let mut copy = String::new();
                copy.try_reserve_exact(text.len())?;
                copy.push_str(text);
                copy
            }
        };
        Ok(self.insert(hash, Cow::Owned(text)))
    }

    pub(crate) fn intern_static(&mut self, text: &'static str) -> H {
        let hash = self.hash(text.as_bytes());
        match self.find_hashed(hash, text.as_bytes()) {
            Some(handle) => handle,
            None => self.insert(hash, Cow::Borrowed(text)),
        }
    }

    pub(crate) fn intern_owned(&mut self, text: String) -> H {
        let hash = self.hash(text.as_bytes());
        match self.find_hashed(hash, text.as_bytes()) {
            Some(handle) => handle,
            None => self.insert(hash, Cow::Owned(text)),
        }
    }

    /// Adds a text that is not in the table. Returns [`Arena::none`] if the allocation fails.
    fn insert(&mut self, hash: u64, text: Cow<'static, str>) -> H {
        let none = Arena::<H, StringCell>::none();
        let cells = &self.cells;
        if self.table.try_reserve(1, |&handle| cells.get(handle).hash).is_err() {
            return none;
        }
        let bytes = owned_len(&text);
        let handle = self.cells.alloc(StringCell { text, hash });
        if handle == none {
            return none;
        }
        self.bytes = self.bytes.saturating_add(bytes);
        let cells = &self.cells;
        self.table.insert_unique(hash, handle, |&handle| cells.get(handle).hash);
        handle
    }

    #[inline]
    pub(crate) fn text(&self, string: H) -> &str {
        &self.cells.get(string).text
    }

    /// Returns the number of live strings.
    pub(crate) fn len(&self) -> u32 {
        self.cells.len()
    }

    /// Returns the number of bytes of text on the heap.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    #[inline]
    pub(crate) fn outside(&self, string: H) -> OutsideRef {
        self.cells.outside(string)
    }

    #[inline]
    pub(crate) fn set_outside(&mut self, string: H, outside: OutsideRef) {
        self.cells.set_outside(string, outside);
    }

    #[cfg(any(test, fuzzing))]
    pub(super) fn is_live(&self, string: H) -> bool {
        self.cells.is_live(string)
    }

    /// Asserts that each text is in the table once and can be found, and that its bytes are counted.
    #[cfg(any(test, fuzzing))]
    pub(super) fn audit(&self) {
        self.cells.audit();
        assert_eq!(self.table.len(), self.cells.len() as usize, "texts in the table");
        for &handle in &self.table {
            assert!(self.find(self.text(handle).as_bytes()) == Some(handle), "a text that is not found");
        }
        assert_eq!(self.bytes, self.cells.iter().map(|cell| owned_len(&cell.text)).sum::<usize>(), "bytes of text");
    }

    pub(crate) fn mark(&mut self, string: H) {
        self.cells.mark(string);
    }

    pub(crate) fn sweep(&mut self) {
        let (table, bytes) = (&mut self.table, &mut self.bytes);
        self.cells.sweep(|handle, cell| {
            *bytes = bytes.saturating_sub(owned_len(&cell.text));
            if let Ok(entry) = table.find_entry(cell.hash, |&entry| entry == handle) {
                entry.remove();
            }
        });
    }
}

#[expect(clippy::ptr_arg, reason = "it distinguishes borrowed texts from owned ones")]
fn owned_len(text: &Cow<'static, str>) -> usize {
    match text {
        Cow::Borrowed(_) => 0,
        Cow::Owned(text) => text.len(),
    }
}

/// Returns the number of UTF-16 code units in a text: the `length` in JavaScript.
pub(crate) fn utf16_len(text: &str) -> usize {
    // One unit for each byte that begins a character, and a second one for each character of four bytes.
    let characters = text.bytes().filter(|&byte| byte & 0xc0 != 0x80).count();
    characters.saturating_add(text.bytes().filter(|&byte| byte >= 0xf0).count())
}

impl Heap {
    /// Returns the string of the UTF-16 code unit at an index. Half of a character beyond U+FFFF becomes U+FFFD.
    pub(crate) fn unit_at(&mut self, string: JsString, index: usize) -> Option<JsString> {
        let unit = utf16_unit(self.text(string), index)?;
        let character = char::from_u32(unit.into()).unwrap_or(char::REPLACEMENT_CHARACTER);
        Some(self.string(character.encode_utf8(&mut [0; 4])))
    }
}

/// Returns the UTF-16 code unit at an index.
pub(crate) fn utf16_unit(text: &str, index: usize) -> Option<u16> {
    if text.is_ascii() {
        return text.as_bytes().get(index).copied().map(u16::from);
    }
    text.encode_utf16().nth(index)
}

/// Finds the UTF-16 code unit at an index. Returns the byte at which its character begins, and whether it is the second
/// of the character's two units. Beyond the last unit, returns the end of the text.
pub(crate) fn utf16_position(text: &str, index: usize) -> (usize, bool) {
    if text.is_ascii() {
        return (index.min(text.len()), false);
    }
    let mut units = 0;
    for (byte, character) in text.char_indices() {
        if units == index {
            return (byte, false);
        }
        units = units.saturating_add(character.len_utf16());
        if units > index {
            return (byte, true);
        }
    }
    (text.len(), false)
}

/// Returns the end of the character that begins at a byte.
pub(crate) fn next_character(text: &str, start: usize) -> usize {
    let first = text.get(start..).and_then(|rest| rest.chars().next());
    start.saturating_add(first.map_or(0, char::len_utf8))
}

/// U+FFFD, which replaces a lone surrogate.
pub(crate) const REPLACEMENT: &str = "\u{fffd}";

/// The maximum length of a string in bytes: V8's limit in UTF-16 code units.
pub(crate) const MAX_LEN: usize = 0x1fff_ffe8;

/// The error for a string that exceeds the maximum length or the available memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooLong;

impl From<TryReserveError> for TooLong {
    fn from(_: TryReserveError) -> Self {
        TooLong
    }
}

/// Copies a text.
pub(crate) fn copy(text: &str) -> Result<String, TooLong> {
    let mut copy = String::new();
    copy.try_reserve_exact(text.len())?;
    copy.push_str(text);
    Ok(copy)
}

/// Decodes bytes as `new TextDecoder("utf-8").decode(bytes)` does (Encoding §8.1.2): malformed sequences become U+FFFD,
/// and one byte order mark at the beginning is dropped.
pub(crate) fn decode_utf8(bytes: &[u8]) -> Result<Cow<'_, str>, TryReserveError> {
    decode_utf8_whole(bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes))
}

/// Decodes bytes as [`decode_utf8`] does, but keeps a byte order mark.
pub(crate) fn decode_utf8_whole(bytes: &[u8]) -> Result<Cow<'_, str>, TryReserveError> {
    if let Ok(text) = core::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    let mut text = String::new();
    for chunk in bytes.utf8_chunks() {
        text.try_reserve(chunk.valid().len().saturating_add(char::REPLACEMENT_CHARACTER.len_utf8()))?;
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    Ok(Cow::Owned(text))
}

/// The byte order mark, which a UTF-8 decoder drops at the beginning of its input.
pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_strings_have_one_handle_until_swept() {
        let mut strings = Strings::<JsString>::new(1);
        let a = strings.intern("length");
        assert_eq!(strings.intern_static("length"), a);
        assert_eq!(strings.intern_owned("length".into()), a);
        assert_eq!((strings.find(b"length"), strings.find(b"lengt"), strings.bytes()), (Some(a), None, 6));
        let kept = strings.intern("kept");
        strings.mark(kept);
        strings.sweep();
        assert_eq!((strings.find(b"length"), strings.find(b"kept")), (None, Some(kept)));
        assert_eq!((strings.len(), strings.bytes()), (1, 4));
    }

    #[test]
    fn the_table_survives_growth_and_many_sweeps() {
        let mut strings = Strings::<JsString>::new(2);
        for round in 0..4 {
            let handles: alloc::vec::Vec<_> =
                (0..1000).map(|i| strings.intern(&alloc::format!("{round} {i}"))).collect();
            for (i, &handle) in handles.iter().enumerate() {
                assert_eq!(strings.find(alloc::format!("{round} {i}").as_bytes()), Some(handle));
            }
            strings.sweep();
            assert_eq!((strings.len(), strings.bytes()), (0, 0));
        }
    }

    // The expected texts are what Node prints for `new TextDecoder("utf-8").decode(bytes)`.
    #[test]
    fn bytes_are_decoded_as_by_a_text_decoder() {
        for (bytes, text) in [
            (&b"\xef\xbb\xbfx"[..], "x"),
            (b"\xef\xbb\xbf\xef\xbb\xbfx", "\u{feff}x"),
            (b"x\xef\xbb\xbf", "x\u{feff}"),
            (b"a\xffb", "a\u{fffd}b"),
            (b"\xe2\x82", "\u{fffd}"),
            (b"\xe2\x28\xa1", "\u{fffd}(\u{fffd}"),
            (b"\xed\xa0\x80", "\u{fffd}\u{fffd}\u{fffd}"),
            (b"\xf0\x9f\x98\x80\xf0\x9f", "\u{1f600}\u{fffd}"),
            (b"\xc0\x80", "\u{fffd}\u{fffd}"),
            (b"\xf4\x90\x80\x80", "\u{fffd}\u{fffd}\u{fffd}\u{fffd}"),
            (b"nul\0", "nul\0"),
        ] {
            assert_eq!(decode_utf8(bytes).unwrap(), text, "{bytes:x?}");
        }
    }

    #[test]
    fn length_counts_utf16_units() {
        for text in ["", "a", "é", "語", "𝄞", "a𝄞語é"] {
            assert_eq!(utf16_len(text), text.encode_utf16().count(), "{text}");
        }
    }
}
