//! What the host does at a program's request, counted in units of its fuel.
//!
//! A program pays for its own instructions in the runtime. What one of them makes the host do is counted here, where the host
//! does it: the layers above take it from the same fuel, and end a program whose requests go beyond what it may take.

use alloc::vec::Vec;
use core::{cell::Cell, num::NonZeroU32};

use super::{context::Context, heap::Heap, price, thrown::Thrown, value::Handle};

/// What a program has gone beyond with what it has asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Excess {
    /// Its fuel, or what it may take in one go.
    Fuel,
    /// What its values may take.
    HeapBytes,
    /// How many of them there may be.
    Cells,
    /// What one string may have.
    StringBytes,
    /// What one array buffer may have.
    BufferBytes,
    /// The memory that there is.
    Memory,
}

/// What a program's requests have cost since the embedder gave it control.
#[derive(Debug)]
pub(crate) struct Meter {
    spent: Cell<u64>,
    /// How much of that was taken from the program's fuel. [`u64::MAX`], where nothing is.
    paid: u64,
    /// How much it may be.
    most: u64,
    /// What the program has gone beyond.
    reached: Cell<Option<Excess>>,
}

impl Default for Meter {
    fn default() -> Self {
        Meter { spent: Cell::new(0), paid: u64::MAX, most: u64::MAX, reached: Cell::new(None) }
    }
}

impl Meter {
    /// The program is given control. `most` is what its requests may cost until it gives that back, [`u64::MAX`] if they cost
    /// nothing.
    pub(crate) fn begin(&mut self, most: u64) {
        *self = Meter { paid: if most == u64::MAX { u64::MAX } else { 0 }, most, ..Meter::default() };
    }

    /// What is to be paid.
    #[inline]
    pub(crate) fn due(&self) -> u64 {
        self.spent.get().saturating_sub(self.paid)
    }

    /// What is to be paid, which is taken for paid from now on.
    pub(crate) fn take(&mut self) -> u64 {
        let due = self.due();
        self.paid = self.paid.saturating_add(due);
        due
    }

    #[inline]
    pub(crate) fn charge(&self, units: u64) {
        let spent = self.spent.get().saturating_add(units);
        self.spent.set(spent);
        if spent > self.most {
            self.reach(Excess::Fuel);
        }
    }

    /// More was asked for than there may be: as with [`refuse`](Self::refuse).
    #[cold]
    pub(crate) fn reach(&self, excess: Excess) {
        if self.reached.get().is_none() {
            self.reached.set(Some(excess));
        }
    }

    /// There is no memory for what was asked for: something is there in its place, and the program has to end.
    #[cold]
    pub(crate) fn refuse(&self) {
        self.reach(Excess::Memory);
    }

    /// What the program has gone beyond, and what can't wait for the end of its request.
    #[inline]
    pub(crate) fn reached(&self) -> Option<Excess> {
        self.reached.get()
    }
}

impl Heap {
    /// Counts what was done for the program, or is about to be.
    #[inline]
    pub(crate) fn charge(&self, units: u64) {
        self.meter.charge(units);
    }

    /// Counts bytes that were allocated. While a request goes on nothing is freed: one that goes beyond the limit by as much
    /// as the limit is does not go on.
    #[inline]
    pub(crate) fn account(&self, bytes: usize) {
        self.charge(price::CELL.saturating_add(price::bytes(bytes)));
        let allocated = self.allocated.get().saturating_add(bytes);
        self.allocated.set(allocated);
        if allocated.saturating_add(self.live) / 2 > self.limit {
            self.meter.reach(Excess::HeapBytes);
        }
    }

    /// [`account`](Self::account), for the text of a string.
    #[inline]
    pub(super) fn account_text(&self, bytes: usize) {
        if bytes > self.longest_string {
            self.meter.reach(Excess::StringBytes);
        }
        self.account(bytes);
    }
}

