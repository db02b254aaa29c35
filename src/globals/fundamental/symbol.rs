//! `Symbol` (ECMA-262 §20.4).

use alloc::{format, string::String};

use super::this_primitive;
use crate::js::{Arguments, Attributes, Builtin, Class, Context, Intrinsic, Symbol, Value};

/// A well-known symbol. Reading it calls a getter, since a row of a table holds no symbol; nothing but the property's
/// descriptor tells.
macro_rules! well_known {
    ($name:literal, $symbol:ident) => {
        Builtin::getter($name, |_, _| Ok(Symbol::$symbol.into())).with(Attributes::empty())
    };
}

pub(in crate::globals) static SYMBOL: Class = Class {
    intrinsic: Intrinsic::Symbol,
    name: "Symbol",
    length: 0,
    construct,
    statics: &[
        Builtin::method("for", 1, symbol_for),
        Builtin::method("keyFor", 1, key_for),
        well_known!("asyncIterator", ASYNC_ITERATOR),
        well_known!("hasInstance", HAS_INSTANCE),
        well_known!("isConcatSpreadable", IS_CONCAT_SPREADABLE),
        well_known!("iterator", ITERATOR),
        well_known!("match", MATCH),
        well_known!("matchAll", MATCH_ALL),
        well_known!("replace", REPLACE),
        well_known!("search", SEARCH),
        well_known!("species", SPECIES),
        well_known!("split", SPLIT),
        well_known!("toPrimitive", TO_PRIMITIVE),
        well_known!("toStringTag", TO_STRING_TAG),
        well_known!("unscopables", UNSCOPABLES),
    ],
    prototype: &[
        Builtin::constructor(&SYMBOL),
        Builtin::method("toString", 0, to_string),
        Builtin::method("valueOf", 0, value_of),
        Builtin::getter("description", description),
        Builtin::tag("Symbol"),
        Builtin::method("[Symbol.toPrimitive]", 1, value_of).at(Symbol::TO_PRIMITIVE).with(Attributes::CONFIGURABLE),
    ],
    parent: None,
};

/// §20.4.1.1
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    if call.new_target.is_some() {
        return Err(cx.type_error("Symbol is not a constructor"));
    }
    let description = match call.get(0) {
        Value::Undefined => None,
        value => {
            let text = cx.to_string(value)?;
            Some(String::from(cx.heap().text(text)))
        }
    };
    Ok(cx.heap().symbol(description.as_deref()).into())
}

/// §20.4.2.2
fn symbol_for(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    let name = cx.to_string(call.get(0))?;
    Ok(cx.heap().symbol_for(name).into())
}

/// §20.4.2.6
fn key_for(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    match call.get(0) {
        Value::Symbol(symbol) if cx.heap().is_registered(symbol) => Ok(describe(cx, symbol)),
        Value::Symbol(_) => Ok(Value::Undefined),
        other => {
            let shown = match other {
                Value::String(string) => String::from(cx.heap().text(string)),
                _ => cx.describe(other),
            };
            Err(cx.type_error(&format!("{shown} is not a symbol")))
        }
    }
}

/// What a symbol was made with, as a value.
fn describe(cx: &mut Context<'_>, symbol: Symbol) -> Value {
    let description = cx.heap().description(symbol).map(String::from);
    description.map_or(Value::Undefined, |text| cx.heap().string_from(text).into())
}

/// §20.4.3.4.1 ThisSymbolValue
fn this_symbol(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<Symbol, Value> {
    this_primitive(cx, call, "Symbol", |value| match value {
        Value::Symbol(symbol) => Some(symbol),
        _ => None,
    })
}

/// §20.4.3.2
fn description(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    let symbol = this_symbol(cx, &call)?;
    Ok(describe(cx, symbol))
}

/// §20.4.3.3
fn to_string(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    let symbol = this_symbol(cx, &call)?;
    let text = cx.describe(symbol.into());
    Ok(cx.heap().string_from(text).into())
}

/// §20.4.3.4, and §20.4.3.5 `[Symbol.toPrimitive]`.
fn value_of(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    Ok(this_symbol(cx, &call)?.into())
}
