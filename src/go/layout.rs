//! The layouts of the symbol table in the releases of Go.

/// `pcHeader.magic` of Go 1.18 and 1.19, and of Go 1.20 and later, with the four bytes that follow it: two bytes of
/// zero padding, an instruction quantum of 1, and a pointer size of 8.
const HEADER_1_18: u64 = 0x0801_0000_ffff_fff0;
const HEADER_1_20: u64 = 0x0801_0000_ffff_fff1;

/// The offsets of fields that differ between releases.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    /// The index of `gofunc` among the words of `moduledata`.
    pub(super) gofunc: u32,
    /// The offset of `_func.flag`. `nfuncdata`, the last byte of the struct, is two bytes further on.
    pub(super) flag: u32,
    /// The size of `inlinedCall`, and the offsets of its `nameOff` and `parentPc`.
    pub(super) inline_size: u32,
    pub(super) inline_name: u32,
    pub(super) inline_parent_pc: u32,
}

const LAYOUT_1_18: Layout = Layout { gofunc: 38, flag: 37, inline_size: 20, inline_name: 12, inline_parent_pc: 16 };
const LAYOUT_1_20: Layout = Layout { gofunc: 40, flag: 41, inline_size: 16, inline_name: 4, inline_parent_pc: 8 };

impl Layout {
    /// Returns the layout for the first word of a `pcHeader`, or `None` if the word does not begin one.
    pub(super) fn of(header: u64) -> Option<Layout> {
        match header {
            HEADER_1_18 => Some(LAYOUT_1_18),
            HEADER_1_20 => Some(LAYOUT_1_20),
            _ => None,
        }
    }
}
