//! What a board must give.

use core::ops::Range;

/// A board, of which there is one: functions without a `self`, for panic handlers and interrupts use it as well.
pub trait Board: 'static {
    /// What it is.
    const NAME: &'static str;

    /// Nanoseconds since the reset, on a clock that never goes backwards.
    fn nanos() -> u64;

    /// Writes to the console.
    fn write(bytes: &[u8]);

    /// Ends everything. On a board without an emulator around it this would be a reset.
    fn exit(code: u8) -> !;

    /// Sleeps until an interrupt. One comes at each millisecond.
    fn idle();

    /// Lets the button's interrupt come every so many milliseconds.
    fn start_button(period_ms: u32);

    /// How often the button's interrupt has come since the reset.
    fn presses() -> u32;

    /// Switches the light.
    fn set_led(on: bool);

    /// The supply's voltage. A stand-in where the board has no converter: that of a healthy one.
    fn millivolts() -> u32 {
        3300
    }

    /// Where the stack lies: from its lowest address, at which it is full, to its highest, at which it is empty.
    fn stack() -> Range<usize>;

    /// Bytes of the statics in RAM.
    fn static_ram() -> usize;

    /// Bytes of code and constants in flash, the guest among them.
    fn flash() -> usize;

    /// A word that is set from outside before the board starts, as by jumpers: which of several things an image is to do.
    fn jumpers() -> u32;
}
