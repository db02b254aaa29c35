//! The contents of built-in objects besides their properties: elements of arrays, maps and sets, and bytes of buffers.

use alloc::{
    format,
    string::{String, ToString},
    vec,
    vec::Vec,
};
use core::fmt::Write;

use super::{
    Inspector,
    class::data,
    text::{number_text, remaining},
};
use crate::js::{Function, Intrinsic, Kind, Object, PromiseState, PropertyKey, Slot, Value};

/// The kind of contents that an object has.
#[derive(Clone, Copy, Debug)]
pub(super) enum Contents {
    None,
    Array { length: u32 },
    TypedArray { length: usize },
    Map { size: usize },
    Set { size: usize },
    ArrayBuffer,
    Promise,
    Weak,
}

/// The entries of a map or a set.
#[derive(Debug)]
pub(in crate::globals::web) struct Entries {
    /// `None` for a set.
    pub(in crate::globals::web) keys: Option<Vec<Value>>,
    pub(in crate::globals::web) values: Vec<Value>,
}

impl Inspector<'_, '_> {
    /// Formats the contents of an object, entry by entry.
    pub(super) fn contents(&mut self, object: Object, contents: Contents, level: usize) -> Vec<String> {
        match contents {
            Contents::None => Vec::new(),
            Contents::Array { length } => self.array(object, length, level),
            Contents::TypedArray { length } => self.typed_array(object, length, level),
            Contents::Map { size } => self.collection(object, Intrinsic::Map, size, level),
            Contents::Set { size } => self.collection(object, Intrinsic::Set, size, level),
            Contents::ArrayBuffer => self.array_buffer(object),
            Contents::Promise => self.promise(object, level),
            Contents::Weak => vec!["<items unknown>".into()],
        }
    }

    /// Formats the elements of an array (`formatArray`).
    fn array(&mut self, array: Object, length: u32, level: usize) -> Vec<String> {
        let max = u32::try_from(self.options.max_array_length).unwrap_or(u32::MAX).min(length);
        let mut output = Vec::new();
        for index in 0..max {
            let key = PropertyKey::Index(index);
            if self.cx.heap().own_property(array, key).is_none() {
                return self.sparse_array(array, length, level, output);
            }
            let shown = self.element(array, level, key);
            self.cx.heap().extend(&mut output, [shown]);
        }
        if length > max {
            output.push(remaining(length.saturating_sub(max) as usize, "item"));
        }
        output
    }

    /// Formats an array from its first hole on (`formatSpecialArray`).
    fn sparse_array(&mut self, array: Object, length: u32, level: usize, mut output: Vec<String>) -> Vec<String> {
        let max = self.options.max_array_length.min(length as usize);
        let holes = |count: u32| format!("<{count} empty item{}>", if count > 1 { "s" } else { "" });
        let mut next = output.len() as u32;
        let keys = self.cx.heap().own_keys(array);
        let indices = keys.into_iter().filter_map(|key| match key {
            PropertyKey::Index(index) if index >= next => Some(index),
            _ => None,
        });
        let indices: Vec<u32> = self.cx.heap().list(indices);
        for index in indices {
            if output.len() >= max {
                break;
            }
            if index > next {
                output.push(holes(index.saturating_sub(next)));
                next = index;
                if output.len() >= max {
                    break;
                }
            }
            let shown = self.element(array, level, PropertyKey::Index(index));
            self.cx.heap().extend(&mut output, [shown]);
            next = index.saturating_add(1);
        }
        let left = length.saturating_sub(next);
        if left > 0 {
            output.push(if output.len() < max { holes(left) } else { remaining(left as usize, "item") });
        }
        output
    }

    /// Formats the elements of a typed array (`formatTypedArray`).
    fn typed_array(&mut self, array: Object, length: usize, level: usize) -> Vec<String> {
        let max = self.options.max_array_length.min(length);
        let mut output = Vec::new();
        for index in 0..max {
            let element = self.cx.heap().typed_element(array, index);
            let shown = self.value(element.unwrap_or_default(), level);
            self.cx.heap().extend(&mut output, [shown]);
        }
        if length > max {
            output.push(remaining(length.saturating_sub(max), "item"));
        }
        if let (true, Some(view)) = (self.options.show_hidden, self.cx.heap().view(array.into())) {
            let size = view.element.size();
            output.push(format!("[BYTES_PER_ELEMENT]: {size}"));
            output.push(format!("[length]: {}", view.length));
            output.push(format!("[byteLength]: {}", view.length.saturating_mul(size)));
            output.push(format!("[byteOffset]: {}", view.offset));
            let bytes = self.cx.heap().buffer(view.buffer).map_or(0, <[u8]>::len);
            output.push(format!("[buffer]: ArrayBuffer {{ byteLength: {bytes} }}"));
        }
        output
    }

