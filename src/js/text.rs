//! Texts of guest-controlled length.

use alloc::string::String;
use core::{
    fmt,
    ops::{Deref, Range},
};

use super::{
    context::Context,
    heap::Heap,
    meter::Excess,
    string::{REPLACEMENT, TooLong, next_character, utf16_position},
    thrown::Thrown,
    value::{JsString, Value},
};

/// A text of guest-controlled length under construction.
///
/// Appending cannot fail, so no caller has to handle an error at each step. A text that exceeds its maximum length or
/// the available memory becomes empty, ignores all that is appended, and reports the error when it is finished.
#[derive(Debug)]
pub(crate) struct Text {
    text: String,
    /// The maximum length in bytes.
    max: usize,
    failure: Option<Failure>,
}

/// The reason why a text could not be completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Failure {
    /// It exceeds its maximum length.
    Length,
    /// An allocation failed.
    Memory,
}

impl Text {
    /// Creates an empty text with the maximum length of a string that is created now.
    pub(crate) fn new(heap: &Heap) -> Self {
        Text::with_max(heap.string_room())
    }

    /// Creates an empty text with a maximum length in bytes.
    pub(crate) const fn with_max(max: usize) -> Self {
        Text { text: String::new(), max, failure: None }
    }

    /// Reserves room for more bytes. Returns false if the text is too long.
    #[inline]
    pub(crate) fn reserve(&mut self, bytes: usize) -> bool {
        if bytes > self.max.saturating_sub(self.text.len()) {
            self.fail(Failure::Length);
            return false;
        }
        if self.text.try_reserve(bytes).is_err() {
            self.fail(Failure::Memory);
            return false;
        }
        true
    }

    /// Records the first failure.
    #[cold]
    fn fail(&mut self, failure: Failure) {
        *self = Text { text: String::new(), max: 0, failure: self.failure.or(Some(failure)) };
    }

    #[inline]
    pub(crate) fn push_str(&mut self, text: &str) {
        if self.reserve(text.len()) {
            self.text.push_str(text);
        }
    }

    #[inline]
    pub(crate) fn push(&mut self, character: char) {
        if self.reserve(character.len_utf8()) {
            self.text.push(character);
        }
    }

    /// Appends copies of a text.
    #[expect(clippy::arithmetic_side_effects, reason = "the divisors are not zero")]
    pub(crate) fn push_repeated(&mut self, text: &str, count: usize) {
        let bytes = text.len().saturating_mul(count);
        if bytes == 0 || !self.reserve(bytes) {
            return;
        }
        let mut left = count;
        // Append a short text in blocks of several copies.
        let times = (4096 / text.len()).min(count);
        if times > 16 {
            let block = text.repeat(times);
            self.text.extend(core::iter::repeat_n(&*block, count / times));
            left = count % times;
        }
        self.text.extend(core::iter::repeat_n(text, left));
    }

    /// Appends a range of the UTF-16 code units of a text. Half of a character beyond U+FFFF becomes U+FFFD.
    pub(crate) fn push_units(&mut self, text: &str, units: Range<usize>) {
        if units.start >= units.end {
            return;
        }
        let (mut start, starts_inside) = utf16_position(text, units.start);
        let (end, ends_inside) = utf16_position(text, units.end);
        if starts_inside {
            self.push_str(REPLACEMENT);
            start = next_character(text, start);
        }
        self.push_str(text.get(start..end).unwrap_or_default());
        if ends_inside {
            self.push_str(REPLACEMENT);
        }
    }

    /// Returns whether the text has exceeded its maximum length or the available memory.
    pub(crate) fn is_too_long(&self) -> bool {
        self.failure.is_some()
    }

    /// Returns the finished text.
    pub(crate) fn finish(self) -> Result<String, TooLong> {
        if self.failure.is_some() { Err(TooLong) } else { Ok(self.text) }
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

/// Formats into a text. The error of `write!` can be ignored: the text keeps it.
impl fmt::Write for Text {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.push_str(text);
        Ok(())
    }
}

/// Methods for temporary text, which does not become a string. The callers cannot throw, so exceeding the string limit
/// or running out of memory ends the program.
impl Heap {
    /// Returns a finished temporary text.
    pub(crate) fn temporary(&self, text: Text) -> String {
        match text.failure {
            None => {}
            Some(Failure::Length) => self.exceed_string(),
            Some(Failure::Memory) => self.meter.refuse(),
        }
        text.text
    }

