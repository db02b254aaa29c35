//! The formatting of strings and numbers in `util.inspect`.

use alloc::{format, string::String};
use core::fmt::Write;

use crate::js::{Text, number, utf16_len};

/// Appends a quoted string. The kind of quotation marks depends on those in the string (`strEscape`).
pub(super) fn quote(shown: &mut Text, text: &str) {
    let quote = match text.contains('\'') {
        false => '\'',
        true if !text.contains('"') => '"',
        true if !text.contains('`') && !text.contains("${") => '`',
        true => '\'',
    };
    shown.push(quote);
    escape(shown, text, quote == '\'');
    shown.push(quote);
}

/// Appends an escaped text. Single quotes are escaped, too, if they delimit the text or nothing does, as for the names
/// of symbols and of properties that are not enumerable.
pub(super) fn escape(shown: &mut Text, text: &str, quotes: bool) {
    for c in text.chars() {
        match c {
            '\\' => shown.push_str("\\\\"),
            '\'' if quotes => shown.push_str("\\'"),
            '\u{8}' => shown.push_str("\\b"),
            '\t' => shown.push_str("\\t"),
            '\n' => shown.push_str("\\n"),
            '\u{c}' => shown.push_str("\\f"),
            '\r' => shown.push_str("\\r"),
            '\0'..='\x1f' | '\x7f'..='\u{9f}' => {
                let _ = write!(shown, "\\x{:02X}", u32::from(c));
            }
            _ => shown.push(c),
        }
    }
}

/// Formats a number, and distinguishes −0 from 0 (`formatNumber`).
pub(in crate::globals::web) fn number_text(value: f64) -> String {
    if value == 0.0 && value.is_sign_negative() { "-0".into() } else { number::to_string(value) }
}

/// Returns whether the name of a property needs no quotes.
pub(super) fn is_identifier(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Formats the note `... n more items`.
pub(super) fn remaining(count: usize, what: &str) -> String {
    format!("... {count} more {what}{}", if count > 1 { "s" } else { "" })
}

/// Returns the first `max` UTF-16 code units of a text, and the number of further ones. A character is not split.
pub(super) fn truncated(text: &str, max: usize) -> (&str, usize) {
    let length = utf16_len(text);
    if length <= max {
        return (text, 0);
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units = c.len_utf16().saturating_add(units);
        units > max
    });
    (text.get(..end.map_or(text.len(), |(at, _)| at)).unwrap_or(text), length.saturating_sub(max))
}

/// Returns the width of a text on a terminal, in columns (`getStringWidth`, without the Unicode tables of ICU).
pub(in crate::globals::web) fn width(text: &str) -> usize {
    text.chars().map(columns).fold(0, usize::saturating_add)
}

/// Returns the width of a character, in columns.
fn columns(c: char) -> usize {
    match c {
        c if is_zero_width(c) => 0,
        c if is_full_width(c) => 2,
        _ => 1,
    }
}

fn is_zero_width(c: char) -> bool {
    matches!(c, '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}' | '\u{e0100}'..='\u{e01ef}')
}

fn is_full_width(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2329}' | '\u{232a}' | '\u{2e80}'..='\u{303e}' | '\u{3040}'..='\u{3247}'
        | '\u{3250}'..='\u{4dbf}' | '\u{4e00}'..='\u{a4c6}' | '\u{a960}'..='\u{a97c}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe10}'..='\u{fe19}' | '\u{fe30}'..='\u{fe6b}' | '\u{ff01}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}' | '\u{1b000}'..='\u{1b001}' | '\u{1f200}'..='\u{1f251}' | '\u{1f300}'..='\u{1f64f}'
        | '\u{1f900}'..='\u{1f9ff}' | '\u{20000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::js::string::MAX_LEN;

    // The output of Node 20's `util.inspect` for each string.
    #[test]
    fn strings_are_quoted_as_in_node() {
        for (text, shown) in [
            ("", "''"),
            ("a", "'a'"),
            ("it's", "\"it's\""),
            ("it's \"x\"", "`it's \"x\"`"),
            ("'\"`", "'\\'\"`'"),
            ("'\"${", "'\\'\"${'"),
            ("\"", "'\"'"),
            (
                "a\\b\n\t\r\u{8}\u{c}\u{b}\0\x1b\x7f\u{9f}\u{a0}",
                "'a\\\\b\\n\\t\\r\\b\\f\\x0B\\x00\\x1B\\x7F\\x9F\u{a0}'",
            ),
            ("é語😀", "'é語😀'"),
        ] {
            let mut quoted = Text::with_max(MAX_LEN);
            quote(&mut quoted, text);
            assert_eq!(&*quoted, shown);
        }
    }

    #[test]
    fn a_text_is_cut_between_characters() {
        assert_eq!(truncated("abc", 3), ("abc", 0));
        assert_eq!(truncated("abc", 2), ("ab", 1));
        assert_eq!(truncated("a😀b", 2), ("a", 2));
        assert_eq!(truncated("abc", 0), ("", 3));
    }

    #[test]
    fn width_counts_columns() {
        for (text, columns) in [("abc", 3), ("語", 2), ("e\u{301}", 1), ("\n", 0), ("가a", 3)] {
            assert_eq!(width(text), columns, "{text:?}");
        }
    }
}