    /// Formats the entries of a map or set (`formatMap` and `formatSet`). It uses the built-in methods of the class. If
    /// the program has replaced them, the entries are not shown.
    fn collection(&mut self, object: Object, class: Intrinsic, size: usize, level: usize) -> Vec<String> {
        let max = self.options.max_array_length.min(size);
        let mut output = Vec::new();
        self.indentation = self.indentation.saturating_add(2);
        for entry in self.collected(object, class, "entries", max) {
            let Value::Object(entry) = entry else { continue };
            let [key, value] = [0, 1]
                .map(|index| data(self.cx.heap().own_property(entry, PropertyKey::Index(index))).unwrap_or_default());
            let key = self.value(key, level);
            let shown = match class {
                Intrinsic::Map => {
                    let value = self.value(value, level);
                    self.cx.heap().concat([&*key, " => ", &value])
                }
                _ => key,
            };
            self.cx.heap().extend(&mut output, [shown]);
        }
        self.indentation = self.indentation.saturating_sub(2);
        if size > max {
            output.push(remaining(size.saturating_sub(max), "item"));
        }
        output
    }

    /// Returns the entries of a map or set, or `None` for another object.
    pub(in crate::globals::web) fn entries(mut self, object: Object) -> Option<Entries> {
        let is_map = self.size_of(object, Intrinsic::Map).is_some();
        let class = if is_map { Intrinsic::Map } else { Intrinsic::Set };
        self.size_of(object, class)?;
        let pairs = self.collected(object, class, "entries", usize::MAX);
        let heap = self.cx.heap();
        let mut entries = Entries { keys: is_map.then(Vec::new), values: Vec::new() };
        for pair in pairs {
            let mut at = |index| {
                let key = PropertyKey::Index(index);
                pair.as_object().and_then(|pair| data(heap.own_property(pair, key))).unwrap_or_default()
            };
            let (key, value) = (at(0), at(1));
            if let Some(keys) = &mut entries.keys {
                heap.extend(keys, [key]);
            }
            heap.extend(&mut entries.values, [value]);
        }
        Some(entries)
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
    pub(super) fn collected(&mut self, object: Object, class: Intrinsic, method: &str, max: usize) -> Vec<Value> {
        let mut values = Vec::new();
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
            heap.extend(&mut values, [value]);
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
    fn array_buffer(&mut self, buffer: Object) -> Vec<String> {
        let max = self.options.max_array_length;
        let bytes = self.cx.heap().buffer(buffer).unwrap_or_default();
        let mut shown = String::new();
        for (byte, index) in bytes.iter().take(max).zip(0..) {
            let space = if index > 0 { " " } else { "" };
            // Writing to a string can't fail.
            let _ = write!(shown, "{space}{byte:02x}");
        }
        if bytes.len() > max {
            shown = format!("{shown} {}", remaining(bytes.len().saturating_sub(max), "byte"));
        }
        vec![format!("[Uint8Contents]: <{shown}>")]
    }

    /// Formats the state of a promise (`formatPromise`).
    fn promise(&mut self, promise: Object, level: usize) -> Vec<String> {
        vec![match self.cx.heap().promise_state(promise.into()) {
            Some(PromiseState::Fulfilled(value)) => self.within(value, level),
            Some(PromiseState::Rejected(reason)) => format!("<rejected> {}", self.within(reason, level)),
            Some(PromiseState::Pending) | None => "<pending>".to_string(),
        }]
    }

    /// Formats the object of a primitive value (`getBoxedBase`).
    pub(super) fn boxed_base(&mut self, value: Value, name: &super::class::Name) -> String {
        let class = match value {
            Value::Boolean(_) => "Boolean",
            Value::Number(_) => "Number",
            Value::String(_) => "String",
            Value::BigInt(_) => "BigInt",
            _ => "Symbol",
        };
        let constructor = match &name.constructor {
            None => " (null prototype)".into(),
            Some(constructor) if constructor != class => format!(" ({constructor})"),
            Some(_) => String::new(),
        };
        let shown = match value {
            Value::Number(number) => number_text(number),
            other => self.primitive(other),
        };
        let base = format!("[{class}{constructor}: {shown}]");
        if name.tag.is_empty() || name.is(&name.tag) { base } else { format!("{base} [{}]", name.tag) }
    }
}
