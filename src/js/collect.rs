//! Garbage collection: marks from the roots, then sweeps the arenas.
//!
//! It runs only at safe points: in an import called directly from wasm with no native function on the stack, and
//! between events. At a safe point, every live value is reachable from the roots of the heap itself (such as the global
//! object, the intrinsics, and the values of [`Heap::push`]) or from the roots that the caller passes to
//! [`Heap::collect`] (such as the table of foreign code and the event loop).

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
    value::{BigInt, CellHandle, JsString, Object, Symbol, Value},
};

/// The minimum number of allocated bytes before a collection: walking the roots has a cost, too.
const MIN_ALLOCATED: usize = 64 << 10;

/// The state of the mark phase.
struct Marker<'a> {
    strings: &'a mut Strings,
    bigints: &'a mut Strings<BigInt>,
    symbols: &'a mut Arena<Symbol, SymbolCell>,
    objects: &'a mut Arena<Object, ObjectCell>,
    /// Marked objects whose references have not been followed yet.
    gray: Vec<Object>,
    /// Values that are still to be marked.
    found: Vec<Value>,
    /// Marked objects that are weak tables.
    weak: Vec<Object>,
    /// The values of weak-table entries with unmarked keys, by key. Each entry is visited once, however long a chain
    /// the entries form.
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

    /// Queues the values that weak tables hold under a key that has just been marked.
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

    /// Marks all reachable values, and removes the weak-table entries whose keys are unreachable. A weak table keeps a
    /// value alive only as long as its key is reachable.
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

/// Returns the key under which `waiting` stores an entry. The flag distinguishes symbols from objects.
fn key_of(key: Value) -> Option<(bool, NonZeroU32)> {
    match key {
        Value::Object(object) => Some((false, object.index())),
        Value::Symbol(symbol) => Some((true, symbol.index())),
        _ => None,
    }
}

/// Appends all values that a cell refers to strongly.
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
        Kind::Function(Function::Foreign { id }) => found.push(*id),
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
    /// Returns whether a collection is worth its cost, because enough was allocated since the last one, or is needed,
    /// because a limit is exceeded.
    #[inline]
    pub(crate) fn wants_collection(&self) -> bool {
        self.allocated.get() > MIN_ALLOCATED && self.allocated.get() > self.live || self.over_limit().is_some()
    }

    /// Returns the heap limit that is exceeded, if any. Uncollected garbage counts.
    #[inline]
    pub(crate) fn over_limit(&self) -> Option<Excess> {
        if self.allocated.get().saturating_add(self.live) > self.limit {
            Some(Excess::HeapBytes)
        } else if self.cells() > self.max_cells {
            Some(Excess::Cells)
        } else {
            None
        }
    }

    /// Returns the number of cells, including uncollected garbage.
    #[inline]
    pub(crate) fn cells(&self) -> usize {
        let cells = [self.objects.len(), self.strings.len(), self.symbols.len(), self.bigints.len()];
        cells.into_iter().map(|cells| cells as usize).sum()
    }

    /// Returns how many bytes may be allocated at once for data of guest-controlled size. Allocations since the last
    /// collection do not count, because some of them may be garbage.
    pub(crate) fn room(&self) -> usize {
        self.limit.saturating_sub(self.live)
    }

    /// Returns the maximum length, in bytes, of a string that is created now.
    pub(crate) fn string_room(&self) -> usize {
        self.room().min(self.max_string_bytes).min(MAX_LEN)
    }

    /// Returns the maximum length, in bytes, of an array buffer that is created now.
    pub(crate) fn buffer_room(&self) -> usize {
        self.room().min(self.max_buffer_bytes)
    }

    /// Returns the number of native functions on the stack and the number of values that they keep alive, for
    /// [`Heap::unwind`].
    pub(crate) fn held(&self) -> (u32, usize) {
        (self.natives, self.stack.len())
    }

    /// Restores the numbers that [`Heap::held`] returned before a panic unwound native functions.
    pub(crate) fn unwind(&mut self, (natives, values): (u32, usize)) {
        self.natives = natives;
        self.stack.truncate(values);
    }

    /// Returns whether garbage collection is enabled. It is disabled while native functions are on the stack, because
    /// they can hold values that are not roots.
    pub(crate) fn is_collectable(&self) -> bool {
        self.natives == 0
    }

    /// Returns the roots of the heap itself.
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

    /// Frees all values that are reachable neither from the roots of the heap itself nor from `roots`. Returns the
    /// statistics of the remaining values.
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

    /// Returns the number and the approximate size of the values in the heap.
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

/// The number and the size of the values in a heap at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Statistics {
    /// The number of strings. Equal strings count once.
    pub strings: u32,
    /// The number of symbols.
    pub symbols: u32,
    /// The number of BigInts. Equal BigInts count once.
    pub bigints: u32,
    /// The number of objects of every kind.
    pub objects: u32,
    /// The approximate size, in bytes, of all cells and the data that they own.
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

    /// A value that is reachable only through several weak maps is alive (ECMA-262 §9.9.3).
    #[test]
    fn a_chain_of_weak_maps_is_followed_whatever_its_keys_are() {
        let mut heap = Heap::new(crate::globals::CORE_ALONE, 0);
        let (start, symbol, end) = (heap.object(), heap.symbol(Some("link")), heap.object());
        let text = heap.string("at the end of it");
        // The later links are marked before the earlier ones, and vice versa.
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

    /// The marker visits each entry once. With one pass over all entries per link, a million links would take a day.
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
