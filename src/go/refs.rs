//! Refs: the 64 bits by which Go identifies a JavaScript value.
//!
//! The ref of a number is its `f64` value. The ref of any other value is a NaN whose high half carries a type flag and
//! whose low half is an id in a table of the values that Go holds (`loadValue` and `storeValue` of `wasm_exec.js`;
//! `type ref` of Go's `syscall/js`). The number 0 has an id, since the bits of 0 mean `undefined`.

use alloc::{vec, vec::Vec};

use crate::js::{Heap, Object, OutsideRef, Value};

/// The high half of a ref that is not a number.
const NAN_HEAD: u64 = 0x7ff8_0000 << 32;

/// The type flag of a ref. Values of types that are not listed have 0.
#[derive(Clone, Copy)]
enum TypeFlag {
    None = 0,
    Object = 1,
    String = 2,
    Symbol = 3,
    Function = 4,
}

/// A reference to a value, as Go holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ref(pub(crate) u64);

impl Ref {
    const UNDEFINED: Ref = Ref(0);

    const fn id(id: u32, flag: TypeFlag) -> Ref {
        Ref(NAN_HEAD | (flag as u64) << 32 | id as u64)
    }
}

/// The ids that are the same in every program (`_values` in `run` of `wasm_exec.js`).
const NAN: u32 = 0;
const ZERO: u32 = 1;
const NULL: u32 = 2;
const TRUE: u32 = 3;
const FALSE: u32 = 4;
const GLOBAL: u32 = 5;
const GO: u32 = 6;
/// The first id that is allocated dynamically.
const FIRST: u32 = 7;

/// The values that Go holds, by id.
///
/// The id and the reference count are stored in the value's own cell, so storing a value requires no search.
#[derive(Debug)]
pub(crate) struct Refs {
    values: Vec<Value>,
    /// Free ids. The last id to be freed is the next to be used.
    pool: Vec<u32>,
    global: Object,
    go: Object,
}

impl Refs {
    /// Creates the table of a new program. `go` is the object that is `this` in `wasm_exec.js`.
    pub(crate) fn new(global: Object, go: Object) -> Self {
        let values = vec![
            Value::Number(f64::NAN),
            Value::Number(0.0),
            Value::Null,
            Value::Boolean(true),
            Value::Boolean(false),
            Value::Object(global),
            Value::Object(go),
        ];
        Refs { values, pool: Vec::new(), global, go }
    }

    /// Asserts that each id is either free or that of a value whose cell has the id and a reference count.
    #[cfg(any(test, fuzzing))]
    pub(crate) fn audit(&self, heap: &Heap) {
        let mut is_free = vec![false; self.values.len()];
        for &id in &self.pool {
            assert!(id >= FIRST && !is_free[id as usize], "id {id} is freed twice");
            is_free[id as usize] = true;
        }
        for (index, &value) in self.values.iter().enumerate().skip(FIRST as usize) {
            if is_free[index] {
                assert!(matches!(value, Value::Null), "id {index} is free, but refers to {value:?}");
                continue;
            }
            let outside = heap.outside(value);
            assert!(outside.count > 0 && outside.id as usize == index, "id {index} of {value:?} has {outside:?}");
        }
    }

    /// Returns the object that is `this` in `wasm_exec.js`.
    pub(crate) fn go(&self) -> Object {
        self.go
    }

    /// Returns the number of values that Go references, without those that every program has.
    #[cfg(test)]
    fn len(&self) -> usize {
        self.values.len() - FIRST as usize - self.pool.len()
    }

    /// Returns the value of a ref (`loadValue`). Ignores the type flag; an id that was never allocated is `undefined`.
    #[inline]
    pub(crate) fn load(&self, Ref(bits): Ref) -> Value {
        let number = f64::from_bits(bits);
        if number == 0.0 {
            return Value::Undefined;
        }
        if !number.is_nan() {
            return Value::Number(number);
        }
        self.values.get(bits as u32 as usize).copied().unwrap_or_default()
    }

    /// Returns the ref of a value (`storeValue`), and counts one more reference if its id is dynamic.
    #[inline]
    pub(crate) fn store(&mut self, heap: &mut Heap, value: Value) -> Ref {
        let flag = match value {
            Value::Number(number) if number.is_nan() => return Ref::id(NAN, TypeFlag::None),
            Value::Number(number) if number != 0.0 => return Ref(number.to_bits()),
            // `wasm_exec.js` keeps its ids in a `Map`, where −0 and 0 are the same key.
            Value::Number(_) => return Ref::id(ZERO, TypeFlag::None),
            Value::Undefined => return Ref::UNDEFINED,
            Value::Null => return Ref::id(NULL, TypeFlag::None),
            Value::Boolean(true) => return Ref::id(TRUE, TypeFlag::None),
            Value::Boolean(false) => return Ref::id(FALSE, TypeFlag::None),
            Value::String(_) => TypeFlag::String,
            Value::Symbol(_) => TypeFlag::Symbol,
            Value::BigInt(_) => TypeFlag::None,
            Value::Object(object) if object == self.global => return Ref::id(GLOBAL, TypeFlag::Object),
            Value::Object(object) if object == self.go => return Ref::id(GO, TypeFlag::Object),
            Value::Object(_) if heap.is_callable(value) => TypeFlag::Function,
            Value::Object(_) => TypeFlag::Object,
        };
        let mut outside = heap.outside(value);
        if outside.count == 0 {
            outside.id = self.add(value);
        }
        // A saturated count stays as it is, and its value stays alive.
        outside.count = outside.count.saturating_add(1);
        heap.set_outside(value, outside);
        Ref::id(outside.id, flag)
    }

