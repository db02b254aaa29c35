//! The monotonic clock: what the timer's interrupts add up to.

use core::sync::atomic::{AtomicU64, Ordering};

use gojs::Instant;
use x86_64::instructions::{interrupts, port::PortWriteOnly};

/// The timer's input, in hertz, and what of it makes an interrupt: one in about a millisecond, which is how fine the clock
/// is.
const INPUT: u128 = 1_193_182;
const DIVISOR: u16 = 1_193;

static TICKS: AtomicU64 = AtomicU64::new(0);
static HALTS: AtomicU64 = AtomicU64::new(0);

/// Sets up the first channel of the PIT (Intel 8254) to interrupt again and again.
pub fn start() {
    const RATE_GENERATOR: u8 = 0b00_11_010_0;
    let [low, high] = DIVISOR.to_le_bytes();
    // SAFETY: the ports are the timer's, which nothing else uses; its interrupt has a handler.
    unsafe {
        PortWriteOnly::new(0x43).write(RATE_GENERATOR);
        PortWriteOnly::new(0x40).write(low);
        PortWriteOnly::new(0x40).write(high);
    }
}

/// The timer's interrupt.
pub fn tick() {
    TICKS.fetch_add(1, Ordering::Relaxed);
}

/// The time since the timer was started.
pub fn now() -> Instant {
    let ticks = TICKS.load(Ordering::Relaxed);
    let nanos = u128::from(ticks) * u128::from(DIVISOR) * 1_000_000_000 / INPUT;
    Instant::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX))
}

/// Lets the processor sleep until the next interrupt.
pub fn halt() {
    HALTS.fetch_add(1, Ordering::Relaxed);
    interrupts::enable_and_hlt();
}

/// How many interrupts of the timer there were, and how often the processor slept.
pub fn statistics() -> (u64, u64) {
    (TICKS.load(Ordering::Relaxed), HALTS.load(Ordering::Relaxed))
}
