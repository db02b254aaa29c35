//! The heap: all RAM that is not otherwise used.

use core::ops::Range;

use talc::{TalcLock, source::Manual};

/// The allocator. Talc grows an allocation in place if the memory after it is free, which benefits guest memories most.
#[global_allocator]
static HEAP: TalcLock<spin::Mutex<()>, Manual> = TalcLock::new(Manual);

/// Adds RAM to the heap.
///
/// # Safety
///
/// The addresses must stay mapped as long as the kernel runs, and nothing else may use them.
pub(crate) unsafe fn add(ram: Range<u64>) {
    // SAFETY: guaranteed by the caller. Talc rejects ranges that are too small, which are not needed.
    let _ = unsafe { HEAP.lock().claim(ram.start as *mut u8, (ram.end - ram.start) as usize) };
}

/// Returns the number of allocated bytes.
pub(crate) fn used() -> usize {
    HEAP.lock().counters().allocated_bytes
}

/// Returns the number of free bytes.
pub(crate) fn free() -> usize {
    HEAP.lock().counters().available_bytes
}
