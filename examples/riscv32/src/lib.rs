//! The machine `virt` of QEMU with a 32-bit RISC-V.
#![no_std]

mod clock;
mod memory;
mod power;
mod uart;

use core::{ops::Range, panic::PanicInfo};

use firmware::board::Board;

/// The board.
#[derive(Debug)]
pub struct Virt;

impl Virt {
    /// Sets up the board. Each image calls this once, before anything else.
    pub fn begin() {
        uart::enable();
        clock::start();
        // SAFETY: the linker script reserves this memory for the heap.
        unsafe { firmware::begin::<Virt>(memory::heap_start(), memory::heap_size()) };
    }
}

impl Board for Virt {
    const NAME: &'static str = "a 32-bit RISC-V (virt)";

    fn nanos() -> u64 {
        clock::nanos()
    }

    fn write(bytes: &[u8]) {
        uart::write(bytes);
    }

    fn exit(code: u8) -> ! {
        power::exit(code)
    }

    fn idle() {
        riscv::asm::wfi();
    }

    fn start_button(period_ms: u32) {
        clock::start_button(period_ms);
    }

    fn presses() -> u32 {
        clock::presses()
    }

    /// Writes to the console, because the machine has no light.
    fn set_led(on: bool) {
        firmware::say!(Virt, "the light is {}", if on { "on" } else { "off" });
    }

    fn stack() -> Range<usize> {
        memory::stack()
    }

    fn static_ram() -> usize {
        memory::statics()
    }

    fn flash() -> usize {
        memory::flash()
    }

    fn jumpers() -> u32 {
        memory::jumpers()
    }
}

#[expect(unused_attributes, reason = "rustc warns that it ignores `inline` here, but passes it to LLVM")]
#[inline(always)]
#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    firmware::panicked::<Virt>(info)
}
