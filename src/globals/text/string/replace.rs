//! `replace`, `replaceAll` and `split`, with a string or with an object that implements the operation.

use super::{is_regexp, push, require_coercible};
use crate::js::{
    Arguments, Context, JsString, List, Symbol, Text, Thrown, Value, number, price,
    string::{TooLong, copy},
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
        return replace_by_calls(cx, string, searched, replacement, max);
    }
    let template = cx.to_string(replacement)?;
    let heap = cx.heap();
    let (text, searched, template) = (heap.text(string), heap.text(searched), heap.text(template));
    let mut replaced = Text::new(heap);
    let mut end = 0;
    for (position, _) in text.match_indices(searched).take(max) {
        replaced.push_str(text.get(end..position).unwrap_or_default());
        substitute(&mut replaced, template, text, searched, position);
        if replaced.is_too_long() {
            break;
        }
        end = position.saturating_add(searched.len());
    }
    replaced.push_str(text.get(end..).unwrap_or_default());
    cx.finish(replaced)
}

/// Replaces up to `max` occurrences with the results of a function.
fn replace_by_calls(
    cx: &mut Context<'_>,
    string: JsString,
    searched: JsString,
    function: Value,
    max: usize,
) -> Result<Value, Thrown> {
    let heap = cx.heap();
    let pattern = heap.text(searched);
    let size = pattern.len();
    let found = heap.list(heap.text(string).match_indices(pattern).map(|(position, _)| position).take(max));
    let mut replaced = Text::new(heap);
    let (mut end, mut counted, mut index) = (0, 0, 0_usize);
    for position in found {
        let text = cx.heap().text_uncharged(string);
        replaced.push_str(text.get(end..position).unwrap_or_default());
        index = index.saturating_add(utf16_len(text.get(counted..position).unwrap_or_default()));
        (end, counted) = (position.saturating_add(size), position);
        let result = cx.call(function, Value::Undefined, &[searched.into(), (index as f64).into(), string.into()])?;
        push(cx, &mut replaced, result)?;
        if replaced.is_too_long() {
            break;
        }
    }
    replaced.push_str(cx.heap().text(string).get(end..).unwrap_or_default());
    cx.finish(replaced)
}

/// `GetSubstitution` without captures (§22.1.3.19.1).
fn substitute(to: &mut Text, template: &str, text: &str, matched: &str, position: usize) {
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('$') {
        to.push_str(before);
        let (substitution, used) = match after.as_bytes().first() {
            Some(b'$') => ("$", 1),
            Some(b'&') => (matched, 1),
            Some(b'`') => (text.get(..position).unwrap_or_default(), 1),
            Some(b'\'') => (text.get(position.saturating_add(matched.len())..).unwrap_or_default(), 1),
            _ => ("$", 0),
        };
        to.push_str(substitution);
        rest = after.get(used..).unwrap_or_default();
    }
    to.push_str(rest);
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
    if limit == 0 {
        return Ok(cx.heap().array([]).into());
    }
    if matches!(separator, Value::Undefined) {
        return Ok(cx.heap().array([string.into()]).into());
    }
    let heap = cx.heap();
    let (Ok(string), Ok(separator)) = (copy(heap.text(string)), copy(heap.text(text))) else {
        return Err(cx.too_long(TooLong));
    };
    let parts = parts(cx, &string, &separator, limit as usize)?;
    Ok(cx.heap().array(parts).into())
}

/// Splits a text into at most `limit` parts, or into its UTF-16 units if the separator is empty.
fn parts(cx: &mut Context<'_>, text: &str, separator: &str, limit: usize) -> Result<List<Value>, Thrown> {
    let mut parts = List::new();
    let mut push = |part: &str| {
        let part = cx.heap().string(part);
        parts.push(cx, part.into())
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
