//! Roots: values that the embedder keeps alive.

use alloc::{sync::Arc, vec::Vec};

use spin::Mutex;

use super::{heap::Heap, value::Value};

/// A handle that keeps a JavaScript value alive, as each of its clones does.
///
/// It can be dropped anywhere, even on another thread: the next collection of its heap releases the value. Only the
/// program that it came from can use it; in any other program, converting it throws a `TypeError`. A Rust object that a JavaScript value keeps alive, and that roots
/// the same value, forms a cycle that is never collected.
#[derive(Clone, Debug)]
pub struct Rooted {
    root: Arc<Root>,
}

#[derive(Debug)]
struct Root {
    value: Value,
    index: usize,
    released: Arc<Mutex<Vec<usize>>>,
}

impl Drop for Root {
    fn drop(&mut self) {
        self.released.lock().push(self.index);
    }
}

impl Rooted {
    /// Returns the value, which stays alive as long as this handle. Returns `undefined` if `heap` is the heap of another
    /// program.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let mut program: gojs::wasmi::Program<gojs::StdHost> = unimplemented!();
    /// use gojs::{embed::Rooted, js::Value};
    ///
    /// let config: Rooted = program.get("config")?;
    /// let is_set = !config.value(program.heap()).is_nullish();
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn value(&self, heap: &Heap) -> Value {
        self.get(heap).unwrap_or_default()
    }

    /// Returns the value, if it belongs to this heap.
    pub(super) fn get(&self, heap: &Heap) -> Option<Value> {
        Arc::ptr_eq(&self.root.released, &heap.roots.released).then_some(self.root.value)
    }
}

/// The values that handles outside the heap keep alive.
#[derive(Debug, Default)]
pub(crate) struct Roots {
    values: Vec<Option<Value>>,
    free: Vec<usize>,
    /// The indices of dropped handles. They are collected here because `drop` has no access to the heap.
    released: Arc<Mutex<Vec<usize>>>,
}

impl Roots {
    fn insert(&mut self, value: Value) -> usize {
        self.release();
        match self.free.pop() {
            Some(index) => {
                if let Some(place) = self.values.get_mut(index) {
                    *place = Some(value);
                }
                index
            }
            None => {
                let index = self.values.len();
                self.values.push(Some(value));
                index
            }
        }
    }

    /// Removes the values whose handles were dropped.
    fn release(&mut self) {
        let released = core::mem::take(&mut *self.released.lock());
        for index in released {
            if let Some(place) = self.values.get_mut(index) {
                *place = None;
                self.free.push(index);
            }
        }
    }

    /// Returns the values, for the collector.
    pub(crate) fn values(&mut self) -> impl Iterator<Item = Value> {
        self.release();
        self.values.iter().copied().flatten()
    }
}

impl Heap {
    /// Keeps a value alive until the handle is dropped.
    pub fn root(&mut self, value: impl Into<Value>) -> Rooted {
        let value = value.into();
        let index = self.roots.insert(value);
        Rooted { root: Arc::new(Root { value, index, released: self.roots.released.clone() }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_lives_as_long_as_its_last_handle() {
        let mut heap = Heap::new(crate::globals::CORE_ALONE, 0);
        let object = heap.object();
        let handle = heap.root(object);
        let other = heap.object();
        let before = heap.statistics().objects;
        let second = handle.clone();
        drop(handle);
        heap.collect([]);
        assert_eq!(heap.statistics().objects, before - 1, "only {other:?} is garbage");
        drop(second);
        heap.collect([]);
        assert_eq!(heap.statistics().objects, before - 2);
        assert_eq!(heap.root(1.0).root.index, 0, "the index is reused");
    }
}
