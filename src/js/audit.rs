//! Consistency checks of a whole heap, for tests and fuzzing.

use alloc::vec::Vec;

use super::{collect::references, heap::Heap, object::Kind, value::Value};

impl Heap {
    /// Asserts that every handle refers to a live cell and that the counters of the heap are correct. `kept` lists the
    /// values that are kept alive from outside the heap.
    ///
    /// # Panics
    ///
    /// If a check fails.
    pub(crate) fn audit(&mut self, kept: impl IntoIterator<Item = Value>) {
        self.strings.audit();
        self.bigints.audit();
        self.symbols.audit();
        self.objects.audit();
        let mut found: Vec<Value> = kept.into_iter().collect();
        found.extend(self.own_roots());
        for cell in self.objects.iter() {
            references(cell, &mut found);
            if let Kind::Weak(table) = &cell.kind {
                found.extend(table.ephemerons().flat_map(|(key, value)| [key, value]));
            }
        }
        for value in found {
            assert!(self.is_live(value), "handle without a live cell: {value:?}");
        }
    }

    fn is_live(&self, value: Value) -> bool {
        match value {
            Value::String(string) => self.strings.is_live(string),
            Value::BigInt(bigint) => self.bigints.is_live(bigint),
            Value::Symbol(symbol) => self.symbols.is_live(symbol),
            Value::Object(object) => self.objects.is_live(object),
            Value::Undefined | Value::Null | Value::Boolean(_) | Value::Number(_) => true,
        }
    }
}
