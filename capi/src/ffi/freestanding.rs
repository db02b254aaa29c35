//! What Rust needs where nothing of Rust's is but this: memory and an end, both from C.

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

/// C's heap. `malloc` aligns for any type of C's; for more, the address that it returned lies before what is handed out.
struct Heap;

/// What `malloc` aligns to at the least, on 32 bits and on 64.
const ALIGNMENT: usize = 2 * size_of::<usize>();

// SAFETY: what `malloc` returns is used by nobody else until it is freed, and nothing here panics.
unsafe impl GlobalAlloc for Heap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.align() <= ALIGNMENT {
            // SAFETY: C's function, for any size.
            return unsafe { malloc(layout.size()) }.cast();
        }
        let Some(size) = layout.size().checked_add(layout.align()) else { return core::ptr::null_mut() };
        // SAFETY: C's function, for any size.
        let start: *mut u8 = unsafe { malloc(size) }.cast();
        if start.is_null() {
            return start;
        }
        // At least `ALIGNMENT` of the room that was asked for beyond, which the address fits in, and at most all of it.
        let offset = layout.align() - start.addr() % layout.align();
        let aligned = start.wrapping_add(offset);
        // SAFETY: `aligned` is aligned to more than a pointer, and what is before it belongs to the same piece.
        unsafe { aligned.cast::<*mut u8>().sub(1).write(start) };
        aligned
    }

    unsafe fn dealloc(&self, address: *mut u8, layout: Layout) {
        let start = if layout.align() <= ALIGNMENT {
            address
        } else {
            // SAFETY: `alloc` has put it there.
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
    // SAFETY: C's function, which does not return.
    unsafe { abort() }
}

/// What unwinding would call. The `core` that Rust ships for an operating system refers to it; nothing unwinds here.
#[cfg(not(target_os = "none"))]
#[unsafe(no_mangle)]
extern "C" fn rust_eh_personality() {}
