//! `URLSearchParams` (WHATWG [URL] §6.2) and its iterators.
//!
//! [URL]: https://url.spec.whatwg.org/

use alloc::{boxed::Box, string::String, vec::Vec};

use super::{
    url::set_query,
    urlencoded::{Pair, parse, parsed_size, serialize},
};
use crate::{
    globals::{
        shown::Shown,
        support::{
            idl::{invalid_this, new_target, operation, read_only, require_arguments},
            node_error::{coded_error, function_argument},
        },
    },
    js::{
        Arguments, Attributes, Builtin, Class, Context, Intrinsic, Kind, Object, PropertyKey, Slots, Symbol, Thrown,
        Value, price,
        string::{TooLong, copy},
    },
};

pub(in crate::globals) static URL_SEARCH_PARAMS: Class =
    Class::interface(Intrinsic::UrlSearchParams, "URLSearchParams")
        .constructor(0, construct)
        .prototype(&[
            operation("append", 2, append),
            operation("delete", 1, delete),
            operation("get", 1, get),
            operation("getAll", 1, get_all),
            operation("has", 1, has),
            operation("set", 2, set),
            read_only("size", size),
            operation("sort", 0, sort),
            operation("entries", 0, |cx, call| iterator(cx, &call, Shown::Entries)),
            operation("forEach", 1, for_each),
            operation("keys", 0, |cx, call| iterator(cx, &call, Shown::Keys)),
            operation("values", 0, |cx, call| iterator(cx, &call, Shown::Values)),
            operation("toString", 0, to_string),
            Builtin::alias("[Symbol.iterator]", "entries").at(Symbol::ITERATOR).with(Attributes::METHOD),
        ])
        .tagged();

/// The iterator prototype object (Web IDL §3.7.10.2).
pub(in crate::globals) static URL_SEARCH_PARAMS_ITERATOR: Class =
    Class::interface(Intrinsic::UrlSearchParamsIterator, "URLSearchParams Iterator")
        .prototype(&[operation("next", 0, next)])
        .tagged()
        .parent(Intrinsic::Iterator);

/// The internal slots of a `URLSearchParams` (§6.2).
#[derive(Debug, Default)]
pub(super) struct SearchParams {
    pub(super) list: Vec<Pair>,
    /// The `URL` that this query object belongs to.
    pub(super) url: Option<Object>,
}

impl Slots for SearchParams {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.url.into_iter().for_each(|url| visit(url.into()));
    }

    fn bytes(&self) -> usize {
        let texts = self.list.iter().flat_map(|(name, value)| [name.len(), value.len()]);
        texts.fold(self.list.capacity().saturating_mul(size_of::<Pair>()), usize::saturating_add)
    }
}

fn this_params<'a>(cx: &'a mut Context<'_>, call: &Arguments<'_>) -> Result<&'a mut SearchParams, Thrown> {
    if cx.heap().slots::<SearchParams>(call.this).is_none() {
        return Err(invalid_this(cx, "URLSearchParams"));
    }
    let heap = cx.heap();
    let count = heap.slots::<SearchParams>(call.this).map_or(0, |params| params.list.len());
    // Most operations scan the whole list.
    heap.charge(price::elements(count));
    heap.slots_mut::<SearchParams>(call.this).ok_or(Thrown::UNDEFINED)
}

/// Checks the receiver, and then the number of arguments.
fn check(cx: &mut Context<'_>, call: &Arguments<'_>, arguments: &[&str]) -> Result<(), Thrown> {
    this_params(cx, call)?;
    require_arguments(cx, call, arguments)
}

fn text(cx: &mut Context<'_>, value: Value) -> Result<String, Thrown> {
    let string = cx.to_string(value)?;
    copy(cx.heap().text(string)).map_err(|error| cx.too_long(error))
}

/// Appends a pair to a list whose length the guest controls.
fn push(list: &mut Vec<Pair>, pair: Pair) -> Result<(), TooLong> {
    list.try_reserve(1)?;
    list.push(pair);
    Ok(())
}

/// Converts the second argument of `delete` and `has`, which is optional.
fn optional_text(cx: &mut Context<'_>, value: Value) -> Result<Option<String>, Thrown> {
    match value {
        Value::Undefined => Ok(None),
        value => text(cx, value).map(Some),
    }
}

