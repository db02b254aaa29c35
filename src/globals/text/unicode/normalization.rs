//! Unicode normalization forms (Unicode Standard Annex 15).

pub(in super::super) use unicode_normalization::char::is_combining_mark;

use alloc::string::String;

use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

use super::Form;
use crate::js::{Context, JsString, Text, Thrown, Value, string::TooLong};

/// Converts a string to a normalization form.
pub(in super::super) fn normalized(cx: &mut Context<'_>, string: JsString, form: Form) -> Result<Value, Thrown> {
    let mut normalized = cx.text();
    let text = cx.heap().text(string);
    if !has_room_for_marks(text) {
        return Err(cx.too_long(TooLong));
    }
    match form {
        Form::Nfc => push_all(&mut normalized, text, text.nfc()),
        Form::Nfd => push_all(&mut normalized, text, text.nfd()),
        Form::Nfkc => push_all(&mut normalized, text, text.nfkc()),
        Form::Nfkd => push_all(&mut normalized, text, text.nfkd()),
    }
    cx.finish(normalized)
}

/// Returns whether there is memory to normalize a text. The iterator collects a run of combining marks to sort it, in a
/// vector that aborts if memory runs out: 8 bytes for each mark that a mark of 2 bytes decomposes to, and as much again
/// while the vector grows.
fn has_room_for_marks(text: &str) -> bool {
    let run = text.split(|character| canonical_combining_class(character) == 0).map(str::len).max();
    String::new().try_reserve_exact(run.unwrap_or(0).saturating_mul(32)).is_ok()
}

fn push_all(to: &mut Text, text: &str, characters: impl Iterator<Item = char>) {
    to.reserve(text.len());
    characters.for_each(|character| to.push(character));
}

/// Returns the characters of a text in form NFD.
pub(in super::super) fn decomposed(text: &str) -> impl Iterator<Item = char> {
    text.nfd()
}
