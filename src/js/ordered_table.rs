//! The table of a `Map` or a `Set` (ECMA-262 §24.1, §24.2): entries in order of insertion, found by SameValueZero in
//! constant time.
//!
//! Each entry has a sequence number that its table never reuses, and an iterator keeps such a number instead of a
//! position. So entries can be inserted and deleted at any time during an iteration, and the holes that deletion leaves
//! can be closed, without updating any iterator.

use alloc::{collections::TryReserveError, vec::Vec};
use core::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use super::{
    heap::Heap,
    value::{CellHandle, Value},
};

/// The number of entries up to which a linear search is faster than hashing.
const LINEAR: usize = 8;

/// The maximum number of entries, holes included. The standard sets none, but every engine does: this is V8's.
const MAX_ENTRIES: usize = 1 << 24;

/// The error for a table that cannot hold another entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Full;

impl From<TryReserveError> for Full {
    fn from(_: TryReserveError) -> Self {
        Full
    }
}

#[derive(Clone, Copy, Debug)]
struct TableEntry<V> {
    sequence: u64,
    /// `None` for a deleted entry.
    key: Option<Value>,
    value: V,
}

/// A hash table in order of insertion. The values of a `Set` are `()`.
#[derive(Debug)]
pub(crate) struct OrderedTable<V> {
    entries: Vec<TableEntry<V>>,
    /// The number of holes at the beginning. Skipping them at once keeps a table that is used as a queue fast.
    first: usize,
    live: usize,
    /// The positions of keys, if there are more than [`LINEAR`] entries.
    index: HashTable<u32>,
    hasher: FixedState,
    /// The sequence number of the next entry.
    next: u64,
}

/// Converts a key to the form that is stored: −0 becomes +0 (§24.1.3.9 `Map.prototype.set`).
fn normalize(key: Value) -> Value {
    match key {
        Value::Number(number) => Value::Number(number + 0.0),
        _ => key,
    }
}

/// Hashes a key. Keys that are equal by SameValueZero have the same hash.
fn hash(hasher: &FixedState, key: Value) -> u64 {
    let id: (u8, u64) = match key {
        Value::Undefined => (0, 0),
        Value::Null => (1, 0),
        Value::Boolean(boolean) => (2, boolean.into()),
        Value::Number(number) if number.is_nan() => (3, f64::NAN.to_bits()),
        Value::Number(number) => (3, (number + 0.0).to_bits()),
        Value::String(string) => (4, string.index().get().into()),
        Value::Symbol(symbol) => (5, symbol.index().get().into()),
        Value::BigInt(bigint) => (6, bigint.index().get().into()),
        Value::Object(object) => (7, object.index().get().into()),
    };
    hasher.hash_one(id)
}

fn hash_at<V>(hasher: &FixedState, entries: &[TableEntry<V>], position: u32) -> u64 {
    entries.get(position as usize).and_then(|entry| entry.key).map_or(0, |key| hash(hasher, key))
}

impl<V: Copy> OrderedTable<V> {
    /// Creates an empty table. `seed` prevents a guest from choosing keys that collide.
    pub(crate) fn new(seed: u64) -> Self {
        OrderedTable {
            entries: Vec::new(),
            first: 0,
            live: 0,
            index: HashTable::new(),
            hasher: FixedState::with_seed(seed),
            next: 0,
        }
    }

    /// Returns the number of entries, without the holes.
    pub(crate) fn len(&self) -> usize {
        self.live
    }

    fn is_indexed(&self) -> bool {
        self.entries.len() > LINEAR
    }

    fn position(&self, key: Value) -> Option<usize> {
        let is_key = |entry: &TableEntry<V>| entry.key.is_some_and(|other| other.same_value_zero(key));
        if !self.is_indexed() {
            return self.entries.iter().position(is_key);
        }
        self.index
            .find(hash(&self.hasher, key), |&position| self.entries.get(position as usize).is_some_and(is_key))
            .map(|&position| position as usize)
    }

    pub(crate) fn get(&self, key: Value) -> Option<V> {
        self.entries.get(self.position(key)?).map(|entry| entry.value)
    }

    pub(crate) fn contains(&self, key: Value) -> bool {
        self.position(key).is_some()
    }