/// `new URLSearchParams(init)` (§6.2).
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let new_target = new_target(cx, &call)?;
    let list = match call.get(0) {
        Value::Undefined | Value::Null => Vec::new(),
        Value::Object(init) => match cx.get(init, Symbol::ITERATOR.into())? {
            Value::Undefined | Value::Null => record(cx, init)?,
            method if cx.heap().is_callable(method) => sequence(cx, init)?,
            _ => {
                let message = "Query pairs must be iterable";
                return Err(coded_error(cx, Intrinsic::TypeError, "ERR_ARG_NOT_ITERABLE", message).into());
            }
        },
        other => {
            let query = text(cx, other)?;
            cx.charge(price::text(query.len()))?;
            cx.charge_bytes(parsed_size(&query))?;
            parse(query.strip_prefix('?').unwrap_or(&query)).map_err(|error| cx.too_long(error))?
        }
    };
    let params = SearchParams { list, url: None };
    Ok(cx.create(new_target, Intrinsic::UrlSearchParams, Kind::Slots(Box::new(params)))?.into())
}

/// Converts an iterable of pairs.
fn sequence(cx: &mut Context<'_>, init: Object) -> Result<Vec<Pair>, Thrown> {
    let mut list = Vec::new();
    cx.iterate(init.into(), |cx, pair| {
        let is_iterable = match pair {
            Value::Object(pair) => {
                let method = cx.get(pair, Symbol::ITERATOR.into())?;
                cx.heap().is_callable(method)
            }
            _ => false,
        };
        let pair = if is_iterable { cx.list_of(pair)? } else { Vec::new() };
        let &[name, value] = pair.as_slice() else {
            let message = "Each query pair must be an iterable [name, value] tuple";
            return Err(coded_error(cx, Intrinsic::TypeError, "ERR_INVALID_TUPLE", message).into());
        };
        let pair = (text(cx, name)?, text(cx, value)?);
        push(&mut list, pair).map_err(|error| cx.too_long(error))
    })?;
    Ok(list)
}

/// Converts an object whose properties are the pairs.
fn record(cx: &mut Context<'_>, init: Object) -> Result<Vec<Pair>, Thrown> {
    let mut list = Vec::new();
    for key in cx.heap().own_keys(init) {
        let own = cx.heap().own_property(init, key);
        if !own.is_some_and(|own| own.attributes.contains(Attributes::ENUMERABLE)) {
            continue;
        }
        if let PropertyKey::Symbol(_) = key {
            return Err(cx.type_error("Cannot convert a Symbol value to a string"));
        }
        let value = cx.get(init, key)?;
        let pair = (cx.key_text(key), text(cx, value)?);
        push(&mut list, pair).map_err(|error| cx.too_long(error))?;
    }
    Ok(list)
}

