//! All the memory of the process: one arena, taken from the system at once.

use core::{ptr, slice};

use rustix::{
    io::Errno,
    mm::{MapFlags, ProtFlags},
};
use talc::{TalcLock, source::Manual};

#[global_allocator]
static ALLOCATOR: TalcLock<spin::Mutex<()>, Manual> = TalcLock::new(Manual);

/// Takes so many bytes, with each page there already. Of those, `heap` are allocated from, from now on; the others are
/// returned.
///
/// # Errors
///
/// That of mmap(2).
pub(crate) fn take(size: usize, heap: usize) -> Result<&'static mut [u8], Errno> {
    let (protection, flags) = (ProtFlags::READ | ProtFlags::WRITE, MapFlags::PRIVATE | MapFlags::POPULATE);
    // SAFETY: without an address of ours, the kernel chooses one where nothing is.
    let arena = unsafe { rustix::mm::mmap_anonymous(ptr::null_mut(), size, protection, flags)? };
    // SAFETY: the bytes are zeroed, readable and writable, nobody else knows of them, and they are never unmapped.
    let arena = unsafe { slice::from_raw_parts_mut(arena.cast::<u8>(), size) };
    let (heap, rest) = arena.split_at_mut_checked(heap).ok_or(Errno::INVAL)?;
    // SAFETY: this is the only use of these bytes from here on, and they are the process's to its end.
    match unsafe { ALLOCATOR.lock().claim(heap.as_mut_ptr(), heap.len()) } {
        Some(_) => Ok(rest),
        None => Err(Errno::NOMEM),
    }
}
