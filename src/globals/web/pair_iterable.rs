//! Interfaces whose objects are iterable as pairs of strings (Web IDL §2.5.10): the reading of the pairs that a
//! constructor is given, `forEach`, and the iterators.

use alloc::{boxed::Box, string::String, vec::Vec};

use crate::{
    globals::{shown::Shown, support::receiver::Receiver},
    js::{
        Arguments, Attributes, Context, Heap, Intrinsic, Kind, List, Object, PropertyKey, Slots, Symbol, Thrown, Value,
    },
};

/// A name and its value.
pub(super) type Pair = (String, String);

/// The parts in which such interfaces differ.
pub(super) trait PairIterable: Receiver {
    /// A position in the pairs of an object. The default is the start.
    type Position: Default + Send + 'static;

    /// The class of the iterators.
    const ITERATOR: Intrinsic;

    /// Creates the error of `next` for a receiver that is not an iterator.
    fn not_an_iterator(cx: &mut Context<'_>) -> Thrown;

    /// Returns the pair at a position, and moves the position to the next one.
    fn next(&self, heap: &Heap, position: &mut Self::Position) -> Option<Pair>;

    /// Converts a name or a value.
    fn string(cx: &mut Context<'_>, value: Value) -> Result<String, Thrown>;

    /// Creates the error for an item, at an index of a sequence, that is not a pair. `length` is the number of its
    /// elements, or `None` if it is not iterable.
    fn not_a_pair(cx: &mut Context<'_>, index: usize, item: Value, length: Option<usize>) -> Thrown;

    /// Creates the error for a name that is a symbol.
    fn symbol_as_name(cx: &mut Context<'_>) -> Thrown;
}

/// Returns whether an object has the method that returns an iterator.
pub(super) fn is_iterable(cx: &mut Context<'_>, object: Object) -> Result<bool, Thrown> {
    let method = cx.get(object, Symbol::ITERATOR.into())?;
    Ok(cx.heap().is_callable(method))
}

/// Converts a `sequence<sequence<string>>` to pairs (Web IDL §3.2.21).
pub(super) fn sequence<T: PairIterable>(cx: &mut Context<'_>, init: Object) -> Result<Vec<Pair>, Thrown> {
    let mut pairs = List::new();
    cx.iterate(init.into(), |cx, item| {
        let is_iterable = match item {
            Value::Object(object) => is_iterable(cx, object)?,
            _ => false,
        };
        if !is_iterable {
            return Err(T::not_a_pair(cx, pairs.len(), item, None));
        }
        let pair = cx.list_of(item)?;
        let &[name, value] = pair.as_slice() else {
            return Err(T::not_a_pair(cx, pairs.len(), item, Some(pair.len())));
        };
        let pair = (T::string(cx, name)?, T::string(cx, value)?);
        add(cx, &mut pairs, pair)
    })?;
    Ok(pairs.into_vec())
}

/// Converts a `record<string, string>` to pairs (Web IDL §3.2.23).
pub(super) fn record<T: PairIterable>(cx: &mut Context<'_>, init: Object) -> Result<Vec<Pair>, Thrown> {
    let mut pairs = List::new();
    for key in cx.heap().own_keys(init) {
        let own = cx.heap().own_property(init, key);
        if !own.is_some_and(|own| own.attributes.contains(Attributes::ENUMERABLE)) {
            continue;
        }
        if let PropertyKey::Symbol(_) = key {
            return Err(T::symbol_as_name(cx));
        }
        let name = cx.key_value(key);
        let name = T::string(cx, name)?;
        let value = cx.get(init, key)?;
        let pair = (name, T::string(cx, value)?);
        add(cx, &mut pairs, pair)?;
    }
    Ok(pairs.into_vec())
}

fn add(cx: &mut Context<'_>, pairs: &mut List<Pair>, pair: Pair) -> Result<(), Thrown> {
    // Any number of pairs can have the same long string.
    cx.charge_bytes(pair.0.len().saturating_add(pair.1.len()))?;
    pairs.push(cx, pair)
}

/// Returns the strings of the pair at a position of an object, and moves the position to the next one.
fn next_strings<T: PairIterable>(cx: &mut Context<'_>, of: Object, position: &mut T::Position) -> Option<[Value; 2]> {
    let heap = cx.heap();
    let (name, value) = heap.slots::<T>(of.into())?.next(heap, position)?;
    Some([heap.string_from(name).into(), heap.string_from(value).into()])
}

/// `forEach(callback, thisArg)` (Web IDL §3.7.9.1). Pairs added during the iteration are visited, too.
pub(super) fn for_each<T: PairIterable>(
    cx: &mut Context<'_>,
    receiver: Object,
    callback: Value,
    this: Value,
) -> Result<Value, Thrown> {
    let mut position = T::Position::default();
    while let Some([name, value]) = next_strings::<T>(cx, receiver, &mut position) {
        cx.call(callback, this, &[value, name, receiver.into()])?;
    }
    Ok(Value::Undefined)
}

/// The internal slots of an iterator (Web IDL §3.7.10.1).
struct PairIterator<T: PairIterable> {
    target: Object,
    shown: Shown,
    position: T::Position,
}

impl<T: PairIterable> Slots for PairIterator<T> {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.target.into());
    }
}

/// `entries()`, `keys()` and `values()` (Web IDL §3.7.9).
pub(super) fn iterator<T: PairIterable>(
    cx: &mut Context<'_>,
    call: &Arguments<'_>,
    shown: Shown,
) -> Result<Value, Thrown> {
    let target = cx.this_object::<T>(call)?;
    let iterator = PairIterator::<T> { target, shown, position: T::Position::default() };
    Ok(cx.heap().alloc_kind(T::ITERATOR, Kind::Slots(Box::new(iterator))).into())
}

/// `next()` (Web IDL §3.7.10.2).
pub(super) fn next<T: PairIterable>(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let Some(iterator) = cx.heap().slots_mut::<PairIterator<T>>(call.this) else {
        return Err(T::not_an_iterator(cx));
    };
    let (target, shown) = (iterator.target, iterator.shown);
    let mut position = core::mem::take(&mut iterator.position);
    let pair = next_strings::<T>(cx, target, &mut position);
    if let Some(iterator) = cx.heap().slots_mut::<PairIterator<T>>(call.this) {
        iterator.position = position;
    }
    let item = pair.map(|[name, value]| match shown {
        Shown::Keys => name,
        Shown::Values => value,
        Shown::Entries => cx.heap().array([name, value]).into(),
    });
    Ok(cx.iterator_result(item))
}
