//! The first of the board's two LEDs.

use crate::Mps2;

/// The FPGA register that controls both LEDs.
const LED: *mut u32 = 0x4002_8000 as *mut u32;
const LED0: u32 = 1 << 0;

pub(crate) fn set(on: bool) {
    // SAFETY: this is the address of the LED register, and nothing else accesses it.
    unsafe { LED.write_volatile(if on { LED0 } else { 0 }) };
    // The emulator does not display the LED.
    firmware::say!(Mps2, "the light is {}", if on { "on" } else { "off" });
}
