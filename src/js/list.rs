//! Lists of guest-controlled length.

use alloc::{collections::TryReserveError, vec::Vec};
use core::ops::{Deref, DerefMut};

use super::{context::Context, heap::Heap, thrown::Thrown};

/// A list of guest-controlled length under construction. Its growth is charged and counts toward the heap limit, because
/// the list may never become a value, and a failed allocation is an error.
#[derive(Debug)]
pub(crate) struct List<T>(Vec<T>);

impl<T> List<T> {
    pub(crate) const fn new() -> Self {
        List(Vec::new())
    }

    /// Appends an item.
    ///
    /// # Errors
    ///
    /// As for [`Context::charge`], if the list exceeds the heap limit; a `RangeError` if the allocation fails.
    #[inline]
    pub(crate) fn push(&mut self, cx: &mut Context<'_>, item: T) -> Result<(), Thrown> {
        let heap = cx.heap();
        heap.charge_growth(&self.0, 1);
        let is_full = self.0.try_reserve(1).is_err();
        cx.charge(0)?;
        if is_full {
            return Err(cx.range_error("Invalid array length"));
        }
        self.0.push(item);
        Ok(())
    }

    /// Appends the items of an iterator. Stops, and ends the program, at the heap limit or when an allocation fails.
    pub(crate) fn extend(&mut self, heap: &Heap, items: impl IntoIterator<Item = T>) {
        fill(&mut self.0, items, |list, more| {
            heap.charge_growth(list, more);
            heap.meter.reached().is_none() && heap.grow(list, more)
        });
    }

    /// Appends an item under the rules of [`extend`](Self::extend).
    pub(crate) fn add(&mut self, heap: &Heap, item: T) {
        self.extend(heap, [item]);
    }

    /// Appends copies of items under the rules of [`extend`](Self::extend).
    pub(crate) fn extend_from_slice(&mut self, heap: &Heap, items: &[T])
    where
        T: Copy,
    {
        heap.charge_growth(&self.0, items.len());
        if heap.meter.reached().is_none() && heap.grow(&mut self.0, items.len()) {
            self.0.extend_from_slice(items);
        }
    }

    pub(crate) fn pop(&mut self) -> Option<T> {
        self.0.pop()
    }

    pub(crate) fn into_vec(self) -> Vec<T> {
        self.0
    }
}

impl<T> Deref for List<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T> DerefMut for List<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.0
    }
}

impl<T> IntoIterator for List<T> {
    type IntoIter = alloc::vec::IntoIter<T>;
    type Item = T;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl Heap {
    /// Collects an iterator of guest-controlled length. Stops, and ends the program, at the heap limit or when an
    /// allocation fails.
    pub(crate) fn list<T>(&self, items: impl IntoIterator<Item = T>) -> Vec<T> {
        let mut list = List::new();
        list.extend(self, items);
        list.0
    }

    /// Collects items that exist already into a list for a new value. The list is charged with that value, so only a
    /// failed allocation ends the program.
    pub(crate) fn list_of_value<T>(&self, items: impl IntoIterator<Item = T>) -> Vec<T> {
        let mut list = Vec::new();
        fill(&mut list, items, |list, more| self.grow(list, more));
        list
    }

    /// Charges for the growth of a list, if it has no room for `more` items.
    #[inline]
    fn charge_growth<T>(&self, list: &Vec<T>, more: usize) {
        if more > list.capacity().saturating_sub(list.len()) {
            self.account(more.max(list.capacity()).saturating_mul(size_of::<T>()));
        }
    }

    fn grow<T>(&self, list: &mut Vec<T>, more: usize) -> bool {
        let has_room = list.try_reserve(more).is_ok();
        if !has_room {
            self.meter.refuse();
        }
        has_room
    }
}

/// Copies a slice of guest-controlled length into a list for a new value, which is charged with that value.
pub(crate) fn copy_slice<T: Copy>(slice: &[T]) -> Result<Vec<T>, TryReserveError> {
    let mut copy = Vec::new();
    copy.try_reserve_exact(slice.len())?;
    copy.extend_from_slice(slice);
    Ok(copy)
}

/// Creates zeroed bytes for a new buffer, which is charged with that buffer.
pub(crate) fn zeros(length: usize) -> Result<Vec<u8>, TryReserveError> {
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(length)?;
    bytes.resize(length, 0);
    Ok(bytes)
}

/// Appends an item to a list in the slots of an object, which counts the list. Returns false if the allocation fails.
#[must_use]
pub(crate) fn try_push<T>(list: &mut Vec<T>, item: T) -> bool {
    let has_room = list.try_reserve(1).is_ok();
    if has_room {
        list.push(item);
    }
    has_room
}

/// Appends items to a list as long as `reserve` succeeds.
fn fill<T>(list: &mut Vec<T>, items: impl IntoIterator<Item = T>, mut reserve: impl FnMut(&mut Vec<T>, usize) -> bool) {
    let items = items.into_iter();
    if !reserve(list, items.size_hint().0) {
        return;
    }
    for item in items {
        // The size hint is only a lower bound, so the list may have to grow further.
        if !reserve(list, 1) {
            return;
        }
        list.push(item);
    }
}