    fn add(&mut self, value: Value) -> u32 {
        if let Some(id) = self.pool.pop() {
            if let Some(place) = self.values.get_mut(id as usize) {
                *place = value;
            }
            return id;
        }
        let id = self.values.len() as u32;
        self.values.push(value);
        id
    }

    /// Decrements the reference count of a value (`finalizeRef`), and forgets the value when the count reaches 0.
    /// Ignores an id that has no value, or whose value is never forgotten.
    pub(crate) fn finalize(&mut self, heap: &mut Heap, Ref(bits): Ref) {
        let id = bits as u32;
        if id < FIRST {
            return;
        }
        let Some(place) = self.values.get_mut(id as usize) else { return };
        let OutsideRef { id: own, count } = heap.outside(*place);
        let Some(left) = count.checked_sub(1) else { return };
        if own != id || count == u32::MAX {
            return;
        }
        heap.set_outside(*place, OutsideRef { id, count: left });
        if left == 0 {
            *place = Value::Null;
            self.pool.push(id);
        }
    }

    /// Returns the values that Go holds, for the collector.
    pub(crate) fn roots(&self) -> impl Iterator<Item = Value> {
        self.values.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> (Heap, Refs) {
        let mut heap = Heap::new(&[], 0);
        let go = heap.object();
        let refs = Refs::new(heap.global(), go);
        (heap, refs)
    }

    // The bits in these tests were printed by `wasm_exec.js` of Go 1.27.3 under Node, given the same values.

    #[test]
    fn values_have_the_bits_that_wasm_exec_gives_them() {
        let (mut heap, mut refs) = table();
        let (global, go) = (heap.global(), refs.go());
        for (value, bits) in [
            (Value::Undefined, 0),
            (Value::Number(f64::from_bits(0xfff8_0000_0000_0123)), 0x7ff8_0000_0000_0000),
            (Value::Number(0.0), 0x7ff8_0000_0000_0001),
            (Value::Number(-0.0), 0x7ff8_0000_0000_0001),
            (Value::Null, 0x7ff8_0000_0000_0002),
            (Value::Boolean(true), 0x7ff8_0000_0000_0003),
            (Value::Boolean(false), 0x7ff8_0000_0000_0004),
            (global.into(), 0x7ff8_0001_0000_0005),
            (go.into(), 0x7ff8_0001_0000_0006),
            (Value::Number(1.5), 0x3ff8_0000_0000_0000),
            (heap.object().into(), 0x7ff8_0001_0000_0007),
            (heap.string("x").into(), 0x7ff8_0002_0000_0008),
            (heap.symbol(None).into(), 0x7ff8_0003_0000_0009),
        ] {
            let stored = refs.store(&mut heap, value);
            assert_eq!(stored, Ref(bits), "{value:?}");
            let loaded = refs.load(stored);
            assert!(loaded.same_value(value) || value.strictly_equals(Value::Number(0.0)), "{value:?}");
        }
    }

    #[test]
    fn loading_looks_at_the_low_half_alone() {
        let (mut heap, mut refs) = table();
        let stored = refs.store(&mut heap, Value::Null);
        assert!(matches!(refs.load(Ref(stored.0 | 4 << 32)), Value::Null), "the flag is wrong");
        assert!(matches!(refs.load(Ref(0xffff_ffff_0000_0003)), Value::Boolean(true)), "any NaN is accepted");
        assert!(matches!(refs.load(Ref(0x8000_0000_0000_0000)), Value::Undefined), "minus zero");
        assert!(matches!(refs.load(Ref(0x7ff8_0001_0000_0063)), Value::Undefined), "never allocated");
    }

    #[test]
    fn the_last_id_to_be_freed_is_the_first_to_be_used_again() {
        let (mut heap, mut refs) = table();
        let objects: Vec<Value> = (0..3).map(|_| heap.object().into()).collect();
        let stored: Vec<Ref> = objects.iter().map(|&object| refs.store(&mut heap, object)).collect();
        assert_eq!(refs.store(&mut heap, objects[1]), stored[1], "a value keeps its id");
        refs.finalize(&mut heap, stored[1]);
        assert_eq!(refs.len(), 3, "one reference to it is left");
        refs.finalize(&mut heap, stored[1]);
        refs.finalize(&mut heap, stored[0]);
        assert!(matches!(refs.load(stored[1]), Value::Null));
        let new: Vec<Value> = (0..3).map(|_| heap.object().into()).collect();
        let again: Vec<Ref> = new.iter().map(|&new| refs.store(&mut heap, new)).collect();
        assert_eq!(again, [stored[0], stored[1], Ref(0x7ff8_0001_0000_000a)]);
    }

    #[test]
    fn finalizing_what_is_not_held_changes_nothing() {
        let (mut heap, mut refs) = table();
        let stored = refs.store(&mut heap, Value::Null);
        let object = heap.object();
        let held = refs.store(&mut heap, object.into());
        refs.finalize(&mut heap, held);
        for bits in [stored.0, 5, 0x7ff8_0001_0000_0005, held.0, held.0, u64::MAX, 0] {
            refs.finalize(&mut heap, Ref(bits));
        }
        assert_eq!((refs.len(), refs.pool.len()), (0, 1));
        assert_eq!(refs.store(&mut heap, object.into()), held);
        assert_eq!(heap.outside(object.into()).count, 1);
    }
}
