//! Letters of the other case.

use alloc::string::String;

use super::{charge, this_string};
use crate::js::{
    Arguments, Context, Thrown, Value,
    string::{TooLong, append, copy},
};

/// §22.1.3.28
pub(super) fn to_lower_case(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    in_case(cx, &call, str::make_ascii_lowercase, lower_case)
}

/// §22.1.3.30
pub(super) fn to_upper_case(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    in_case(cx, &call, str::make_ascii_uppercase, upper_case)
}

/// The string with letters of another case: of one that is ASCII alone by the first, of any by the second.
fn in_case(
    cx: &mut Context<'_>,
    call: &Arguments<'_>,
    ascii: fn(&mut str),
    any: fn(&str) -> Result<String, TooLong>,
) -> Result<Value, Thrown> {
    let string = this_string(cx, call)?;
    charge(cx, string)?;
    let text = cx.heap().text(string);
    let mapped = if text.is_ascii() {
        copy(text).map(|mut text| {
            ascii(&mut text);
            text
        })
    } else {
        any(text)
    };
    cx.made(mapped)
}

fn extend(to: &mut String, letters: impl Iterator<Item = char>) -> Result<(), TooLong> {
    for letter in letters {
        append(to, letter.encode_utf8(&mut [0; 4]))?;
    }
    Ok(())
}

/// `str::to_uppercase`, which aborts where there is no memory for the result.
fn upper_case(text: &str) -> Result<String, TooLong> {
    let mut upper = String::new();
    upper.try_reserve(text.len())?;
    extend(&mut upper, text.chars().flat_map(char::to_uppercase))?;
    Ok(upper)
}

/// `str::to_lowercase`, by the same terms.
fn lower_case(text: &str) -> Result<String, TooLong> {
    let mut lower = String::new();
    lower.try_reserve(text.len())?;
    for (at, letter) in text.char_indices() {
        if letter == 'Σ' {
            let (before, from) = text.split_at_checked(at).unwrap_or_default();
            append(&mut lower, if is_final_sigma(before, from) { "ς" } else { "σ" })?;
        } else {
            extend(&mut lower, letter.to_lowercase())?;
        }
    }
    Ok(lower)
}

/// Unicode's Final_Sigma (§3.13 of its core specification): what is before the letter ends with a cased one, and what is behind
/// it does not begin with one, but for characters that don't count. Neither side is walked beyond the next sigma.
fn is_final_sigma(before: &str, from: &str) -> bool {
    let ends_word = before.chars().rev().find_map(is_cased).unwrap_or(false);
    ends_word && !from.chars().skip(1).find_map(is_cased).unwrap_or(false)
}

/// Whether a character is cased; nothing, if it is one that does not count (Case_Ignorable). Rust has tables of both, and
/// tells by what becomes of a sigma behind the character.
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

    #[test]
    fn letters_become_those_of_rust_whatever_is_around_a_sigma() {
        // Of each plane that has cased or ignorable characters.
        for letter in ('\0'..'\u{2ffff}').chain('\u{e0000}'..'\u{e0200}') {
            for text in [
                format!("{letter}Σ"),
                format!("a{letter}Σ"),
                format!("aΣ{letter}"),
                format!("aΣ{letter}b"),
                format!("Σ{letter}Σ.{letter}"),
            ] {
                assert_eq!(lower_case(&text), Ok(text.to_lowercase()), "{text:?}");
            }
        }
    }

    #[test]
    fn a_sigma_is_final_at_the_end_of_a_word() {
        // What `text.toLowerCase()` of Node gives.
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
            assert_eq!(lower_case(text).as_deref(), Ok(lower), "{text}");
        }
    }
}
