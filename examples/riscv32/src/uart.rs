//! The transmitter of the board's 16550 UART.

use core::num::NonZeroUsize;

use uart_16550::{Config, Uart16550, backend::MmioBackend};

const UART0: NonZeroUsize = NonZeroUsize::new(0x1000_0000).unwrap();

fn uart() -> Option<Uart16550<MmioBackend>> {
    // SAFETY: the UART's registers are at this address, one byte apart, and nothing else accesses them.
    unsafe { Uart16550::new_mmio_from_address(UART0, 1) }.ok()
}

pub(crate) fn enable() {
    if let Some(mut uart) = uart() {
        // An error cannot be reported: this is the console.
        let _ = uart.init(Config::default());
    }
}

pub(crate) fn write(bytes: &[u8]) {
    if let Some(mut uart) = uart() {
        uart.send_bytes_exact(bytes);
    }
}
