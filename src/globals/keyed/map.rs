//! `Map` and its iterators (ECMA-262 §24.1).

use super::{
    adder,
    collection::{self, MapData},
};
use crate::{
    globals::{shown::Shown, support::receiver::new_target},
    js::{Arguments, Builtin, Class, Context, Intrinsic, Symbol, Thrown, Value},
};

pub(super) static MAP: Class = Class::new(Intrinsic::Map, "Map")
    .constructor(0, construct)
    .statics(&[
        Builtin::method("groupBy", 2, group_by),
        Builtin::getter("[Symbol.species]", |_, call| Ok(call.this)).at(Symbol::SPECIES),
    ])
    .prototype(&[
        Builtin::method("get", 1, get),
        Builtin::method("set", 2, set),
        Builtin::method("has", 1, collection::has::<Value>),
        Builtin::method("delete", 1, collection::delete::<Value>),
        Builtin::method("clear", 0, collection::clear::<Value>),
        Builtin::method("entries", 0, |cx, call| collection::iterator::<Value>(cx, &call, Shown::Entries)),
        Builtin::method("forEach", 1, collection::for_each::<Value>),
        Builtin::method("keys", 0, |cx, call| collection::iterator::<Value>(cx, &call, Shown::Keys)),
        Builtin::getter("size", collection::size::<Value>),
        Builtin::method("values", 0, |cx, call| collection::iterator::<Value>(cx, &call, Shown::Values)),
        Builtin::alias("[Symbol.iterator]", "entries").at(Symbol::ITERATOR),
    ])
    .tagged();

/// `%MapIteratorPrototype%` (§24.1.5.2).
pub(super) static MAP_ITERATOR: Class = Class::new(Intrinsic::MapIterator, "Map Iterator")
    .prototype(&[Builtin::method("next", 0, collection::next::<Value>)])
    .tagged()
    .parent(Intrinsic::Iterator);

/// `Map` (§24.1.1.1).
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let new_target = new_target(cx, &call)?;
    let kind = MapData::kind(cx);
    let map = cx.create(new_target, Intrinsic::Map, kind)?.into();
    if !call.get(0).is_nullish() {
        let adder = adder(cx, map, "set")?;
        cx.iterate_entries(call.get(0), |cx, key, value| cx.call(adder, map, &[key, value]).map(|_| ()))?;
    }
    Ok(map)
}

/// `Map.groupBy` (§24.1.2.1).
fn group_by(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let groups = cx.group_by(call.get(0), call.get(1), |_, key| Ok(key))?;
    let kind = MapData::kind(cx);
    let map = cx.heap().alloc_kind(Intrinsic::Map, kind);
    for (key, list) in groups {
        let list = cx.heap().array(list).into();
        MapData::insert(cx, map, key, list)?;
    }
    Ok(map.into())
}

/// `Map.prototype.get` (§24.1.3.6).
fn get(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok(cx.this::<MapData>(&call)?.0.get(call.get(0)).unwrap_or_default())
}

/// `Map.prototype.set` (§24.1.3.9).
fn set(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let map = cx.this_object::<MapData>(&call)?;
    MapData::insert(cx, map, call.get(0), call.get(1))?;
    Ok(call.this)
}
