//! The board `mps2-an500` of QEMU: a Cortex-M7 with 4 MB of RAM for code, 4 MB for data and 16 MB of PSRAM.
#![no_std]

mod clock;
mod led;
mod memory;
mod timer;
mod uart;

use core::{ops::Range, panic::PanicInfo};

use cortex_m::Peripherals;
use firmware::board::Board;

/// The clock frequency of the processor and its peripherals, in Hz.
const CLOCK_HZ: u32 = 25_000_000;

/// The board.
#[derive(Debug)]
pub struct Mps2;

impl Mps2 {
    /// Sets up the board. Each image calls this once, before anything else.
    pub fn begin() {
        let Some(core) = Peripherals::take() else { return };
        uart::enable();
        clock::start(core.SYST);
        // SAFETY: the linker script reserves this memory for the heap.
        unsafe { firmware::begin::<Mps2>(memory::heap_start(), memory::heap_size()) };
    }
}

impl Board for Mps2 {
    const NAME: &'static str = "a Cortex-M7 (mps2-an500)";

    fn nanos() -> u64 {
        clock::nanos()
    }

    fn write(bytes: &[u8]) {
        uart::write(bytes);
    }

    fn exit(code: u8) -> ! {
        semihosting::process::exit(code.into())
    }

    fn idle() {
        cortex_m::asm::wfi();
    }

    fn start_button(period_ms: u32) {
        timer::start(period_ms);
    }

    fn presses() -> u32 {
        timer::interrupts()
    }

    fn set_led(on: bool) {
        led::set(on);
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
    firmware::panicked::<Mps2>(info)
}
