//! A monotonic clock: `mtime`, which counts at 10 MHz and never wraps. Its interrupt occurs every millisecond, and
//! after a configurable number of milliseconds it simulates the press of a button.

use core::{
    ptr,
    sync::atomic::{AtomicU32, Ordering::Relaxed},
};

use riscv::interrupt::Interrupt;
use riscv_rt::core_interrupt;

const CLINT: usize = 0x0200_0000;
const MTIMECMP: *mut u32 = (CLINT + 0x4000) as *mut u32;
const MTIME: *const u32 = (CLINT + 0xbff8) as *const u32;

const CLOCK_HZ: u64 = 10_000_000;
const PERIOD: u64 = CLOCK_HZ / 1000;

/// The milliseconds between two presses of the button, or 0 while the button is not in use.
static PERIOD_MS: AtomicU32 = AtomicU32::new(0);
static ELAPSED_MS: AtomicU32 = AtomicU32::new(0);
static PRESSES: AtomicU32 = AtomicU32::new(0);

#[core_interrupt(Interrupt::MachineTimer)]
fn tick() {
    // The period begins at the last alarm, not now: the interrupt can be late, and delays would add up.
    set_alarm(read(MTIMECMP) + PERIOD);
    let period = PERIOD_MS.load(Relaxed);
    if period == 0 {
        return;
    }
    // On a single core, and with no other writer, the separate loads and stores need not be one atomic operation.
    let elapsed = ELAPSED_MS.load(Relaxed) + 1;
    ELAPSED_MS.store(elapsed % period, Relaxed);
    if elapsed == period {
        PRESSES.store(PRESSES.load(Relaxed).wrapping_add(1), Relaxed);
    }
}

pub(crate) fn start() {
    set_alarm(read(MTIME) + PERIOD);
    // SAFETY: `tick` handles this interrupt.
    unsafe {
        riscv::register::mie::set_mtimer();
        riscv::interrupt::enable();
    }
}

/// Reads both halves of a timer register consistently, even if it counts.
fn read(register: *const u32) -> u64 {
    loop {
        // SAFETY: this is the address of a timer register, and reading it has no side effects.
        let (high, low, again) = unsafe {
            let high = register.add(1).read_volatile();
            let low = register.read_volatile();
            (high, low, register.add(1).read_volatile())
        };
        if high == again {
            return u64::from(high) << 32 | u64::from(low);
        }
    }
}

fn set_alarm(at: u64) {
    // SAFETY: this is the comparator of the first core. The order of the writes avoids an early interrupt.
    unsafe {
        ptr::write_volatile(MTIMECMP, u32::MAX);
        ptr::write_volatile(MTIMECMP.add(1), (at >> 32) as u32);
        ptr::write_volatile(MTIMECMP, at as u32);
    }
}

/// Returns the nanoseconds since reset, in steps of 100.
pub(crate) fn nanos() -> u64 {
    read(MTIME) * (1_000_000_000 / CLOCK_HZ)
}

pub(crate) fn start_button(period_ms: u32) {
    ELAPSED_MS.store(0, Relaxed);
    PERIOD_MS.store(period_ms, Relaxed);
}

pub(crate) fn presses() -> u32 {
    PRESSES.load(Relaxed)
}
