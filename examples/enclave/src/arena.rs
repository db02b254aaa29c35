//! The memory of the process: a single arena, mapped at the start.

use core::{ptr, slice};

use rustix::{
    io::Errno,
    mm::{MapFlags, ProtFlags},
};
use talc::{TalcLock, source::Manual};

#[global_allocator]
static ALLOCATOR: TalcLock<spin::Mutex<()>, Manual> = TalcLock::new(Manual);

/// Maps `size` bytes, with all pages populated. The first `heap` bytes become the heap; the others are returned.
///
/// # Errors
///
/// The error of mmap(2), or an error if `heap` is larger than `size` or too small for the allocator.
pub(crate) fn take(size: usize, heap: usize) -> Result<&'static mut [u8], Errno> {
    let (protection, flags) = (ProtFlags::READ | ProtFlags::WRITE, MapFlags::PRIVATE | MapFlags::POPULATE);
    // SAFETY: without an address hint, the kernel chooses an unused address.
    let arena = unsafe { rustix::mm::mmap_anonymous(ptr::null_mut(), size, protection, flags)? };
    // SAFETY: the bytes are zeroed, readable and writable, have no other references, and are never unmapped.
    let arena = unsafe { slice::from_raw_parts_mut(arena.cast::<u8>(), size) };
    let (heap, rest) = arena.split_at_mut_checked(heap).ok_or(Errno::INVAL)?;
    // SAFETY: nothing else uses these bytes, and they stay mapped until the process ends.
    match unsafe { ALLOCATOR.lock().claim(heap.as_mut_ptr(), heap.len()) } {
        Some(_) => Ok(rest),
        None => Err(Errno::NOMEM),
    }
}
