//! A monotonic clock: `mtime`, which counts at 10 MHz and never wraps. Its interrupt comes every millisecond, and every so
//! often it stands for a button's.

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

/// How many milliseconds there are from one press of the button to the next: none, where it is not in use.
static PERIOD_MS: AtomicU32 = AtomicU32::new(0);
static ELAPSED_MS: AtomicU32 = AtomicU32::new(0);
static PRESSES: AtomicU32 = AtomicU32::new(0);

#[core_interrupt(Interrupt::MachineTimer)]
fn tick() {
    set_alarm(counts() + PERIOD);
    let period = PERIOD_MS.load(Relaxed);
    if period == 0 {
        return;
    }
    // One core, and nothing else that writes these: no step between the two is seen by anybody.
    let elapsed = ELAPSED_MS.load(Relaxed) + 1;
    ELAPSED_MS.store(elapsed % period, Relaxed);
    if elapsed == period {
        PRESSES.store(PRESSES.load(Relaxed).wrapping_add(1), Relaxed);
    }
}

pub(crate) fn start() {
    set_alarm(counts() + PERIOD);
    // SAFETY: the handler is there.
    unsafe {
        riscv::register::mie::set_mtimer();
        riscv::interrupt::enable();
    }
}

/// The counter's two halves, taken at one moment.
fn counts() -> u64 {
    loop {
        // SAFETY: this is the counter, which is only read.
        let (high, low, again) = unsafe {
            let high = MTIME.add(1).read_volatile();
            let low = MTIME.read_volatile();
            (high, low, MTIME.add(1).read_volatile())
        };
        if high == again {
            return u64::from(high) << 32 | u64::from(low);
        }
    }
}

fn set_alarm(at: u64) {
    // SAFETY: this is the first core's comparator. Its halves are written so that no alarm before the right one is set.
    unsafe {
        ptr::write_volatile(MTIMECMP, u32::MAX);
        ptr::write_volatile(MTIMECMP.add(1), (at >> 32) as u32);
        ptr::write_volatile(MTIMECMP, at as u32);
    }
}

/// Nanoseconds since the reset, in steps of 100.
pub(crate) fn nanos() -> u64 {
    counts() * (1_000_000_000 / CLOCK_HZ)
}

pub(crate) fn start_button(period_ms: u32) {
    ELAPSED_MS.store(0, Relaxed);
    PERIOD_MS.store(period_ms, Relaxed);
}

pub(crate) fn presses() -> u32 {
    PRESSES.load(Relaxed)
}
