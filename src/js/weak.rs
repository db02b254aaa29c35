//! Weak tables: the entries of a `WeakMap`, a `WeakSet` or a `WeakRef`, whose keys are held weakly (ECMA-262 §24.3,
//! §24.4, §26.1).

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::value::Value;

/// The class that a table belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WeakKind {
    Map,
    Set,
    Ref,
}

/// The identity of a key. Only objects and symbols can be held weakly; bit 32 distinguishes their handles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Id(u64);

impl Id {
    fn of(value: Value) -> Option<Self> {
        use super::value::CellHandle;
        match value {
            Value::Object(object) => Some(Id(u64::from(object.index().get()))),
            Value::Symbol(symbol) => Some(Id(1 << 32 | u64::from(symbol.index().get()))),
            _ => None,
        }
    }
}

/// A map from weakly held keys to values.
#[derive(Debug)]
pub(crate) struct WeakTable {
    pub(crate) kind: WeakKind,
    entries: HashMap<Id, (Value, Value), FixedState>,
}

impl WeakTable {
    /// Creates an empty table. `seed` prevents a guest from choosing keys that collide.
    pub(crate) fn new(kind: WeakKind, seed: u64) -> Self {
        WeakTable { kind, entries: HashMap::with_hasher(FixedState::with_seed(seed)) }
    }

    pub(crate) fn get(&self, key: Value) -> Option<Value> {
        self.entries.get(&Id::of(key)?).map(|&(_, value)| value)
    }

    /// Sets the value of a key. Returns false if the key cannot be held weakly.
    pub(crate) fn insert(&mut self, key: Value, value: Value) -> bool {
        let Some(id) = Id::of(key) else { return false };
        self.entries.insert(id, (key, value));
        true
    }

    /// Removes a key, and returns whether it was present.
    pub(crate) fn remove(&mut self, key: Value) -> bool {
        Id::of(key).is_some_and(|id| self.entries.remove(&id).is_some())
    }

    /// Returns the target of a `WeakRef`, as long as it is alive.
    pub(crate) fn target(&self) -> Option<Value> {
        self.entries.values().next().map(|&(key, _)| key)
    }

    /// Returns the entries whose values refer to a cell, for the collector.
    pub(super) fn ephemerons(&self) -> impl Iterator<Item = (Value, Value)> {
        let refers =
            |value: &Value| !matches!(value, Value::Undefined | Value::Null | Value::Boolean(_) | Value::Number(_));
        self.entries.values().copied().filter(move |(_, value)| refers(value))
    }

    /// Removes the entries whose keys are not alive, for the collector.
    pub(super) fn retain(&mut self, is_alive: impl Fn(Value) -> bool) {
        self.entries.retain(|_, (key, _)| is_alive(*key));
        if self.entries.len() < self.entries.capacity().div_ceil(4) {
            self.entries.shrink_to_fit();
        }
    }

    /// Returns the approximate number of heap bytes.
    pub(crate) fn bytes(&self) -> usize {
        size_of::<WeakTable>().saturating_add(self.entries.allocation_size())
    }
}
