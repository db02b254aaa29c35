//! What must be true of a heap at any time, looked at as a whole: for tests, and for what is fuzzed.

use alloc::vec::Vec;

use super::{collect::references, heap::Heap, object::Kind, value::Value};

impl Heap {
    /// Looks at everything there is: each handle that a cell has, or that somebody keeps, is that of a cell that lives; and as
    /// much is counted as there is. `kept` is what others than the heap keep.
    ///
    /// # Panics
    ///
    /// Where something is not as it must be.
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
            assert!(self.is_live(value), "a handle without a cell: {value:?}");
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
