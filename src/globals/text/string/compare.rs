//! `localeCompare`, without a locale's data.

use core::cmp::Ordering;

use super::{
    super::unicode::{decomposed, is_combining_mark, is_upper, lower},
    this_string,
};
use crate::js::{Arguments, Context, Thrown, Value, price};

/// §22.1.3.12, in an order that is the root locale's (Unicode Technical Standard 35, part 5) for ASCII, and comes near to
/// it for what is an ASCII letter with a mark. Other characters follow these, in the order of their code points, whatever
/// locale and options are asked for: the root locale's own table has tens of thousands of entries.
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

/// Strings differ by their characters first, then by the marks on them, and then by case.
fn compare(a: &str, b: &str) -> Ordering {
    let by = |level: fn(char) -> Option<u32>| decomposed(a).filter_map(level).cmp(decomposed(b).filter_map(level));
    by(base).then_with(|| by(mark)).then_with(|| by(case))
}

/// ASCII's characters but the letters, as the root locale orders them.
const ORDER: &str = "\t\n\x0b\x0c\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789";

/// The primary weight: a letter's is the same in both cases. Marks and controls have none.
fn base(character: char) -> Option<u32> {
    if is_combining_mark(character) || (character.is_control() && !ORDER.contains(character)) {
        return None;
    }
    match ORDER.find(character) {
        Some(position) => Some(position as u32),
        // Of the letters that become two in lower case, the first decides.
        None => Some(u32::from(lower(character)).saturating_add(ORDER.len() as u32)),
    }
}

/// The secondary weight: a mark's is its own.
fn mark(character: char) -> Option<u32> {
    if is_combining_mark(character) { Some(character.into()) } else { base(character).map(|_| 0) }
}

/// The tertiary weight: lower case comes before upper.
fn case(character: char) -> Option<u32> {
    base(character).map(|_| is_upper(character).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use Ordering::{Equal, Greater, Less};

    // What Node prints for `a.localeCompare(b)`.
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
    // What Node prints for `a.localeCompare(b)`.
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
