//! What firmware that runs Go programs has in common, whatever the board: the heap, the host, the programs and what is
//! measured of them. A board's own crate is a linker script, a clock, a console and an exit: see [`board::Board`].
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

/// The exit code of a panic, as of a Rust program's on an operating system.
const PANICKED: u8 = 101;

/// Begins: what a board calls first of all, once its clock and its console work.
///
/// # Safety
///
/// The memory of the heap must be there, and nobody else's, for ever.
pub unsafe fn begin<B: Board>(heap: *mut u8, heap_size: usize) {
    // SAFETY: it is the stack that this runs on.
    unsafe { stack::paint(B::stack()) };
    // SAFETY: the caller says so.
    unsafe { heap::claim(heap, heap_size) };
    say!(B, "gojs on {}", B::NAME);
}

/// How often the firmware's other task runs after a panic, before everything ends.
const LAST_ACTIVATIONS: u32 = 100;

/// Says where, and ends: what a board's panic handler does. An allocation that has failed comes here as well.
///
/// Of what has happened it says no more than the place, and of the heap how full it is. A panic's message is text that is made at
/// that place, wasmi's with the names of all its instructions: 39 KB of flash, which the linker leaves out where it sees that
/// nobody reads them. It sees it where this function, and the handler that calls it, are inlined into `core`'s: hence the attribute of
/// both.
///
/// What has panicked can't go on: what it had on the stack lies there for good. What it had no part in can: this function
/// does not return, and takes over from the main loop. Here it does so for a while.
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
