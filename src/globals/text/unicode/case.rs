//! Case conversion (Unicode core specification, §3.13).

use alloc::string::String;

use crate::js::{Context, JsString, Text, Thrown, Value};

/// Converts a string to upper case.
pub(in super::super) fn upper_case(cx: &mut Context<'_>, string: JsString) -> Result<Value, Thrown> {
    let mut upper = cx.text();
    push_upper(&mut upper, cx.heap().text(string));
    cx.finish(upper)
}

/// Converts a string to lower case.
pub(in super::super) fn lower_case(cx: &mut Context<'_>, string: JsString) -> Result<Value, Thrown> {
    let mut lower = cx.text();
    push_lower(&mut lower, cx.heap().text(string));
    cx.finish(lower)
}

/// Converts a character to lower case. If the result is several characters, returns the first.
pub(in super::super) fn lower(character: char) -> char {
    character.to_lowercase().next().unwrap_or(character)
}

/// Returns whether a character is a capital letter.
pub(in super::super) fn is_upper(character: char) -> bool {
    character.is_uppercase()
}

/// Appends the result of `str::to_uppercase`.
fn push_upper(to: &mut Text, text: &str) {
    to.reserve(text.len());
    text.chars().flat_map(char::to_uppercase).for_each(|letter| to.push(letter));
}

/// Appends the result of `str::to_lowercase`.
fn push_lower(to: &mut Text, text: &str) {
    to.reserve(text.len());
    for (at, letter) in text.char_indices() {
        if letter == 'Σ' {
            let (before, from) = text.split_at_checked(at).unwrap_or_default();
            to.push(if is_final_sigma(before, from) { 'ς' } else { 'σ' });
        } else {
            letter.to_lowercase().for_each(|letter| to.push(letter));
        }
    }
}

/// Returns whether a sigma is final (`Final_Sigma` in the Unicode core specification, §3.13): the closest character
/// before the sigma is cased and the closest one after it is not, ignoring characters that are `Case_Ignorable`.
/// Neither search goes beyond the next sigma.
fn is_final_sigma(before: &str, from: &str) -> bool {
    let ends_word = before.chars().rev().find_map(is_cased).unwrap_or(false);
    ends_word && !from.chars().skip(1).find_map(is_cased).unwrap_or(false)
}

/// Returns whether a character is cased, or `None` if it is `Case_Ignorable`. Rust's tables of both properties are
/// private, but the lower case of a sigma after the character reveals them.
fn is_cased(letter: char) -> Option<bool> {
    if letter.is_ascii_alphabetic() || matches!(letter, 'Α'..='Ρ' | 'Σ'..='Ω' | 'α'..='ω') {
        return Some(true);
    }
    let is_final = |text: String| text.to_lowercase().ends_with('ς');
    match is_final(String::from_iter([letter, 'Σ'])) {
        true => Some(true),
        false if is_final(String::from_iter(['a', letter, 'Σ'])) => None,
        false => Some(false),
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use super::*;

    fn lowercase(text: &str) -> String {
        let mut lower = Text::with_max(1000);
        push_lower(&mut lower, text);
        lower.finish().unwrap()
    }

    #[test]
    fn letters_become_those_of_rust_whatever_is_around_a_sigma() {
        // All characters of the planes that have cased or ignorable ones.
        for letter in ('\0'..'\u{2ffff}').chain('\u{e0000}'..'\u{e0200}') {
            for text in [
                format!("{letter}Σ"),
                format!("a{letter}Σ"),
                format!("aΣ{letter}"),
                format!("aΣ{letter}b"),
                format!("Σ{letter}Σ.{letter}"),
            ] {
                assert_eq!(lowercase(&text), text.to_lowercase(), "{text:?}");
            }
        }
    }

    #[test]
    fn a_sigma_is_final_at_the_end_of_a_word() {
        // The results of `text.toLowerCase()` in Node.
        for (text, lower) in [
            ("Σ", "σ"),
            ("ΑΣ", "ας"),
            ("ΑΣ ΣΑΣ", "ας σας"),
            ("Α.Σ.Α", "α.σ.α"),
            ("Α.Σ. Α", "α.ς. α"),
            ("ΑΣ'", "ας'"),
            ("ΑΣΣ", "ασς"),
            ("\u{2b0}Σ", "\u{2b0}σ"),
        ] {
            assert_eq!(lowercase(text), lower, "{text}");
        }
    }
}
