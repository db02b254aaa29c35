//! Unicode's normalization forms: of every text, or, without the feature `normalization`, of ASCII alone.

/// What `String.prototype.normalize` can be asked for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Form {
    Nfc,
    Nfd,
    Nfkc,
    Nfkd,
}

impl Form {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "NFC" => Form::Nfc,
            "NFD" => Form::Nfd,
            "NFKC" => Form::Nfkc,
            "NFKD" => Form::Nfkd,
            _ => return None,
        })
    }
}

pub(super) use self::forms::{decomposed, is_combining_mark, normalized};

#[cfg(feature = "normalization")]
mod forms {
    pub(in crate::globals::text) use unicode_normalization::char::is_combining_mark;

    use alloc::string::String;

    use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

    use super::Form;
    use crate::js::{
        Context, JsString, Thrown, Value,
        string::{TooLong, append},
    };

    /// The string in this form.
    pub(in crate::globals::text) fn normalized(
        cx: &mut Context<'_>,
        string: JsString,
        form: Form,
    ) -> Result<Value, Thrown> {
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
    pub(in crate::globals::text) fn decomposed(text: &str) -> impl Iterator<Item = char> {
        text.nfd()
    }
}

#[cfg(not(feature = "normalization"))]
mod forms {
    use super::Form;
    use crate::js::{Context, JsString, Thrown, Value};

    /// An ASCII string, which is in each of the forms.
    ///
    /// # Errors
    ///
    /// A `RangeError` for any other.
    pub(in crate::globals::text) fn normalized(
        cx: &mut Context<'_>,
        string: JsString,
        _: Form,
    ) -> Result<Value, Thrown> {
        if cx.heap().text(string).is_ascii() {
            return Ok(string.into());
        }
        Err(cx.range_error("The host has no tables to normalize what is not ASCII"))
    }

    /// The text's characters, as they are.
    pub(in crate::globals::text) fn decomposed(text: &str) -> impl Iterator<Item = char> {
        text.chars()
    }

    /// Whether it is one of the block Combining Diacritical Marks.
    pub(in crate::globals::text) fn is_combining_mark(character: char) -> bool {
        ('\u{300}'..='\u{36f}').contains(&character)
    }
}

#[cfg(all(test, not(feature = "normalization")))]
mod tests {
    use super::{Form, normalized};
    use crate::{globals::ALL, js::NoProgram};

    #[test]
    fn without_tables_ascii_alone_is_normalized() {
        let mut realm = NoProgram::new(ALL);
        let (ascii, other) = (realm.heap.string("abc"), realm.heap.string("\u{e9}"));
        let mut cx = realm.context();
        for form in [Form::Nfc, Form::Nfd, Form::Nfkc, Form::Nfkd] {
            assert_eq!(normalized(&mut cx, ascii, form), Ok(ascii.into()));
            let thrown = normalized(&mut cx, other, form).unwrap_err();
            assert_eq!(cx.message_of(thrown), "RangeError: The host has no tables to normalize what is not ASCII");
        }
    }
}
