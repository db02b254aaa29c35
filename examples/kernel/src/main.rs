//! A small kernel that runs Go programs concurrently.
//!
//! The command line names the programs; the loader passes an archive that contains them. The script `run` of this crate
//! builds, boots and tests the kernel.
//!
//! The target has no SSE, and computes with floating-point numbers in software. The kernel never has to save
//! floating-point registers; those of Go are bytes in the memory of the interpreter.
#![no_std]
#![no_main]

extern crate alloc;

mod allocator;
mod boot;
mod clock;
mod exit;
mod fault;
mod host;
mod interrupts;
mod paging;
mod scheduler;
mod serial;
mod task;

use alloc::{string::String, vec::Vec};
use core::{ops::Range, panic::PanicInfo};

use tar_no_std::TarArchiveRef;
use x86_64::instructions::random::RdRand;

use self::{
    boot::Image,
    exit::{Status, exit},
    serial::last_words,
    task::Spec,
};

const PAGE: u64 = 4 << 10;

/// The range of usable addresses. Lower addresses belong to the loader, the firmware and the hardware; higher addresses
/// are not mapped at boot.
const USABLE: Range<u64> = 1 << 20..4 << 30;

/// Initialises the kernel. The entry point calls this on the kernel's stack, with interrupts disabled.
#[unsafe(no_mangle)]
extern "C" fn kernel_main(start_info: u64) -> ! {
    serial::CONSOLE.lock().init();
    let image = Image::get();
    // SAFETY: the entry point passes the loader's value on. The command line is copied, and the memory map last used,
    // before the page tables change.
    let Some(info) = (unsafe { boot::read(start_info) }) else {
        last_words(format_args!("not booted by a PVH loader of version 1 or later"), Status::BadBoot);
    };

    let kernel = image.kernel_start.as_u64()..image.kernel_end.as_u64();
    let archive = match info.archive {
        [] => 0..0,
        bytes => {
            let Range { start, end } = bytes.as_ptr_range();
            align_down(start as u64)..(end as u64).next_multiple_of(PAGE)
        }
    };
    let heap = || {
        let ram = info.memory.iter().filter_map(boot::Region::ram);
        ram.flat_map(|ram| without(ram, &kernel)).flat_map(|ram| without(ram, &archive)).filter_map(|ram| {
            let start = ram.start.max(USABLE.start).next_multiple_of(PAGE);
            let end = align_down(ram.end.min(USABLE.end));
            (start < end).then_some(start..end)
        })
    };
    for ram in heap() {
        // SAFETY: this is RAM outside the kernel and the archive. It is mapped, and stays mapped.
        unsafe { allocator::add(ram) };
    }
    let command_line = String::from(info.command_line);
    // SAFETY: from here on, only the image, the heap and the archive are used.
    unsafe { paging::init(&image, heap(), archive.clone()) };
    interrupts::init();

    say!("{} bytes of RAM for the heap, {} in use", allocator::free() + allocator::used(), allocator::used());
    if RdRand::new().is_none() {
        say!("this processor has no RDRAND: there are no random numbers, and no Go program runs without");
    }
    main(&command_line, info.archive)
}

fn main(command_line: &str, archive: &[u8]) -> ! {
    let words = || command_line.split_ascii_whitespace();
    words().for_each(fault::cause);
    let Some(specs) = words().map(Spec::parse).collect::<Option<Vec<_>>>() else {
        last_words(format_args!("no list of programs: {command_line}"), Status::BadBoot);
    };
    let Ok(archive) = TarArchiveRef::new(archive) else {
        last_words(format_args!("the initrd is no tar archive"), Status::BadBoot);
    };
    let before = allocator::used();
    let all_succeeded = scheduler::run(&archive, &specs);
    let (ticks, halts) = clock::statistics();
    say!("all programs have ended; heap {before} bytes before, {} now", allocator::used());
    say!("{ticks} ticks of the clock, {halts} of them slept through");
    exit(if all_succeeded { Status::AllSucceeded } else { Status::SomeFailed })
}

fn align_down(address: u64) -> u64 {
    address - address % PAGE
}

/// Returns the parts of a range below and above another. A part can be empty or reversed.
fn without(range: Range<u64>, hole: &Range<u64>) -> [Range<u64>; 2] {
    [range.start..range.end.min(hole.start), range.start.max(hole.end)..range.end]
}

#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    last_words(format_args!("PANIC: {info}"), Status::Panic)
}
