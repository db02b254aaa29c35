//! `Headers` (Fetch §5.1) and its iterators.

use alloc::{boxed::Box, format, string::String};

use super::{
    header_list::{HeaderList, is_name, is_value, normalize},
    webidl::{byte_string, require, string, type_error},
};
use crate::{
    globals::{
        shown::Shown,
        support::{
            idl::operation,
            receiver::{Receiver, new_target},
        },
        web::pair_iterable::{self, Pair, PairIterable, is_iterable, iterator, record, sequence},
    },
    js::{
        Arguments, Attributes, Builtin, Class, Context, Heap, Intrinsic, Kind, List, Object, Slots, Symbol, Thrown,
        Value,
    },
};

pub(in crate::globals) static HEADERS: Class =
    Class::undici(Intrinsic::Headers, "Headers").constructor(0, construct).prototype(&[
        operation("append", 2, append),
        operation("delete", 1, delete),
        operation("get", 1, get),
        operation("has", 1, has),
        operation("set", 2, set),
        operation("getSetCookie", 0, get_set_cookie),
        operation("keys", 0, |cx, call| iterator::<Headers>(cx, &call, Shown::Keys)),
        operation("values", 0, |cx, call| iterator::<Headers>(cx, &call, Shown::Values)),
        operation("entries", 0, |cx, call| iterator::<Headers>(cx, &call, Shown::Entries)),
        operation("forEach", 1, for_each),
        Builtin::alias("[Symbol.iterator]", "entries").at(Symbol::ITERATOR).with(Attributes::METHOD),
        // In undici, the tag follows the iterator.
        Builtin::tag("Headers"),
    ]);

/// The iterator prototype object (Web IDL §3.7.10.2).
pub(in crate::globals) static HEADERS_ITERATOR: Class =
    Class::interface(Intrinsic::HeadersIterator, "Headers Iterator")
        .prototype(&[operation("next", 0, pair_iterable::next::<Headers>)])
        .tagged()
        .parent(Intrinsic::Iterator);

/// The internal slots of a `Headers` (§5.1).
#[derive(Debug, Default)]
struct Headers {
    list: HeaderList,
    /// The guard "immutable", which forbids changes to the headers of a response.
    immutable: bool,
}

impl Slots for Headers {
    fn bytes(&self) -> usize {
        size_of::<Headers>().saturating_add(self.list.bytes())
    }
}

impl Receiver for Headers {
    const CLASS: &'static Class = &HEADERS;
}

impl PairIterable for Headers {
    type Position = usize;

    const ITERATOR: Intrinsic = Intrinsic::HeadersIterator;

    fn not_an_iterator(cx: &mut Context<'_>) -> Thrown {
        cx.type_error("'next' called on an object that does not implement interface Headers Iterator.")
    }

    fn next(&self, heap: &Heap, position: &mut usize) -> Option<Pair> {
        let entry = self.list.entry(heap, *position)?;
        *position = position.saturating_add(1);
        Some(entry)
    }

    fn string(cx: &mut Context<'_>, value: Value) -> Result<String, Thrown> {
        byte_string(cx, value)
    }

    fn not_a_pair(cx: &mut Context<'_>, index: usize, item: Value, length: Option<usize>) -> Thrown {
        if let Some(length) = length {
            let message = format!("Headers constructor: expected name/value pair to be length 2, found {length}.");
            return cx.type_error(&message);
        }
        match string(cx, item) {
            Ok(item) => {
                let place = format!("Headers contructor: init[{index}] (");
                type_error(cx, [&place, &item, ") is not iterable."])
            }
            Err(thrown) => thrown,
        }
    }

    fn symbol_as_name(cx: &mut Context<'_>) -> Thrown {
        cx.type_error("Headers contructor: init is a symbol, which cannot be converted to a DOMString.")
    }
}

/// Creates a `Headers` object with a header list.
pub(super) fn new_headers(cx: &mut Context<'_>, list: HeaderList, immutable: bool) -> Object {
    cx.heap().alloc_kind(Intrinsic::Headers, Kind::Slots(Box::new(Headers { list, immutable })))
}

/// Copies the header list of a `Headers` object.
pub(super) fn list_of(cx: &mut Context<'_>, headers: Object) -> HeaderList {
    cx.heap().slots::<Headers>(headers.into()).map(|headers| headers.list.clone()).unwrap_or_default()
}

/// Converts a `HeadersInit` to a header list (§5.1, fill).
pub(super) fn list_from(cx: &mut Context<'_>, init: Value) -> Result<HeaderList, Thrown> {
    let mut list = HeaderList::default();
    let init = match init {
        Value::Undefined => return Ok(list),
        Value::Object(init) => init,
        _ => {
            return Err(cx.type_error(
                "Headers constructor: Argument 1 could not be converted to one of: sequence<sequence<ByteString>>, \
                 record<ByteString, ByteString>.",
            ));
        }
    };
    let pairs = if is_iterable(cx, init)? { sequence::<Headers>(cx, init)? } else { record::<Headers>(cx, init)? };
    for (name, value) in pairs {
        let value = normalize(&value);
        check_name(cx, "append", &name)?;
        check_value(cx, "append", value)?;
        list.append(cx.heap(), &name, value);
    }
    Ok(list)
}

