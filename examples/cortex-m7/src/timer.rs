//! The first CMSDK timer of the board. Its interrupt simulates a button.

use core::sync::atomic::{AtomicU32, Ordering::Relaxed};

use cortex_m::{interrupt::InterruptNumber, peripheral::NVIC};
use cortex_m_rt::exception;

use crate::CLOCK_HZ;

const TIMER0: usize = 0x4000_0000;
const CTRL: *mut u32 = TIMER0 as *mut u32;
const VALUE: *mut u32 = (TIMER0 + 0x4) as *mut u32;
const RELOAD: *mut u32 = (TIMER0 + 0x8) as *mut u32;
const INTCLEAR: *mut u32 = (TIMER0 + 0xc) as *mut u32;

const CTRL_ENABLE: u32 = 1 << 0;
const CTRL_INTERRUPT: u32 = 1 << 3;

/// The interrupt number of the timer.
#[derive(Clone, Copy)]
struct Timer0;

// SAFETY: 8 is the number of the timer's interrupt, and it does not change.
unsafe impl InterruptNumber for Timer0 {
    fn number(self) -> u16 {
        8
    }
}

static INTERRUPTS: AtomicU32 = AtomicU32::new(0);

/// Handles all peripheral interrupts. Only the timer interrupt is unmasked.
#[exception]
unsafe fn DefaultHandler(_number: i16) {
    // SAFETY: this is the timer's register. The write only clears the interrupt.
    unsafe { INTCLEAR.write_volatile(1) };
    INTERRUPTS.fetch_add(1, Relaxed);
}

pub(crate) fn start(period_ms: u32) {
    let counts = CLOCK_HZ / 1000 * period_ms;
    // SAFETY: these are the timer's registers. Only its interrupt handler accesses them as well, and the interrupt is
    // not enabled before the last line.
    unsafe {
        RELOAD.write_volatile(counts);
        VALUE.write_volatile(counts);
        CTRL.write_volatile(CTRL_ENABLE | CTRL_INTERRUPT);
        NVIC::unmask(Timer0);
    }
}

pub(crate) fn interrupts() -> u32 {
    INTERRUPTS.load(Relaxed)
}
