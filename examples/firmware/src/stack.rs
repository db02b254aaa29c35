//! How much of the stack was ever used: it is painted at the start, and looked at in the end.

use core::{hint::black_box, ops::Range, slice};

const PAINT: u32 = 0xcccc_cccc;

/// What the function that paints may itself need.
const MARGIN: usize = 512;

/// Paints what of the stack is not in use.
///
/// # Safety
///
/// `stack` must be the memory of the stack that this runs on, from its lowest address on.
pub unsafe fn paint(stack: Range<usize>) {
    let here = black_box(&stack) as *const _ as usize;
    let length = (here - MARGIN).saturating_sub(stack.start) / size_of::<u32>();
    // SAFETY: it is the stack's, and below anything that lives there.
    let free = unsafe { slice::from_raw_parts_mut(stack.start as *mut u32, length) };
    free.fill(PAINT);
}

/// The most that was ever in use since [`paint`], in bytes.
///
/// # Safety
///
/// As for [`paint`].
#[must_use]
pub unsafe fn high_water(stack: Range<usize>) -> usize {
    let mut word = stack.start as *const u32;
    // SAFETY: it is the stack's, and read past the compiler, which need not know that it is in use.
    while (word as usize) < stack.end && unsafe { word.read_volatile() } == PAINT {
        word = word.wrapping_add(1);
    }
    stack.end - word as usize
}
