//! A monotonic clock: the number of SysTick interrupts, plus the counts since the last one.

use core::cell::Cell;

use cortex_m::peripheral::{SCB, SYST, syst::SystClkSource};
use cortex_m_rt::exception;
use critical_section::Mutex;

use crate::CLOCK_HZ;

/// The value from which SysTick counts down, for an interrupt every millisecond.
const RELOAD: u32 = CLOCK_HZ / 1000 - 1;

const NANOS_PER_COUNT: u64 = 1_000_000_000 / CLOCK_HZ as u64;

/// Milliseconds since the start. A 64-bit count does not wrap.
static TICKS: Mutex<Cell<u64>> = Mutex::new(Cell::new(0));

#[exception]
fn SysTick() {
    critical_section::with(|cs| {
        let ticks = TICKS.borrow(cs);
        ticks.set(ticks.get() + 1);
    });
}

pub(crate) fn start(mut systick: SYST) {
    systick.set_clock_source(SystClkSource::Core);
    systick.set_reload(RELOAD);
    systick.clear_current();
    systick.enable_interrupt();
    systick.enable_counter();
}

/// Returns the nanoseconds since the start, in steps of 40.
pub(crate) fn nanos() -> u64 {
    let (ticks, left) = critical_section::with(|cs| {
        let ticks = TICKS.borrow(cs).get();
        let left = SYST::get_current();
        if SCB::is_pendst_pending() {
            // A new period has begun, before or after the read above, and its interrupt is still held back.
            (ticks + 1, SYST::get_current())
        } else {
            (ticks, left)
        }
    });
    // A period begins with the value zero. The next count reloads the counter.
    let counted = if left == 0 { 0 } else { RELOAD + 1 - left };
    (ticks * u64::from(RELOAD + 1) + u64::from(counted)) * NANOS_PER_COUNT
}
