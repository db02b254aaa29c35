//! Unicode support without tables, for ASCII only.

use super::Form;
use crate::js::{Context, JsString, Thrown, Value};

/// Returns an ASCII string unchanged, because it is in every form.
///
/// # Errors
///
/// A `RangeError` for any other string.
pub(in super::super) fn normalized(cx: &mut Context<'_>, string: JsString, _: Form) -> Result<Value, Thrown> {
    if cx.heap().text(string).is_ascii() {
        return Ok(string.into());
    }
    Err(cx.range_error("Cannot normalize non-ASCII text: gojs was built without the feature `unicode`"))
}

/// Returns the characters of a text, unchanged.
pub(in super::super) fn decomposed(text: &str) -> impl Iterator<Item = char> {
    text.chars()
}

/// Returns whether a character is in the block Combining Diacritical Marks.
pub(in super::super) fn is_combining_mark(character: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&character)
}

/// Rejects a string that is not ASCII. The caller handles ASCII strings.
///
/// # Errors
///
/// Always a `RangeError`.
pub(in super::super) fn upper_case(cx: &mut Context<'_>, _: JsString) -> Result<Value, Thrown> {
    Err(cx.range_error("Cannot change the case of non-ASCII text: gojs was built without the feature `unicode`"))
}

/// Rejects a string that is not ASCII. The caller handles ASCII strings.
///
/// # Errors
///
/// Always a `RangeError`, as with [`upper_case`].
pub(in super::super) fn lower_case(cx: &mut Context<'_>, string: JsString) -> Result<Value, Thrown> {
    upper_case(cx, string)
}

/// Converts an ASCII capital letter to lower case, and returns other characters unchanged.
pub(in super::super) fn lower(character: char) -> char {
    character.to_ascii_lowercase()
}

/// Returns whether a character is an ASCII capital letter.
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
            assert_eq!(
                cx.message_of(error),
                "RangeError: Cannot normalize non-ASCII text: gojs was built without the feature `unicode`"
            );
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
                "RangeError: Cannot change the case of non-ASCII text: gojs was built without the feature `unicode`"
            );
        }
    }
}
