//! The monotonic clock, which counts timer interrupts.

use core::sync::atomic::{AtomicU64, Ordering};

use gojs::Instant;
use x86_64::instructions::{interrupts, port::PortWriteOnly};

/// The input frequency of the timer, in Hz.
const INPUT: u128 = 1_193_182;
/// The input cycles per interrupt. Interrupts occur about every millisecond, which is the resolution of the clock.
const DIVISOR: u16 = 1_193;

static TICKS: AtomicU64 = AtomicU64::new(0);
static HALTS: AtomicU64 = AtomicU64::new(0);

/// Starts periodic interrupts from the first channel of the PIT (Intel 8254).
pub(crate) fn start() {
    const RATE_GENERATOR: u8 = 0b0011_0100;
    let [low, high] = DIVISOR.to_le_bytes();
    // SAFETY: these are the timer's ports, which nothing else uses. Its interrupt has a handler.
    unsafe {
        PortWriteOnly::new(0x43).write(RATE_GENERATOR);
        PortWriteOnly::new(0x40).write(low);
        PortWriteOnly::new(0x40).write(high);
    }
}

/// Counts a timer interrupt.
pub(crate) fn tick() {
    TICKS.fetch_add(1, Ordering::Relaxed);
}

/// Returns the time since the start of the timer.
pub(crate) fn now() -> Instant {
    let ticks = TICKS.load(Ordering::Relaxed);
    let nanos = u128::from(ticks) * u128::from(DIVISOR) * 1_000_000_000 / INPUT;
    Instant::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX))
}

/// Halts the processor until the next interrupt.
pub(crate) fn halt() {
    HALTS.fetch_add(1, Ordering::Relaxed);
    interrupts::enable_and_hlt();
}

/// Returns the number of timer interrupts, and the number of times that the processor was halted.
pub(crate) fn statistics() -> (u64, u64) {
    (TICKS.load(Ordering::Relaxed), HALTS.load(Ordering::Relaxed))
}
