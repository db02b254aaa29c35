//! The heap: all RAM that nothing else lies in.

use core::ops::Range;

use talc::{TalcLock, source::Manual};

/// Talc grows an allocation in place where what follows it is free, which a guest's memory has much of.
#[global_allocator]
static HEAP: TalcLock<spin::Mutex<()>, Manual> = TalcLock::new(Manual);

/// Adds RAM to the heap.
///
/// # Safety
///
/// The addresses are mapped for as long as the kernel runs, and nothing else lies there.
pub unsafe fn add(ram: Range<u64>) {
    // SAFETY: as the caller says. What is too small to be of use is left out.
    let _ = unsafe { HEAP.lock().claim(ram.start as *mut u8, (ram.end - ram.start) as usize) };
}

/// How many bytes are allocated.
pub fn used() -> usize {
    HEAP.lock().counters().allocated_bytes
}

/// How many bytes are not.
pub fn free() -> usize {
    HEAP.lock().counters().available_bytes
}
