//! The memory layout, from the symbols of the linker script.

use core::ops::Range;

unsafe extern "C" {
    static __estack: u8;
    static __sstack: u8;
    static mut _heap_begin: u8;
    static _heap_end: u8;
    static _jumpers: u32;
    static __stext: u8;
    static __erodata: u8;
    static __sdata: u8;
    static __edata: u8;
    static __ebss: u8;
}

pub(crate) fn stack() -> Range<usize> {
    &raw const __estack as usize..&raw const __sstack as usize
}

pub(crate) fn heap_start() -> *mut u8 {
    &raw mut _heap_begin
}

pub(crate) fn heap_size() -> usize {
    &raw const _heap_end as usize - heap_start() as usize
}

/// `.bss` follows `.data` directly.
pub(crate) fn statics() -> usize {
    &raw const __ebss as usize - &raw const __sdata as usize
}

/// Includes the initial values of `.data`, which follow the constants.
pub(crate) fn flash() -> usize {
    let constant = &raw const __erodata as usize - &raw const __stext as usize;
    constant + (&raw const __edata as usize - &raw const __sdata as usize)
}

pub(crate) fn jumpers() -> u32 {
    // SAFETY: the linker script reserves this word. The read is volatile, because the word is set from outside the
    // program.
    unsafe { (&raw const _jumpers).read_volatile() }
}
