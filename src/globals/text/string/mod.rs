//! `String` (ECMA-262 §22.1).
//!
//! Strings are UTF-8, which cannot hold a lone surrogate: operations that would create one write U+FFFD instead.
//!
//! Regular expressions do not exist. `match`, `matchAll` and `search`, which create one from a string, are missing. The
//! methods that accept a string or a regular expression accept a string, or an object that implements the operation
//! with `Symbol.replace` or `Symbol.split`.

mod access;
mod case;
mod compare;
mod html;
mod iterator;
mod replace;
mod search;
mod transform;

use alloc::format;

pub(in crate::globals) use self::iterator::STRING_ITERATOR;
use crate::{
    globals::fundamental::{method_name, this_primitive},
    js::{
        Arguments, Builtin, Class, Context, Intrinsic, JsString, Kind, List, Symbol, Text, Thrown, Value, number, price,
    },
};

/// Creates the row of a method that wraps the string in a tag, which may have an attribute.
macro_rules! html {
    ($name:literal, $tag:literal) => {
        Builtin::method($name, 0, |cx, call| html::create_html(cx, &call, $tag, None))
    };
    ($name:literal, $tag:literal, $attribute:literal) => {
        Builtin::method($name, 1, |cx, call| html::create_html(cx, &call, $tag, Some($attribute)))
    };
}

pub(super) static STRING: Class = Class::new(Intrinsic::String, "String")
    .constructor(1, construct)
    .statics(&[
        Builtin::method("fromCharCode", 1, from_char_code),
        Builtin::method("fromCodePoint", 1, from_code_point),
        Builtin::method("raw", 1, raw),
    ])
    .prototype(&[
        html!("anchor", "a", "name"),
        Builtin::method("at", 1, access::at),
        html!("big", "big"),
        html!("blink", "blink"),
        html!("bold", "b"),
        Builtin::method("charAt", 1, access::char_at),
        Builtin::method("charCodeAt", 1, access::char_code_at),
        Builtin::method("codePointAt", 1, access::code_point_at),
        Builtin::method("concat", 1, transform::concat),
        Builtin::method("endsWith", 1, search::ends_with),
        html!("fontcolor", "font", "color"),
        html!("fontsize", "font", "size"),
        html!("fixed", "tt"),
        Builtin::method("includes", 1, search::includes),
        Builtin::method("indexOf", 1, search::index_of),
        Builtin::method("isWellFormed", 0, access::is_well_formed),
        html!("italics", "i"),
        Builtin::method("lastIndexOf", 1, search::last_index_of),
        html!("link", "a", "href"),
        Builtin::method("localeCompare", 1, compare::locale_compare),
        Builtin::method("normalize", 0, transform::normalize),
        Builtin::method("padEnd", 1, |cx, call| transform::pad(cx, &call, false)),
        Builtin::method("padStart", 1, |cx, call| transform::pad(cx, &call, true)),
        Builtin::method("repeat", 1, transform::repeat),
        Builtin::method("replace", 2, |cx, call| replace::replace(cx, &call, false)),
        Builtin::method("replaceAll", 2, |cx, call| replace::replace(cx, &call, true)),
        Builtin::method("slice", 2, access::slice),
        html!("small", "small"),
        Builtin::method("split", 2, replace::split),
        html!("strike", "strike"),
        html!("sub", "sub"),
        Builtin::method("substr", 2, access::substr),
        Builtin::method("substring", 2, access::substring),
        html!("sup", "sup"),
        Builtin::method("startsWith", 1, search::starts_with),
        Builtin::method("toString", 0, value_of),
        Builtin::method("toWellFormed", 0, access::to_well_formed),
        Builtin::method("trim", 0, |cx, call| transform::trim(cx, &call, str::trim_matches)),
        Builtin::method("trimStart", 0, |cx, call| transform::trim(cx, &call, str::trim_start_matches)),
        Builtin::alias("trimLeft", "trimStart"),
        Builtin::method("trimEnd", 0, |cx, call| transform::trim(cx, &call, str::trim_end_matches)),
        Builtin::alias("trimRight", "trimEnd"),
        // These use the root locale, and ignore the locale argument.
        Builtin::method("toLocaleLowerCase", 0, case::to_lower_case),
        Builtin::method("toLocaleUpperCase", 0, case::to_upper_case),
        Builtin::method("toLowerCase", 0, case::to_lower_case),
        Builtin::method("toUpperCase", 0, case::to_upper_case),
        Builtin::method("valueOf", 0, value_of),
        Builtin::method("[Symbol.iterator]", 0, iterator::iterate).at(Symbol::ITERATOR),
    ]);

