//! `replace`, `replaceAll` and `split`, with a string or with an object that implements the operation.

use alloc::{string::String, vec::Vec};

use super::{is_regexp, require_coercible};
use crate::js::{
    Arguments, Context, Symbol, Thrown, Value, number, price,
    string::{TooLong, append, copy},
    utf16_len,
};

/// Returns the method with which an object implements the operation. As of ECMA-262 2025, primitives are not looked up.
fn own_method(cx: &mut Context<'_>, value: Value, symbol: Symbol) -> Result<Option<Value>, Thrown> {
    match value {
        Value::Object(object) => cx.get_method(object, symbol.into()),
        _ => Ok(None),
    }
}

/// `String.prototype.replace` (§22.1.3.19) and `String.prototype.replaceAll` (§22.1.3.20). An empty string matches
/// between characters, and does not split a character beyond U+FFFF.
pub(super) fn replace(cx: &mut Context<'_>, call: &Arguments<'_>, all: bool) -> Result<Value, Thrown> {
    require_coercible(cx, call)?;
    let (searched, replacement) = (call.get(0), call.get(1));
    if let (Value::Object(regexp), true) = (searched, all && is_regexp(cx, searched)?) {
        let flags = cx.get_named(regexp, "flags")?;
        if flags.is_nullish() {
            return Err(cx.type_error("String.prototype.replaceAll called on null or undefined"));
        }
        let flags = cx.to_string(flags)?;
        if !cx.heap().text(flags).contains('g') {
            return Err(cx.type_error("String.prototype.replaceAll called with a non-global RegExp argument"));
        }
    }
    if let Some(method) = own_method(cx, searched, Symbol::REPLACE)? {
        return cx.call(method, searched, &[call.this, replacement]);
    }
    let string = cx.to_string(call.this)?;
    let searched = cx.to_string(searched)?;
    let length = cx.heap().text(string).len();
    cx.charge(price::text(length))?;
    let max = if all { usize::MAX } else { 1 };
    if cx.heap().is_callable(replacement) {
        let heap = cx.heap();
        let found = heap.text(string).match_indices(heap.text(searched)).map(|(position, _)| position);
        let found = heap.list(found.take(max));
        let mut replacements = Vec::new();
        if replacements.try_reserve_exact(found.len()).is_err() {
            return Err(cx.too_long(TooLong));
        }
        let (mut index, mut counted) = (0, 0);
        for &position in &found {
            let passed = cx.heap().text(string).get(counted..position).unwrap_or_default();
            index = utf16_len(passed).saturating_add(index);
            counted = position;
            let result =
                cx.call(replacement, Value::Undefined, &[searched.into(), (index as f64).into(), string.into()])?;
            replacements.push(cx.to_string(result)?);
        }
        let heap = cx.heap();
        let mut replacements = replacements.into_iter();
        let replaced =
            replaced(heap.text(string), heap.text(searched), heap.string_room(), found.into_iter(), |to, _| {
                append(to, replacements.next().map_or("", |replacement| heap.text(replacement)))
            });
        return cx.made(replaced);
    }
    let template = cx.to_string(replacement)?;
    let heap = cx.heap();
    let (text, searched, template) = (heap.text(string), heap.text(searched), heap.text(template));
    let found = text.match_indices(searched).map(|(position, _)| position).take(max);
    let replaced = replaced(text, searched, heap.string_room(), found, |to, position| {
        substitute(to, template, text, searched, position)
    });
    cx.made(replaced)
}

/// Replaces the occurrences of `searched` at the positions `found`.
fn replaced(
    text: &str,
    searched: &str,
    room: usize,
    found: impl Iterator<Item = usize>,
    mut replacement: impl FnMut(&mut String, usize) -> Result<(), TooLong>,
) -> Result<String, TooLong> {
    let mut replaced = String::new();
    let mut end = 0;
    for position in found {
        append(&mut replaced, text.get(end..position).unwrap_or_default())?;
        replacement(&mut replaced, position)?;
        if replaced.len() > room {
            return Err(TooLong);
        }
        end = position.saturating_add(searched.len());
    }
    append(&mut replaced, text.get(end..).unwrap_or_default())?;
    Ok(replaced)
}

/// `GetSubstitution` without captures (§22.1.3.19.1).
fn substitute(to: &mut String, template: &str, text: &str, matched: &str, position: usize) -> Result<(), TooLong> {
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('$') {
        append(to, before)?;
        let (substitution, used) = match after.as_bytes().first() {
            Some(b'$') => ("$", 1),
            Some(b'&') => (matched, 1),
            Some(b'`') => (text.get(..position).unwrap_or_default(), 1),
            Some(b'\'') => (text.get(position.saturating_add(matched.len())..).unwrap_or_default(), 1),
            _ => ("$", 0),
        };
        append(to, substitution)?;
        rest = after.get(used..).unwrap_or_default();
    }
    append(to, rest)
}

/// `String.prototype.split` (§22.1.3.23).
pub(super) fn split(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    require_coercible(cx, &call)?;
    let (separator, limit) = (call.get(0), call.get(1));
    if let Some(method) = own_method(cx, separator, Symbol::SPLIT)? {
        return cx.call(method, separator, &[call.this, limit]);
    }
    let string = cx.to_string(call.this)?;
    let limit = match limit {
        Value::Undefined => u32::MAX,
        limit => number::to_uint32(cx.to_number(limit)?),
    };
    let text = cx.to_string(separator)?;
    let parts = match (limit, separator) {
        (0, _) => Vec::new(),
        (_, Value::Undefined) => alloc::vec![string.into()],
        _ => {
            let heap = cx.heap();
            match (copy(heap.text(string)), copy(heap.text(text))) {
                (Ok(string), Ok(separator)) => parts(cx, &string, &separator, limit as usize)?,
                _ => return Err(cx.too_long(TooLong)),
            }
        }
    };
    Ok(cx.heap().array(parts).into())
}

/// Splits a text into at most `limit` parts, or into its UTF-16 units if the separator is empty.
fn parts(cx: &mut Context<'_>, text: &str, separator: &str, limit: usize) -> Result<Vec<Value>, Thrown> {
    let mut parts = Vec::new();
    let mut push = |part: &str| {
        let part = cx.heap().string(part);
        cx.try_push(&mut parts, part.into())
    };
    if separator.is_empty() {
        let units = text.chars().flat_map(|character| {
            let unit = if character.len_utf16() == 1 { character } else { char::REPLACEMENT_CHARACTER };
            core::iter::repeat_n(unit, character.len_utf16())
        });
        for unit in units.take(limit) {
            push(unit.encode_utf8(&mut [0; 4]))?;
        }
    } else {
        for part in text.split(separator).take(limit) {
            push(part)?;
        }
    }
    Ok(parts)
}
