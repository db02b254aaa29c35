//! The board-independent part of firmware that runs Go programs: the heap, the host, the programs and their
//! measurements. The crate of a board adds a linker script, a clock, a console and an exit; see [`board::Board`].
#![no_std]

extern crate alloc;

pub mod board;
pub mod console;
#[cfg(feature = "validate")]
pub mod damage;
pub mod driver;
pub mod engine;
pub mod guest;
pub mod heap;
pub mod host;
pub mod image;
pub mod report;
pub mod stack;
pub mod task;

use core::panic::{Location, PanicInfo};

use board::Board;
use task::Task;

/// The exit code of a panic, the same as on an operating system.
const PANICKED: u8 = 101;

/// Initialises the firmware. A board calls this once, as soon as its clock and its console work.
///
/// # Safety
///
/// The memory of the heap must be valid for the rest of the execution, and nothing else may use it.
pub unsafe fn begin<B: Board>(heap: *mut u8, heap_size: usize) {
    // SAFETY: this is the current stack.
    unsafe { stack::paint(B::stack()) };
    // SAFETY: guaranteed by the caller.
    unsafe { heap::claim(heap, heap_size) };
    say!(B, "gojs on {}", B::NAME);
}

/// The number of times that the firmware's other task runs after a panic, before the end.
const LAST_ACTIVATIONS: u32 = 100;

/// Handles a panic: prints its location and the usage of the heap, and ends. An allocation failure that the code does
/// not handle also panics.
///
/// The panic message is not printed. Messages are formatted text (wasmi's contain the names of all its instructions)
/// and take 39 KB of flash. The linker removes them if it can see that they are unused, which requires that this
/// function and the panic handler that calls it are inlined into `core`'s code; hence `inline(always)` on both.
///
/// The code that has panicked cannot continue, and its stack frames are never unwound. Unrelated work can: this
/// function does not return, and takes over from the main loop. Here it runs the other task for a while.
#[inline(always)]
pub fn panicked<B: Board>(info: &PanicInfo<'_>) -> ! {
    panicked_at::<B>(info.location())
}

#[inline(never)]
fn panicked_at<B: Board>(place: Option<&Location<'_>>) -> ! {
    if let Some(place) = place {
        say!(B, "panicked at {}:{}", place.file(), place.line());
    }
    let heap = heap::usage();
    say!(B, "heap: {} of {} bytes used, and {} refused last", heap.used, heap.size, heap.refused);
    let unharmed = Task::new::<B>().goes_on::<B>(LAST_ACTIVATIONS);
    task::tell::<B>(unharmed);
    B::exit(PANICKED)
}
