//! The contents of built-in objects besides their properties: elements of arrays, maps and sets, and bytes of buffers.

use alloc::{format, string::String};
use core::fmt::Write;

use super::{
    Inspector,
    class::{ObjectName, data},
    text::remaining,
};
use crate::js::{DataView, Function, Intrinsic, Kind, List, Object, PromiseState, PropertyKey, Slot, Value, WeakKind};

/// The kind of contents that an object has.
#[derive(Clone, Copy, Debug)]
pub(super) enum Contents {
    None,
    Array { length: u32 },
    TypedArray { length: usize },
    Map { size: usize },
    Set { size: usize },
    ArrayBuffer,
    DataView(DataView),
    Promise,
    Weak,
}

impl Contents {
    /// Returns the number of elements, unless something else is shown.
    pub(super) fn size(self) -> Option<usize> {
        match self {
            Contents::None => Some(0),
            Contents::Array { length } => Some(length as usize),
            Contents::TypedArray { length: size } | Contents::Map { size } | Contents::Set { size } => Some(size),
            Contents::ArrayBuffer | Contents::DataView(_) | Contents::Promise | Contents::Weak => None,
        }
    }

    /// Returns whether the object is shown in square brackets.
    pub(super) fn is_array(self) -> bool {
        matches!(self, Contents::Array { .. } | Contents::TypedArray { .. })
    }
}

/// The entries of a map or a set.
#[derive(Debug)]
pub(in crate::globals::web) struct Entries {
    /// `None` for a set.
    pub(in crate::globals::web) keys: Option<List<Value>>,
    pub(in crate::globals::web) values: List<Value>,
}

impl Inspector<'_, '_> {
    /// Returns the contents of an object that are not properties, and the name of its class.
    pub(super) fn contents_of(&mut self, object: Object) -> Option<(&'static str, Contents)> {
        let heap = self.cx.heap();
        match &heap.cell(object).kind {
            Kind::Array(elements) => Some(("Array", Contents::Array { length: elements.length() })),
            Kind::TypedArray(view) => {
                let length = heap.view(object.into()).map_or(0, |view| view.length);
                Some((view.element.name(), Contents::TypedArray { length }))
            }
            Kind::Slots(_) => match self.size_of(object, Intrinsic::Map) {
                Some(size) => Some(("Map", Contents::Map { size })),
                None => Some(("Set", Contents::Set { size: self.size_of(object, Intrinsic::Set)? })),
            },
            Kind::ArrayBuffer(_) => Some(("ArrayBuffer", Contents::ArrayBuffer)),
            &Kind::DataView(view) => Some(("DataView", Contents::DataView(view))),
            Kind::Promise(_) => Some(("Promise", Contents::Promise)),
            Kind::Weak(table) if table.kind == WeakKind::Map => Some(("WeakMap", Contents::Weak)),
            Kind::Weak(table) if table.kind == WeakKind::Set => Some(("WeakSet", Contents::Weak)),
            _ => None,
        }
    }

    /// Formats the contents of an object, entry by entry.
    pub(super) fn contents(&mut self, object: Object, contents: Contents, level: usize) -> List<String> {
        let mut output = List::new();
        match contents {
            Contents::None => {}
            Contents::Array { length } => self.array(object, length, level, &mut output),
            Contents::TypedArray { length } => self.typed_array(object, length, level, &mut output),
            Contents::Map { size } => self.collection(object, Intrinsic::Map, size, level, &mut output),
            Contents::Set { size } => self.collection(object, Intrinsic::Set, size, level, &mut output),
            Contents::ArrayBuffer => self.array_buffer(object, level, &mut output),
            Contents::DataView(view) => {
                self.given("byteLength", (view.length as f64).into(), level, &mut output);
                self.given("byteOffset", (view.offset as f64).into(), level, &mut output);
                self.given("buffer", view.buffer.into(), level, &mut output);
            }
            Contents::Promise => {
                let shown = self.promise(object, level);
                output.add(self.cx.heap(), shown);
            }
            Contents::Weak => output.add(self.cx.heap(), "<items unknown>".into()),
        }
        output
    }

    /// Formats the elements of an array (`formatArray`).
    fn array(&mut self, array: Object, length: u32, level: usize, output: &mut List<String>) {
        let max = u32::try_from(self.options.max_array_length).unwrap_or(u32::MAX).min(length);
        for index in 0..max {
            let key = PropertyKey::Index(index);
            if self.cx.heap().own_property(array, key).is_none() {
                return self.sparse_array(array, length, level, output);
            }
            let shown = self.element(array, level, key);
            output.add(self.cx.heap(), shown);
        }
        self.rest(length.saturating_sub(max) as usize, output);
    }

