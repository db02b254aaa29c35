//! `Set` and its iterators (ECMA-262 §24.2).

use super::{
    adder,
    collection::{self, SetData},
};
use crate::{
    globals::{shown::Shown, support::receiver::new_target},
    js::{Arguments, Builtin, Class, Context, Intrinsic, Symbol, Thrown, Value},
};

pub(super) static SET: Class = Class::new(Intrinsic::Set, "Set")
    .constructor(0, construct)
    .statics(&[Builtin::getter("[Symbol.species]", |_, call| Ok(call.this)).at(Symbol::SPECIES)])
    .prototype(&[
        Builtin::method("has", 1, collection::has::<()>),
        Builtin::method("add", 1, add),
        Builtin::method("delete", 1, collection::delete::<()>),
        Builtin::method("clear", 0, collection::clear::<()>),
        Builtin::method("entries", 0, |cx, call| collection::iterator::<()>(cx, &call, Shown::Entries)),
        Builtin::method("forEach", 1, collection::for_each::<()>),
        Builtin::getter("size", collection::size::<()>),
        Builtin::method("values", 0, |cx, call| collection::iterator::<()>(cx, &call, Shown::Values)),
        Builtin::alias("keys", "values"),
        Builtin::alias("[Symbol.iterator]", "values").at(Symbol::ITERATOR),
    ])
    .tagged();

/// `%SetIteratorPrototype%` (§24.2.5.2).
pub(super) static SET_ITERATOR: Class = Class::new(Intrinsic::SetIterator, "Set Iterator")
    .prototype(&[Builtin::method("next", 0, collection::next::<()>)])
    .tagged()
    .parent(Intrinsic::Iterator);

/// `Set` (§24.2.1.1).
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let new_target = new_target(cx, &call)?;
    let kind = SetData::kind(cx);
    let set = Value::from(cx.create(new_target, Intrinsic::Set, kind)?);
    if !call.get(0).is_nullish() {
        let adder = adder(cx, set, "add")?;
        cx.iterate(call.get(0), |cx, value| cx.call(adder, set, &[value]).map(|_| ()))?;
    }
    Ok(set)
}

/// `Set.prototype.add` (§24.2.3.1).
fn add(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let set = cx.this_object::<SetData>(&call)?;
    SetData::insert(cx, set, call.get(0), ())?;
    Ok(call.this)
}
