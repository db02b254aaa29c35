//! The model. It follows the text of ECMA-262: a list of keys and properties, and the algorithms of §10.1 (ordinary
//! objects), §10.4.2 (arrays) and §23.1.3 (methods of arrays), step by step.

use alloc::{
    borrow::ToOwned,
    string::{String, ToString},
    vec::Vec,
};

use super::super::{Integrity, PropertyKey, number};

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Key {
    Index(u32),
    Name(String),
    Symbol(usize),
}

pub(super) fn length_key() -> Key {
    Key::Name("length".to_owned())
}

/// Returns the key for an index. Beyond the largest array index, it is a name.
pub(super) fn index_key(index: u64) -> Key {
    match u32::try_from(index) {
        Ok(index) if index <= PropertyKey::MAX_INDEX => Key::Index(index),
        _ => Key::Name(index.to_string()),
    }
}

#[derive(Clone, Debug)]
pub(super) enum Datum {
    Undefined,
    Number(f64),
    Text(String),
}

/// Compares by SameValue (§7.2.10).
impl PartialEq for Datum {
    fn eq(&self, other: &Datum) -> bool {
        match (self, other) {
            (Datum::Undefined, Datum::Undefined) => true,
            (Datum::Number(a), Datum::Number(b)) => (a.is_nan() && b.is_nan()) || a.to_bits() == b.to_bits(),
            (Datum::Text(a), Datum::Text(b)) => a == b,
            _ => false,
        }
    }
}

/// A getter or a setter, by index.
pub(super) type Accessor = Option<usize>;

/// The value that every getter returns.
pub(super) const GOTTEN: f64 = 7.0;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Field {
    Data { value: Datum, writable: bool },
    Accessor { get: Accessor, set: Accessor },
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) key: Key,
    pub(super) field: Field,
    pub(super) enumerable: bool,
    pub(super) configurable: bool,
}

/// A Property Descriptor (§6.2.6).
#[derive(Clone, Debug, Default)]
pub(super) struct Change {
    pub(super) value: Option<Datum>,
    pub(super) writable: Option<bool>,
    pub(super) get: Option<Accessor>,
    pub(super) set: Option<Accessor>,
    pub(super) enumerable: Option<bool>,
    pub(super) configurable: Option<bool>,
}

impl Change {
    pub(super) fn data(value: Datum) -> Self {
        Change {
            value: Some(value),
            writable: Some(true),
            enumerable: Some(true),
            configurable: Some(true),
            ..Change::default()
        }
    }

    pub(super) fn is_accessor(&self) -> bool {
        self.get.is_some() || self.set.is_some()
    }

    pub(super) fn is_data(&self) -> bool {
        self.value.is_some() || self.writable.is_some()
    }
}

/// An exception. Its value does not matter here.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Thrown;

#[derive(Clone, Debug)]
pub(super) struct Model {
    pub(super) is_array: bool,
    pub(super) extensible: bool,
    /// The properties in order of creation. The `length` of an array is the first.
    pub(super) entries: Vec<Entry>,
}

impl Model {
    pub(super) fn object() -> Self {
        Model { is_array: false, extensible: true, entries: Vec::new() }
    }

    pub(super) fn array(values: Vec<Datum>) -> Self {
        let field = Field::Data { value: Datum::Number(0.0), writable: true };
        let length = Entry { key: length_key(), field, enumerable: false, configurable: false };
        let mut model = Model { is_array: true, extensible: true, entries: Vec::from([length]) };
        for (value, index) in values.into_iter().zip(0..) {
            assert_eq!(model.define(Key::Index(index), &Change::data(value)), Ok(true));
        }
        model
    }

