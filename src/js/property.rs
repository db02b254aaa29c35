//! Property keys, properties, and the map from keys to properties.

use alloc::{boxed::Box, collections::TryReserveError, vec::Vec};
use core::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use super::value::{JsString, Object, Symbol, Value};

/// A property key (ECMA-262 §6.1.7): a String or a Symbol, with array indices distinguished from other strings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PropertyKey {
    /// The canonical numeric string of an integer up to 2³² − 2, as that integer.
    Index(u32),
    /// Any other string.
    String(JsString),
    /// A symbol.
    Symbol(Symbol),
}

impl From<Symbol> for PropertyKey {
    fn from(symbol: Symbol) -> Self {
        PropertyKey::Symbol(symbol)
    }
}

impl PropertyKey {
    /// The largest array index: an array's length is at most 2³² − 1 (ECMA-262 §6.1.7).
    pub const MAX_INDEX: u32 = u32::MAX - 1;

    /// Parses the canonical form of an array index.
    #[must_use]
    pub fn parse_index(text: &[u8]) -> Option<u32> {
        match text {
            [b'0'] => Some(0),
            [b'1'..=b'9', rest @ ..] if rest.len() <= 9 => {
                let mut index = 0_u64;
                for byte in text {
                    let digit = byte.wrapping_sub(b'0');
                    if digit > 9 {
                        return None;
                    }
                    index = index.saturating_mul(10).saturating_add(u64::from(digit));
                }
                u32::try_from(index).ok().filter(|&index| index <= Self::MAX_INDEX)
            }
            _ => None,
        }
    }
}

bitflags::bitflags! {
    /// The attributes of a property (ECMA-262 §6.1.7.1).
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Attributes: u8 {
        /// The value can be set. Has no meaning for an accessor.
        const WRITABLE = 1;
        /// `for`-`in` and `Object.keys` include the property.
        const ENUMERABLE = 2;
        /// The property can be deleted, and its attributes can be changed.
        const CONFIGURABLE = 4;
    }
}

impl Attributes {
    /// The attributes of a property that assignment creates: all three.
    pub const ASSIGNED: Attributes = Attributes::all();
    /// The attributes that the standard gives the methods of built-in objects: all except enumerable.
    pub const METHOD: Attributes = Attributes::WRITABLE.union(Attributes::CONFIGURABLE);
}

/// The content of a property.
#[derive(Clone, Copy, Debug)]
pub enum Slot {
    /// The value of a data property.
    Data(Value),
    /// The functions of an accessor property.
    Accessor {
        /// Called by `[[Get]]`. Without it, the value is `undefined`.
        get: Option<Object>,
        /// Called by `[[Set]]`. Without it, the property cannot be set.
        set: Option<Object>,
    },
}

/// A property: its content and its attributes.
#[derive(Clone, Copy, Debug)]
pub struct Property {
    /// The value, or the accessor functions that stand for one.
    pub slot: Slot,
    /// The attributes, which say whether the property can be written, enumerated and configured.
    pub attributes: Attributes,
}

impl Property {
    /// Returns whether `for`-`in` and `Object.keys` include the property.
    #[must_use]
    pub fn is_enumerable(&self) -> bool {
        self.attributes.contains(Attributes::ENUMERABLE)
    }

    /// Creates a data property.
    #[must_use]
    pub fn data(value: impl Into<Value>, attributes: Attributes) -> Self {
        Property { slot: Slot::Data(value.into()), attributes }
    }
}

/// The number of entries up to which a linear search is faster than hashing.
const LINEAR: usize = 8;

/// The properties of one object, in order of creation.
#[derive(Debug, Default)]
pub(crate) struct PropertyMap {
    /// `None` for a deleted property. The holes are closed when they are the majority.
    entries: Vec<Option<(PropertyKey, Property)>>,
    live: usize,
    /// The positions of keys, if there are more than [`LINEAR`] entries.
    index: Option<Box<Index>>,
}

#[derive(Debug)]
struct Index {
    table: HashTable<u32>,
    hasher: FixedState,
}

