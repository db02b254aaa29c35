//! The name of an object: that of its constructor, and its tag.

use alloc::string::String;

use super::{InspectOptions, Inspector};
use crate::js::{
    Attributes, Family, Function, Heap, Intrinsic, Kind, Object, Property, PropertyKey, Slot, Symbol, Value,
};

/// The name that an object is shown with.
#[derive(Debug)]
pub(super) struct ObjectName {
    /// The name of its constructor. `None` if the object has no prototype.
    pub(super) constructor: Option<String>,
    /// Its `Symbol.toStringTag`. Empty if the property itself is shown.
    pub(super) tag: String,
}

impl ObjectName {
    /// Returns the text before the opening brace, with a space at the end (`getPrefix`).
    pub(super) fn prefix(&self, heap: &Heap, fallback: &str, size: &str) -> String {
        let constructor = self.constructor.as_deref();
        let [open, tag, close] = self.tag_after(constructor.or(Some(fallback)));
        match constructor {
            Some(constructor) => heap.concat([constructor, size, open, tag, close, " "]),
            None => heap.concat(["[", fallback, size, ": null prototype]", open, tag, close, " "]),
        }
    }

    /// Returns the tag in brackets after a space, or nothing if it repeats a name.
    pub(super) fn tag_after(&self, name: Option<&str>) -> [&str; 3] {
        let is_shown = !self.tag.is_empty() && name != Some(&self.tag);
        if is_shown { [" [", &self.tag, "]"] } else { [""; 3] }
    }

    pub(super) fn is(&self, constructor: &str) -> bool {
        self.constructor.as_deref() == Some(constructor)
    }
}

impl Inspector<'_, '_> {
    pub(super) fn name_of(&mut self, object: Object) -> ObjectName {
        let constructor = self.constructor_name(object, 0);
        let tag = self.tag(object);
        ObjectName { constructor, tag }
    }

    /// Returns the text before the opening brace of an object of no special kind (`getCtxStyle`).
    pub(super) fn plain_prefix(&mut self, object: Object, name: &ObjectName) -> String {
        let fallback = match name.constructor {
            None => self.cx.heap().builtin_tag(object),
            Some(_) => "",
        };
        name.prefix(self.cx.heap(), if fallback == name.tag { "Object" } else { fallback }, "")
    }

    /// Returns the name of the nearest constructor that the object is an instance of (`getConstructorName`).
    fn constructor_name(&mut self, object: Object, level: usize) -> Option<String> {
        let mut holder = Some(object);
        while let Some(at) = holder {
            let heap = self.cx.heap();
            for (class, name) in [(Intrinsic::Object, "Object"), (Intrinsic::Function, "Function")] {
                if heap.prototype(class) == Some(at) && heap.inherits(object, at) {
                    return Some(name.into());
                }
            }
            if let Some(name) = self.own_constructor(at, object) {
                return Some(name);
            }
            holder = self.cx.heap().prototype_of(at);
        }
        let first = self.cx.heap().prototype_of(object)?;
        let own = self.cx.heap().builtin_tag(object);
        if level as f64 > self.options.depth {
            return Some(self.cx.heap().concat([own, " <Complex prototype>"]));
        }
        let inherited = match self.constructor_name(first, level.saturating_add(1)) {
            Some(name) => name,
            None => {
                let options = InspectOptions { depth: -1.0, ..self.options.clone() };
                Inspector::new(self.cx, options).show(first.into())
            }
        };
        Some(self.cx.heap().concat([own, " <", &inherited, ">"]))
    }

    /// Returns the name of a prototype's constructor, if `object` is an instance of that constructor.
    fn own_constructor(&mut self, prototype: Object, object: Object) -> Option<String> {
        let heap = self.cx.heap();
        let key = heap.key_from("constructor");
        let constructor = data(heap.own_property(prototype, key)).and_then(Value::as_object)?;
        let names = *heap.names();
        if !heap.is_callable(constructor.into()) {
            return None;
        }
        let instances = data(heap.lookup(constructor, PropertyKey::String(names.prototype)))?.as_object()?;
        match data(heap.lookup(constructor, PropertyKey::String(names.name)))? {
            Value::String(name) if heap.inherits(object, instances) => {
                Some(heap.copied(name)).filter(|name| !name.is_empty())
            }
            _ => None,
        }
    }

    fn tag(&mut self, object: Object) -> String {
        let show_hidden = self.options.show_hidden;
        let heap = self.cx.heap();
        let key = PropertyKey::from(Symbol::TO_STRING_TAG);
        if let Some(own) = heap.own_property(object, key) {
            // The property itself is shown.
            if show_hidden || own.attributes.contains(Attributes::ENUMERABLE) {
                return String::new();
            }
        }
        // Accessors are not called. The only accessor whose result is known is that of typed arrays.
        if let Some(view) = heap.view(object.into()) {
            return view.element.name().into();
        }
        match data(heap.lookup(object, key)) {
            Some(Value::String(tag)) => heap.copied(tag),
            _ => String::new(),
        }
    }

    /// Formats a function or a class (`getFunctionBase`).
    pub(super) fn function_base(&mut self, function: Object, name: &ObjectName) -> String {
        let heap = self.cx.heap();
        let key = PropertyKey::String(heap.names().name);
        let own_name = match data(heap.lookup(function, key)) {
            Some(Value::String(text)) => heap.copied(text),
            _ => String::new(),
        };
        if let Kind::Function(Function::Class(class)) = heap.cell(function).kind {
            // Node implements the interfaces in JavaScript, except one as a function.
            if class.family != Family::Language && class.intrinsic != Intrinsic::Stats {
                let parent = heap.prototype_of(function).and_then(|parent| data(heap.lookup(parent, key)));
                let parent = match parent {
                    Some(Value::String(parent)) => heap.text(parent),
                    _ => "",
                };
                let extends = if parent.is_empty() { "" } else { " extends " };
                return heap.concat(["[class ", &own_name, extends, parent, "]"]);
            }
        }
        let null = if name.constructor.is_none() { " (null prototype)" } else { "" };
        let before = if own_name.is_empty() { " (anonymous)" } else { ": " };
        let constructor = name.constructor.as_deref().filter(|&constructor| constructor != "Function");
        let space = if constructor.is_some() { " " } else { "" };
        let [open, tag, close] = name.tag_after(name.constructor.as_deref());
        let constructor = constructor.unwrap_or_default();
        heap.concat(["[Function", null, before, &own_name, "]", space, constructor, open, tag, close])
    }
}

/// Returns the value of a data property.
pub(super) fn data(property: Option<Property>) -> Option<Value> {
    match property?.slot {
        Slot::Data(value) => Some(value),
        Slot::Accessor { .. } => None,
    }
}
