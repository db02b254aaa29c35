//! Collection: mark from the roots, sweep the arenas.
//!
//! It runs at safe points alone: in an import called straight from wasm with no native function on the stack, and
//! between events. There every live value can be reached from the global object, the intrinsics, Go's table, the event
//! loop or [`Heap::push`].

use alloc::{collections::BTreeMap, vec::Vec};
use core::num::NonZeroU32;

use super::{
    arena::Arena,
    function::Function,
    heap::Heap,
    meter::Excess,
    object::{Kind, ObjectCell},
    property::{PropertyKey, Slot},
    string::{MAX_LEN, Strings},
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
    /// Values that are still to be marked.
    found: Vec<Value>,
    /// Marked objects that hold others weakly.
    weak: Vec<Object>,
    /// What weak tables hold, by keys that have no mark yet: each is looked at once, however long a chain they are.
    waiting: BTreeMap<(bool, NonZeroU32), Vec<Value>>,
}

impl Marker<'_> {
    fn value(&mut self, value: Value) {
        match value {
            Value::String(string) => self.strings.mark(string),
            Value::Symbol(symbol) if self.symbols.mark(symbol) => {
                if let Description::String(description) = self.symbols.get(symbol).description {
                    self.strings.mark(description);
                }
                self.key_is_alive(value);
            }
            Value::BigInt(bigint) => self.bigints.mark(bigint),
            Value::Object(object) if self.objects.mark(object) => {
                if matches!(self.objects.get(object).kind, Kind::Weak(_)) {
                    self.weak.push(object);
                }
                self.gray.push(object);
                self.key_is_alive(value);
            }
            _ => {}
        }
    }

    /// What weak tables hold by this key is to be marked, too.
    #[inline]
    fn key_is_alive(&mut self, key: Value) {
        if !self.waiting.is_empty() {
            let values = key_of(key).and_then(|key| self.waiting.remove(&key));
            self.found.extend(values.into_iter().flatten());
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
        let mut seen = 0;
        loop {
            self.drain();
            let Some(&table) = self.weak.get(seen) else { break };
            seen = seen.saturating_add(1);
            let Kind::Weak(table) = &self.objects.get(table).kind else { continue };
            for (key, value) in table.ephemerons() {
                match key_of(key) {
                    Some(id) if !self.is_marked(key) => self.waiting.entry(id).or_default().push(value),
                    _ => self.found.push(value),
                }
            }
        }
        for object in core::mem::take(&mut self.weak) {
            let Kind::Weak(mut table) = core::mem::take(&mut self.objects.get_mut(object).kind) else { continue };
            table.retain(|key| self.is_marked(key));
            self.objects.get_mut(object).kind = Kind::Weak(table);
        }
    }

    fn drain(&mut self) {
        loop {
            while let Some(value) = self.found.pop() {
                self.value(value);
            }
            let Some(object) = self.gray.pop() else { break };
            references(self.objects.get(object), &mut self.found);
        }
    }
}

/// What a key of a weak table is known by: objects and symbols are told apart.
fn key_of(key: Value) -> Option<(bool, NonZeroU32)> {
    match key {
        Value::Object(object) => Some((false, object.index())),
        Value::Symbol(symbol) => Some((true, symbol.index())),
        _ => None,
    }
}

