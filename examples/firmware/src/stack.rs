//! The peak usage of the stack, measured by painting the stack at the start and inspecting it at the end.

use core::{hint::black_box, ops::Range, slice};

const PAINT: u32 = 0xcccc_cccc;

/// Space for the stack frames of [`paint`] itself, in bytes.
const MARGIN: usize = 512;

/// Paints the unused part of the stack.
///
/// # Safety
///
/// `stack` must be the address range of the current stack.
pub unsafe fn paint(stack: Range<usize>) {
    let here = black_box(&stack) as *const _ as usize;
    let length = (here - MARGIN).saturating_sub(stack.start) / size_of::<u32>();
    // SAFETY: this memory belongs to the stack, and is below all live frames.
    let free = unsafe { slice::from_raw_parts_mut(stack.start as *mut u32, length) };
    free.fill(PAINT);
}

/// Returns the peak usage of the stack since [`paint`], in bytes.
///
/// # Safety
///
/// The same as for [`paint`].
#[must_use]
pub unsafe fn high_water(stack: Range<usize>) -> usize {
    let mut word = stack.start as *const u32;
    // SAFETY: this memory belongs to the stack. The reads are volatile, because live frames may change it.
    while (word as usize) < stack.end && unsafe { word.read_volatile() } == PAINT {
        word = word.wrapping_add(1);
    }
    stack.end - word as usize
}
