//! The properties of an object: their selection and formatting.

use alloc::{string::String, vec::Vec};

use super::{
    Inspector,
    text::{escape, is_identifier, quote},
};
use crate::js::{Attributes, Kind, Object, Property, PropertyKey, Slot, Value};

/// A property in the output of an object.
#[derive(Clone, Copy, Debug)]
pub(super) enum ShownProperty {
    /// An own property.
    Own(PropertyKey),
    /// The value of a built-in accessor, or of an inherited property.
    Given(&'static str, Value),
}

impl Inspector<'_, '_> {
    /// Returns the properties to show, which are the enumerable ones unless all are requested (`getKeys`).
    pub(super) fn properties(&mut self, object: Object) -> Vec<ShownProperty> {
        let keys = self.cx.heap().own_keys(object);
        self.shown(object, keys)
    }

    /// Returns the properties to show, without the elements of an array (`getOwnNonIndexProperties`).
    pub(super) fn non_index_properties(&mut self, object: Object) -> Vec<ShownProperty> {
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

    fn shown(&mut self, object: Object, mut keys: Vec<PropertyKey>) -> Vec<ShownProperty> {
        let show_hidden = self.options.show_hidden;
        let heap = self.cx.heap();
        keys.retain(|&key| {
            show_hidden
                || heap.own_property(object, key).is_some_and(|own| own.attributes.contains(Attributes::ENUMERABLE))
        });
        heap.list(keys.into_iter().map(ShownProperty::Own))
    }

    /// Formats a property as `name: value` (`formatProperty`).
    pub(super) fn property(&mut self, object: Object, level: usize, property: ShownProperty) -> String {
        match property {
            ShownProperty::Own(key) => {
                let Some(property) = self.cx.heap().own_property(object, key) else { return String::new() };
                let shown = self.slot(level, property);
                let name = self.key(key, property.attributes.contains(Attributes::ENUMERABLE));
                self.cx.heap().concat([&*name, ": ", &shown])
            }
            ShownProperty::Given(name, value) => {
                let shown = self.within(value, level);
                self.cx.heap().concat([name, ": ", &shown])
            }
        }
    }

    /// Formats an element of an array, without its index.
    pub(super) fn element(&mut self, object: Object, level: usize, key: PropertyKey) -> String {
        match self.cx.heap().own_property(object, key) {
            Some(property) => self.slot(level, property),
            None => "undefined".into(),
        }
    }

    /// Formats the value of a property. Accessors are not called.
    fn slot(&mut self, level: usize, property: Property) -> String {
        match property.slot {
            Slot::Data(value) => self.within(value, level),
            Slot::Accessor { get: Some(_), set: Some(_) } => "[Getter/Setter]".into(),
            Slot::Accessor { get: Some(_), set: None } => "[Getter]".into(),
            Slot::Accessor { get: None, set: Some(_) } => "[Setter]".into(),
            Slot::Accessor { get: None, set: None } => "undefined".into(),
        }
    }

    /// Formats a value within an object, with its lines indented one more step.
    pub(super) fn within(&mut self, value: Value, level: usize) -> String {
        self.indentation = self.indentation.saturating_add(2);
        let shown = self.value(value, level);
        self.indentation = self.indentation.saturating_sub(2);
        shown
    }

    /// Formats the name of a property.
    fn key(&mut self, key: PropertyKey, enumerable: bool) -> String {
        let text = match key {
            PropertyKey::Symbol(symbol) => self.cx.describe(symbol.into()),
            key => self.cx.key_text(key),
        };
        let is_symbol = matches!(key, PropertyKey::Symbol(_));
        if enumerable && !is_symbol && is_identifier(&text) && text != "__proto__" {
            return text;
        }
        let mut shown = self.cx.text();
        match text.as_str() {
            "__proto__" if !is_symbol => shown.push_str("['__proto__']"),
            _ if is_symbol || !enumerable => {
                shown.push('[');
                escape(&mut shown, &text, true);
                shown.push(']');
            }
            _ => quote(&mut shown, &text),
        }
        self.cx.heap().temporary(shown)
    }
}