/// All that a cell refers to.
pub(super) fn references(cell: &ObjectCell, found: &mut Vec<Value>) {
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
        Kind::Primitive(value) | Kind::Thrown(value) => found.push(*value),
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
    /// Whether enough has been allocated since the last collection that another is worth its price, or needed.
    #[inline]
    pub(crate) fn wants_collection(&self) -> bool {
        self.allocated.get() > LEAST && self.allocated.get() > self.live || self.over_limit().is_some()
    }

    /// What the heap holds more of than it may, what nothing refers to any more included.
    #[inline]
    pub(crate) fn over_limit(&self) -> Option<Excess> {
        if self.allocated.get().saturating_add(self.live) > self.limit {
            Some(Excess::HeapBytes)
        } else if self.cells() > self.most_cells {
            Some(Excess::Cells)
        } else {
            None
        }
    }

    /// How many cells there are.
    #[inline]
    pub(crate) fn cells(&self) -> usize {
        let cells = [self.objects.len(), self.strings.len(), self.symbols.len(), self.bigints.len()];
        cells.into_iter().map(|cells| cells as usize).sum()
    }

    /// How many bytes may be allocated at once, for what a guest has chosen the length of. What can be collected does not count,
    /// since it can't be told here.
    pub(crate) fn room(&self) -> usize {
        self.limit.saturating_sub(self.live)
    }

    /// How long a string may be that is made now, in bytes.
    pub(crate) fn string_room(&self) -> usize {
        self.room().min(self.longest_string).min(MAX_LEN)
    }

    /// And an array buffer.
    pub(crate) fn buffer_room(&self) -> usize {
        self.room().min(self.longest_buffer)
    }

    /// What native functions hold: how many they are, and how many values they keep.
    pub(crate) fn held(&self) -> (u32, usize) {
        (self.natives, self.stack.len())
    }

    /// Lets go of what natives hold beyond that, which a panic has unwound.
    pub(crate) fn unwind(&mut self, (natives, values): (u32, usize)) {
        self.natives = natives;
        self.stack.truncate(values);
    }

    /// Whether no native function is on the stack, who might hold a value that nothing else does.
    pub(crate) fn is_collectable(&self) -> bool {
        self.natives == 0
    }

    /// What the heap itself keeps.
    pub(super) fn own_roots(&mut self) -> Vec<Value> {
        let objects = self.prototypes.iter().chain(&self.constructors).flatten().copied();
        let objects = objects.chain(self.host_prototypes.iter().map(|&(_, prototype)| prototype)).chain([self.global]);
        let symbols = (1..=Symbol::WELL_KNOWN.len() as u32).filter_map(NonZeroU32::new).map(Symbol::from_index);
        objects
            .map(Value::from)
            .chain(symbols.map(Value::from))
            .chain(self.names.all().map(Value::from))
            .chain(self.roots.values())
            .chain(self.stack.iter().copied())
            .collect()
    }

    /// Frees what can't be reached, from the heap's own roots or from `roots`, and says what is left.
    pub(crate) fn collect(&mut self, roots: impl IntoIterator<Item = Value>) -> Statistics {
        let own_roots = self.own_roots();
        let mut marker = Marker {
            strings: &mut self.strings,
            symbols: &mut self.symbols,
            objects: &mut self.objects,
            bigints: &mut self.bigints,
            gray: Vec::new(),
            weak: Vec::new(),
            waiting: BTreeMap::new(),
            found: Vec::new(),
        };
        for value in own_roots.into_iter().chain(roots) {
            marker.value(value);
        }
        marker.finish();
        self.registry.retain(|_, &mut symbol| self.symbols.is_marked(symbol));
        self.strings.sweep();
        self.bigints.sweep();
        self.symbols.sweep(|_, _| {});
        self.objects.sweep(|_, _| {});
        let left = self.statistics();
        self.live = left.bytes;
        self.allocated.set(0);
        left
    }

    /// How much the heap holds.
    #[must_use]
    pub fn statistics(&self) -> Statistics {
        let cells: usize = self.objects.iter().map(|cell| size_of::<ObjectCell>().saturating_add(cell.bytes())).sum();
        let texts = self.strings.len().saturating_add(self.bigints.len());
        Statistics {
            strings: self.strings.len(),
            symbols: self.symbols.len(),
            bigints: self.bigints.len(),
            objects: self.objects.len(),
            bytes: cells
                .saturating_add(self.strings.bytes())
                .saturating_add(self.bigints.bytes())
                .saturating_add((texts as usize).saturating_mul(Strings::<JsString>::CELL)),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::js::weak::{WeakKind, WeakTable};

    fn weak_map(heap: &mut Heap, entries: &[(Value, Value)]) -> Object {
        let mut table = WeakTable::new(WeakKind::Map, 1);
        for &(key, value) in entries {
            assert!(table.insert(key, value));
        }
        heap.alloc_kind(crate::js::Intrinsic::Object, Kind::Weak(table.into()))
    }

    fn held(heap: &Heap, map: Object, key: Value) -> Option<Value> {
        match &heap.cell(map).kind {
            Kind::Weak(table) => table.get(key),
            _ => None,
        }
    }

    /// ECMA-262 §9.9.3: what can only be reached by way of several weak maps is alive.
    #[test]
    fn a_chain_of_weak_maps_is_followed_whatever_its_keys_are() {
        let mut heap = Heap::new(crate::globals::CORE_ALONE, 0);
        let (start, symbol, end) = (heap.object(), heap.symbol(Some("link")), heap.object());
        let text = heap.string("at the end of it");
        // The later links are marked before the earlier, and the other way round.
        for turned in [false, true] {
            let mut links =
                [(Value::from(start), Value::from(symbol)), (symbol.into(), end.into()), (end.into(), text.into())];
            if turned {
                links.reverse();
            }
            let maps = links.map(|link| weak_map(&mut heap, &[link]));
            let roots: Vec<Value> = maps.iter().copied().chain([start]).map(Value::from).collect();
            heap.collect(roots);
            for (map, (key, value)) in maps.into_iter().zip(links) {
                assert!(held(&heap, map, key).is_some_and(|found| found.same_value(value)));
            }
            assert_eq!((heap.description(symbol), heap.text(text)), (Some("link"), "at the end of it"));
            assert!(heap.is_extensible(end));
        }
        let before = heap.statistics();
        heap.collect([]);
        let after = heap.statistics();
        assert_eq!((before.objects - after.objects, before.symbols - after.symbols), (5, 1));
    }

    /// Each entry is looked at once: by rounds, a million of them would take a day.
    #[test]
    fn a_long_chain_of_weak_maps_takes_no_longer_than_a_long_list() {
        let mut heap = Heap::new(crate::globals::CORE_ALONE, 0);
        let objects: Vec<Value> = (0..100_001).map(|_| heap.object().into()).collect();
        let links: Vec<(Value, Value)> = objects.windows(2).map(|pair| (pair[0], pair[1])).collect();
        let map = weak_map(&mut heap, &links);
        heap.collect([map.into(), objects[0]]);
        assert!(held(&heap, map, objects[99_999]).is_some());
    }
}
