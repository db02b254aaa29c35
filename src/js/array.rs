//! The elements of an array exotic object (ECMA-262 §10.4.2).
//!
//! Elements are stored contiguously while a program fills an array more or less in order. Any other use, such as a
//! distant index or an element with non-default attributes, permanently moves all elements to the property map.

use alloc::{collections::TryReserveError, vec::Vec};
use core::ops::Range;

use super::value::Value;

/// The largest gap beyond the dense elements that is filled with holes. A larger one makes the array sparse.
const LARGEST_GAP: usize = 1024;

#[derive(Debug, Default)]
pub(crate) struct Array {
    /// The elements from index 0; `None` is a hole. Empty if `sparse`.
    dense: Vec<Option<Value>>,
    length: u32,
    pub(crate) length_writable: bool,
    /// Whether the elements are in the property map.
    sparse: bool,
}

impl Array {
    pub(crate) fn new(dense: Vec<Option<Value>>) -> Self {
        let length = dense.len() as u32;
        Array { dense, length, length_writable: true, sparse: false }
    }

    /// Creates an array that has only holes.
    pub(crate) fn with_length(length: u32) -> Self {
        Array { length, ..Array::new(Vec::new()) }
    }

    pub(crate) fn length(&self) -> u32 {
        self.length
    }

    /// Returns the element at `index`, unless it is a hole or in the property map.
    #[inline]
    pub(crate) fn get(&self, index: u32) -> Option<Value> {
        self.dense.get(index as usize).copied().flatten()
    }

    /// Like [`Array::get`], but returns a mutable reference.
    pub(crate) fn get_mut(&mut self, index: u32) -> Option<&mut Value> {
        self.dense.get_mut(index as usize)?.as_mut()
    }

    /// Stores an element and returns `true`. If the element belongs in the property map, returns `false` instead: the
    /// caller then moves the other elements there, too, with [`Array::make_sparse`]. Extends the length in either case.
    ///
    /// # Errors
    ///
    /// If an allocation fails.
    pub(crate) fn put(&mut self, index: u32, value: Value) -> Result<bool, TryReserveError> {
        self.length = self.length.max(index.saturating_add(1));
        let index = index as usize;
        if self.sparse || index > self.dense.len().saturating_add(LARGEST_GAP) {
            return Ok(false);
        }
        self.dense.try_reserve(index.saturating_add(1).saturating_sub(self.dense.len()))?;
        match self.dense.get_mut(index) {
            Some(place) => *place = Some(value),
            None => {
                self.dense.resize(index, None);
                self.dense.push(Some(value));
            }
        }
        Ok(true)
    }

    /// Returns the elements of a range, if all of them are dense and none is a hole.
    pub(crate) fn part(&self, range: Range<u64>) -> Option<&[Option<Value>]> {
        let range = usize::try_from(range.start).ok()?..usize::try_from(range.end).ok()?;
        self.dense.get(range).filter(|part| part.iter().all(Option::is_some))
    }

    /// Like [`Array::part`], but mutable. Dense elements are always writable.
    pub(crate) fn part_mut(&mut self, range: Range<u64>) -> Option<&mut [Option<Value>]> {
        let range = usize::try_from(range.start).ok()?..usize::try_from(range.end).ok()?;
        self.dense.get_mut(range).filter(|part| part.iter().all(Option::is_some))
    }

    /// Returns whether this is a plain list: the length is writable, and all elements are dense.
    fn is_list(&self) -> bool {
        !self.sparse && self.length_writable && self.dense.len() == self.length as usize
    }

    /// Removes and returns the last element, if the array is a plain list and the element is not a hole.
    pub(crate) fn pop(&mut self) -> Option<Value> {
        if !self.is_list() {
            return None;
        }
        let last = (*self.dense.last()?)?;
        self.dense.pop();
        self.length = self.length.saturating_sub(1);
        Some(last)
    }

    /// Replaces a range of elements and returns the old ones. This requires a plain list without holes from the start
    /// of the range to the end, and memory for the new elements. Otherwise, returns `None` and changes nothing.
    pub(crate) fn splice(&mut self, range: Range<u64>, values: &[Value]) -> Option<Vec<Option<Value>>> {
        if !self.is_list() {
            return None;
        }
        // The elements after the range move, and a hole would need a lookup in the prototypes.
        self.part(range.start..self.length.into())?;
        let part = self.part(range.clone())?;
        let mut removed = Vec::new();
        removed.try_reserve_exact(part.len()).ok()?;
        removed.extend_from_slice(part);
        if u32::try_from(self.dense.len().saturating_sub(removed.len()).saturating_add(values.len())).is_err() {
            return None;
        }
        self.dense.try_reserve(values.len().saturating_sub(removed.len())).ok()?;
        self.dense.splice(range.start as usize..range.end as usize, values.iter().copied().map(Some));
        self.length = self.dense.len() as u32;
        Some(removed)
    }

    /// Replaces the element at `index` with a hole.
    pub(crate) fn remove(&mut self, index: u32) {
        if let Some(place) = self.dense.get_mut(index as usize) {
            *place = None;
        }
    }

    /// Makes the array sparse. Returns the elements, which the caller moves to the property map.
    pub(crate) fn make_sparse(&mut self) -> Vec<Option<Value>> {
        self.sparse = true;
        core::mem::take(&mut self.dense)
    }

    pub(crate) fn is_sparse(&self) -> bool {
        self.sparse
    }

    /// Sets the length and drops the elements beyond it.
    pub(crate) fn set_length(&mut self, length: u32) {
        self.length = length;
        self.dense.truncate(length as usize);
    }

    /// Iterates over the indices of the dense elements, in ascending order.
    pub(crate) fn indices(&self) -> impl Iterator<Item = u32> {
        self.dense.iter().zip(0..).filter_map(|(element, index)| element.map(|_| index))
    }

    /// Iterates over the dense elements.
    pub(crate) fn values(&self) -> impl Iterator<Item = Value> {
        self.dense.iter().copied().flatten()
    }

    pub(crate) fn bytes(&self) -> usize {
        self.dense.capacity().saturating_mul(size_of::<Option<Value>>())
    }
}
