//! The iterator protocol (ECMA-262 §7.4, §27.1).

use alloc::{format, vec::Vec};

use super::{
    context::Context,
    list::List,
    property::PropertyKey,
    thrown::Thrown,
    value::{Object, Symbol, Value},
};

/// An Iterator Record (ECMA-262 §7.4.1).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Iterator {
    iterator: Object,
    next: Value,
}

impl Context<'_> {
    /// Returns the iterator of an iterable (§7.4.4 GetIterator).
    pub(crate) fn iterator_of(&mut self, iterable: Value) -> Result<Iterator, Thrown> {
        let method = match iterable {
            Value::Undefined | Value::Null => Value::Undefined,
            _ => self.get_value(iterable, Symbol::ITERATOR.into())?,
        };
        if !self.heap().is_callable(method) {
            let shown = self.describe(iterable);
            return Err(self.type_error(&format!("{shown} is not iterable")));
        }
        match self.call(method, iterable, &[])? {
            Value::Object(iterator) => {
                let next = self.get_named(iterator, "next")?;
                Ok(Iterator { iterator, next })
            }
            other => {
                let shown = self.describe(other);
                Err(self.type_error(&format!("Result of the Symbol.iterator method is not an object: {shown}")))
            }
        }
    }

    /// Returns the next value, or `None` at the end (§7.4.8 IteratorStepValue).
    pub(crate) fn next(&mut self, iterator: Iterator) -> Result<Option<Value>, Thrown> {
        match self.call(iterator.next, iterator.iterator.into(), &[])? {
            Value::Object(result) => {
                let done = self.get_named(result, "done")?;
                if self.heap().is_truthy(done) { Ok(None) } else { self.get_named(result, "value").map(Some) }
            }
            other => {
                let shown = self.describe(other);
                Err(self.type_error(&format!("Iterator result {shown} is not an object")))
            }
        }
    }

    /// Closes an iterator early because of a throw, and returns the thrown value (§7.4.9 IteratorClose).
    pub(crate) fn close(&mut self, iterator: Iterator, thrown: Thrown) -> Thrown {
        if let Ok(method) = self.get_named(iterator.iterator, "return") {
            if self.heap().is_callable(method) {
                // If `return` throws as well, only the first exception counts.
                let _ = self.call(method, iterator.iterator.into(), &[]);
            }
        }
        thrown
    }

    /// Calls `each` with each value of an iterable. If `each` throws, the iterator is closed.
    pub(crate) fn iterate(
        &mut self,
        iterable: Value,
        mut each: impl FnMut(&mut Self, Value) -> Result<(), Thrown>,
    ) -> Result<(), Thrown> {
        let iterator = self.iterator_of(iterable)?;
        while let Some(value) = self.next(iterator)? {
            each(self, value).map_err(|thrown| self.close(iterator, thrown))?;
        }
        Ok(())
    }

    /// Collects the values of an iterable.
    pub(crate) fn list_of(&mut self, iterable: Value) -> Result<Vec<Value>, Thrown> {
        let mut list = List::new();
        self.iterate(iterable, |cx, value| list.push(cx, value))?;
        Ok(list.into_vec())
    }

    /// Creates the result object that `next` of an iterator returns (§7.4.14 CreateIterResultObject). `None` marks the
    /// end.
    pub(crate) fn iterator_result(&mut self, value: Option<Value>) -> Value {
        let heap = self.heap();
        let result = heap.object();
        heap.define_data(result, "value", value.unwrap_or_default());
        heap.define_data(result, "done", value.is_none());
        result.into()
    }

    /// Calls `each` with the key and the value of each entry of an iterable of pairs, as the constructors of `Map` and
    /// similar classes do (§24.1.1.2 AddEntriesFromIterable).
    pub(crate) fn iterate_entries(
        &mut self,
        iterable: Value,
        mut each: impl FnMut(&mut Self, Value, Value) -> Result<(), Thrown>,
    ) -> Result<(), Thrown> {
        self.iterate(iterable, |cx, entry| {
            let Value::Object(entry) = entry else {
                let shown = cx.describe(entry);
                return Err(cx.type_error(&format!("Iterator value {shown} is not an entry object")));
            };
            let key = cx.get(entry, PropertyKey::Index(0))?;
            let value = cx.get(entry, PropertyKey::Index(1))?;
            each(cx, key, value)
        })
    }
}
