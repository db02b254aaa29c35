//! The kernel's own page tables: addresses are as they were, but each page has the rights that it needs and no others.
//!
//! What is not mapped causes a fault: the page at 0, the one below the stack, devices.

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

/// Page tables are allocated on the heap, which is mapped as it is, and stay there.
struct Heap;

impl Heap {
    fn table() -> (&'static mut PageTable, PhysFrame) {
        let table = Box::leak(Box::new(PageTable::new()));
        let frame = PhysFrame::containing_address(PhysAddr::new(&raw const *table as u64));
        (table, frame)
    }
}

// SAFETY: a table that is leaked is nobody else's, and a page in size and alignment.
unsafe impl FrameAllocator<Size4KiB> for Heap {
    fn allocate_frame(&mut self) -> Option<PhysFrame> {
        Some(Heap::table().1)
    }
}

/// Makes the tables and uses them from now on.
///
/// # Safety
///
/// All memory that is in use is the kernel's image, the heap's RAM or the archive, and is mapped as it is.
pub unsafe fn init(image: &Image, heap: impl Iterator<Item = Range<u64>>, archive: Range<u64>) {
    let (top, frame) = Heap::table();
    // SAFETY: the boot's tables map all memory at its own address, and so do these.
    let mut tables = unsafe { OffsetPageTable::new(top, VirtAddr::zero()) };
    map(&mut tables, image.rodata_start.as_u64()..image.rodata_end.as_u64(), READ);
    map(&mut tables, image.text_start.as_u64()..image.text_end.as_u64(), EXECUTE);
    map(&mut tables, image.data_start.as_u64()..image.data_end.as_u64(), WRITE);
    map(&mut tables, image.stack_bottom.as_u64()..image.kernel_end.as_u64(), WRITE);
    map(&mut tables, archive, READ);
    heap.for_each(|ram| map(&mut tables, ram, WRITE));
    // SAFETY: everything in use is mapped at the address that it had, the code that runs and its stack among it.
    unsafe { Cr3::write(frame, Cr3Flags::empty()) };
}

/// Maps whole pages, large ones where they fit.
fn map(tables: &mut OffsetPageTable<'_>, range: Range<u64>, flags: PageTableFlags) {
    let mut at = range.start;
    while at < range.end {
        // SAFETY: the kernel's image, the archive and the heap don't overlap, and each has rights that let its owner be.
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

/// # Safety
///
/// As `Mapper::identity_map`.
unsafe fn map_one<'a, S: PageSize>(tables: &mut OffsetPageTable<'a>, at: u64, flags: PageTableFlags) -> u64
where
    OffsetPageTable<'a>: Mapper<S>,
    MapToError<S>: core::fmt::Debug,
{
    let frame = PhysFrame::<S>::containing_address(PhysAddr::new(at));
    // SAFETY: as the caller says. These tables are not in use yet: no translation is cached.
    unsafe { tables.identity_map(frame, flags, &mut Heap) }.expect("each page is mapped once").ignore();
    S::SIZE
}
