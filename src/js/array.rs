//! The elements of an array exotic object (ECMA-262 §10.4.2).
//!
//! Elements sit side by side while an array is filled more or less in order. An array that is used otherwise (a far
//! index, an element with attributes of its own) keeps its elements among the object's properties from then on.

use alloc::{collections::TryReserveError, vec::Vec};
use core::ops::Range;

use super::value::Value;

/// How far past the end an element may be set before the gap is thought a waste.
const LARGEST_GAP: usize = 1024;

#[derive(Debug, Default)]
pub(crate) struct Array {
    /// Elements from index 0 on; `None` is a hole. Empty when sparse.
    dense: Vec<Option<Value>>,
    length: u32,
    pub(crate) length_writable: bool,
    /// The elements are among the properties.
    sparse: bool,
}

impl Array {
    pub(crate) fn new(dense: Vec<Option<Value>>) -> Self {
        let length = dense.len() as u32;
        Array { dense, length, length_writable: true, sparse: false }
    }

    /// An array of holes.
    pub(crate) fn with_length(length: u32) -> Self {
        Array { length, ..Array::new(Vec::new()) }
    }

    pub(crate) fn length(&self) -> u32 {
        self.length
    }

    /// The element at `index`, unless it is a hole or among the properties.
    #[inline]
    pub(crate) fn get(&self, index: u32) -> Option<Value> {
        self.dense.get(index as usize).copied().flatten()
    }

    /// The place of an element that exists.
    pub(crate) fn get_mut(&mut self, index: u32) -> Option<&mut Value> {
        self.dense.get_mut(index as usize)?.as_mut()
    }

    /// Puts an element, and says whether it has room for it: otherwise it belongs among the properties, where
    /// [`Array::make_sparse`] brings the others too. The length follows either way.
    ///
    /// # Errors
    ///
    /// If there is no memory for it.
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

    /// The elements of a range, if they sit side by side and none is a hole.
    pub(crate) fn part(&self, range: Range<u64>) -> Option<&[Option<Value>]> {
        let range = usize::try_from(range.start).ok()?..usize::try_from(range.end).ok()?;
        self.dense.get(range).filter(|part| part.iter().all(Option::is_some))
    }

    /// As [`Array::part`], to be overwritten: each is writable.
    pub(crate) fn part_mut(&mut self, range: Range<u64>) -> Option<&mut [Option<Value>]> {
        let range = usize::try_from(range.start).ok()?..usize::try_from(range.end).ok()?;
        self.dense.get_mut(range).filter(|part| part.iter().all(Option::is_some))
    }

    /// Whether it is a plain list: its length can change, and no element is anywhere else.
    fn is_list(&self) -> bool {
        !self.sparse && self.length_writable && self.dense.len() == self.length as usize
    }

    /// Takes the last element, if it can be taken without a question asked.
    pub(crate) fn pop(&mut self) -> Option<Value> {
        if !self.is_list() {
            return None;
        }
        let last = (*self.dense.last()?)?;
        self.dense.pop();
        self.length = self.length.saturating_sub(1);
        Some(last)
    }

    /// Replaces a range of elements by others and returns them, if that can be done without a question asked: `None`
    /// says that nothing was done.
    pub(crate) fn splice(&mut self, range: Range<u64>, values: &[Value]) -> Option<Vec<Option<Value>>> {
        if !self.is_list() {
            return None;
        }
        // What lies behind moves, and a hole would have to be looked up in the prototypes.
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

    /// Makes a hole.
    pub(crate) fn remove(&mut self, index: u32) {
        if let Some(place) = self.dense.get_mut(index as usize) {
            *place = None;
        }
    }

    /// Gives up the elements, to be kept among the properties.
    pub(crate) fn make_sparse(&mut self) -> Vec<Option<Value>> {
        self.sparse = true;
        core::mem::take(&mut self.dense)
    }

    pub(crate) fn is_sparse(&self) -> bool {
        self.sparse
    }

    /// Sets the length, dropping the elements beyond it.
    pub(crate) fn set_length(&mut self, length: u32) {
        self.length = length;
        self.dense.truncate(length as usize);
    }

    /// The indices of the elements it has, in order.
    pub(crate) fn indices(&self) -> impl Iterator<Item = u32> {
        self.dense.iter().zip(0..).filter_map(|(element, index)| element.map(|_| index))
    }

    /// The elements it has.
    pub(crate) fn values(&self) -> impl Iterator<Item = Value> {
        self.dense.iter().copied().flatten()
    }

    pub(crate) fn bytes(&self) -> usize {
        self.dense.capacity().saturating_mul(size_of::<Option<Value>>())
    }
}
