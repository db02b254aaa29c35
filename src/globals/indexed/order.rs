//! Sorting for `sort` and `toSorted` of arrays and typed arrays (ECMA-262 §23.1.3.30.1, §23.1.3.30.2).

use core::cmp::Ordering;

use crate::js::{Context, JsString, List, Thrown, Value, copy_slice, price};

/// Returns the comparison function, or `None` for `undefined`. Throws a `TypeError` for other values.
pub(super) fn comparator(cx: &mut Context<'_>, value: Value) -> Result<Option<Value>, Thrown> {
    match value {
        Value::Undefined => Ok(None),
        value if cx.heap().is_callable(value) => Ok(Some(value)),
        _ => Err(cx.type_error("The comparison function must be either a function or undefined")),
    }
}

/// Compares two values with the comparison function of the guest.
fn compare_by(cx: &mut Context<'_>, function: Value, x: Value, y: Value) -> Result<Ordering, Thrown> {
    let result = cx.call(function, Value::Undefined, &[x, y])?;
    let result = cx.to_number(result)?;
    Ok(result.partial_cmp(&0.0).unwrap_or(Ordering::Equal))
}

/// Sorts with the comparison function of the guest, which may throw or be inconsistent.
pub(super) fn sort_by(cx: &mut Context<'_>, values: &mut [Value], function: Value) -> Result<(), Thrown> {
    merge_sort(cx, values, &mut |cx, x, y| compare_by(cx, function, x, y))
}

/// Sorts values stably, with `undefined` last and the others by `function` or else by their strings
/// (`SortIndexedProperties`, §23.1.3.30.1, and `CompareArrayElements`, §23.1.3.30.2).
pub(super) fn sort_values(cx: &mut Context<'_>, values: &mut [Value], function: Option<Value>) -> Result<(), Thrown> {
    cx.charge(price::sort(values.len()))?;
    let mut defined = 0_usize;
    for index in 0..values.len() {
        if !matches!(values.get(index), Some(Value::Undefined)) {
            values.swap(defined, index);
            defined = defined.saturating_add(1);
        }
    }
    let values = values.get_mut(..defined).unwrap_or_default();
    match function {
        Some(function) => sort_by(cx, values, function),
        None if values.iter().all(|value| !matches!(value, Value::Object(_) | Value::Symbol(_))) => {
            sort_primitives(cx, values)
        }
        // Convert in every comparison: `toString` of an object may be a Go function, which can observe its calls.
        None => merge_sort(cx, values, &mut |cx, x, y| {
            let (x, y) = (cx.to_string(x)?, cx.to_string(y)?);
            Ok(compare_text(cx, x, y))
        }),
    }
}

/// Sorts primitives by their strings, converting each of them once.
fn sort_primitives(cx: &mut Context<'_>, values: &mut [Value]) -> Result<(), Thrown> {
    let mut keyed: List<(JsString, Value)> = List::new();
    for &value in &*values {
        let key = cx.to_string(value)?;
        keyed.push(cx, (key, value))?;
    }
    let heap = &*cx.heap();
    heap.sort_by(&mut keyed, |&(x, _), &(y, _)| compare_units(heap.text(x), heap.text(y)));
    for (place, (_, value)) in values.iter_mut().zip(keyed) {
        *place = value;
    }
    Ok(())
}

/// Compares two strings by their UTF-16 units (§7.2.13).
fn compare_text(cx: &mut Context<'_>, x: JsString, y: JsString) -> Ordering {
    let heap = cx.heap();
    compare_units(heap.text(x), heap.text(y))
}

fn compare_units(x: &str, y: &str) -> Ordering {
    // UTF-8 bytes sort as code points do, which differs from the order of UTF-16 units only beyond U+FFFF.
    if x.is_ascii() && y.is_ascii() { x.cmp(y) } else { x.encode_utf16().cmp(y.encode_utf16()) }
}