impl Index {
    /// Builds an index. Returns `None` if the allocation fails: lookups then search linearly.
    fn new(entries: &[Option<(PropertyKey, Property)>], hasher: FixedState) -> Option<Box<Self>> {
        let mut index = Index { table: HashTable::new(), hasher };
        index.table.try_reserve(entries.len(), |_| 0).ok()?;
        for (entry, position) in entries.iter().zip(0_u32..) {
            if let Some((key, _)) = entry {
                index.insert(entries, *key, position);
            }
        }
        Some(Box::new(index))
    }

    /// Reserves room for one more entry. Returns false if the allocation fails.
    fn reserve(&mut self, entries: &[Option<(PropertyKey, Property)>]) -> bool {
        let hasher = &self.hasher;
        let hash = |&position: &u32| key_at(entries, position).map_or(0, |key| hasher.hash_one(key));
        self.table.try_reserve(1, hash).is_ok()
    }

    fn find(&self, entries: &[Option<(PropertyKey, Property)>], key: PropertyKey) -> Option<usize> {
        self.table
            .find(self.hasher.hash_one(key), |&position| key_at(entries, position) == Some(key))
            .map(|&position| position as usize)
    }

    /// Inserts a key that is not in the table yet.
    fn insert(&mut self, entries: &[Option<(PropertyKey, Property)>], key: PropertyKey, position: u32) {
        let hasher = &self.hasher;
        self.table.insert_unique(hasher.hash_one(key), position, |&position| {
            key_at(entries, position).map_or(0, |key| hasher.hash_one(key))
        });
    }

    fn remove(&mut self, key: PropertyKey, position: usize) {
        if let Ok(entry) = self.table.find_entry(self.hasher.hash_one(key), |&at| at as usize == position) {
            entry.remove();
        }
    }
}

fn key_at(entries: &[Option<(PropertyKey, Property)>], position: u32) -> Option<PropertyKey> {
    entries.get(position as usize)?.as_ref().map(|(key, _)| *key)
}

impl PropertyMap {
    /// Fills an empty map with properties that have distinct keys, and reserves room for `more`.
    ///
    /// # Errors
    ///
    /// If the allocation fails.
    pub(crate) fn fill(
        &mut self,
        properties: impl Iterator<Item = (PropertyKey, Property)>,
        more: usize,
        seed: u64,
    ) -> Result<(), TryReserveError> {
        self.entries.try_reserve_exact(properties.size_hint().0.saturating_add(more))?;
        self.entries.extend(properties.map(Some));
        self.live = self.entries.len();
        if self.live > LINEAR {
            self.index = Index::new(&self.entries, FixedState::with_seed(seed));
        }
        Ok(())
    }

    #[inline]
    fn position(&self, key: PropertyKey) -> Option<usize> {
        match &self.index {
            None => self.entries.iter().position(|entry| matches!(entry, Some((other, _)) if *other == key)),
            Some(index) => index.find(&self.entries, key),
        }
    }

    #[inline]
    pub(crate) fn get(&self, key: PropertyKey) -> Option<&Property> {
        self.entries.get(self.position(key)?)?.as_ref().map(|(_, property)| property)
    }

    #[inline]
    pub(crate) fn get_mut(&mut self, key: PropertyKey) -> Option<&mut Property> {
        let position = self.position(key)?;
        self.entries.get_mut(position)?.as_mut().map(|(_, property)| property)
    }

    /// Replaces the property with this key in place, or appends one. `seed` prevents a guest from choosing keys that
    /// collide.
    ///
    /// # Errors
    ///
    /// If the allocation fails.
    pub(crate) fn insert(&mut self, key: PropertyKey, property: Property, seed: u64) -> Result<(), TryReserveError> {
        if let Some(place) = self.get_mut(key) {
            *place = property;
            return Ok(());
        }
        self.entries.try_reserve(1)?;
        if self.index.as_mut().is_some_and(|index| !index.reserve(&self.entries)) {
            self.index = None;
        }
        let position = self.entries.len() as u32;
        self.entries.push(Some((key, property)));
        self.live = self.live.saturating_add(1);
        match &mut self.index {
            Some(index) => index.insert(&self.entries, key, position),
            None if self.entries.len() > LINEAR => {
                self.index = Index::new(&self.entries, FixedState::with_seed(seed));
            }
            None => {}
        }
        Ok(())
    }

