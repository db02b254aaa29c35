//! The memory layout, from the symbols of the linker script.

use core::ops::Range;

unsafe extern "C" {
    static _stack_end: u32;
    static _stack_start: u32;
    static mut _heap_start: u8;
    static _heap_size: u8;
    static _jumpers: u32;
    static __vector_table: u8;
    static __erodata: u8;
    static __sdata: u8;
    static __edata: u8;
    static __sbss: u8;
    static __ebss: u8;
}

pub(crate) fn stack() -> Range<usize> {
    &raw const _stack_end as usize..&raw const _stack_start as usize
}

pub(crate) fn heap_start() -> *mut u8 {
    &raw mut _heap_start
}

/// The address of the symbol is the size.
pub(crate) fn heap_size() -> usize {
    &raw const _heap_size as usize
}

pub(crate) fn statics() -> usize {
    let data = &raw const __edata as usize - &raw const __sdata as usize;
    let bss = &raw const __ebss as usize - &raw const __sbss as usize;
    data + bss
}

/// Includes the initial values of `.data`, which follow the constants.
pub(crate) fn flash() -> usize {
    let constant = &raw const __erodata as usize - &raw const __vector_table as usize;
    constant + (&raw const __edata as usize - &raw const __sdata as usize)
}

pub(crate) fn jumpers() -> u32 {
    // SAFETY: the linker script reserves this word. The read is volatile, because the word is set from outside the
    // program.
    unsafe { (&raw const _jumpers).read_volatile() }
}