/// `String` (§22.1.1.1).
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let string = match (call.list.first(), call.new_target) {
        (None, _) => cx.heap().names().empty,
        (Some(&value), None) => return Ok(cx.string_of(value)?.into()),
        (Some(&value), Some(_)) => cx.to_string(value)?,
    };
    match call.new_target {
        Some(new_target) => Ok(cx.create(new_target, Intrinsic::String, Kind::Primitive(string.into()))?.into()),
        None => Ok(string.into()),
    }
}

/// Creates a string of UTF-16 units. Lone surrogates become U+FFFD.
fn decode(cx: &mut Context<'_>, units: &[u16]) -> Result<Value, Thrown> {
    let mut text = cx.text();
    for character in char::decode_utf16(units.iter().copied()) {
        text.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    cx.finish(text)
}

/// `String.fromCharCode` (§22.1.2.1).
fn from_char_code(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let mut units = List::new();
    for &value in call.list {
        let number = cx.to_number(value)?;
        units.push(cx, number::to_uint32(number) as u16)?;
    }
    decode(cx, &units)
}

/// `String.fromCodePoint` (§22.1.2.2).
fn from_code_point(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let mut units = List::new();
    for &value in call.list {
        let number = cx.to_number(value)?;
        let code = number as u32;
        if f64::from(code) != number || code > u32::from(char::MAX) {
            let shown = number::to_string(number);
            return Err(cx.range_error(&format!("Invalid code point {shown}")));
        }
        match char::from_u32(code) {
            Some(character) => units.extend(cx.heap(), character.encode_utf16(&mut [0; 2]).iter().copied()),
            // Half of a surrogate pair. The other half may follow.
            None => units.push(cx, code as u16)?,
        }
    }
    decode(cx, &units)
}

/// `String.raw` (§22.1.2.4).
fn raw(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let cooked = cx.to_object(call.get(0))?;
    let literals = cx.get_named(cooked, "raw")?;
    let literals = cx.to_object(literals)?;
    let mut text = cx.text();
    for index in 0..cx.length_of(literals)? {
        if text.is_too_long() {
            break;
        }
        let substitution = match usize::try_from(index) {
            Ok(0) | Err(_) => None,
            Ok(index) => call.list.get(index),
        };
        if let Some(&substitution) = substitution {
            push(cx, &mut text, substitution)?;
        }
        let key = cx.heap().number_key(index as f64);
        let literal = cx.get(literals, key)?;
        push(cx, &mut text, literal)?;
    }
    cx.finish(text)
}

/// Charges for a walk through the characters of a string. An ASCII string is free, because its characters are processed
/// many at a time.
fn charge(cx: &mut Context<'_>, string: JsString) -> Result<(), Thrown> {
    let text = cx.heap().text(string);
    let length = text.len();
    if text.is_ascii() { Ok(()) } else { cx.charge(price::text(length)) }
}

/// Converts a value to a string and appends it.
fn push(cx: &mut Context<'_>, to: &mut Text, value: Value) -> Result<(), Thrown> {
    let string = cx.to_string(value)?;
    to.push_str(cx.heap().text(string));
    Ok(())
}

/// `String.prototype.toString` (§22.1.3.29) and `String.prototype.valueOf` (§22.1.3.35).
fn value_of(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    this_primitive(cx, &call, "String", |value| match value {
        Value::String(_) => Some(value),
        _ => None,
    })
}

/// Throws a `TypeError` if the receiver is `undefined` or `null` (`RequireObjectCoercible`, §7.2.1).
fn require_coercible(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<(), Thrown> {
    if !call.this.is_nullish() {
        return Ok(());
    }
    let name = method_name(cx, call);
    let dot = if name.starts_with('[') { "" } else { "." };
    Err(cx.type_error(&format!("String.prototype{dot}{name} called on null or undefined")))
}

/// Converts the receiver to a string. Most methods accept any receiver except `undefined` and `null`.
fn this_string(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<JsString, Thrown> {
    require_coercible(cx, call)?;
    cx.to_string(call.this)
}

/// Returns whether a value counts as a regular expression (`IsRegExp`, §7.2.8). Only its `Symbol.match` property
/// decides, because regular expression objects do not exist.
fn is_regexp(cx: &mut Context<'_>, value: Value) -> Result<bool, Thrown> {
    let Value::Object(object) = value else { return Ok(false) };
    let matcher = cx.get(object, Symbol::MATCH.into())?;
    Ok(cx.heap().is_truthy(matcher))
}
