//! Metering: the cost of the host's work at a program's request, in units of fuel.
//!
//! A program pays for its own instructions in the runtime. The work that an instruction requests from the host is
//! counted here, where the host does it. The layers above take its cost from the same fuel, and end a program whose
//! requests exceed a limit.

use core::{cell::Cell, num::NonZeroU32};

use super::{context::Context, heap::Heap, price, thrown::Thrown, value::CellHandle};

/// A limit that a program's requests have exceeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Excess {
    /// The total fuel, or the fuel of one slice with its overdraft.
    Fuel,
    /// The bytes of all values.
    HeapBytes,
    /// The number of heap cells.
    Cells,
    /// The bytes of one string.
    StringBytes,
    /// The bytes of one array buffer.
    BufferBytes,
    /// The available memory: an allocation failed.
    Memory,
}

/// The cost of a program's requests since the embedder gave it control.
#[derive(Debug)]
pub(crate) struct Meter {
    spent: Cell<u64>,
    /// The part of `spent` that was taken from the program's fuel. [`u64::MAX`] if requests cost nothing.
    paid: u64,
    /// The maximum of `spent`.
    max: u64,
    /// The first limit that the program exceeded.
    reached: Cell<Option<Excess>>,
}

impl Default for Meter {
    fn default() -> Self {
        Meter { spent: Cell::new(0), paid: u64::MAX, max: u64::MAX, reached: Cell::new(None) }
    }
}

impl Meter {
    /// Restarts the meter when the program is given control. `max` is the maximum cost of its requests until it
    /// returns control, or [`u64::MAX`] if requests cost nothing.
    pub(crate) fn begin(&mut self, max: u64) {
        *self = Meter { paid: if max == u64::MAX { u64::MAX } else { 0 }, max, ..Meter::default() };
    }

    /// Returns the units that have been spent and not paid.
    #[inline]
    pub(crate) fn due(&self) -> u64 {
        self.spent.get().saturating_sub(self.paid)
    }

    /// Returns the units that are due, and marks them as paid.
    pub(crate) fn take(&mut self) -> u64 {
        let due = self.due();
        self.paid = self.paid.saturating_add(due);
        due
    }

    #[inline]
    pub(crate) fn charge(&self, units: u64) {
        let spent = self.spent.get().saturating_add(units);
        self.spent.set(spent);
        if spent > self.max {
            self.reach(Excess::Fuel);
        }
    }

    /// Records the first limit that was exceeded. The program ends at the next check.
    #[cold]
    pub(crate) fn reach(&self, excess: Excess) {
        if self.reached.get().is_none() {
            self.reached.set(Some(excess));
        }
    }

    /// Records that an allocation failed. A placeholder stands in for the requested value, and the program has to end.
    #[cold]
    pub(crate) fn refuse(&self) {
        self.reach(Excess::Memory);
    }

    /// Returns the first limit that was exceeded, if any. The program must end without waiting for its request to
    /// complete.
    #[inline]
    pub(crate) fn reached(&self) -> Option<Excess> {
        self.reached.get()
    }
}

impl Heap {
    /// Charges for work that was done for the program, or is about to be.
    #[inline]
    pub(crate) fn charge(&self, units: u64) {
        self.meter.charge(units);
    }

    /// Charges for allocated bytes, and counts them toward the heap limit. Nothing is freed during a request, so a
    /// request fails only when the heap exceeds twice the limit.
    #[inline]
    pub(crate) fn account(&self, bytes: usize) {
        self.charge(price::CELL.saturating_add(price::bytes(bytes)));
        let allocated = self.allocated.get().saturating_add(bytes);
        self.allocated.set(allocated);
        if allocated.saturating_add(self.live) / 2 > self.limit {
            self.meter.reach(Excess::HeapBytes);
        }
    }

    /// Does the same as [`account`](Self::account) for the text of a string.
    #[inline]
    pub(super) fn account_text(&self, bytes: usize) {
        if bytes > self.max_string_bytes {
            self.meter.reach(Excess::StringBytes);
        }
        self.account(bytes);
    }
}

impl Heap {
    /// Checks a handle that an arena has allocated, and returns it. Records an exceeded cell limit, or a failed
    /// allocation, which yields the handle without a cell.
    #[inline]
    pub(super) fn check_allocated<H: CellHandle>(&self, handle: H) -> H {
        // A request may use up to twice the limit, as in `account`.
        if self.cells() / 2 > self.max_cells {
            self.meter.reach(Excess::Cells);
        }
        if handle.index() == NonZeroU32::MAX {
            self.meter.refuse();
        }
        handle
    }
}

impl Context<'_> {
    /// Charges for a guest-controlled number of bytes that are about to be allocated outside the heap.
    ///
    /// # Errors
    ///
    /// As for [`charge`](Self::charge), if the bytes exceed the heap limit.
    pub(crate) fn charge_bytes(&mut self, bytes: usize) -> Result<(), Thrown> {
        self.heap().account(bytes);
        self.charge(0)
    }

    /// Charges for work of guest-controlled size before doing it. Fails if the program cannot afford it: the program is
    /// ending then, and the thrown value does not matter.
    #[inline]
    pub(crate) fn charge(&mut self, units: u64) -> Result<(), Thrown> {
        let meter = &self.heap().meter;
        meter.charge(units);
        if meter.reached().is_some() { Err(Thrown::UNDEFINED) } else { Ok(()) }
    }
}