/// Updates the query of the URL that the query object belongs to (§6.2, update).
fn update(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<Value, Thrown> {
    let params = this_params(cx, call)?;
    if let Some(url) = params.url {
        let query = serialize(&params.list).map_err(|error| cx.too_long(error))?;
        set_query(cx, url, &query);
    }
    Ok(Value::Undefined)
}

/// Appends a pair to the list.
fn add(cx: &mut Context<'_>, call: &Arguments<'_>, pair: Pair) -> Result<(), Thrown> {
    let pushed = push(&mut this_params(cx, call)?.list, pair);
    pushed.map_err(|error| cx.too_long(error))
}

/// `append(name, value)` (§6.2).
fn append(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    check(cx, &call, &["name", "value"])?;
    let pair = (text(cx, call.get(0))?, text(cx, call.get(1))?);
    cx.heap().account(pair.0.len().saturating_add(pair.1.len()).saturating_add(size_of::<Pair>()));
    add(cx, &call, pair)?;
    update(cx, &call)
}

/// `delete(name, value)` (§6.2).
fn delete(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    check(cx, &call, &["name"])?;
    let (name, value) = (text(cx, call.get(0))?, optional_text(cx, call.get(1))?);
    let is_meant = |pair: &(String, String)| pair.0 == name && value.as_ref().is_none_or(|value| pair.1 == *value);
    this_params(cx, &call)?.list.retain(|pair| !is_meant(pair));
    update(cx, &call)
}

/// `get(name)` (§6.2).
fn get(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    check(cx, &call, &["name"])?;
    let name = text(cx, call.get(0))?;
    let list = &this_params(cx, &call)?.list;
    match list.iter().find(|pair| pair.0 == name).map(|pair| copy(&pair.1)) {
        Some(value) => cx.made(value),
        None => Ok(Value::Null),
    }
}

/// `getAll(name)` (§6.2).
fn get_all(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    check(cx, &call, &["name"])?;
    let name = text(cx, call.get(0))?;
    let list = &this_params(cx, &call)?.list;
    let values: Vec<String> = list.iter().filter(|pair| pair.0 == name).map(|pair| pair.1.clone()).collect();
    let heap = cx.heap();
    let values: Vec<Value> = values.into_iter().map(|value| heap.string_from(value).into()).collect();
    Ok(heap.array(values).into())
}

/// `has(name, value)` (§6.2).
fn has(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    check(cx, &call, &["name"])?;
    let (name, value) = (text(cx, call.get(0))?, optional_text(cx, call.get(1))?);
    let is_meant = |pair: &(String, String)| pair.0 == name && value.as_ref().is_none_or(|value| pair.1 == *value);
    Ok(this_params(cx, &call)?.list.iter().any(is_meant).into())
}

/// `set(name, value)` (§6.2).
fn set(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    check(cx, &call, &["name", "value"])?;
    let (name, value) = (text(cx, call.get(0))?, text(cx, call.get(1))?);
    cx.heap().account(name.len().saturating_add(value.len()));
    let list = &mut this_params(cx, &call)?.list;
    match list.iter().position(|pair| pair.0 == name) {
        Some(first) => {
            let mut indices = 0..;
            list.retain(|pair| indices.next() <= Some(first) || pair.0 != name);
            if let Some(pair) = list.get_mut(first) {
                pair.1 = value;
            }
        }
        None => add(cx, &call, (name, value))?,
    }
    update(cx, &call)
}

/// `size` (§6.2).
fn size(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok((this_params(cx, &call)?.list.len() as f64).into())
}

/// `sort()` (§6.2). Compares the UTF-16 code units of the names.
fn sort(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let count = this_params(cx, &call)?.list.len();
    cx.charge(price::sort(count).saturating_mul(4))?;
    let mut list = core::mem::take(&mut this_params(cx, &call)?.list);
    cx.heap().sort_by(&mut list, |(x, _), (y, _)| x.encode_utf16().cmp(y.encode_utf16()));
    this_params(cx, &call)?.list = list;
    update(cx, &call)
}

/// The stringification behavior (§6.2).
fn to_string(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let query = serialize(&this_params(cx, &call)?.list);
    cx.charge(price::text(query.as_ref().map_or(0, String::len)))?;
    cx.made(query)
}

/// `forEach(callback, thisArg)` (Web IDL §3.7.9.1). Pairs added during the iteration are visited, too.
fn for_each(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    this_params(cx, &call)?;
    let callback = function_argument(cx, "callback", call.get(0))?;
    let mut index = 0;
    while let Some((name, value)) = this_params(cx, &call)?.list.get(index).cloned() {
        index = index.saturating_add(1);
        let heap = cx.heap();
        let arguments = [heap.string_from(value).into(), heap.string_from(name).into(), call.this];
        cx.call(callback, call.get(1), &arguments)?;
    }
    Ok(Value::Undefined)
}

/// The internal slots of an iterator (Web IDL §3.7.10.1).
#[derive(Debug)]
struct ParamsIterator {
    target: Object,
    shown: Shown,
    index: usize,
}

impl Slots for ParamsIterator {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.target.into());
    }
}

/// Creates the iterator of `entries`, `keys` or `values` (Web IDL §3.7.9).
fn iterator(cx: &mut Context<'_>, call: &Arguments<'_>, shown: Shown) -> Result<Value, Thrown> {
    this_params(cx, call)?;
    let Value::Object(target) = call.this else { return Ok(Value::Undefined) };
    let iterator = Kind::Slots(Box::new(ParamsIterator { target, shown, index: 0 }));
    Ok(cx.heap().alloc_kind(Intrinsic::UrlSearchParamsIterator, iterator).into())
}

/// `next()` (Web IDL §3.7.10.2).
fn next(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let Some(iterator) = cx.heap().slots_mut::<ParamsIterator>(call.this) else {
        return Err(invalid_this(cx, "URLSearchParamsIterator"));
    };
    let (target, shown, index) = (iterator.target, iterator.shown, iterator.index);
    let params = cx.heap().slots::<SearchParams>(target.into());
    let Some((name, value)) = params.and_then(|params| params.list.get(index)).cloned() else {
        return Ok(cx.iterator_result(None));
    };
    if let Some(iterator) = cx.heap().slots_mut::<ParamsIterator>(call.this) {
        iterator.index = iterator.index.saturating_add(1);
    }
    let heap = cx.heap();
    let item = match shown {
        Shown::Keys => heap.string_from(name).into(),
        Shown::Values => heap.string_from(value).into(),
        Shown::Entries => {
            let pair = [heap.string_from(name).into(), heap.string_from(value).into()];
            heap.array(pair).into()
        }
    };
    Ok(cx.iterator_result(Some(item)))
}
