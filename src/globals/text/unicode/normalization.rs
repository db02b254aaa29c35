//! Unicode's normalization forms (Unicode Standard Annex 15).

pub(in super::super) use unicode_normalization::char::is_combining_mark;

use alloc::string::String;

use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

use super::Form;
use crate::js::{
    Context, JsString, Thrown, Value,
    string::{TooLong, append},
};

/// The string in this form.
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
    // A run of combining marks is collected before it is put in order, in a vector that can't be refused memory: 8 bytes
    // for each of the marks that one of 2 bytes becomes, and as much again while the vector grows.
    let run = text.split(|character| canonical_combining_class(character) == 0).map(str::len).max();
    String::new().try_reserve_exact(run.unwrap_or(0).saturating_mul(32))?;
    let mut normalized = String::new();
    normalized.try_reserve(text.len())?;
    for character in characters {
        append(&mut normalized, character.encode_utf8(&mut [0; 4]))?;
    }
    Ok(normalized)
}

/// The text's characters in form NFD.
pub(in super::super) fn decomposed(text: &str) -> impl Iterator<Item = char> {
    text.nfd()
}
