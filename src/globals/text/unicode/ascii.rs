//! What there is of Unicode without tables: ASCII alone.

use super::Form;
use crate::js::{Context, JsString, Thrown, Value};

/// An ASCII string, which is in each of the forms.
///
/// # Errors
///
/// A `RangeError` for any other.
pub(in super::super) fn normalized(cx: &mut Context<'_>, string: JsString, _: Form) -> Result<Value, Thrown> {
    if cx.heap().text(string).is_ascii() {
        return Ok(string.into());
    }
    Err(cx.range_error("The host has no tables to normalize what is not ASCII"))
}

/// The text's characters, as they are.
pub(in super::super) fn decomposed(text: &str) -> impl Iterator<Item = char> {
    text.chars()
}

/// Whether it is one of the block Combining Diacritical Marks.
pub(in super::super) fn is_combining_mark(character: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&character)
}

/// # Errors
///
/// A `RangeError`: what is ASCII does not come here.
pub(in super::super) fn upper_case(cx: &mut Context<'_>, _: JsString) -> Result<Value, Thrown> {
    Err(cx.range_error("The host has no tables to change the case of what is not ASCII"))
}

/// # Errors
///
/// As with [`upper_case`].
pub(in super::super) fn lower_case(cx: &mut Context<'_>, string: JsString) -> Result<Value, Thrown> {
    upper_case(cx, string)
}

/// The character itself, if it is not one of ASCII's capital letters.
pub(in super::super) fn lower(character: char) -> char {
    character.to_ascii_lowercase()
}

/// Whether it is one of ASCII's capital letters.
pub(in super::super) fn is_upper(character: char) -> bool {
    character.is_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{globals::ALL, js::NoProgram};

    #[test]
    fn ascii_alone_is_normalized_and_changes_its_case() {
        let mut realm = NoProgram::new(ALL);
        let (ascii, other) = (realm.heap.string("aBc"), realm.heap.string("\u{e9}"));
        let mut cx = realm.context();
        for form in [Form::Nfc, Form::Nfd, Form::Nfkc, Form::Nfkd] {
            assert!(normalized(&mut cx, ascii, form).is_ok_and(|value| value.strictly_equals(ascii.into())));
            let thrown = normalized(&mut cx, other, form).unwrap_err();
            let error = cx.heap().caught(thrown);
            assert_eq!(cx.message_of(error), "RangeError: The host has no tables to normalize what is not ASCII");
        }
        for (method, cased) in [("toUpperCase", "ABC"), ("toLowerCase", "abc")] {
            let key = cx.heap().key_from(method);
            let function = cx.get_value(ascii.into(), key).unwrap();
            let changed = cx.call(function, ascii.into(), &[]).unwrap();
            let expected = cx.heap().string(cased);
            assert!(changed.strictly_equals(expected.into()), "{method}");
            let thrown = cx.call(function, other.into(), &[]).unwrap_err();
            let error = cx.heap().caught(thrown);
            assert_eq!(
                cx.message_of(error),
                "RangeError: The host has no tables to change the case of what is not ASCII"
            );
        }
    }
}