    /// Removes a property, and returns whether it was present.
    pub(crate) fn remove(&mut self, key: PropertyKey) -> bool {
        let Some(position) = self.position(key) else { return false };
        if let Some(index) = &mut self.index {
            index.remove(key, position);
        }
        if let Some(entry) = self.entries.get_mut(position) {
            *entry = None;
            self.live = self.live.saturating_sub(1);
        }
        if self.live == 0 || (self.entries.len() > LINEAR && self.live < self.entries.len().div_ceil(2)) {
            self.close_holes();
        }
        true
    }

    /// Moves the entries with these keys to the front, in the order of the keys. The others keep their order.
    pub(crate) fn put_first(&mut self, keys: &[PropertyKey]) {
        self.entries.retain(Option::is_some);
        let mut next = 0;
        for key in keys {
            let found = self.entries.iter().position(|entry| entry.as_ref().is_some_and(|(other, _)| other == key));
            if let Some(moved) = found.and_then(|at| self.entries.get_mut(next..=at)) {
                moved.rotate_right(1);
                next = next.saturating_add(1);
            }
        }
        self.close_holes();
    }

    fn close_holes(&mut self) {
        self.entries.retain(Option::is_some);
        self.entries.shrink_to(self.live.saturating_mul(2));
        self.index = match self.index.take() {
            Some(index) if self.entries.len() > LINEAR => Index::new(&self.entries, index.hasher),
            _ => None,
        };
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (PropertyKey, &Property)> {
        self.entries.iter().flatten().map(|(key, property)| (*key, property))
    }

    /// Returns the approximate number of heap bytes.
    pub(crate) fn bytes(&self) -> usize {
        let index = self.index.as_ref().map_or(0, |index| index.table.allocation_size());
        self.entries.capacity().saturating_mul(size_of::<Option<(PropertyKey, Property)>>()).saturating_add(index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: u32) -> Property {
        Property::data(value, Attributes::ASSIGNED)
    }

    fn value(map: &PropertyMap, key: u32) -> Option<f64> {
        match map.get(PropertyKey::Index(key))?.slot {
            Slot::Data(value) => value.as_number(),
            Slot::Accessor { .. } => None,
        }
    }

    #[test]
    fn it_agrees_with_a_plain_list_through_growth_deletion_and_reuse() {
        let mut map = PropertyMap::default();
        let mut model: Vec<(u32, u32)> = Vec::new();
        // A linear congruential generator with the constants of Numerical Recipes: the sequence only has to be long and
        // varied.
        let mut state = 12345_u32;
        for step in 0..20_000 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let key = (state >> 16) % 40;
            if state >> 30 == 0 {
                let before = model.len();
                model.retain(|&(other, _)| other != key);
                assert_eq!(map.remove(PropertyKey::Index(key)), model.len() != before);
            } else {
                match model.iter_mut().find(|(other, _)| *other == key) {
                    Some(entry) => entry.1 = step,
                    None => model.push((key, step)),
                }
                map.insert(PropertyKey::Index(key), number(step), 7).unwrap();
            }
            assert_eq!((map.live, map.iter().count()), (model.len(), model.len()));
            assert_eq!(value(&map, key), model.iter().find(|(other, _)| *other == key).map(|entry| entry.1.into()));
            if step % 100 == 0 {
                let keys: Vec<_> = map.iter().map(|(key, _)| key).collect();
                let expected: Vec<_> = model.iter().map(|entry| PropertyKey::Index(entry.0)).collect();
                assert_eq!(keys, expected, "order of creation, at step {step}");
            }
        }
    }

    #[test]
    fn only_canonical_numbers_are_indices() {
        for (text, index) in [
            ("0", Some(0)),
            ("7", Some(7)),
            ("4294967294", Some(4_294_967_294)),
            ("4294967295", None),
            ("4294967296", None),
            ("9999999999", None),
            ("10000000000", None),
            ("01", None),
            ("", None),
            ("-1", None),
            ("1.5", None),
            ("1a", None),
        ] {
            assert_eq!(PropertyKey::parse_index(text.as_bytes()), index, "{text}");
        }
    }

    #[test]
    fn a_property_is_three_words() {
        assert!(size_of::<Option<(PropertyKey, Property)>>() <= 32);
    }
}