fn check_name(cx: &mut Context<'_>, method: &str, name: &str) -> Result<(), Thrown> {
    if is_name(name) {
        return Ok(());
    }
    Err(type_error(cx, ["Headers.", method, ": \"", name, "\" is an invalid header name."]))
}

fn check_value(cx: &mut Context<'_>, method: &str, value: &str) -> Result<(), Thrown> {
    if is_value(value) {
        return Ok(());
    }
    Err(type_error(cx, ["Headers.", method, ": \"", value, "\" is an invalid header value."]))
}

/// `new Headers(init)` (§5.1).
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let new_target = new_target(cx, &call)?;
    let list = list_from(cx, call.get(0))?;
    let headers = Kind::Slots(Box::new(Headers { list, immutable: false }));
    Ok(cx.create(new_target, Intrinsic::Headers, headers)?.into())
}

/// Returns the header list of the receiver.
fn list_of_this<'a>(cx: &'a mut Context<'_>, call: &Arguments<'_>) -> Result<(&'a Heap, &'a HeaderList), Thrown> {
    cx.this::<Headers>(call)?;
    let heap: &Heap = cx.heap();
    heap.slots::<Headers>(call.this).map(|headers| (heap, &headers.list)).ok_or(Thrown::UNDEFINED)
}

/// Checks the receiver and then the number of arguments. Returns the first argument, which is a header name.
fn name(cx: &mut Context<'_>, call: &Arguments<'_>, method: &str, least: usize) -> Result<String, Thrown> {
    cx.this::<Headers>(call)?;
    require(cx, call, least, &format!("Headers.{method}"))?;
    byte_string(cx, call.get(0))
}

/// Changes the header list, or throws if the guard forbids changes (§5.1, validate).
fn change(
    cx: &mut Context<'_>,
    call: &Arguments<'_>,
    change: impl FnOnce(&mut HeaderList, &Heap),
) -> Result<Value, Thrown> {
    let headers = cx.this::<Headers>(call)?;
    if headers.immutable {
        return Err(cx.type_error("immutable"));
    }
    let mut list = core::mem::take(&mut headers.list);
    change(&mut list, cx.heap());
    cx.this::<Headers>(call)?.list = list;
    Ok(Value::Undefined)
}

/// Converts and checks the arguments of `append` and `set`.
fn name_and_value(cx: &mut Context<'_>, call: &Arguments<'_>, method: &str) -> Result<(String, String), Thrown> {
    let name = name(cx, call, method, 2)?;
    let value = byte_string(cx, call.get(1))?;
    check_name(cx, method, &name)?;
    check_value(cx, method, normalize(&value))?;
    Ok((name, value))
}

/// `append(name, value)` (§5.1).
fn append(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (name, value) = name_and_value(cx, &call, "append")?;
    change(cx, &call, |list, heap| list.append(heap, &name, normalize(&value)))
}

/// `delete(name)` (§5.1).
fn delete(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let name = name(cx, &call, "delete", 1)?;
    check_name(cx, "delete", &name)?;
    change(cx, &call, |list, heap| list.delete(heap, &name))
}

/// `get(name)` (§5.1).
fn get(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let name = name(cx, &call, "get", 1)?;
    check_name(cx, "get", &name)?;
    let (heap, list) = list_of_this(cx, &call)?;
    let value = list.get(heap, &name);
    Ok(value.map_or(Value::Null, |value| cx.heap().string_from(value).into()))
}

/// `has(name)` (§5.1).
fn has(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let name = name(cx, &call, "has", 1)?;
    check_name(cx, "has", &name)?;
    let (heap, list) = list_of_this(cx, &call)?;
    Ok(list.contains(heap, &name).into())
}

/// `set(name, value)` (§5.1).
fn set(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (name, value) = name_and_value(cx, &call, "set")?;
    change(cx, &call, |list, heap| list.set(heap, &name, normalize(&value)))
}

/// `getSetCookie()` (§5.1).
fn get_set_cookie(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (heap, list) = list_of_this(cx, &call)?;
    let cookies = heap.list(list.cookies().map(|cookie| heap.concat([cookie.as_str()])));
    let mut values = List::new();
    for cookie in cookies {
        let cookie = cx.heap().string_from(cookie);
        values.push(cx, cookie.into())?;
    }
    Ok(cx.heap().array(values).into())
}

/// `forEach(callback, thisArg)` (Web IDL §3.7.9.1).
fn for_each(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let headers = cx.this_object::<Headers>(&call)?;
    require(cx, &call, 1, "Headers.forEach")?;
    if !cx.heap().is_callable(call.get(0)) {
        let message = "Failed to execute 'forEach' on 'Headers': parameter 1 is not of type 'Function'.";
        return Err(cx.type_error(message));
    }
    pair_iterable::for_each::<Headers>(cx, headers, call.get(0), call.get(1))
}
