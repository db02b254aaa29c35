//! A monotonic clock: SysTick's interrupts, and how far it has counted since the last.

use core::cell::Cell;

use cortex_m::peripheral::{SCB, SYST, syst::SystClkSource};
use cortex_m_rt::exception;
use critical_section::Mutex;

use crate::CLOCK_HZ;

/// SysTick counts down from this: an interrupt each millisecond.
const RELOAD: u32 = CLOCK_HZ / 1000 - 1;

const NANOS_PER_COUNT: u64 = 1_000_000_000 / CLOCK_HZ as u64;

/// Milliseconds since the start. 64 bits, so that it never begins again.
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

/// Nanoseconds since the start, in steps of 40.
pub(crate) fn nanos() -> u64 {
    let (ticks, left) = critical_section::with(|cs| {
        let ticks = TICKS.borrow(cs).get();
        let left = SYST::get_current();
        if SCB::is_pendst_pending() {
            // It has begun anew, before or after it was read, and its interrupt has not been able to come.
            (ticks + 1, SYST::get_current())
        } else {
            (ticks, left)
        }
    });
    // Where it has just been set, it shows zero until the next count.
    let counted = if left == 0 { 0 } else { RELOAD + 1 - left };
    (ticks * u64::from(RELOAD + 1) + u64::from(counted)) * NANOS_PER_COUNT
}
