//! Values that the embedder keeps.

use alloc::{sync::Arc, vec::Vec};

use spin::Mutex;

use super::{heap::Heap, value::Value};

/// A JavaScript value that stays alive for as long as this, or a clone of it, does.
///
/// It may be dropped anywhere, on another thread as well: the value is let go of when its heap is next collected. It
/// means something to the program that it came from alone. An object in Rust that is itself kept by what it keeps is a
/// circle that nobody collects.
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
    /// The value.
    #[must_use]
    pub fn value(&self) -> Value {
        self.root.value
    }
}

/// The values that handles outside of the heap keep.
#[derive(Debug, Default)]
pub(crate) struct Roots {
    values: Vec<Option<Value>>,
    free: Vec<usize>,
    /// Places whose handle was dropped. Whoever drops one has no heap at hand.
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

    /// Forgets the values whose handles were dropped.
    fn release(&mut self) {
        let released = core::mem::take(&mut *self.released.lock());
        for index in released {
            if let Some(place) = self.values.get_mut(index) {
                *place = None;
                self.free.push(index);
            }
        }
    }

    /// The values, for the collector.
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
        assert_eq!(heap.statistics().objects, before - 1, "{other:?} alone is garbage");
        drop(second);
        heap.collect([]);
        assert_eq!(heap.statistics().objects, before - 2);
        assert_eq!(heap.root(1.0).root.index, 0, "the place is used again");
    }
}
