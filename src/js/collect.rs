//! Collection: mark from the roots, sweep the arenas.
//!
//! It runs at safe points alone: in an import called straight from wasm with no native function on the stack, and
//! between events. There every live value can be reached from the global object, the intrinsics, Go's table, the event
//! loop or [`Heap::push`].

use alloc::vec::Vec;
use core::num::NonZeroU32;

use super::{
    arena::Arena,
    function::Function,
    heap::Heap,
    object::{Kind, ObjectCell},
    property::{PropertyKey, Slot},
    string::Strings,
    symbol::{Description, SymbolCell},
    value::{BigInt, Handle, JsString, Object, Symbol, Value},
};

/// A heap is not collected for less than this: a walk of the roots has a price too.
const LEAST: usize = 64 << 10;

/// Objects whose mark is set and whose references are not followed yet.
struct Marker<'a> {
    strings: &'a mut Strings,
    bigints: &'a mut Strings<BigInt>,
    symbols: &'a mut Arena<Symbol, SymbolCell>,
    objects: &'a mut Arena<Object, ObjectCell>,
    gray: Vec<Object>,
    /// Those of them that hold others weakly.
    weak: Vec<Object>,
}

impl Marker<'_> {
    fn value(&mut self, value: Value) {
        match value {
            Value::String(string) => self.strings.mark(string),
            Value::Symbol(symbol) => {
                self.symbols.mark(symbol);
                if let Description::String(description) = self.symbols.get(symbol).description {
                    self.strings.mark(description);
                }
            }
            Value::BigInt(bigint) => self.bigints.mark(bigint),
            Value::Object(object) if self.objects.mark(object) => {
                if matches!(self.objects.get(object).kind, Kind::Weak(_)) {
                    self.weak.push(object);
                }
                self.gray.push(object);
            }
            Value::Undefined | Value::Null | Value::Boolean(_) | Value::Number(_) | Value::Object(_) => {}
        }
    }

    fn is_marked(&self, value: Value) -> bool {
        match value {
            Value::Object(object) => self.objects.is_marked(object),
            Value::Symbol(symbol) => self.symbols.is_marked(symbol),
            _ => true,
        }
    }

    /// Marks all that can be reached: what a weak table holds, as long as its key is.
    fn finish(&mut self) {
        let mut found = Vec::new();
        loop {
            self.drain();
            for &object in &self.weak {
                if let Kind::Weak(table) = &self.objects.get(object).kind {
                    table.reachable(|key| self.is_marked(key), &mut found);
                }
            }
            for value in found.drain(..) {
                self.value(value);
            }
            if self.gray.is_empty() {
                break;
            }
        }
        for object in core::mem::take(&mut self.weak) {
            let Kind::Weak(mut table) = core::mem::take(&mut self.objects.get_mut(object).kind) else { continue };
            table.retain(|key| self.is_marked(key));
            self.objects.get_mut(object).kind = Kind::Weak(table);
        }
    }

    fn drain(&mut self) {
        let mut found = Vec::new();
        while let Some(object) = self.gray.pop() {
            references(self.objects.get(object), &mut found);
            for value in found.drain(..) {
                self.value(value);
            }
        }
    }
}

/// All that a cell refers to.
fn references(cell: &ObjectCell, found: &mut Vec<Value>) {
    found.extend(cell.prototype.map(Value::from));
    for (key, property) in cell.properties.iter() {
        found.extend(match key {
            PropertyKey::Index(_) => None,
            PropertyKey::String(string) => Some(Value::from(string)),
            PropertyKey::Symbol(symbol) => Some(Value::from(symbol)),
        });
        match property.slot {
            Slot::Data(value) => found.push(value),
            Slot::Accessor { get, set } => found.extend([get, set].into_iter().flatten().map(Value::from)),
        }
    }
    match &cell.kind {
        Kind::Array(array) => found.extend(array.values()),
        Kind::Function(Function::Go { id }) => found.push(*id),
        Kind::Function(Function::Captured { values, .. }) => found.extend(values.iter().copied()),
        Kind::Function(Function::Bound(bound)) => {
            found.extend([bound.target.into(), bound.this]);
            found.extend(bound.arguments.iter().copied());
        }
        Kind::TypedArray(view) => found.push(view.buffer.into()),
        Kind::DataView(view) => found.push(view.buffer.into()),
        Kind::Primitive(value) => found.push(*value),
        Kind::Promise(promise) => promise.trace(found),
        Kind::Slots(slots) => slots.trace(&mut |value| found.push(value)),
        Kind::Function(Function::Native { .. } | Function::Class(_) | Function::Host(_))
        | Kind::Ordinary
        | Kind::Arguments
        | Kind::ArrayBuffer(_)
        | Kind::DetachedBuffer
        | Kind::Error
        | Kind::Weak(_)
        | Kind::Date(_) => {}
    }
}

impl Heap {
    /// Whether enough has been allocated since the last collection that another is worth its price.
    #[inline]
    pub(crate) fn wants_collection(&self) -> bool {
        self.allocated > LEAST && self.allocated > self.live
    }

    /// Whether no native function is on the stack, who might hold a value that nothing else does.
    pub(crate) fn is_collectable(&self) -> bool {
        self.natives == 0
    }

    /// Frees what can't be reached, from the heap's own roots or from `roots`.
    pub(crate) fn collect(&mut self, roots: impl IntoIterator<Item = Value>) {
        let mut marker = Marker {
            strings: &mut self.strings,
            symbols: &mut self.symbols,
            objects: &mut self.objects,
            bigints: &mut self.bigints,
            gray: Vec::new(),
            weak: Vec::new(),
        };
        marker.value(self.global.into());
        for object in self.prototypes.iter().chain(&self.constructors).flatten() {
            marker.value((*object).into());
        }
        for index in (1..=Symbol::WELL_KNOWN.len() as u32).filter_map(NonZeroU32::new) {
            marker.value(Symbol::from_index(index).into());
        }
        for name in self.names.all() {
            marker.value(name.into());
        }
        for &(_, prototype) in &self.host_prototypes {
            marker.value(prototype.into());
        }
        for value in self.roots.values() {
            marker.value(value);
        }
        for &value in &self.stack {
            marker.value(value);
        }
        for value in roots {
            marker.value(value);
        }
        marker.finish();
        self.registry.retain(|_, &mut symbol| self.symbols.is_marked(symbol));
        self.strings.sweep();
        self.bigints.sweep();
        self.symbols.sweep(|_, _| {});
        self.objects.sweep(|_, _| {});
        self.live = self.statistics().bytes;
        self.allocated = 0;
    }

    /// How much the heap holds.
    #[must_use]
    pub fn statistics(&self) -> Statistics {
        let cells: usize = self.objects.iter().map(|cell| size_of::<ObjectCell>() + cell.bytes()).sum();
        Statistics {
            strings: self.strings.len(),
            symbols: self.symbols.len(),
            bigints: self.bigints.len(),
            objects: self.objects.len(),
            bytes: cells
                + self.strings.bytes()
                + self.bigints.bytes()
                + (self.strings.len() + self.bigints.len()) as usize * Strings::<JsString>::CELL,
        }
    }
}

/// What a heap holds at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Statistics {
    /// Strings, each text once.
    pub strings: u32,
    /// Symbols.
    pub symbols: u32,
    /// BigInts, each number once.
    pub bigints: u32,
    /// Objects of every kind.
    pub objects: u32,
    /// Bytes of all cells and what belongs to them, about.
    pub bytes: usize,
}