    pub(super) fn own(&self, key: &Key) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == *key)
    }

    pub(super) fn own_mut(&mut self, key: &Key) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|entry| entry.key == *key)
    }

    pub(super) fn length(&self) -> (u32, bool) {
        match self.own(&length_key()).map(|entry| &entry.field) {
            Some(&Field::Data { value: Datum::Number(length), writable }) => (length as u32, writable),
            other => panic!("an array's length is {other:?}"),
        }
    }

    /// Performs ValidateAndApplyPropertyDescriptor (§10.1.6.3).
    pub(super) fn validate_and_apply(&mut self, key: Key, change: &Change) -> bool {
        let extensible = self.extensible;
        let Some(current) = self.own_mut(&key) else {
            if !extensible {
                return false;
            }
            let field = if change.is_accessor() {
                Field::Accessor { get: change.get.flatten(), set: change.set.flatten() }
            } else {
                Field::Data {
                    value: change.value.clone().unwrap_or(Datum::Undefined),
                    writable: change.writable.unwrap_or(false),
                }
            };
            let enumerable = change.enumerable.unwrap_or(false);
            let configurable = change.configurable.unwrap_or(false);
            self.entries.push(Entry { key, field, enumerable, configurable });
            return true;
        };
        if !current.configurable {
            if change.configurable == Some(true) {
                return false;
            }
            if change.enumerable.is_some_and(|enumerable| enumerable != current.enumerable) {
                return false;
            }
            let is_generic = !change.is_accessor() && !change.is_data();
            let is_accessor = matches!(current.field, Field::Accessor { .. });
            if !is_generic && change.is_accessor() != is_accessor {
                return false;
            }
            match &current.field {
                Field::Accessor { get, set } => {
                    if change.get.is_some_and(|new| new != *get) || change.set.is_some_and(|new| new != *set) {
                        return false;
                    }
                }
                Field::Data { value, writable: false } => {
                    if change.writable == Some(true) || change.value.as_ref().is_some_and(|new| new != value) {
                        return false;
                    }
                }
                Field::Data { .. } => {}
            }
        }
        match &mut current.field {
            Field::Data { .. } if change.is_accessor() => {
                current.field = Field::Accessor { get: change.get.flatten(), set: change.set.flatten() };
            }
            Field::Accessor { .. } if change.is_data() => {
                current.field = Field::Data {
                    value: change.value.clone().unwrap_or(Datum::Undefined),
                    writable: change.writable.unwrap_or(false),
                };
            }
            Field::Data { value, writable } => {
                *value = change.value.clone().unwrap_or(value.clone());
                *writable = change.writable.unwrap_or(*writable);
            }
            Field::Accessor { get, set } => {
                *get = change.get.unwrap_or(*get);
                *set = change.set.unwrap_or(*set);
            }
        }
        current.enumerable = change.enumerable.unwrap_or(current.enumerable);
        current.configurable = change.configurable.unwrap_or(current.configurable);
        true
    }

    /// Performs `[[DefineOwnProperty]]` (§10.1.6, §10.4.2.1).
    pub(super) fn define(&mut self, key: Key, change: &Change) -> Result<bool, Thrown> {
        if !self.is_array {
            return Ok(self.validate_and_apply(key, change));
        }
        if key == length_key() {
            return self.array_set_length(change);
        }
        let Key::Index(index) = key else { return Ok(self.validate_and_apply(key, change)) };
        let (length, writable) = self.length();
        if index >= length && !writable {
            return Ok(false);
        }
        if !self.validate_and_apply(key, change) {
            return Ok(false);
        }
        if index >= length {
            let value = Some(Datum::Number(f64::from(index) + 1.0));
            assert!(self.validate_and_apply(length_key(), &Change { value, ..Change::default() }));
        }
        Ok(true)
    }

    /// Performs ArraySetLength (§10.4.2.4).
    pub(super) fn array_set_length(&mut self, change: &Change) -> Result<bool, Thrown> {
        let Some(value) = &change.value else { return Ok(self.validate_and_apply(length_key(), change)) };
        let &Datum::Number(value) = value else { panic!("only numbers are tried as lengths") };
        let new = number::to_uint32(value);
        if f64::from(new) != value {
            return Err(Thrown);
        }
        let mut change = Change { value: Some(Datum::Number(new.into())), ..change.clone() };
        let (old, old_writable) = self.length();
        if new >= old {
            return Ok(self.validate_and_apply(length_key(), &change));
        }
        if !old_writable {
            return Ok(false);
        }
        let new_writable = change.writable != Some(false);
        if !new_writable {
            change.writable = Some(true);
        }
        if !self.validate_and_apply(length_key(), &change) {
            return Ok(false);
        }
        let mut beyond: Vec<u32> = self
            .entries
            .iter()
            .filter_map(|entry| match entry.key {
                Key::Index(index) if index >= new => Some(index),
                _ => None,
            })
            .collect();
        beyond.sort_unstable();
        for index in beyond.into_iter().rev() {
            if !self.delete(&Key::Index(index)) {
                change.value = Some(Datum::Number(f64::from(index) + 1.0));
                if !new_writable {
                    change.writable = Some(false);
                }
                assert!(self.validate_and_apply(length_key(), &change));
                return Ok(false);
            }
        }
        if !new_writable {
            let writable = Some(false);
            assert!(self.validate_and_apply(length_key(), &Change { writable, ..Change::default() }));
        }
        Ok(true)
    }

    /// Performs `[[Get]]` (§10.1.8). The prototypes have none of the keys.
    pub(super) fn get(&self, key: &Key) -> Datum {
        match self.own(key).map(|entry| &entry.field) {
            None | Some(Field::Accessor { get: None, .. }) => Datum::Undefined,
            Some(Field::Accessor { get: Some(_), .. }) => Datum::Number(GOTTEN),
            Some(Field::Data { value, .. }) => value.clone(),
        }
    }

    /// Performs `[[Set]]` (§10.1.9). Setters do nothing.
    pub(super) fn set(&mut self, key: Key, value: Datum) -> Result<bool, Thrown> {
        match self.own(&key).map(|entry| &entry.field) {
            None => self.define(key, &Change::data(value)),
            Some(Field::Accessor { set, .. }) => Ok(set.is_some()),
            Some(Field::Data { writable: false, .. }) => Ok(false),
            Some(Field::Data { .. }) => self.define(key, &Change { value: Some(value), ..Change::default() }),
        }
    }

    /// Performs `[[Delete]]` (§10.1.10).
    pub(super) fn delete(&mut self, key: &Key) -> bool {
        match self.entries.iter().position(|entry| entry.key == *key) {
            None => true,
            Some(at) if self.entries[at].configurable => {
                self.entries.remove(at);
                true
            }
            Some(_) => false,
        }
    }

    /// Performs `[[OwnPropertyKeys]]` (§10.1.11).
    pub(super) fn keys(&self) -> Vec<Key> {
        let keys = self.entries.iter().map(|entry| entry.key.clone());
        let mut sorted: Vec<Key> = keys.clone().filter(|key| matches!(key, Key::Index(_))).collect();
        sorted.sort_by_key(|key| if let Key::Index(index) = key { *index } else { 0 });
        sorted.extend(keys.clone().filter(|key| matches!(key, Key::Name(_))));
        sorted.extend(keys.filter(|key| matches!(key, Key::Symbol(_))));
        sorted
    }

    /// Performs SetIntegrityLevel (§7.3.15).
    pub(super) fn set_integrity(&mut self, level: Integrity) -> bool {
        self.extensible = false;
        self.keys().into_iter().all(|key| {
            let is_data = matches!(self.own(&key).map(|entry| &entry.field), Some(Field::Data { .. }));
            let writable = (level == Integrity::Frozen && is_data).then_some(false);
            self.define(key, &Change { configurable: Some(false), writable, ..Change::default() }) == Ok(true)
        })
    }

    // Set(…, true) (§7.3.4) and DeletePropertyOrThrow (§7.3.10).

    pub(super) fn put(&mut self, index: u64, value: Datum) -> Result<(), Thrown> {
        if self.set(index_key(index), value)? { Ok(()) } else { Err(Thrown) }
    }

    pub(super) fn put_length(&mut self, length: u64) -> Result<(), Thrown> {
        if self.set(length_key(), Datum::Number(length as f64))? { Ok(()) } else { Err(Thrown) }
    }

    pub(super) fn remove(&mut self, index: u64) -> Result<(), Thrown> {
        if self.delete(&index_key(index)) { Ok(()) } else { Err(Thrown) }
    }

    pub(super) fn has(&self, index: u64) -> bool {
        self.own(&index_key(index)).is_some()
    }

    pub(super) fn shift_element(&mut self, from: u64, to: u64) -> Result<(), Thrown> {
        if self.has(from) { self.put(to, self.get(&index_key(from))) } else { self.remove(to) }
    }

    /// `Array.prototype.push` (§23.1.3.23).
    pub(super) fn push(&mut self, values: &[Datum]) -> Result<Datum, Thrown> {
        let mut length = u64::from(self.length().0);
        for value in values {
            self.put(length, value.clone())?;
            length += 1;
        }
        self.put_length(length)?;
        Ok(Datum::Number(length as f64))
    }

    /// `Array.prototype.pop` (§23.1.3.22).
    pub(super) fn pop(&mut self) -> Result<Datum, Thrown> {
        let length = u64::from(self.length().0);
        if length == 0 {
            self.put_length(0)?;
            return Ok(Datum::Undefined);
        }
        let last = self.get(&index_key(length - 1));
        self.remove(length - 1)?;
        self.put_length(length - 1)?;
        Ok(last)
    }

    /// `Array.prototype.shift` (§23.1.3.27).
    pub(super) fn shift(&mut self) -> Result<Datum, Thrown> {
        let length = u64::from(self.length().0);
        if length == 0 {
            self.put_length(0)?;
            return Ok(Datum::Undefined);
        }
        let first = self.get(&index_key(0));
        for index in 1..length {
            self.shift_element(index, index - 1)?;
        }
        self.remove(length - 1)?;
        self.put_length(length - 1)?;
        Ok(first)
    }

    /// `Array.prototype.unshift` (§23.1.3.37).
    pub(super) fn unshift(&mut self, values: &[Datum]) -> Result<Datum, Thrown> {
        let (length, count) = (u64::from(self.length().0), values.len() as u64);
        if count > 0 {
            for index in (0..length).rev() {
                self.shift_element(index, index + count)?;
            }
            for (value, index) in values.iter().zip(0..) {
                self.put(index, value.clone())?;
            }
        }
        self.put_length(length + count)?;
        Ok(Datum::Number((length + count) as f64))
    }

    /// `Array.prototype.slice` (§23.1.3.28), for a range within the length.
    pub(super) fn slice(&self, start: u64, end: u64) -> Model {
        let mut part = Model::array(Vec::new());
        for index in start..end {
            if self.has(index) {
                let change = Change::data(self.get(&index_key(index)));
                assert_eq!(part.define(index_key(index - start), &change), Ok(true));
            }
        }
        part.put_length(end - start).unwrap();
        part
    }

    /// `Array.prototype.splice` (§23.1.3.31), for a range within the length.
    pub(super) fn splice(&mut self, start: u64, removed: u64, values: &[Datum]) -> Result<Model, Thrown> {
        let (length, count) = (u64::from(self.length().0), values.len() as u64);
        let part = self.slice(start, start + removed);
        if count < removed {
            for index in start..length - removed {
                self.shift_element(index + removed, index + count)?;
            }
            for index in (length - removed + count..length).rev() {
                self.remove(index)?;
            }
        } else if count > removed {
            for index in (start..length - removed).rev() {
                self.shift_element(index + removed, index + count)?;
            }
        }
        for (value, index) in values.iter().zip(start..) {
            self.put(index, value.clone())?;
        }
        self.put_length(length - removed + count)?;
        Ok(part)
    }

    /// `Array.prototype.reverse` (§23.1.3.26).
    pub(super) fn reverse(&mut self) -> Result<(), Thrown> {
        let length = u64::from(self.length().0);
        for lower in 0..length / 2 {
            let upper = length - lower - 1;
            let low = self.has(lower).then(|| self.get(&index_key(lower)));
            let high = self.has(upper).then(|| self.get(&index_key(upper)));
            match (low, high) {
                (Some(low), Some(high)) => {
                    self.put(lower, high)?;
                    self.put(upper, low)?;
                }
                (None, Some(high)) => {
                    self.put(lower, high)?;
                    self.remove(upper)?;
                }
                (Some(low), None) => {
                    self.remove(lower)?;
                    self.put(upper, low)?;
                }
                (None, None) => {}
            }
        }
        Ok(())
    }
}
