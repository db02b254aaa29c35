//! The syntax errors of `JSON.parse`, with V8's messages.
#![expect(clippy::arithmetic_side_effects, reason = "positions are within the text, and subtractions are checked")]

use alloc::{format, string::String, vec::Vec};

use crate::js::{Context, Thrown, utf16_len};

/// The number of UTF-16 units that a message shows on either side of an unexpected token.
const CONTEXT: usize = 10;

/// The problem at a position. Positions are counted in bytes here, and shown in UTF-16 units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    /// An unexpected token, which has no specific message.
    Unexpected,
    /// This message, followed by the position.
    At(&'static str),
}

/// Formats the error message.
pub(super) fn message(text: &str, at: usize, problem: Problem) -> String {
    let position = utf16_len(text.get(..at).unwrap_or(text));
    let token = match problem {
        Problem::At(message) => return format!("{message} at position {position}"),
        Problem::Unexpected => text.get(at..).and_then(|rest| rest.chars().next()),
    };
    match token {
        None => "Unexpected end of JSON input".into(),
        Some('-' | '0'..='9') => format!("Unexpected number in JSON at position {position}"),
        Some('"') => format!("Unexpected string in JSON at position {position}"),
        // The string form of a value that is not JSON text.
        Some(_) if matches!(text, "undefined" | "NaN" | "Infinity" | "[object Object]") => {
            format!("\"{text}\" is not valid JSON")
        }
        Some(token) => {
            let mut units = [0; 2];
            let token = String::from_utf16_lossy(token.encode_utf16(&mut units).get(..1).unwrap_or_default());
            format!("Unexpected token '{token}', {} is not valid JSON", surroundings(text, position))
        }
    }
}

/// Returns the text around a position, with an ellipsis where it is cut.
fn surroundings(text: &str, position: usize) -> String {
    let length = utf16_len(text);
    if length <= 2 * CONTEXT {
        return format!("\"{text}\"");
    }
    let part = |start: usize, end: usize| {
        let units: Vec<u16> = text.encode_utf16().skip(start).take(end - start).collect();
        String::from_utf16_lossy(&units)
    };
    if position < CONTEXT {
        format!("\"{}\"...", part(0, position + CONTEXT))
    } else if position < length - CONTEXT {
        format!("...\"{}\"...", part(position - CONTEXT, position + CONTEXT))
    } else {
        format!("...\"{}\"", part(position - CONTEXT, length))
    }
}

/// Creates the `SyntaxError`.
#[cold]
pub(super) fn syntax_error(cx: &mut Context<'_>, text: &str, at: usize, problem: Problem) -> Thrown {
    cx.syntax_error(&message(text, at, problem))
}

#[cfg(test)]
mod tests {
    use super::{Problem::Unexpected, message};

    // The messages of `JSON.parse(text)` in Node 20.
    #[test]
    fn the_words_are_those_of_v8() {
        for (text, at, expected) in [
            ("", 0, "Unexpected end of JSON input"),
            ("01", 1, "Unexpected number in JSON at position 1"),
            ("t\"", 1, "Unexpected string in JSON at position 1"),
            ("NaN", 0, "\"NaN\" is not valid JSON"),
            ("[,]", 1, "Unexpected token ',', \"[,]\" is not valid JSON"),
            ("😀x", 0, "Unexpected token '\u{fffd}', \"😀x\" is not valid JSON"),
            ("abcdefghijklmnopqrstuvwxyz", 0, "Unexpected token 'a', \"abcdefghij\"... is not valid JSON"),
            (
                "[1,2,3,4,5,6,7,8,9,10,x,11,12,13,14]",
                22,
                "Unexpected token 'x', ...\",7,8,9,10,x,11,12,13\"... is not valid JSON",
            ),
            ("[1,2,3,4,5,6,7,8,9,10,x]", 22, "Unexpected token 'x', ...\",7,8,9,10,x]\" is not valid JSON"),
            ("[\"éééééééééééé\",x,1,2]", 28, "Unexpected token 'x', ...\"éééééééé\",x,1,2]\" is not valid JSON"),
        ] {
            assert_eq!(message(text, at, Unexpected), expected, "{text}");
        }
    }
}
