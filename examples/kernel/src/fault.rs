//! Faults that the command line asks for, so that a test can see what the kernel says of them.

use core::hint::black_box;

use crate::boot::Image;

/// Does what the kernel must never do. Returns where there is no such fault.
pub fn cause(name: &str) {
    let image = Image::get();
    // SAFETY: there is none: each of these ends the kernel, which is what it is for.
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

#[expect(unconditional_recursion, reason = "that is the fault")]
fn overflow(depth: u64) -> u64 {
    black_box(overflow(black_box(depth) + 1)) + 1
}
