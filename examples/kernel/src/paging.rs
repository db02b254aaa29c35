//! The kernel's page tables. They map all used memory at its physical address, each page only with the necessary
//! rights.
//!
//! All other addresses cause a page fault: the page at 0, the guard page below the stack, and devices.

use alloc::boxed::Box;
use core::ops::Range;

use x86_64::{
    PhysAddr, VirtAddr,
    registers::control::{Cr3, Cr3Flags},
    structures::paging::{
        FrameAllocator, Mapper, OffsetPageTable, PageSize, PageTable, PageTableFlags, PhysFrame, Size2MiB, Size4KiB,
        mapper::MapToError,
    },
};

use crate::boot::Image;

const READ: PageTableFlags = PageTableFlags::PRESENT.union(PageTableFlags::NO_EXECUTE);
const WRITE: PageTableFlags = READ.union(PageTableFlags::WRITABLE);
const EXECUTE: PageTableFlags = PageTableFlags::PRESENT;

/// Allocates page tables on the heap, which is identity-mapped. They are never freed.
struct Heap;

impl Heap {
    fn table() -> (&'static mut PageTable, PhysFrame) {
        let table = Box::leak(Box::new(PageTable::new()));
        let frame = PhysFrame::containing_address(PhysAddr::new(&raw const *table as u64));
        (table, frame)
    }
}

// SAFETY: a leaked table has no other owner, and the size and alignment of a page.
unsafe impl FrameAllocator<Size4KiB> for Heap {
    fn allocate_frame(&mut self) -> Option<PhysFrame> {
        Some(Heap::table().1)
    }
}

/// Creates the page tables and switches to them.
///
/// # Safety
///
/// All used memory must belong to the kernel image, the heap or the archive, and must be identity-mapped.
pub(crate) unsafe fn init(image: &Image, heap: impl Iterator<Item = Range<u64>>, archive: Range<u64>) {
    let (top, frame) = Heap::table();
    // SAFETY: the boot page tables identity-map all memory, and so do these.
    let mut tables = unsafe { OffsetPageTable::new(top, VirtAddr::zero()) };
    map(&mut tables, image.rodata_start.as_u64()..image.rodata_end.as_u64(), READ);
    map(&mut tables, image.text_start.as_u64()..image.text_end.as_u64(), EXECUTE);
    map(&mut tables, image.data_start.as_u64()..image.data_end.as_u64(), WRITE);
    map(&mut tables, image.stack_bottom.as_u64()..image.kernel_end.as_u64(), WRITE);
    map(&mut tables, archive, READ);
    heap.for_each(|ram| map(&mut tables, ram, WRITE));
    // SAFETY: all used memory, including the running code and its stack, keeps its address.
    unsafe { Cr3::write(frame, Cr3Flags::empty()) };
}

/// Identity-maps a range of whole pages, using large pages where they fit.
fn map(tables: &mut OffsetPageTable<'_>, range: Range<u64>, flags: PageTableFlags) {
    let mut at = range.start;
    while at < range.end {
        // SAFETY: the kernel image, the archive and the heap do not overlap, and each gets the rights that it needs.
        let size = unsafe {
            if at.is_multiple_of(Size2MiB::SIZE) && range.end - at >= Size2MiB::SIZE {
                map_one::<Size2MiB>(tables, at, flags)
            } else {
                map_one::<Size4KiB>(tables, at, flags)
            }
        };
        at += size;
    }
}

/// Identity-maps one page and returns its size.
///
/// # Safety
///
/// The same as for `Mapper::identity_map`.
unsafe fn map_one<'a, S: PageSize>(tables: &mut OffsetPageTable<'a>, at: u64, flags: PageTableFlags) -> u64
where
    OffsetPageTable<'a>: Mapper<S>,
    MapToError<S>: core::fmt::Debug,
{
    let frame = PhysFrame::<S>::containing_address(PhysAddr::new(at));
    // SAFETY: guaranteed by the caller. The tables are not active yet, so no translation is cached.
    unsafe { tables.identity_map(frame, flags, &mut Heap) }.expect("each page is mapped once").ignore();
    S::SIZE
}
