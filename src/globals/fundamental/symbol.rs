//! `Symbol` (ECMA-262 §20.4).

use alloc::{format, string::String};

use super::this_primitive;
use crate::{
    globals::support::receiver::text_of,
    js::{Arguments, Attributes, Builtin, Class, Context, Intrinsic, Symbol, Thrown, Value},
};

pub(in crate::globals) static SYMBOL: Class = Class::new(Intrinsic::Symbol, "Symbol")
    .constructor(0, construct)
    .statics(&[
        Builtin::method("for", 1, symbol_for),
        Builtin::method("keyFor", 1, key_for),
        Builtin::well_known("asyncIterator", Symbol::ASYNC_ITERATOR),
        Builtin::well_known("hasInstance", Symbol::HAS_INSTANCE),
        Builtin::well_known("isConcatSpreadable", Symbol::IS_CONCAT_SPREADABLE),
        Builtin::well_known("iterator", Symbol::ITERATOR),
        Builtin::well_known("match", Symbol::MATCH),
        Builtin::well_known("matchAll", Symbol::MATCH_ALL),
        Builtin::well_known("replace", Symbol::REPLACE),
        Builtin::well_known("search", Symbol::SEARCH),
        Builtin::well_known("species", Symbol::SPECIES),
        Builtin::well_known("split", Symbol::SPLIT),
        Builtin::well_known("toPrimitive", Symbol::TO_PRIMITIVE),
        Builtin::well_known("toStringTag", Symbol::TO_STRING_TAG),
        Builtin::well_known("unscopables", Symbol::UNSCOPABLES),
    ])
    .prototype(&[
        Builtin::method("toString", 0, to_string),
        Builtin::method("valueOf", 0, value_of),
        Builtin::getter("description", description),
        Builtin::method("[Symbol.toPrimitive]", 1, value_of).at(Symbol::TO_PRIMITIVE).with(Attributes::CONFIGURABLE),
    ])
    .tagged();

/// `Symbol` (§20.4.1.1).
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
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

/// `Symbol.for` (§20.4.2.2).
fn symbol_for(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let name = cx.to_string(call.get(0))?;
    Ok(cx.heap().symbol_for(name).into())
}

/// `Symbol.keyFor` (§20.4.2.6).
fn key_for(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    match call.get(0) {
        Value::Symbol(symbol) if cx.heap().is_registered(symbol) => Ok(describe(cx, symbol)),
        Value::Symbol(_) => Ok(Value::Undefined),
        other => {
            let shown = text_of(cx, other);
            Err(cx.type_error(&format!("{shown} is not a symbol")))
        }
    }
}

/// Returns the description of a symbol, or `undefined`.
fn describe(cx: &mut Context<'_>, symbol: Symbol) -> Value {
    let description = cx.heap().description(symbol).map(String::from);
    description.map_or(Value::Undefined, |text| cx.heap().string_from(text).into())
}

/// `ThisSymbolValue` (§20.4.3.4.1).
fn this_symbol(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<Symbol, Thrown> {
    this_primitive(cx, call, "Symbol", |value| match value {
        Value::Symbol(symbol) => Some(symbol),
        _ => None,
    })
}

/// `get Symbol.prototype.description` (§20.4.3.2).
fn description(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let symbol = this_symbol(cx, &call)?;
    Ok(describe(cx, symbol))
}

/// `Symbol.prototype.toString` (§20.4.3.3).
fn to_string(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let symbol = this_symbol(cx, &call)?;
    let text = cx.describe(symbol.into());
    Ok(cx.heap().string_from(text).into())
}

/// `Symbol.prototype.valueOf` (§20.4.3.4) and `Symbol.prototype[Symbol.toPrimitive]` (§20.4.3.5).
fn value_of(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok(this_symbol(cx, &call)?.into())
}