    /// Adds a note about the elements that are not shown.
    fn rest(&mut self, count: usize, output: &mut List<String>) {
        if count > 0 {
            output.add(self.cx.heap(), remaining(count, "item"));
        }
    }

    /// Formats an array from its first hole on (`formatSpecialArray`).
    fn sparse_array(&mut self, array: Object, length: u32, level: usize, output: &mut List<String>) {
        let max = self.options.max_array_length.min(length as usize);
        let holes = |count: u32| format!("<{count} empty item{}>", if count > 1 { "s" } else { "" });
        let mut next = output.len() as u32;
        let keys = self.cx.heap().own_keys(array);
        let indices = keys.into_iter().filter_map(|key| match key {
            PropertyKey::Index(index) if index >= next => Some(index),
            _ => None,
        });
        let indices = self.cx.heap().list(indices);
        for index in indices {
            if output.len() >= max {
                break;
            }
            if index > next {
                output.add(self.cx.heap(), holes(index.saturating_sub(next)));
                next = index;
                if output.len() >= max {
                    break;
                }
            }
            let shown = self.element(array, level, PropertyKey::Index(index));
            output.add(self.cx.heap(), shown);
            next = index.saturating_add(1);
        }
        let left = length.saturating_sub(next);
        if left > 0 && output.len() < max {
            output.add(self.cx.heap(), holes(left));
        } else {
            self.rest(left as usize, output);
        }
    }

    /// Formats the elements of a typed array (`formatTypedArray`).
    fn typed_array(&mut self, array: Object, length: usize, level: usize, output: &mut List<String>) {
        let max = self.options.max_array_length.min(length);
        for index in 0..max {
            let element = self.cx.heap().typed_element(array, index);
            let shown = self.value(element.unwrap_or_default(), level);
            output.add(self.cx.heap(), shown);
        }
        self.rest(length.saturating_sub(max), output);
        let heap = self.cx.heap();
        if let (true, Some(view)) = (self.options.show_hidden, heap.view(array.into())) {
            let size = view.element.size();
            let bytes = heap.buffer(view.buffer).map_or(0, <[u8]>::len);
            let hidden = [
                format!("[BYTES_PER_ELEMENT]: {size}"),
                format!("[length]: {}", view.length),
                format!("[byteLength]: {}", view.length.saturating_mul(size)),
                format!("[byteOffset]: {}", view.offset),
                format!("[buffer]: ArrayBuffer {{ byteLength: {bytes} }}"),
            ];
            output.extend(heap, hidden);
        }
    }

    /// Formats the entries of a map or set (`formatMap` and `formatSet`). It uses the built-in methods of the class. If
    /// the program has replaced them, the entries are not shown.
    fn collection(&mut self, object: Object, class: Intrinsic, size: usize, level: usize, output: &mut List<String>) {
        let max = self.options.max_array_length.min(size);
        self.indentation = self.indentation.saturating_add(2);
        for entry in self.collected(object, class, "entries", max) {
            let [key, value] = self.pair(entry);
            let mut shown = self.value(key, level);
            if class == Intrinsic::Map {
                let value = self.value(value, level);
                shown = self.cx.heap().concat([&*shown, " => ", &value]);
            }
            output.add(self.cx.heap(), shown);
        }
        self.indentation = self.indentation.saturating_sub(2);
        self.rest(size.saturating_sub(max), output);
    }

    /// Returns the entries of a map or set, or `None` for another object.
    pub(in crate::globals::web) fn entries(mut self, object: Object) -> Option<Entries> {
        let is_map = self.size_of(object, Intrinsic::Map).is_some();
        let class = if is_map { Intrinsic::Map } else { Intrinsic::Set };
        self.size_of(object, class)?;
        let mut entries = Entries { keys: is_map.then(List::new), values: List::new() };
        for entry in self.collected(object, class, "entries", usize::MAX) {
            let [key, value] = self.pair(entry);
            let heap = self.cx.heap();
            if let Some(keys) = &mut entries.keys {
                keys.add(heap, key);
            }
            entries.values.add(heap, value);
        }
        Some(entries)
    }

    /// Returns the key and the value of an entry that an iterator returned.
    pub(super) fn pair(&mut self, entry: Value) -> [Value; 2] {
        let heap = self.cx.heap();
        [0, 1].map(|index| {
            let element = entry.as_object().and_then(|entry| heap.own_property(entry, PropertyKey::Index(index)));
            data(element).unwrap_or_default()
        })
    }

