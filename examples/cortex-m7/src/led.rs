//! The first light of the board's.

use crate::Mps2;

/// The FPGA's register of the two lights.
const LED: *mut u32 = 0x4002_8000 as *mut u32;
const LED0: u32 = 1 << 0;

pub(crate) fn set(on: bool) {
    // SAFETY: this is the lights' register, and nothing else uses it.
    unsafe { LED.write_volatile(if on { LED0 } else { 0 }) };
    // The emulator has no light to be looked at.
    firmware::say!(Mps2, "the light is {}", if on { "on" } else { "off" });
}
