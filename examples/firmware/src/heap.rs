//! The heap: an allocator with statistics.

use alloc::{vec, vec::Vec};
use core::{
    alloc::{GlobalAlloc, Layout},
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
};

use spinning_top::RawSpinlock;
use talc::{TalcLock, source::Manual};

#[global_allocator]
static HEAP: Counting<TalcLock<RawSpinlock, Manual>> = Counting::new(TalcLock::new(Manual));

/// An allocator with usage counters. Atomics suffice for the counters, because only the main loop allocates.
struct Counting<A> {
    allocator: A,
    start: AtomicUsize,
    size: AtomicUsize,
    used: AtomicUsize,
    high_water: AtomicUsize,
    top: AtomicUsize,
    refused: AtomicUsize,
}

/// The usage of the heap, in bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Usage {
    /// The bytes that are currently allocated.
    pub used: usize,
    /// The maximum of `used` so far.
    pub high_water: usize,
    /// The distance from the start of the heap to the highest address used so far, which includes gaps between blocks
    /// and the allocator's own data.
    pub extent: usize,
    /// The size of the heap.
    pub size: usize,
    /// The size of the last allocation that failed, or 0 if none has failed.
    pub refused: usize,
}

impl Usage {
    /// The usage of a heap without memory.
    pub const NONE: Usage = Usage { used: 0, high_water: 0, extent: 0, size: 0, refused: 0 };
}

impl<A> Counting<A> {
    const fn new(allocator: A) -> Self {
        Counting {
            allocator,
            start: AtomicUsize::new(0),
            size: AtomicUsize::new(0),
            used: AtomicUsize::new(0),
            high_water: AtomicUsize::new(0),
            top: AtomicUsize::new(0),
            refused: AtomicUsize::new(0),
        }
    }

    fn add(&self, block: *mut u8, size: usize) {
        let used = self.used.fetch_add(size, Relaxed) + size;
        self.high_water.fetch_max(used, Relaxed);
        self.top.fetch_max(block as usize + size, Relaxed);
    }

    fn subtract(&self, size: usize) {
        self.used.fetch_sub(size, Relaxed);
    }
}

// SAFETY: each method forwards to the allocator with the same arguments.
unsafe impl<A: GlobalAlloc> GlobalAlloc for Counting<A> {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller upholds the same contract.
        let block = unsafe { self.allocator.alloc(layout) };
        if block.is_null() {
            self.refused.store(layout.size(), Relaxed);
        } else {
            self.add(block, layout.size());
        }
        block
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { self.allocator.dealloc(block, layout) };
        self.subtract(layout.size());
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // SAFETY: as above.
        let moved = unsafe { self.allocator.realloc(block, layout, new_size) };
        if moved.is_null() {
            self.refused.store(new_size, Relaxed);
        } else if moved != block {
            // Both blocks were allocated while the contents were copied.
            self.add(moved, new_size);
            self.subtract(layout.size());
        } else {
            self.subtract(layout.size());
            self.add(block, new_size);
        }
        moved
    }
}

/// Gives the allocator its memory. Must be called once, before the first allocation.
///
/// # Safety
///
/// The memory must be valid for the rest of the execution, and nothing else may use it.
pub unsafe fn claim(start: *mut u8, size: usize) {
    HEAP.start.store(start as usize, Relaxed);
    HEAP.size.store(size, Relaxed);
    HEAP.top.store(start as usize, Relaxed);
    // SAFETY: guaranteed by the caller. If the memory is too small for the allocator, the first allocation fails.
    unsafe { HEAP.allocator.lock().claim(start, size) };
}

/// Returns the current usage of the heap.
pub fn usage() -> Usage {
    Usage {
        used: HEAP.used.load(Relaxed),
        high_water: HEAP.high_water.load(Relaxed),
        extent: HEAP.top.load(Relaxed) - HEAP.start.load(Relaxed),
        size: HEAP.size.load(Relaxed),
        refused: HEAP.refused.load(Relaxed),
    }
}

/// Returns the approximate size of the largest free block: the memory above the highest address used so far.
pub fn free() -> usize {
    let usage = usage();
    usage.size - usage.extent
}

/// Reserves memory until the vector is dropped.
#[must_use]
pub fn room(size: usize) -> Vec<u8> {
    Vec::with_capacity(size)
}

/// Allocates exactly `size` bytes for the linear memory of a program. They are never moved or freed.
#[must_use]
pub fn linear_memory(size: usize) -> &'static mut [u8] {
    vec![0; size].leak()
}
