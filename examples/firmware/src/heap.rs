//! The heap: an allocator that counts.

use alloc::{vec, vec::Vec};
use core::{
    alloc::{GlobalAlloc, Layout},
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
};

use spinning_top::RawSpinlock;
use talc::{TalcLock, source::Manual};

#[global_allocator]
static HEAP: Counting<TalcLock<RawSpinlock, Manual>> = Counting::new(TalcLock::new(Manual));

/// An allocator, and how much of it is used. The main loop alone allocates: the counts need be no more than atomics.
struct Counting<A> {
    allocator: A,
    start: AtomicUsize,
    size: AtomicUsize,
    used: AtomicUsize,
    high_water: AtomicUsize,
    top: AtomicUsize,
    refused: AtomicUsize,
}

/// How much of the heap is used, in bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Usage {
    /// What is allocated now.
    pub used: usize,
    /// The most that was ever allocated at one moment.
    pub high_water: usize,
    /// How far from its start the heap was ever used: with the gaps between blocks and what the allocator itself keeps.
    pub extent: usize,
    /// How large the heap is.
    pub size: usize,
    /// How large the block was that could not be had, the last of such: 0, if all could be.
    pub refused: usize,
}

impl Usage {
    /// Nothing of nothing.
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

// SAFETY: each method is the allocator's own, with the same arguments.
unsafe impl<A: GlobalAlloc> GlobalAlloc for Counting<A> {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract, which is the same.
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
            // Both were there while the contents were copied.
            self.add(moved, new_size);
            self.subtract(layout.size());
        } else {
            self.subtract(layout.size());
            self.add(block, new_size);
        }
        moved
    }
}

/// Gives the allocator its memory, once, before anything is allocated.
///
/// # Safety
///
/// The memory must be there, and nobody else's, for ever.
pub unsafe fn claim(start: *mut u8, size: usize) {
    HEAP.start.store(start as usize, Relaxed);
    HEAP.size.store(size, Relaxed);
    HEAP.top.store(start as usize, Relaxed);
    // SAFETY: the caller says so. If it is too small to begin with, the first allocation will fail.
    unsafe { HEAP.allocator.lock().claim(start, size) };
}

/// How much of the heap is used.
pub fn usage() -> Usage {
    Usage {
        used: HEAP.used.load(Relaxed),
        high_water: HEAP.high_water.load(Relaxed),
        extent: HEAP.top.load(Relaxed) - HEAP.start.load(Relaxed),
        size: HEAP.size.load(Relaxed),
        refused: HEAP.refused.load(Relaxed),
    }
}

/// The largest block that can be had, about: what is free beyond the furthest place that was used.
pub fn free() -> usize {
    let usage = usage();
    usage.size - usage.extent
}

/// Room that is kept free, until this is dropped.
#[must_use]
pub fn room(size: usize) -> Vec<u8> {
    Vec::with_capacity(size)
}

/// Memory for a program's linear memory, for ever: it never moves, and is no larger than it need be.
#[must_use]
pub fn linear_memory(size: usize) -> &'static mut [u8] {
    vec![0; size].leak()
}
