//! The transmitter of the first CMSDK UART of the board.

const UART0: usize = 0x4000_4000;
const DATA: *mut u32 = UART0 as *mut u32;
const STATE: *mut u32 = (UART0 + 0x4) as *mut u32;
const CTRL: *mut u32 = (UART0 + 0x8) as *mut u32;
const BAUDDIV: *mut u32 = (UART0 + 0x10) as *mut u32;

const STATE_TX_FULL: u32 = 1 << 0;
const CTRL_TX_ENABLE: u32 = 1 << 0;

/// The smallest divisor that the UART accepts.
const FASTEST: u32 = 16;

pub(crate) fn enable() {
    // SAFETY: these are the UART's registers, and nothing else accesses them.
    unsafe {
        BAUDDIV.write_volatile(FASTEST);
        CTRL.write_volatile(CTRL_TX_ENABLE);
    }
}

pub(crate) fn write(bytes: &[u8]) {
    for &byte in bytes {
        // SAFETY: as in `enable`.
        unsafe {
            while STATE.read_volatile() & STATE_TX_FULL != 0 {}
            DATA.write_volatile(byte.into());
        }
    }
}
