//! Methods that search a string for another.

use alloc::format;

use super::{access::length, is_regexp, this_string};
use crate::{
    globals::fundamental::method_name,
    js::{
        Arguments, Context, JsString, Thrown, Value, price,
        string::{next_character, utf16_position},
        utf16_len,
    },
};

/// Returns the search string. Throws a `TypeError` for a regular expression.
fn searched_string(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<JsString, Thrown> {
    if is_regexp(cx, call.get(0))? {
        let name = method_name(cx, call);
        let message = format!("First argument to String.prototype.{name} must not be a regular expression");
        return Err(cx.type_error(&message));
    }
    cx.to_string(call.get(0))
}

/// Converts a value to a position in a string, clamped to its length in UTF-16 units.
fn position(cx: &mut Context<'_>, value: Value, string: JsString) -> Result<usize, Thrown> {
    let position = cx.to_integer(value)?;
    Ok(position.clamp(0.0, length(cx, string) as f64) as usize)
}

/// `StringIndexOf` (§6.1.4.1), in UTF-16 units.
fn first(text: &str, searched: &str, from: usize) -> Option<usize> {
    if searched.is_empty() {
        return (from <= utf16_len(text)).then_some(from);
    }
    let (mut start, is_inside) = utf16_position(text, from);
    if is_inside {
        start = next_character(text, start);
    }
    let found = start.saturating_add(text.get(start..)?.find(searched)?);
    text.get(..found).map(utf16_len)
}

/// `StringLastIndexOf` (§6.1.4.2), in UTF-16 units.
fn last(text: &str, searched: &str, from: usize) -> Option<usize> {
    if searched.is_empty() {
        return Some(from.min(utf16_len(text)));
    }
    let (start, _) = utf16_position(text, from);
    let mut end = start.saturating_add(searched.len()).min(text.len());
    // An occurrence cannot end inside a character.
    while !text.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    let found = text.get(..end)?.rfind(searched)?;
    text.get(..found).map(utf16_len)
}

/// Converts a result to an index, or −1.
fn index(found: Option<usize>) -> Value {
    found.map_or(-1.0, |index| index as f64).into()
}

/// `String.prototype.endsWith` (§22.1.3.7).
pub(super) fn ends_with(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let string = this_string(cx, &call)?;
    let searched = searched_string(cx, &call)?;
    let end = match call.get(1) {
        Value::Undefined => length(cx, string),
        end => position(cx, end, string)?,
    };
    let heap = cx.heap();
    let (text, searched) = (heap.text(string), heap.text(searched));
    let (end, is_inside) = utf16_position(text, end);
    let part = text.get(..end).unwrap_or_default();
    Ok((searched.is_empty() || (!is_inside && part.ends_with(searched))).into())
}

/// `String.prototype.includes` (§22.1.3.8).
pub(super) fn includes(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let string = this_string(cx, &call)?;
    let searched = searched_string(cx, &call)?;
    let from = position(cx, call.get(1), string)?;
    let heap = cx.heap();
    heap.charge(price::elements(heap.text(string).len()));
    Ok(first(heap.text(string), heap.text(searched), from).is_some().into())
}

/// `String.prototype.indexOf` (§22.1.3.9).
pub(super) fn index_of(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let string = this_string(cx, &call)?;
    let searched = cx.to_string(call.get(0))?;
    let from = position(cx, call.get(1), string)?;
    let heap = cx.heap();
    heap.charge(price::elements(heap.text(string).len()));
    Ok(index(first(heap.text(string), heap.text(searched), from)))
}

/// `String.prototype.lastIndexOf` (§22.1.3.11).
pub(super) fn last_index_of(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let string = this_string(cx, &call)?;
    let searched = cx.to_string(call.get(0))?;
    let from = cx.to_number(call.get(1))?;
    // Unlike elsewhere, NaN means the end of the string.
    let from = if from.is_nan() { usize::MAX } else { from as usize };
    let heap = cx.heap();
    heap.charge(price::elements(heap.text(string).len()));
    Ok(index(last(heap.text(string), heap.text(searched), from)))
}

/// `String.prototype.startsWith` (§22.1.3.24).
pub(super) fn starts_with(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let string = this_string(cx, &call)?;
    let searched = searched_string(cx, &call)?;
    let start = position(cx, call.get(1), string)?;
    let heap = cx.heap();
    let (text, searched) = (heap.text(string), heap.text(searched));
    let (start, is_inside) = utf16_position(text, start);
    let part = text.get(start..).unwrap_or_default();
    Ok((searched.is_empty() || (!is_inside && part.starts_with(searched))).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    // The results of `text.indexOf(searched, from)` and `text.lastIndexOf(searched, from)` in Node.
    #[test]
    fn occurrences_are_counted_in_utf16_units() {
        for (text, searched, from, forward, backward) in [
            ("abcabc", "c", 3, 5, 2),
            ("abcabc", "", 4, 4, 4),
            ("aaaa", "aa", 1, 1, 1),
            ("aaaa", "aa", 9, -1, 2),
            ("é日本é", "é", 1, 3, 0),
            ("a😀b😀", "😀", 2, 4, 1),
            ("a😀b😀", "😀", 1, 1, 1),
            ("a😀b😀", "b", 3, 3, 3),
            ("日", "日本", 0, -1, -1),
            ("xé", "éé", 0, -1, -1),
        ] {
            let number = |found: Option<usize>| found.map_or(-1, |index| index as i32);
            assert_eq!(number(first(text, searched, from)), forward, "{text}.indexOf({searched}, {from})");
            assert_eq!(number(last(text, searched, from)), backward, "{text}.lastIndexOf({searched}, {from})");
        }
    }
}
