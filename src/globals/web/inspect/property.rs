//! The properties of an object: which are shown, and each with its name.

use alloc::{format, string::String, vec::Vec};

use super::{
    Inspector,
    text::{escaped, is_identifier, quoted},
};
use crate::js::{Attributes, Kind, Object, Property, PropertyKey, Slot, Value};

/// What is shown among an object's properties.
#[derive(Clone, Copy, Debug)]
pub(super) enum Entry {
    /// A property of its own.
    Own(PropertyKey),
    /// What an accessor of a built-in class would say, or what it inherits.
    Given(&'static str, Value),
}

impl Inspector<'_, '_> {
    /// The properties that are shown: those that are enumerable (`getKeys`).
    pub(super) fn entries_of(&mut self, object: Object) -> Vec<Entry> {
        let keys = self.cx.heap().own_keys(object);
        self.shown(object, keys)
    }

    /// The same, without the elements of an array (`getOwnNonIndexProperties`).
    pub(super) fn non_index_entries_of(&mut self, object: Object) -> Vec<Entry> {
        let show_hidden = self.options.show_hidden;
        let heap = self.cx.heap();
        let has_length = show_hidden && matches!(heap.cell(object).kind, Kind::Array(_));
        let length = has_length.then_some(PropertyKey::String(heap.names().length));
        let properties = || heap.cell(object).properties.iter().map(|(key, _)| key);
        let strings = properties().filter(|key| matches!(key, PropertyKey::String(_)));
        let symbols = properties().filter(|key| matches!(key, PropertyKey::Symbol(_)));
        let keys = heap.list(length.into_iter().chain(strings).chain(symbols));
        self.shown(object, keys)
    }

    fn shown(&mut self, object: Object, mut keys: Vec<PropertyKey>) -> Vec<Entry> {
        let show_hidden = self.options.show_hidden;
        let heap = self.cx.heap();
        keys.retain(|&key| {
            show_hidden
                || heap.own_property(object, key).is_some_and(|own| own.attributes.contains(Attributes::ENUMERABLE))
        });
        heap.list(keys.into_iter().map(Entry::Own))
    }

    /// One property, as `name: value` (`formatProperty`).
    pub(super) fn entry(&mut self, object: Object, level: usize, entry: Entry) -> String {
        match entry {
            Entry::Own(key) => {
                let Some(property) = self.cx.heap().own_property(object, key) else { return String::new() };
                let shown = self.slot(level, property);
                let name = self.key(key, property.attributes.contains(Attributes::ENUMERABLE));
                self.cx.heap().concat([&*name, ": ", &shown])
            }
            Entry::Given(name, value) => {
                let shown = self.within(value, level);
                self.cx.heap().concat([name, ": ", &shown])
            }
        }
    }

    /// An element of an array, without its name.
    pub(super) fn element(&mut self, object: Object, level: usize, key: PropertyKey) -> String {
        match self.cx.heap().own_property(object, key) {
            Some(property) => self.slot(level, property),
            None => "undefined".into(),
        }
    }

    /// What a property holds. An accessor is not called.
    fn slot(&mut self, level: usize, property: Property) -> String {
        match property.slot {
            Slot::Data(value) => self.within(value, level),
            Slot::Accessor { get: Some(_), set: Some(_) } => "[Getter/Setter]".into(),
            Slot::Accessor { get: Some(_), set: None } => "[Getter]".into(),
            Slot::Accessor { get: None, set: Some(_) } => "[Setter]".into(),
            Slot::Accessor { get: None, set: None } => "undefined".into(),
        }
    }

    /// A value inside an object, its lines indented one step more.
    pub(super) fn within(&mut self, value: Value, level: usize) -> String {
        self.indentation = self.indentation.saturating_add(2);
        let shown = self.value(value, level);
        self.indentation = self.indentation.saturating_sub(2);
        shown
    }

    /// A property's name.
    fn key(&mut self, key: PropertyKey, enumerable: bool) -> String {
        let text = match key {
            PropertyKey::Symbol(symbol) => return format!("[{}]", escaped(&self.cx.describe(symbol.into()))),
            key => self.cx.key_text(key),
        };
        match text.as_str() {
            "__proto__" => "['__proto__']".into(),
            _ if !enumerable => format!("[{}]", escaped(&text)),
            _ if is_identifier(&text) => text,
            _ => quoted(&text),
        }
    }
}