    /// Sets the value of a key in place, or appends an entry.
    pub(crate) fn insert(&mut self, key: Value, value: V) -> Result<(), Full> {
        if let Some(entry) = self.position(key).and_then(|position| self.entries.get_mut(position)) {
            entry.value = value;
            return Ok(());
        }
        if self.entries.len() >= MAX_ENTRIES {
            return Err(Full);
        }
        self.entries.try_reserve(1)?;
        let (entries, hasher) = (&self.entries, &self.hasher);
        if entries.len() >= LINEAR {
            // If there were too few entries for an index until now, all of them need room in it.
            let more = entries.len().saturating_add(1).saturating_sub(self.index.len());
            self.index.try_reserve(more, |&at| hash_at(hasher, entries, at)).map_err(|_| Full)?;
        }
        let position = self.entries.len();
        self.entries.push(TableEntry { sequence: self.next, key: Some(normalize(key)), value });
        self.next = self.next.saturating_add(1);
        self.live = self.live.saturating_add(1);
        if self.entries.len() == LINEAR + 1 {
            self.index_all();
        } else if self.is_indexed() {
            self.index_one(position);
        }
        Ok(())
    }

    fn index_one(&mut self, position: usize) {
        let (entries, hasher) = (&self.entries, &self.hasher);
        let at = position as u32;
        self.index.insert_unique(hash_at(hasher, entries, at), at, |&at| hash_at(hasher, entries, at));
    }

    fn index_all(&mut self) {
        self.index.clear();
        for position in 0..self.entries.len() {
            if self.entries.get(position).is_some_and(|entry| entry.key.is_some()) {
                self.index_one(position);
            }
        }
    }

    /// Removes a key, and returns whether it was present.
    pub(crate) fn remove(&mut self, key: Value) -> bool {
        let Some(position) = self.position(key) else { return false };
        if self.is_indexed() {
            let hash = hash(&self.hasher, key);
            if let Ok(entry) = self.index.find_entry(hash, |&at| at as usize == position) {
                entry.remove();
            }
        }
        if let Some(entry) = self.entries.get_mut(position) {
            entry.key = None;
            self.live = self.live.saturating_sub(1);
        }
        while self.entries.get(self.first).is_some_and(|entry| entry.key.is_none()) {
            self.first = self.first.saturating_add(1);
        }
        if self.live == 0 || (self.entries.len() > LINEAR && self.live < self.entries.len().div_ceil(2)) {
            self.close_holes();
        }
        true
    }

    fn close_holes(&mut self) {
        self.entries.retain(|entry| entry.key.is_some());
        self.entries.shrink_to(self.live.saturating_mul(2));
        self.first = 0;
        if self.is_indexed() {
            self.index_all();
            let (entries, hasher) = (&self.entries, &self.hasher);
            self.index.shrink_to(self.live.saturating_mul(2), |&at| hash_at(hasher, entries, at));
        } else {
            self.index = HashTable::new();
        }
    }

    pub(crate) fn clear(&mut self) {
        self.entries = Vec::new();
        self.index = HashTable::new();
        (self.first, self.live) = (0, 0);
    }

    /// Returns the first entry whose sequence number is at least `sequence`, with the number to continue from after it.
    pub(crate) fn next_from(&self, sequence: u64) -> Option<(u64, Value, V)> {
        let first = self.entries.first()?.sequence;
        // The exact position if no hole was closed, and an upper bound otherwise.
        let guess = usize::try_from(sequence.saturating_sub(first)).unwrap_or(usize::MAX).min(self.entries.len());
        let position = match self.entries.get(guess) {
            Some(entry) if entry.sequence == sequence => guess,
            _ => self.entries.get(..guess)?.partition_point(|entry| entry.sequence < sequence),
        };
        let rest = self.entries.get(position.max(self.first)..)?;
        rest.iter().find_map(|entry| Some((entry.sequence.saturating_add(1), entry.key?, entry.value)))
    }

    /// Returns the entries in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Value, V)> {
        self.entries.iter().filter_map(|entry| Some((entry.key?, entry.value)))
    }

    /// Returns the approximate number of heap bytes.
    pub(crate) fn bytes(&self) -> usize {
        self.entries.capacity().saturating_mul(size_of::<TableEntry<V>>()).saturating_add(self.index.allocation_size())
    }
}

