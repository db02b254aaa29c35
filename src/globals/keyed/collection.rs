//! The parts that `Map` and `Set` share: a table in insertion order, methods that differ only in name, and iterators
//! (ECMA-262 §24.1, §24.2).

use alloc::{boxed::Box, format};
use core::fmt::Debug;

use crate::{
    globals::{
        shown::Shown,
        support::receiver::{call_non_callable, incompatible_with},
    },
    js::{Arguments, Context, Full, Intrinsic, Kind, OrderedTable, Slots, Thrown, Value, price},
};

/// The content of an entry besides its key: the value in a `Map`, nothing in a `Set`.
pub(in crate::globals) trait Item: Copy + Debug + Send + 'static {
    /// The name of the class whose objects hold these entries.
    const CLASS: &'static str;
    const ITERATOR: Intrinsic;

    /// Returns the value of an entry that `forEach` and `values` show.
    fn shown(self, key: Value) -> Value;
}

impl Item for Value {
    const CLASS: &'static str = "Map";
    const ITERATOR: Intrinsic = Intrinsic::MapIterator;

    fn shown(self, _: Value) -> Value {
        self
    }
}

impl Item for () {
    const CLASS: &'static str = "Set";
    const ITERATOR: Intrinsic = Intrinsic::SetIterator;

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
        collection: Value,
        key: Value,
        item: T,
    ) -> Result<(), Thrown> {
        let heap = cx.heap();
        let Some(Collection(table)) = heap.slots_mut::<Self>(collection) else { return Ok(()) };
        let before = table.bytes();
        let result = table.insert(key, item);
        let grown = table.bytes().saturating_sub(before);
        heap.account(grown);
        result.map_err(|Full| cx.range_error(&format!("{} maximum size exceeded", T::CLASS)))
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

/// Calls `action` with the table of the receiver, or throws a `TypeError`.
pub(super) fn with_table<T: Item, R>(
    cx: &mut Context<'_>,
    call: &Arguments<'_>,
    method: &str,
    action: impl FnOnce(&mut OrderedTable<T>) -> R,
) -> Result<R, Thrown> {
    if let Some(Collection(table)) = cx.heap().slots_mut::<Collection<T>>(call.this) {
        return Ok(action(table));
    }
    Err(incompatible_with(cx, format_args!("{}.prototype.{method}", T::CLASS), call.this))
}

/// `Map.prototype.has` (§24.1.3.7) and `Set.prototype.has` (§24.2.3.7).
pub(super) fn has<T: Item>(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    with_table::<T, _>(cx, &call, "has", |table| table.contains(call.get(0)).into())
}

/// `Map.prototype.delete` (§24.1.3.3) and `Set.prototype.delete` (§24.2.3.4).
pub(super) fn delete<T: Item>(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    with_table::<T, _>(cx, &call, "delete", |table| table.remove(call.get(0)).into())
}

/// `Map.prototype.clear` (§24.1.3.1) and `Set.prototype.clear` (§24.2.3.2).
pub(super) fn clear<T: Item>(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    with_table::<T, _>(cx, &call, "clear", OrderedTable::clear)?;
    Ok(Value::Undefined)
}

/// `get Map.prototype.size` (§24.1.3.10) and `get Set.prototype.size` (§24.2.3.9).
pub(super) fn size<T: Item>(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    match cx.heap().slots::<Collection<T>>(call.this) {
        Some(Collection(table)) => Ok((table.len() as f64).into()),
        None => Err(incompatible_with(cx, format_args!("get {}.prototype.size", T::CLASS), call.this)),
    }
}

/// `Map.prototype.forEach` (§24.1.3.5) and `Set.prototype.forEach` (§24.2.3.6).
pub(super) fn for_each<T: Item>(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    with_table::<T, _>(cx, &call, "forEach", |_| ())?;
    let callback = call.get(0);
    if !cx.heap().is_callable(callback) {
        return Err(call_non_callable(cx, callback));
    }
    let mut sequence = 0;
    while let Some((next, key, item)) = with_table::<T, _>(cx, &call, "forEach", |table| table.next_from(sequence))? {
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
    /// `undefined` once the iterator is exhausted, which is permanent.
    collection: Value,
    /// The lowest sequence number that the iterator has not returned.
    sequence: u64,
    shown: Shown,
    item: core::marker::PhantomData<T>,
}

impl<T: Item> Slots for TableIterator<T> {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.collection);
    }
}

/// `CreateMapIterator` (§24.1.5.1) and `CreateSetIterator` (§24.2.5.1).
pub(super) fn iterator<T: Item>(
    cx: &mut Context<'_>,
    call: &Arguments<'_>,
    method: &str,
    shown: Shown,
) -> Result<Value, Thrown> {
    with_table::<T, _>(cx, call, method, |_| ())?;
    let slots = TableIterator::<T> { collection: call.this, sequence: 0, shown, item: core::marker::PhantomData };
    Ok(cx.heap().alloc_kind(T::ITERATOR, Kind::Slots(Box::new(slots))).into())
}

/// `%MapIteratorPrototype%.next` (§24.1.5.2.1) and `%SetIteratorPrototype%.next` (§24.2.5.2.1).
pub(super) fn next<T: Item>(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let heap = cx.heap();
    let Some(&TableIterator { collection, sequence, shown, .. }) = heap.slots::<TableIterator<T>>(call.this) else {
        return Err(incompatible_with(cx, format_args!("{} Iterator.prototype.next", T::CLASS), call.this));
    };
    let entry = heap.slots::<Collection<T>>(collection).and_then(|Collection(table)| table.next_from(sequence));
    if let Some((next, ..)) = entry {
        // Charge for the deleted entries that the search skipped.
        heap.charge(price::elements(next.saturating_sub(sequence) as usize));
    }
    if let Some(iterator) = heap.slots_mut::<TableIterator<T>>(call.this) {
        match entry {
            Some((next, ..)) => iterator.sequence = next,
            None => iterator.collection = Value::Undefined,
        }
    }
    let shown = entry.map(|(_, key, item)| match shown {
        Shown::Keys => key,
        Shown::Values => item.shown(key),
        Shown::Entries => heap.array([key, item.shown(key)]).into(),
    });
    Ok(cx.iterator_result(shown))
}
