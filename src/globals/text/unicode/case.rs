//! Letters of the other case (Unicode's core specification, §3.13).

use alloc::string::String;

use crate::js::{
    Context, JsString, Thrown, Value,
    string::{TooLong, append},
};

fn extend(to: &mut String, letters: impl Iterator<Item = char>) -> Result<(), TooLong> {
    for letter in letters {
        append(to, letter.encode_utf8(&mut [0; 4]))?;
    }
    Ok(())
}

/// The string in upper case.
pub(in super::super) fn upper_case(cx: &mut Context<'_>, string: JsString) -> Result<Value, Thrown> {
    let upper = uppercase(cx.heap().text(string));
    cx.made(upper)
}

/// The string in lower case.
pub(in super::super) fn lower_case(cx: &mut Context<'_>, string: JsString) -> Result<Value, Thrown> {
    let lower = lowercase(cx.heap().text(string));
    cx.made(lower)
}

/// A character in lower case: of those that become two, the first.
pub(in super::super) fn lower(character: char) -> char {
    character.to_lowercase().next().unwrap_or(character)
}

/// Whether it is a capital letter.
pub(in super::super) fn is_upper(character: char) -> bool {
    character.is_uppercase()
}

/// `str::to_uppercase`, which aborts where there is no memory for the result.
fn uppercase(text: &str) -> Result<String, TooLong> {
    let mut upper = String::new();
    upper.try_reserve(text.len())?;
    extend(&mut upper, text.chars().flat_map(char::to_uppercase))?;
    Ok(upper)
}

/// `str::to_lowercase`, by the same terms.
fn lowercase(text: &str) -> Result<String, TooLong> {
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
                assert_eq!(lowercase(&text), Ok(text.to_lowercase()), "{text:?}");
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
            assert_eq!(lowercase(text).as_deref(), Ok(lower), "{text}");
        }
    }
}