    /// Records that a new string exceeds a limit: the limit on strings, or the limit on the heap if that is stricter.
    #[cold]
    pub(super) fn exceed_string(&self) {
        let is_by_itself = self.max_string_bytes < self.room();
        self.meter.reach(if is_by_itself { Excess::StringBytes } else { Excess::HeapBytes });
    }

    /// Copies the text of a string out of the heap.
    pub(crate) fn copied(&self, string: JsString) -> String {
        self.concat([self.text(string)])
    }

    /// Does the same as `format!`.
    pub(crate) fn formatted(&self, arguments: fmt::Arguments<'_>) -> String {
        let mut text = Text::new(self);
        // The text keeps its error.
        let _ = fmt::Write::write_fmt(&mut text, arguments);
        self.temporary(text)
    }

    /// Concatenates texts.
    pub(crate) fn concat<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> String {
        let mut all = Text::new(self);
        texts.into_iter().for_each(|text| all.push_str(text));
        self.temporary(all)
    }

    /// Joins texts with a separator.
    pub(crate) fn join(&self, texts: &[impl AsRef<str>], separator: &str) -> String {
        let separated = texts.iter().zip(0_usize..);
        self.concat(separated.flat_map(|(text, index)| [if index > 0 { separator } else { "" }, text.as_ref()]))
    }
}

impl Context<'_> {
    /// Creates an empty text with the maximum length of a string that is created now.
    pub(crate) fn text(&mut self) -> Text {
        Text::new(self.heap())
    }

    /// Creates the string of a finished text.
    ///
    /// # Errors
    ///
    /// A `RangeError`, if the text is too long.
    pub(crate) fn finish(&mut self, text: Text) -> Result<Value, Thrown> {
        self.made(text.finish())
    }

    /// Creates the `RangeError` for a string that exceeds the length limit.
    #[cold]
    pub(crate) fn too_long(&mut self, _: TooLong) -> Thrown {
        self.range_error("Invalid string length")
    }

    /// Creates the string of a text of guest-controlled length.
    pub(crate) fn made(&mut self, text: Result<String, TooLong>) -> Result<Value, Thrown> {
        match text {
            Ok(text) if text.len() <= self.heap().max_string_bytes => Ok(self.heap().string_from(text).into()),
            Ok(_) => Err(self.too_long(TooLong)),
            Err(error) => Err(self.too_long(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::string::MAX_LEN, *};

    #[test]
    fn a_range_of_units_takes_halves_for_replacement_characters() {
        let text = "a\u{1d11e}é";
        for (units, part) in [
            (0..1, "a"),
            (1..3, "\u{1d11e}"),
            (0..2, "a\u{fffd}"),
            (2..4, "\u{fffd}é"),
            (2..3, "\u{fffd}"),
            (1..2, "\u{fffd}"),
            (3..9, "é"),
            (4..9, ""),
            (0..4, text),
        ] {
            let mut to = Text::with_max(MAX_LEN);
            to.push_units(text, units.clone());
            assert_eq!(&*to, part, "{units:?}");
        }
    }

    #[test]
    fn copies_are_appended_in_blocks() {
        for (text, count) in [("", usize::MAX), ("ab", 0), ("ab", 16), ("ab", 17), ("x", 9999), ("é", 4097)] {
            let mut to = Text::with_max(10_000);
            to.push_repeated(text, count);
            assert_eq!(to.finish().unwrap(), if text.is_empty() { String::new() } else { text.repeat(count) });
        }
    }

    #[test]
    fn a_text_that_is_too_long_stays_empty() {
        let mut text = Text::with_max(3);
        text.push_str("abc");
        assert_eq!(&*text, "abc");
        text.push('d');
        text.push_str("");
        text.push_str("e");
        assert!(text.is_too_long() && text.is_empty());
        assert_eq!(text.finish(), Err(TooLong));
    }
}
