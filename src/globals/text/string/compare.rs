//! `localeCompare`, without locale data.

use core::cmp::Ordering;

use super::{
    super::unicode::{decomposed, is_combining_mark, is_upper, lower},
    this_string,
};
use crate::js::{Arguments, Context, Thrown, Value, price};

/// `String.prototype.localeCompare` (§22.1.3.12). Ignores the locale and the options.
///
/// The order is the root locale's (Unicode Technical Standard 35, part 5) for ASCII, and close to it for ASCII letters
/// with a mark. Other characters follow, in the order of their code points. The full table of the root locale has tens
/// of thousands of entries.
pub(super) fn locale_compare(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let string = this_string(cx, &call)?;
    let other = cx.to_string(call.get(0))?;
    let heap = cx.heap();
    let length = heap.text(string).len().min(heap.text(other).len());
    cx.charge(price::text(length).saturating_mul(2))?;
    let heap = cx.heap();
    Ok(match compare(heap.text(string), heap.text(other)) {
        Ordering::Less => -1,
        Ordering::Equal => 0,
        Ordering::Greater => 1,
    }
    .into())
}

/// Compares strings by their characters first, then by the marks on them, and then by case.
fn compare(a: &str, b: &str) -> Ordering {
    let by = |level: fn(char) -> Option<u32>| decomposed(a).filter_map(level).cmp(decomposed(b).filter_map(level));
    by(base).then_with(|| by(mark)).then_with(|| by(case))
}

/// The ASCII characters except letters, in the order of the root locale.
const ORDER: &str = "\t\n\x0b\x0c\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789";

/// Returns the primary weight, which is the same for both cases of a letter. Marks and controls have none.
fn base(character: char) -> Option<u32> {
    if is_combining_mark(character) || (character.is_control() && !ORDER.contains(character)) {
        return None;
    }
    match ORDER.find(character) {
        Some(position) => Some(position as u32),
        // If the lower case of a letter is two characters, the first decides.
        None => Some(u32::from(lower(character)).saturating_add(ORDER.len() as u32)),
    }
}

/// Returns the secondary weight: the code point for a mark, 0 for other characters with a primary weight.
fn mark(character: char) -> Option<u32> {
    if is_combining_mark(character) { Some(character.into()) } else { base(character).map(|_| 0) }
}

/// Returns the tertiary weight, which puts lower case before upper case.
fn case(character: char) -> Option<u32> {
    base(character).map(|_| is_upper(character).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use Ordering::{Equal, Greater, Less};

    // The results of `a.localeCompare(b)` in Node.
    #[test]
    fn it_is_the_root_locale_s_order_where_it_can_be() {
        for (a, b, order) in [
            ("a", "b", Less),
            ("a", "A", Less),
            ("A", "b", Less),
            ("Ab", "aC", Less),
            ("ab", "Aa", Greater),
            ("aA", "Aa", Less),
            ("", "a", Less),
            ("\0", "", Equal),
            ("a b", "ab", Less),
            ("a-b", "ab", Less),
            ("10", "9", Less),
            ("z", "0", Greater),
            ("α", "z", Greater),
        ] {
            assert_eq!(compare(a, b), order, "{a:?}.localeCompare({b:?})");
        }
        let mut ascii: alloc::vec::Vec<char> = (' '..='~').collect();
        ascii.sort_by(|a, b| compare(a.encode_utf8(&mut [0; 4]), b.encode_utf8(&mut [0; 4])));
        let sorted: alloc::string::String = ascii.into_iter().collect();
        let letters = "aAbBcCdDeEfFgGhHiIjJkKlLmMnNoOpPqQrRsStTuUvVwWxXyYzZ";
        assert_eq!(sorted, [" _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789", letters].concat());
    }
    // The results of `a.localeCompare(b)` in Node.
    #[cfg(feature = "unicode")]
    #[test]
    fn a_letter_s_mark_counts_after_the_letters() {
        for (a, b, order) in [
            ("é", "f", Less),
            ("e", "é", Less),
            ("E", "é", Less),
            ("cote", "coté", Less),
            ("coté", "côte", Less),
            ("résumé", "Resume", Greater),
            ("\u{e9}", "e\u{301}", Equal),
            ("ä", "z", Less),
        ] {
            assert_eq!(compare(a, b), order, "{a:?}.localeCompare({b:?})");
        }
    }
}
