//! Unicode normalization forms (Unicode Standard Annex 15).

pub(in super::super) use unicode_normalization::char::is_combining_mark;

use alloc::string::String;

use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

use super::Form;
use crate::js::{
    Context, JsString, Thrown, Value,
    string::{TooLong, append},
};

/// Converts a string to a normalization form.
pub(in super::super) fn normalized(cx: &mut Context<'_>, string: JsString, form: Form) -> Result<Value, Thrown> {
    let text = cx.heap().text(string);
    let normalized = match form {
        Form::Nfc => collected(text, text.nfc()),
        Form::Nfd => collected(text, text.nfd()),
        Form::Nfkc => collected(text, text.nfkc()),
        Form::Nfkd => collected(text, text.nfkd()),
    };
    cx.made(normalized)
}

fn collected(text: &str, characters: impl Iterator<Item = char>) -> Result<String, TooLong> {
    // The iterator collects a run of combining marks to sort it, in a vector that aborts if memory runs out. Check
    // first whether there is memory for it: 8 bytes for each mark that a mark of 2 bytes decomposes to, and as much
    // again while the vector grows.
    let run = text.split(|character| canonical_combining_class(character) == 0).map(str::len).max();
    String::new().try_reserve_exact(run.unwrap_or(0).saturating_mul(32))?;
    let mut normalized = String::new();
    normalized.try_reserve(text.len())?;
    for character in characters {
        append(&mut normalized, character.encode_utf8(&mut [0; 4]))?;
    }
    Ok(normalized)
}

/// Returns the characters of a text in form NFD.
pub(in super::super) fn decomposed(text: &str) -> impl Iterator<Item = char> {
    text.nfd()
}