/// Puts one more item at the end of a list that a guest makes as long as it likes. False: there is no memory for that.
#[must_use]
pub(crate) fn push<T>(list: &mut Vec<T>, item: T) -> bool {
    let has_room = list.try_reserve(1).is_ok();
    if has_room {
        list.push(item);
    }
    has_room
}

impl Heap {
    /// A handle that an arena has given: none, where it had no memory for a cell.
    #[inline]
    pub(super) fn granted<H: Handle>(&self, handle: H) -> H {
        // As with bytes.
        if self.cells() / 2 > self.most_cells {
            self.meter.reach(Excess::Cells);
        }
        if handle.index() == NonZeroU32::MAX {
            self.meter.refuse();
        }
        handle
    }

    /// A list of what there may be any number of: as much of it as there may be, and as there is memory for. Else the program is
    /// ended.
    pub(crate) fn list<T>(&self, items: impl IntoIterator<Item = T>) -> Vec<T> {
        let mut list = Vec::new();
        self.extend(&mut list, items);
        list
    }

    /// The same, at the end of a list that there is.
    pub(crate) fn extend<T>(&self, list: &mut Vec<T>, items: impl IntoIterator<Item = T>) {
        fill(list, items, |list, more| self.reserve(list, more));
    }

    /// A list that becomes a value, with which it is counted, of as many items as somebody has already.
    pub(crate) fn list_of_value<T>(&self, items: impl IntoIterator<Item = T>) -> Vec<T> {
        let mut list = Vec::new();
        fill(&mut list, items, |list, more| self.grow(list, more));
        list
    }

    /// Room in a list of a length that a guest chooses, which counts as long as it is not known whether it becomes a value. False,
    /// where the program is to be ended: it has no room, or had asked for too much already.
    fn reserve<T>(&self, list: &mut Vec<T>, more: usize) -> bool {
        self.count_growth(list, more);
        self.meter.reached().is_none() && self.grow(list, more)
    }

    /// Counts what a list takes more when it grows, if it has to.
    #[inline]
    fn count_growth<T>(&self, list: &Vec<T>, more: usize) {
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

/// Puts items into a list, as long as there is room for them.
fn fill<T>(list: &mut Vec<T>, items: impl IntoIterator<Item = T>, mut reserve: impl FnMut(&mut Vec<T>, usize) -> bool) {
    let items = items.into_iter();
    if !reserve(list, items.size_hint().0) {
        return;
    }
    for item in items {
        // What was not known beforehand is found out as the list grows.
        if !reserve(list, 1) {
            return;
        }
        list.push(item);
    }
}

impl Context<'_> {
    /// Counts bytes that are about to be allocated beside the heap, for what a guest has chosen the length of.
    ///
    /// # Errors
    ///
    /// As with [`charge`](Self::charge), where there may not be so many.
    pub(crate) fn admit(&mut self, bytes: usize) -> Result<(), Thrown> {
        self.heap().account(bytes);
        self.charge(0)
    }

    /// Puts one more item at the end of a list that goes on for as long as the guest says.
    ///
    /// # Errors
    ///
    /// As with [`charge`](Self::charge), where the list is longer than values may be; a `RangeError`, where there is no memory for it.
    #[inline]
    pub(crate) fn gather<T>(&mut self, list: &mut Vec<T>, item: T) -> Result<(), Thrown> {
        self.heap().count_growth(list, 1);
        self.charge(0)?;
        if !push(list, item) {
            return Err(self.range_error("Invalid array length"));
        }
        Ok(())
    }

    /// Counts what is about to be done for the program. It is not done where that would go beyond what the program may take:
    /// the program is ending then, and what this throws does not matter.
    #[inline]
    pub(crate) fn charge(&mut self, units: u64) -> Result<(), Thrown> {
        let meter = &self.heap().meter;
        meter.charge(units);
        if meter.reached().is_some() { Err(self.end()) } else { Ok(()) }
    }

    #[cold]
    fn end(&mut self) -> Thrown {
        self.agent().end();
        Thrown::UNDEFINED
    }
}
