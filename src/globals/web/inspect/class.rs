//! The name of an object: that of its constructor, and its tag.

use alloc::{format, string::String};

use super::{Inspector, Options};
use crate::js::{Function, Intrinsic, Kind, Object, Property, PropertyKey, Slot, Symbol, Value};

/// The name that an object is shown with.
#[derive(Debug)]
pub(super) struct Name {
    /// The name of its constructor. `None` if the object has no prototype.
    pub(super) constructor: Option<String>,
    /// Its `Symbol.toStringTag`. Empty if the property itself is shown.
    pub(super) tag: String,
}

impl Name {
    /// Returns the text before the opening brace, with a space at the end (`getPrefix`).
    pub(super) fn prefix(&self, fallback: &str, size: &str) -> String {
        let tag = &self.tag;
        match &self.constructor {
            None if !tag.is_empty() && fallback != tag => format!("[{fallback}{size}: null prototype] [{tag}] "),
            None => format!("[{fallback}{size}: null prototype] "),
            Some(constructor) if !tag.is_empty() && constructor != tag => format!("{constructor}{size} [{tag}] "),
            Some(constructor) => format!("{constructor}{size} "),
        }
    }

    pub(super) fn is(&self, constructor: &str) -> bool {
        self.constructor.as_deref() == Some(constructor)
    }
}

impl Inspector<'_, '_> {
    pub(super) fn name_of(&mut self, object: Object) -> Name {
        let constructor = self.constructor_name(object, 0);
        let tag = self.tag(object);
        Name { constructor, tag }
    }

    /// Returns the text before the opening brace of an object of no special kind (`getCtxStyle`).
    pub(super) fn plain_prefix(&mut self, object: Object, name: &Name) -> String {
        let fallback = match name.constructor {
            None => self.cx.heap().builtin_tag(object),
            Some(_) => "",
        };
        name.prefix(if fallback == name.tag { "Object" } else { fallback }, "")
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
            return Some(format!("{own} <Complex prototype>"));
        }
        let inherited = match self.constructor_name(first, level.saturating_add(1)) {
            Some(name) => name,
            None => {
                let options = Options { depth: -1.0, ..self.options.clone() };
                Inspector::new(self.cx, options).show(first.into())
            }
        };
        Some(format!("{own} <{inherited}>"))
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
                Some(heap.text(name)).filter(|name| !name.is_empty()).map(Into::into)
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
            if show_hidden || own.attributes.contains(crate::js::Attributes::ENUMERABLE) {
                return String::new();
            }
        }
        // Accessors are not called. The only accessor whose result is known is that of typed arrays.
        if let Some(view) = heap.view(object.into()) {
            return view.element.name().into();
        }
        match data(heap.lookup(object, key)) {
            Some(Value::String(tag)) => heap.text(tag).into(),
            _ => String::new(),
        }
    }

    /// Formats a function or a class (`getFunctionBase`).
    pub(super) fn function_base(&mut self, function: Object, name: &Name) -> String {
        let heap = self.cx.heap();
        let key = PropertyKey::String(heap.names().name);
        let own_name = match data(heap.lookup(function, key)) {
            Some(Value::String(text)) => String::from(heap.text(text)),
            _ => String::new(),
        };
        if let Kind::Function(Function::Class(class)) = &heap.cell(function).kind {
            if is_written_as_class(class.intrinsic) {
                let parent = heap.prototype_of(function).and_then(|parent| data(heap.lookup(parent, key)));
                let extends = match parent {
                    Some(Value::String(parent)) if !heap.text(parent).is_empty() => {
                        format!(" extends {}", heap.text(parent))
                    }
                    _ => String::new(),
                };
                return format!("[class {own_name}{extends}]");
            }
        }
        let null = if name.constructor.is_none() { " (null prototype)" } else { "" };
        let shown = if own_name.is_empty() { " (anonymous)".into() } else { format!(": {own_name}") };
        let mut base = format!("[Function{null}{shown}]");
        if let Some(constructor) = name.constructor.as_deref().filter(|&constructor| constructor != "Function") {
            base = format!("{base} {constructor}");
        }
        if !name.tag.is_empty() && !name.is(&name.tag) {
            base = format!("{base} [{}]", name.tag);
        }
        base
    }
}

/// Returns the value of a data property.
pub(super) fn data(property: Option<Property>) -> Option<Value> {
    match property?.slot {
        Slot::Data(value) => Some(value),
        Slot::Accessor { .. } => None,
    }
}

/// Returns whether Node implements the class in JavaScript, and therefore shows it as a class.
fn is_written_as_class(intrinsic: Intrinsic) -> bool {
    matches!(
        intrinsic,
        Intrinsic::Event
            | Intrinsic::CustomEvent
            | Intrinsic::EventTarget
            | Intrinsic::AbortController
            | Intrinsic::AbortSignal
            | Intrinsic::DomException
            | Intrinsic::Performance
            | Intrinsic::Timeout
            | Intrinsic::Immediate
            | Intrinsic::TextEncoder
            | Intrinsic::TextDecoder
            | Intrinsic::Url
            | Intrinsic::UrlSearchParams
    )
}
