//! The parts that `Map` and `Set` share: a table in insertion order, methods that differ only in name, and iterators
//! (ECMA-262 §24.1, §24.2).

use alloc::{boxed::Box, format};
use core::fmt::Debug;

use super::{
    map::{MAP, MAP_ITERATOR},
    set::{SET, SET_ITERATOR},
};
use crate::{
    globals::{
        shown::Shown,
        support::receiver::{Receiver, call_non_callable},
    },
    js::{Arguments, Class, Context, Full, Kind, Object, OrderedTable, Slots, Thrown, Value, price},
};

/// The content of an entry besides its key: the value in a `Map`, nothing in a `Set`.
pub(in crate::globals) trait Item: Copy + Debug + Send + 'static {
    /// The class whose objects hold these entries.
    const CLASS: &'static Class;
    const ITERATOR: &'static Class;

    /// Returns the value of an entry that `forEach` and `values` show.
    fn shown(self, key: Value) -> Value;
}

impl Item for Value {
    const CLASS: &'static Class = &MAP;
    const ITERATOR: &'static Class = &MAP_ITERATOR;

    fn shown(self, _: Value) -> Value {
        self
    }
}

impl Item for () {
    const CLASS: &'static Class = &SET;
    const ITERATOR: &'static Class = &SET_ITERATOR;

    fn shown(self, key: Value) -> Value {
        key
    }
}

/// The internal slot `[[MapData]]` or `[[SetData]]`.
#[derive(Debug)]
pub(in crate::globals) struct Collection<T>(pub(in crate::globals) OrderedTable<T>);

/// The internal slots of a `Map`.
pub(in crate::globals) type MapData = Collection<Value>;

/// The internal slots of a `Set`.
pub(in crate::globals) type SetData = Collection<()>;

impl<T: Item> Collection<T> {
    /// Creates the slots of an empty collection.
    pub(in crate::globals) fn kind(cx: &mut Context<'_>) -> Kind {
        Kind::Slots(Box::new(Collection::<T>(OrderedTable::new(cx.heap().seed()))))
    }

    /// Sets the value of a key in `collection`.
    ///
    /// # Errors
    ///
    /// A `RangeError` if the table is full or memory runs out.
    pub(in crate::globals) fn insert(
        cx: &mut Context<'_>,
        collection: Object,
        key: Value,
        item: T,
    ) -> Result<(), Thrown> {
        let Collection(table) = cx.slots::<Self>(collection)?;
        let before = table.bytes();
        let result = table.insert(key, item);
        let grown = table.bytes().saturating_sub(before);
        cx.heap().account(grown);
        result.map_err(|Full| cx.range_error(&format!("{} maximum size exceeded", T::CLASS.name)))
    }
}

impl<T: Item> Slots for Collection<T> {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        for (key, item) in self.0.iter() {
            visit(key);
            visit(item.shown(key));
        }
    }

    fn bytes(&self) -> usize {
        self.0.bytes()
    }
}

impl<T: Item> Receiver for Collection<T> {
    const CLASS: &'static Class = T::CLASS;
}

/// `Map.prototype.has` (§24.1.3.7) and `Set.prototype.has` (§24.2.3.7).
pub(super) fn has<T: Item>(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok(cx.this::<Collection<T>>(&call)?.0.contains(call.get(0)).into())
}

/// `Map.prototype.delete` (§24.1.3.3) and `Set.prototype.delete` (§24.2.3.4).
pub(super) fn delete<T: Item>(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok(cx.this::<Collection<T>>(&call)?.0.remove(call.get(0)).into())
}

/// `Map.prototype.clear` (§24.1.3.1) and `Set.prototype.clear` (§24.2.3.2).
pub(super) fn clear<T: Item>(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    cx.this::<Collection<T>>(&call)?.0.clear();
    Ok(Value::Undefined)
}

/// `get Map.prototype.size` (§24.1.3.10) and `get Set.prototype.size` (§24.2.3.9).
pub(super) fn size<T: Item>(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok((cx.this::<Collection<T>>(&call)?.0.len() as f64).into())
}

/// `Map.prototype.forEach` (§24.1.3.5) and `Set.prototype.forEach` (§24.2.3.6).
pub(super) fn for_each<T: Item>(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let collection = cx.this_object::<Collection<T>>(&call)?;
    let callback = call.get(0);
    if !cx.heap().is_callable(callback) {
        return Err(call_non_callable(cx, callback));
    }
    let mut sequence = 0;
    while let Some((next, key, item)) = cx.slots::<Collection<T>>(collection)?.0.next_from(sequence) {
        // Charge for the deleted entries that the search skipped.
        cx.charge(price::elements(next.saturating_sub(sequence) as usize))?;
        sequence = next;
        cx.call(callback, call.get(1), &[item.shown(key), key, call.this])?;
    }
    Ok(Value::Undefined)
}

/// The internal slots of a `Map` or `Set` iterator.
#[derive(Debug)]
struct TableIterator<T> {
    /// `None` once the iterator is exhausted, which is permanent.
    collection: Option<Object>,
    /// The lowest sequence number that the iterator has not returned.
    sequence: u64,
    shown: Shown,
    item: core::marker::PhantomData<T>,
}

impl<T: Item> Slots for TableIterator<T> {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.collection.into_iter().for_each(|collection| visit(collection.into()));
    }
}

impl<T: Item> Receiver for TableIterator<T> {
    const CLASS: &'static Class = T::ITERATOR;
}

/// `CreateMapIterator` (§24.1.5.1) and `CreateSetIterator` (§24.2.5.1).
pub(super) fn iterator<T: Item>(cx: &mut Context<'_>, call: &Arguments<'_>, shown: Shown) -> Result<Value, Thrown> {
    let collection = Some(cx.this_object::<Collection<T>>(call)?);
    let slots = TableIterator::<T> { collection, sequence: 0, shown, item: core::marker::PhantomData };
    Ok(cx.heap().alloc_kind(T::ITERATOR.intrinsic, Kind::Slots(Box::new(slots))).into())
}

/// `%MapIteratorPrototype%.next` (§24.1.5.2.1) and `%SetIteratorPrototype%.next` (§24.2.5.2.1).
pub(super) fn next<T: Item>(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let iterator = cx.this_object::<TableIterator<T>>(&call)?;
    let &mut TableIterator { collection, sequence, shown, .. } = cx.slots::<TableIterator<T>>(iterator)?;
    let entry = match collection {
        Some(collection) => cx.slots::<Collection<T>>(collection)?.0.next_from(sequence),
        None => None,
    };
    if let Some((next, ..)) = entry {
        // Charge for the deleted entries that the search skipped.
        cx.heap().charge(price::elements(next.saturating_sub(sequence) as usize));
    }
    let slots = cx.slots::<TableIterator<T>>(iterator)?;
    match entry {
        Some((next, ..)) => slots.sequence = next,
        None => slots.collection = None,
    }
    let shown = entry.map(|(_, key, item)| match shown {
        Shown::Keys => key,
        Shown::Values => item.shown(key),
        Shown::Entries => cx.heap().array([key, item.shown(key)]).into(),
    });
    Ok(cx.iterator_result(shown))
}
