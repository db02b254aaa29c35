//! `URLSearchParams` (WHATWG [URL] §6.2) and its iterators.
//!
//! [URL]: https://url.spec.whatwg.org/

use alloc::{boxed::Box, string::String, vec::Vec};

use super::{
    pair_iterable::{Pair, PairIterable, for_each, iterator, next, record, sequence},
    url::set_query,
    urlencoded::{parse, parsed_size, serialize},
};
use crate::{
    globals::{
        shown::Shown,
        support::{
            idl::{invalid_this, new_target, operation, read_only, require_arguments},
            node_error::{coded_error, function_argument},
            receiver::Receiver,
        },
    },
    js::{
        Arguments, Attributes, Builtin, Class, Context, Heap, Intrinsic, Kind, List, Object, Slots, Symbol, Thrown,
        Value, price,
        string::{TooLong, copy},
        try_push,
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
            operation("entries", 0, |cx, call| iterator::<SearchParams>(cx, &call, Shown::Entries)),
            operation("forEach", 1, for_each_pair),
            operation("keys", 0, |cx, call| iterator::<SearchParams>(cx, &call, Shown::Keys)),
            operation("values", 0, |cx, call| iterator::<SearchParams>(cx, &call, Shown::Values)),
            operation("toString", 0, to_string),
            Builtin::alias("[Symbol.iterator]", "entries").at(Symbol::ITERATOR).with(Attributes::METHOD),
        ])
        .tagged();

/// The iterators of `URLSearchParams` (Web IDL §3.7.10.2).
pub(in crate::globals) static URL_SEARCH_PARAMS_ITERATOR: Class =
    Class::interface(Intrinsic::UrlSearchParamsIterator, "URLSearchParams Iterator")
        .prototype(&[operation("next", 0, next::<SearchParams>)])
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

impl Receiver for SearchParams {
    const CLASS: &'static Class = &URL_SEARCH_PARAMS;
}

impl PairIterable for SearchParams {
    type Position = usize;

    const ITERATOR: Intrinsic = Intrinsic::UrlSearchParamsIterator;

    fn not_an_iterator(cx: &mut Context<'_>) -> Thrown {
        invalid_this(cx, "URLSearchParamsIterator")
    }

    fn next(&self, heap: &Heap, position: &mut usize) -> Option<Pair> {
        let (name, value) = self.list.get(*position)?;
        *position = position.saturating_add(1);
        Some((heap.concat([&**name]), heap.concat([&**value])))
    }

    fn string(cx: &mut Context<'_>, value: Value) -> Result<String, Thrown> {
        text(cx, value)
    }

    fn not_a_pair(cx: &mut Context<'_>, _: usize, _: Value, _: Option<usize>) -> Thrown {
        let message = "Each query pair must be an iterable [name, value] tuple";
        coded_error(cx, Intrinsic::TypeError, "ERR_INVALID_TUPLE", message).into()
    }

    fn symbol_as_name(cx: &mut Context<'_>) -> Thrown {
        cx.type_error("Cannot convert a Symbol value to a string")
    }
}

fn this_params<'a>(cx: &'a mut Context<'_>, call: &Arguments<'_>) -> Result<&'a mut SearchParams, Thrown> {
    // Most operations scan the whole list.
    let count = cx.this::<SearchParams>(call)?.list.len();
    cx.heap().charge(price::elements(count));
    cx.this(call)
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
            Value::Undefined | Value::Null => record::<SearchParams>(cx, init)?,
            method if cx.heap().is_callable(method) => sequence::<SearchParams>(cx, init)?,
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
    let is_added = try_push(&mut this_params(cx, call)?.list, pair);
    if is_added { Ok(()) } else { Err(cx.too_long(TooLong)) }
}

/// Returns whether a pair has a name, and a value if one is given.
fn matches(pair: &Pair, name: &str, value: Option<&String>) -> bool {
    pair.0 == name && value.is_none_or(|value| pair.1 == *value)
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
    this_params(cx, &call)?.list.retain(|pair| !matches(pair, &name, value.as_ref()));
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
    let mut values = List::new();
    for index in 0..this_params(cx, &call)?.list.len() {
        let found = cx.this::<SearchParams>(&call)?.list.get(index).filter(|pair| pair.0 == name);
        if let Some(value) = found.map(|pair| copy(&pair.1)) {
            let value = cx.made(value)?;
            values.push(cx, value)?;
        }
    }
    Ok(cx.heap().array(values).into())
}

/// `has(name, value)` (§6.2).
fn has(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    check(cx, &call, &["name"])?;
    let (name, value) = (text(cx, call.get(0))?, optional_text(cx, call.get(1))?);
    Ok(this_params(cx, &call)?.list.iter().any(|pair| matches(pair, &name, value.as_ref())).into())
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

/// `forEach(callback, thisArg)` (Web IDL §3.7.9.1).
fn for_each_pair(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let params = cx.this_object::<SearchParams>(&call)?;
    let callback = function_argument(cx, "callback", call.get(0))?;
    for_each::<SearchParams>(cx, params, callback, call.get(1))
}
