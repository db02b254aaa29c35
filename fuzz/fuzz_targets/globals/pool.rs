//! The pool of available values, and the bytes that choose among them.

use gojs::{
    DeterministicHost,
    embed::Caller,
    js::{Rooted, Value},
};

/// The capacity of the pool. A new value replaces the oldest.
const MAX_VALUES: usize = 24;

pub(crate) struct Pool {
    bytes: Vec<u8>,
    at: usize,
    /// Each value, and the handle that keeps it alive.
    values: Vec<(Value, Rooted)>,
    oldest: usize,
}

impl Pool {
    pub(crate) fn new(bytes: &[u8]) -> Self {
        Pool { bytes: bytes.to_vec(), at: 0, values: Vec::new(), oldest: 0 }
    }

    pub(crate) fn goes_on(&self) -> bool {
        self.at < self.bytes.len()
    }

    /// Returns the next choice, or 0 at the end of the input.
    pub(crate) fn next(&mut self) -> u8 {
        let byte = self.bytes.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        byte
    }

    /// Returns the next `count` bytes of the input, or fewer at its end.
    pub(crate) fn take(&mut self, count: usize) -> &[u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let taken = &rest[..count.min(rest.len())];
        self.at += count;
        taken
    }

    /// Returns one of the values in the pool, counted from the newest.
    pub(crate) fn value(&mut self) -> Value {
        let back = usize::from(self.next());
        let count = self.values.len();
        if count == 0 {
            return Value::Undefined;
        }
        self.values[(self.oldest + count - 1 - back % count) % count].0
    }

    pub(crate) fn add(&mut self, cx: &mut Caller<'_, DeterministicHost>, value: Value) {
        let value = (value, cx.heap().root(value));
        if self.values.len() < MAX_VALUES {
            self.values.push(value);
        } else {
            self.values[self.oldest] = value;
            self.oldest = (self.oldest + 1) % MAX_VALUES;
        }
    }
}
