//! All the memory of the process: one arena, taken from the system at once.

use core::ptr;

use rustix::{
    io::Errno,
    mm::{MapFlags, ProtFlags},
};
use talc::{TalcLock, source::Manual};

#[global_allocator]
static ALLOCATOR: TalcLock<spin::Mutex<()>, Manual> = TalcLock::new(Manual);

/// Takes so many bytes, with each page there already, and allocates from them from now on.
///
/// # Errors
///
/// That of mmap(2).
pub(crate) fn take(size: usize) -> Result<(), Errno> {
    let (protection, flags) = (ProtFlags::READ | ProtFlags::WRITE, MapFlags::PRIVATE | MapFlags::POPULATE);
    // SAFETY: without an address of ours, the kernel chooses one where nothing is.
    let arena = unsafe { rustix::mm::mmap_anonymous(ptr::null_mut(), size, protection, flags)? };
    // SAFETY: the bytes are zeroed, readable and writable, nobody else knows of them, and they are never unmapped.
    match unsafe { ALLOCATOR.lock().claim(arena.cast(), size) } {
        Some(_) => Ok(()),
        None => Err(Errno::NOMEM),
    }
}
