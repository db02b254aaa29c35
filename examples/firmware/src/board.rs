//! The interface to a board.

use core::ops::Range;

/// The board. The functions have no `self`, because panic handlers and interrupt handlers call them as well.
pub trait Board: 'static {
    /// The name of the board.
    const NAME: &'static str;

    /// Returns the nanoseconds since reset, on a clock that never goes backwards.
    fn nanos() -> u64;

    /// Writes to the console.
    fn write(bytes: &[u8]);

    /// Ends the emulation. On real hardware, this would be a reset.
    fn exit(code: u8) -> !;

    /// Sleeps until the next interrupt. One occurs every millisecond.
    fn idle();

    /// Starts the interrupt of the button, which then occurs every `period_ms` milliseconds.
    fn start_button(period_ms: u32);

    /// Returns the number of button interrupts since reset.
    fn presses() -> u32;

    /// Switches the light on or off.
    fn set_led(on: bool);

    /// Returns the supply voltage. The default, for boards without an analogue-to-digital converter, is a normal value.
    fn millivolts() -> u32 {
        3300
    }

    /// Returns the addresses of the stack, from the lowest, where it is full, to the highest, where it is empty.
    fn stack() -> Range<usize>;

    /// Returns the size of the statics in RAM, in bytes.
    fn static_ram() -> usize;

    /// Returns the size of code and constants in flash, including the guest, in bytes.
    fn flash() -> usize;

    /// Returns a word that is set from outside before the board starts, like jumpers, to select what an image does.
    fn jumpers() -> u32;
}
