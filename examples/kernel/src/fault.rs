//! Faults that the command line requests, to test how the kernel reports them.

use core::hint::black_box;

use crate::boot::Image;

/// Causes the fault with this name. Returns if the name is unknown.
pub(crate) fn cause(name: &str) {
    let image = Image::get();
    // SAFETY: none of this is sound. Each operation is meant to end the kernel.
    unsafe {
        match name {
            "!panic" => panic!("as the command line asks for"),
            "!null" => black_box(core::ptr::null_mut::<u8>()).write_volatile(0),
            "!write-code" => image.text_start.as_mut_ptr::<u8>().write_volatile(0xcc),
            "!write-constant" => image.rodata_start.as_mut_ptr::<u8>().write_volatile(0),
            "!execute-data" => core::mem::transmute::<u64, extern "C" fn()>(image.data_start.as_u64())(),
            "!not-canonical" => black_box((1_u64 << 63) as *mut u8).write_volatile(0),
            "!overflow" => assert_ne!(overflow(0), 0),
            "!undefined" => core::arch::asm!("ud2"),
            _ => {}
        }
    }
}

#[expect(unconditional_recursion, reason = "the recursion is the intended fault")]
fn overflow(depth: u64) -> u64 {
    black_box(overflow(black_box(depth) + 1)) + 1
}
