//! The board's 16550: its transmitter, as the reset leaves it.

use uart_16550::{Uart16550, backend::MmioBackend};

const UART0: *mut u8 = 0x1000_0000 as *mut u8;

pub(crate) fn write(bytes: &[u8]) {
    // SAFETY: the UART's registers lie there, a byte each, and nothing else uses them.
    if let Ok(mut uart) = unsafe { Uart16550::<MmioBackend>::new_mmio(UART0, 1) } {
        uart.send_bytes_exact(bytes);
    }
}
