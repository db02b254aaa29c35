//! QEMU's `virt` with a 32-bit RISC-V.
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
    /// Sets up the board: what each image calls first of all, and once.
    pub fn begin() {
        uart::enable();
        clock::start();
        // SAFETY: the linker script leaves this memory to the heap.
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

    /// The machine has no light: it is seen on the console.
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

#[expect(unused_attributes, reason = "rustc says that it ignores `inline` here, and tells LLVM nevertheless")]
#[inline(always)]
#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    firmware::panicked::<Virt>(info)
}
