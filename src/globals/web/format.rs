//! The formatting of the arguments of `console.log`: Node's [`util.format`].
//!
//! [`util.format`]: https://nodejs.org/docs/latest-v20.x/api/util.html#utilformatformat-args

use alloc::string::String;

use super::inspect::{InspectOptions, Inspector, number_text};
use crate::js::{Context, Function, Kind, Numerals, Object, PropertyKey, Slot, Symbol, Text, Thrown, Value, number};

/// Formats the arguments. If the first is a string, it is a template, whose specifiers (`%s` and others) consume
/// further arguments.
///
/// # Errors
///
/// An exception from the conversion of an argument, if that calls a function of the program.
pub(super) fn format(cx: &mut Context<'_>, arguments: &[Value]) -> Result<String, Thrown> {
    let mut text = cx.text();
    let mut rest = arguments;
    if let [Value::String(template), others @ ..] = arguments {
        let template = cx.heap().copied(*template);
        if others.is_empty() {
            return Ok(template);
        }
        rest = substitute(cx, &mut text, &template, others)?;
    }
    let mut is_first = rest.len() == arguments.len();
    for &value in rest {
        if text.is_too_long() {
            break;
        }
        if !core::mem::take(&mut is_first) {
            text.push(' ');
        }
        match value {
            Value::String(string) => text.push_str(cx.heap().text(string)),
            other => text.push_str(&Inspector::new(cx, InspectOptions::default()).show(other)),
        }
    }
    Ok(cx.heap().temporary(text))
}

/// Expands a template. Returns the arguments that it did not consume.
fn substitute<'v>(
    cx: &mut Context<'_>,
    text: &mut Text,
    template: &str,
    mut arguments: &'v [Value],
) -> Result<&'v [Value], Thrown> {
    let mut rest = template;
    while let Some(at) = rest.find('%').filter(|_| !text.is_too_long()) {
        let (before, after) = rest.split_at(at);
        text.push_str(before);
        let after = after.get(1..).unwrap_or_default();
        let specifier = after.chars().next();
        match (specifier, arguments) {
            (Some('%'), _) => text.push('%'),
            (Some(specifier @ ('s' | 'j' | 'd' | 'O' | 'o' | 'i' | 'f' | 'c')), [value, others @ ..]) => {
                arguments = others;
                text.push_str(&converted(cx, specifier, *value)?);
            }
            _ => {
                text.push('%');
                // Not a specifier, or no argument is left. Like Node, writes both characters and skips the second.
                specifier.into_iter().for_each(|next| text.push(next));
            }
        }
        rest = after.get(specifier.map_or(0, char::len_utf8)..).unwrap_or_default();
    }
    text.push_str(rest);
    Ok(arguments)
}

/// Converts a value as its specifier requires.
fn converted(cx: &mut Context<'_>, specifier: char, value: Value) -> Result<String, Thrown> {
    let inspected = |cx: &mut Context<'_>, options| Ok(Inspector::new(cx, options).show(value));
    match (specifier, value) {
        ('c', _) => Ok(String::new()),
        ('O', _) => inspected(cx, InspectOptions::default()),
        ('o', _) => inspected(cx, InspectOptions { show_hidden: true, depth: 4.0, ..InspectOptions::default() }),
        ('j', _) => json(cx, value),
        ('s' | 'd' | 'i', Value::BigInt(_)) => inspected(cx, InspectOptions::default()),
        ('s', Value::Number(number)) => Ok(number_text(number)),
        ('s', Value::Object(object)) if has_built_in_to_string(cx, object) => {
            inspected(cx, InspectOptions { depth: 0.0, ..InspectOptions::default() })
        }
        ('s', _) => {
            let string = cx.string_of(value)?;
            Ok(cx.heap().copied(string))
        }
        (_, Value::Symbol(_)) => Ok("NaN".into()),
        ('d', _) => Ok(number_text(to_number(cx, value)?)),
        ('i', _) => {
            let string = cx.to_string(value)?;
            Ok(number_text(number::parse_int(cx.heap().text(string), &Numerals::QUICK)))
        }
        _ => {
            let string = cx.to_string(value)?;
            Ok(number_text(number::parse_float(cx.heap().text(string))))
        }
    }
}

/// `Number(value)` (ECMA-262 §21.1.1.1).
fn to_number(cx: &mut Context<'_>, value: Value) -> Result<f64, Thrown> {
    match cx.to_numeric(value)? {
        Value::BigInt(bigint) => Ok(number::from_str(cx.heap().digits(bigint))),
        numeric => Ok(numeric.as_number().unwrap_or(f64::NAN)),
    }
}

/// Formats a value with `JSON.stringify`, or inspects it if the program has no `JSON`.
fn json(cx: &mut Context<'_>, value: Value) -> Result<String, Thrown> {
    let global = cx.heap().global();
    let stringify = match cx.get_named(global, "JSON")? {
        Value::Object(json) => cx.get_named(json, "stringify")?,
        _ => Value::Undefined,
    };
    if !cx.heap().is_callable(stringify) {
        return Ok(Inspector::new(cx, InspectOptions::default()).show(value));
    }
    match cx.call(stringify, Value::Undefined, &[value]) {
        Ok(Value::String(text)) => Ok(cx.heap().copied(text)),
        Ok(_) => Ok("undefined".into()),
        Err(thrown) => {
            let error = cx.heap().caught(thrown);
            if cx.message_of(error).starts_with("TypeError: Converting circular structure to JSON") {
                return Ok("[Circular]".into());
            }
            Err(thrown)
        }
    }
}

/// Returns whether `String(object)` would call only built-in functions, whose result says little
/// (`hasBuiltInToString`).
fn has_built_in_to_string(cx: &mut Context<'_>, object: Object) -> bool {
    let heap = cx.heap();
    let keys = [PropertyKey::String(heap.names().to_string), Symbol::TO_PRIMITIVE.into()];
    let constructor = heap.key_from("constructor");
    let mut holder = Some(object);
    while let Some(at) = holder {
        if keys.iter().any(|&key| heap.own_property(at, key).is_some()) {
            return match heap.own_property(at, constructor).map(|property| property.slot) {
                Some(Slot::Data(Value::Object(constructor))) if at != object => {
                    matches!(heap.cell(constructor).kind, Kind::Function(Function::Class(_)))
                }
                _ => false,
            };
        }
        holder = heap.prototype_of(at);
    }
    true
}