/// The maximum length of a run that is sorted by insertion.
const RUN: usize = 64;

/// A comparison that may call the guest.
type Compare<'a> = dyn FnMut(&mut Context<'_>, Value, Value) -> Result<Ordering, Thrown> + 'a;

/// Sorts values stably. The comparison may call the guest, throw, and be inconsistent.
///
/// A single run is sorted with the same comparisons as in V8. An invalid comparison function, such as
/// `(a, b) => a > b`, then gives the result that its author knows from V8. The first argument of a comparison is always
/// the later value.
fn merge_sort(cx: &mut Context<'_>, values: &mut [Value], compare: &mut Compare<'_>) -> Result<(), Thrown> {
    for run in values.chunks_mut(RUN) {
        insertion_sort(cx, run, compare)?;
    }
    let Ok(mut merged) = copy_slice(values) else { return Err(cx.range_error("Invalid array length")) };
    let mut width = RUN;
    while width < values.len() {
        let size = width.saturating_mul(2);
        for (pair, to) in values.chunks(size).zip(merged.chunks_mut(size)) {
            merge(cx, pair.split_at(width.min(pair.len())), to, compare)?;
        }
        values.copy_from_slice(&merged);
        width = size;
    }
    Ok(())
}

/// Merges two sorted runs.
fn merge(
    cx: &mut Context<'_>,
    (mut left, mut right): (&[Value], &[Value]),
    to: &mut [Value],
    compare: &mut Compare<'_>,
) -> Result<(), Thrown> {
    // Two runs that are already in order need a single comparison.
    let is_ordered = match (left.last(), right.first()) {
        (Some(&x), Some(&y)) => compare(cx, y, x)? != Ordering::Less,
        _ => true,
    };
    for place in to {
        let takes_right = match (left.first(), right.first()) {
            (Some(&x), Some(&y)) => !is_ordered && compare(cx, y, x)? == Ordering::Less,
            (left, _) => left.is_none(),
        };
        let from = if takes_right { &mut right } else { &mut left };
        if let Some((&value, rest)) = from.split_first() {
            *place = value;
            *from = rest;
        }
    }
    Ok(())
}

/// Sorts a run by binary insertion. An ascending prefix stays in place, a descending prefix is reversed, and the
/// remaining values are inserted.
#[expect(clippy::arithmetic_side_effects, reason = "slice indices, and each subtrahend is at most its minuend")]
fn insertion_sort(cx: &mut Context<'_>, run: &mut [Value], compare: &mut Compare<'_>) -> Result<(), Thrown> {
    let mut sorted = 1;
    let mut is_descending = false;
    while let Some(&[before, value]) = run.get(sorted - 1..=sorted).and_then(|pair| <&[Value; 2]>::try_from(pair).ok())
    {
        let is_less = compare(cx, value, before)? == Ordering::Less;
        if sorted == 1 {
            is_descending = is_less;
        } else if is_less != is_descending {
            break;
        }
        sorted += 1;
    }
    if is_descending {
        if let Some(part) = run.get_mut(..sorted) {
            part.reverse();
        }
    }
    for at in sorted..run.len() {
        let Some(&pivot) = run.get(at) else { break };
        let (mut low, mut high) = (0, at);
        while low < high {
            let middle = low + (high - low) / 2;
            let Some(&other) = run.get(middle) else { break };
            if compare(cx, pivot, other)? == Ordering::Less {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        if let Some(part) = run.get_mut(low..=at) {
            part.rotate_right(1);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    // Node: ["\u{1f600}", "\uffff", "z", "é", ""].sort() is ["", "z", "é", "😀", "\uffff"].
    #[test]
    fn strings_are_ordered_by_their_units() {
        let mut texts = ["\u{1f600}", "\u{ffff}", "z", "é", ""];
        texts.sort_by(|x, y| compare_units(x, y));
        assert_eq!(texts, ["", "z", "é", "\u{1f600}", "\u{ffff}"]);
    }
}