    /// Returns the number of entries of a map or set, or `None` for another object.
    pub(super) fn size_of(&mut self, object: Object, class: Intrinsic) -> Option<usize> {
        let size = self.native(class, "size")?;
        match self.cx.call(size, object.into(), &[]) {
            Ok(Value::Number(size)) => Some(size as usize),
            _ => None,
        }
    }

    /// Collects at most `max` values of the iterator that a built-in method returns.
    pub(super) fn collected(&mut self, object: Object, class: Intrinsic, method: &str, max: usize) -> List<Value> {
        let mut values = List::new();
        let Some(method) = self.native(class, method) else { return values };
        let Ok(Value::Object(iterator)) = self.cx.call(method, object.into(), &[]) else { return values };
        let iterators = match class {
            Intrinsic::Map => Intrinsic::MapIterator,
            Intrinsic::Set => Intrinsic::SetIterator,
            _ => Intrinsic::UrlSearchParamsIterator,
        };
        let Some(next) = self.native(iterators, "next") else { return values };
        while values.len() < max {
            let Ok(Value::Object(result)) = self.cx.call(next, iterator.into(), &[]) else { break };
            let heap = self.cx.heap();
            let (done, value) = (heap.key_from("done"), heap.key_from("value"));
            if !matches!(data(heap.own_property(result, done)), Some(Value::Boolean(false))) {
                break;
            }
            let value = data(heap.own_property(result, value)).unwrap_or_default();
            values.add(heap, value);
        }
        values
    }

    /// Returns a built-in method or getter of a class, or `None` if the program has replaced it or does not have the
    /// class.
    pub(super) fn native(&mut self, class: Intrinsic, name: &str) -> Option<Value> {
        let heap = self.cx.heap();
        let prototype = heap.prototype(class)?;
        let key = heap.key_from(name);
        let function = match heap.own_property(prototype, key)?.slot {
            Slot::Data(value) => value.as_object()?,
            Slot::Accessor { get, .. } => get?,
        };
        matches!(heap.cell(function).kind, Kind::Function(Function::Native { .. })).then_some(function.into())
    }

    /// Formats the bytes of a buffer (`formatArrayBuffer`).
    fn array_buffer(&mut self, buffer: Object, level: usize, output: &mut List<String>) {
        let max = self.options.max_array_length;
        let mut shown = self.cx.text();
        shown.push_str("[Uint8Contents]: <");
        let heap = self.cx.heap();
        let bytes = heap.buffer(buffer).unwrap_or_default();
        for (byte, index) in bytes.iter().take(max).zip(0..) {
            let space = if index > 0 { " " } else { "" };
            let _ = write!(shown, "{space}{byte:02x}");
        }
        if bytes.len() > max {
            let _ = write!(shown, " {}", remaining(bytes.len().saturating_sub(max), "byte"));
        }
        shown.push('>');
        let length = bytes.len() as f64;
        output.add(heap, heap.temporary(shown));
        self.given("byteLength", length.into(), level, output);
    }

    /// Formats the value of a built-in accessor as a property.
    fn given(&mut self, name: &str, value: Value, level: usize, output: &mut List<String>) {
        let shown = self.within(value, level);
        let heap = self.cx.heap();
        output.add(heap, heap.concat([name, ": ", &shown]));
    }

    /// Formats the state of a promise (`formatPromise`).
    fn promise(&mut self, promise: Object, level: usize) -> String {
        match self.cx.heap().promise_state(promise.into()) {
            Some(PromiseState::Fulfilled(value)) => self.within(value, level),
            Some(PromiseState::Rejected(reason)) => {
                let reason = self.within(reason, level);
                self.cx.heap().concat(["<rejected> ", &reason])
            }
            Some(PromiseState::Pending) | None => "<pending>".into(),
        }
    }

    /// Formats the object of a primitive value (`getBoxedBase`).
    pub(super) fn boxed_base(&mut self, value: Value, name: &ObjectName) -> String {
        let class = match value {
            Value::Boolean(_) => "Boolean",
            Value::Number(_) => "Number",
            Value::String(_) => "String",
            Value::BigInt(_) => "BigInt",
            _ => "Symbol",
        };
        let [before, constructor, after] = match name.constructor.as_deref() {
            Some(constructor) if constructor == class => [""; 3],
            constructor => [" (", constructor.unwrap_or("null prototype"), ")"],
        };
        let shown = self.primitive(value);
        let [open, tag, close] = name.tag_after(name.constructor.as_deref());
        self.cx.heap().concat(["[", class, before, constructor, after, ": ", &shown, "]", open, tag, close])
    }
}
