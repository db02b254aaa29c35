//! The allocator and the panic handler for an executable without other Rust code. Both use functions of C.

use core::{
    alloc::{GlobalAlloc, Layout},
    ffi::c_void,
    panic::PanicInfo,
};

unsafe extern "C" {
    fn malloc(size: usize) -> *mut c_void;
    fn free(address: *mut c_void);
    fn abort() -> !;
}

/// The C heap. `malloc` aligns for any C type. For a larger alignment, the address from `malloc` is stored directly
/// before the address that is returned.
struct Heap;

/// The minimum alignment of `malloc`, on 32-bit and on 64-bit targets.
const ALIGNMENT: usize = 2 * size_of::<usize>();

// SAFETY: nothing else uses a block from `malloc` until it is freed, and nothing here panics.
unsafe impl GlobalAlloc for Heap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.align() <= ALIGNMENT {
            // SAFETY: `malloc` accepts any size.
            return unsafe { malloc(layout.size()) }.cast();
        }
        let Some(size) = layout.size().checked_add(layout.align()) else { return core::ptr::null_mut() };
        // SAFETY: `malloc` accepts any size.
        let start: *mut u8 = unsafe { malloc(size) }.cast();
        if start.is_null() {
            return start;
        }
        // At least `ALIGNMENT`, which has room for the address, and at most `layout.align()`, the extra size allocated
        // above.
        let offset = layout.align() - start.addr() % layout.align();
        let aligned = start.wrapping_add(offset);
        // SAFETY: `aligned` is aligned to more than a pointer, and the bytes before it belong to the same block.
        unsafe { aligned.cast::<*mut u8>().sub(1).write(start) };
        aligned
    }

    unsafe fn dealloc(&self, address: *mut u8, layout: Layout) {
        let start = if layout.align() <= ALIGNMENT {
            address
        } else {
            // SAFETY: `alloc` has stored the address there.
            unsafe { address.cast::<*mut u8>().sub(1).read() }
        };
        // SAFETY: `alloc` got this from `malloc`.
        unsafe { free(start.cast()) };
    }
}

#[global_allocator]
static HEAP: Heap = Heap;

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    // SAFETY: `abort` has no preconditions, and does not return.
    unsafe { abort() }
}

/// The personality function for unwinding. The `core` that Rust ships for an operating system refers to it, although
/// nothing unwinds here.
#[cfg(not(target_os = "none"))]
#[unsafe(no_mangle)]
extern "C" fn rust_eh_personality() {}