impl Heap {
    /// Returns the seed for the hash tables of this program.
    pub(crate) fn seed(&self) -> u64 {
        self.seed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A list with linear search. A deleted entry leaves a permanent hole, as in the standard's own algorithms, so an
    /// iterator is a position.
    #[derive(Default)]
    struct Model(Vec<Option<(u32, u32)>>);

    impl Model {
        fn live(&self) -> impl Iterator<Item = (u32, u32)> {
            self.0.iter().copied().flatten()
        }

        fn get(&self, key: u32) -> Option<u32> {
            self.live().find(|entry| entry.0 == key).map(|entry| entry.1)
        }

        fn insert(&mut self, key: u32, value: u32) {
            match self.0.iter_mut().flatten().find(|entry| entry.0 == key) {
                Some(entry) => entry.1 = value,
                None => self.0.push(Some((key, value))),
            }
        }

        fn remove(&mut self, key: u32) -> bool {
            match self.0.iter_mut().find(|entry| entry.is_some_and(|entry| entry.0 == key)) {
                Some(entry) => entry.take().is_some(),
                None => false,
            }
        }

        fn next_from(&self, position: usize) -> Option<(usize, u32, u32)> {
            (position..self.0.len()).find_map(|at| self.0[at].map(|(key, value)| (at + 1, key, value)))
        }
    }

    fn number(value: Value) -> u32 {
        value.as_number().unwrap() as u32
    }

    #[test]
    fn it_agrees_with_a_plain_list_while_iterators_are_under_way() {
        for keys in [6, 40, 1000] {
            let mut table = OrderedTable::new(7);
            let mut model = Model::default();
            // Pairs of an iterator of the table and an iterator of the model.
            let mut iterators = [(0_u64, 0_usize); 4];
            // A linear congruential generator with the constants of Numerical Recipes: the sequence only has to be long
            // and varied.
            let mut state = 12345_u32;
            let mut random = |below: u32| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 8) % below
            };
            let mut deletions = 3;
            for step in 0..30_000_u32 {
                // The table grows at times, and shrinks at others.
                if step % 2000 == 0 {
                    deletions = 3 + random(5);
                }
                let key = random(keys);
                match random(10) {
                    9 if random(200) == 0 => {
                        table.clear();
                        model.0.iter_mut().for_each(|entry| *entry = None);
                    }
                    choice if choice < deletions => {
                        assert_eq!(table.remove(key.into()), model.remove(key));
                    }
                    _ => {
                        table.insert(key.into(), step).unwrap();
                        model.insert(key, step);
                    }
                }
                assert_eq!(table.len(), model.live().count());
                let key = random(keys);
                assert_eq!(table.get(key.into()), model.get(key));
                assert_eq!(table.contains(key.into()), model.get(key).is_some());
                let (sequence, position) = &mut iterators[random(4) as usize];
                let (next, expected) = (table.next_from(*sequence), model.next_from(*position));
                assert_eq!(
                    next.map(|(_, key, value)| (number(key), value)),
                    expected.map(|(_, key, value)| (key, value)),
                    "at step {step}"
                );
                match (next, expected) {
                    (Some((next, ..)), Some((expected, ..))) => (*sequence, *position) = (next, expected),
                    _ => (*sequence, *position) = (0, 0),
                }
                if step % 500 == 0 {
                    let entries: Vec<_> = table.iter().map(|(key, value)| (number(key), value)).collect();
                    assert_eq!(entries, model.live().collect::<Vec<_>>());
                    assert!(table.entries.len() <= LINEAR + table.live * 2, "holes are closed");
                }
            }
        }
    }

    #[test]
    fn keys_are_the_same_by_same_value_zero() {
        // Few and many entries, for both ways of searching.
        for padding in [0, 100] {
            let mut table = OrderedTable::new(1);
            for key in 0..padding {
                table.insert(Value::Number(f64::from(key) + 0.5), 0).unwrap();
            }
            table.insert(f64::NAN.into(), 1).unwrap();
            table.insert((-0.0).into(), 2).unwrap();
            assert_eq!((table.get((-f64::NAN).into()), table.get(0.0.into())), (Some(1), Some(2)));
            let zero = table.iter().filter_map(|(key, _)| key.as_number()).find(|&key| key == 0.0);
            assert_eq!(zero.map(f64::is_sign_positive), Some(true));
            assert_eq!(
                (table.get(Value::Null), table.get(Value::Undefined), table.get(false.into())),
                (None, None, None)
            );
            assert!(table.remove(0.0.into()) && !table.remove((-0.0).into()));
        }
    }

    #[test]
    fn a_queue_stays_small() {
        let mut table = OrderedTable::new(1);
        for key in 0..10_000_u32 {
            table.insert(key.into(), ()).unwrap();
            if key >= 20 {
                let (_, oldest, ()) = table.next_from(0).unwrap();
                assert_eq!(number(oldest), key - 20);
                assert!(table.remove(oldest));
            }
        }
        assert_eq!(table.len(), 20);
        assert!(table.bytes() < 4096, "{}", table.bytes());
    }
}
