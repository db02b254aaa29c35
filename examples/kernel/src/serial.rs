//! The console: the first serial port, which the kernel and the programs share line by line.

use core::fmt::{self, Write};

use spin::Mutex;
use uart_16550::{Config, Uart16550, backend::PioBackend};

use crate::exit::{Status, exit};

const COM1: u16 = 0x3f8;

/// The console. It may be locked with interrupts enabled: interrupt handlers do not write to it, except for last words.
pub(crate) static CONSOLE: Mutex<Console> = Mutex::new(Console(
    // SAFETY: these are the ports of COM1, and nothing else in the kernel uses them.
    match unsafe { Uart16550::new_port(COM1) } {
        Ok(uart) => uart,
        Err(_) => panic!("COM1 is a port"),
    },
));

/// A serial port.
pub(crate) struct Console(Uart16550<PioBackend>);

impl Console {
    /// Initialises the port. On failure, which cannot be printed, ends the kernel.
    pub(crate) fn init(&mut self) {
        if self.0.init(Config::default()).is_err() {
            exit(Status::BadBoot);
        }
    }

    /// Writes text, and prefixes each line with the name of the speaker. Lines of different speakers do not interleave,
    /// because the caller holds the lock of the console.
    pub(crate) fn say(&mut self, speaker: &str, text: fmt::Arguments<'_>) {
        let mut lines = Lines { uart: &mut self.0, speaker, in_line: false };
        lines.begin();
        // Writing to the serial port cannot fail.
        let _ = lines.write_fmt(text);
        if lines.in_line {
            lines.end();
        }
    }
}

struct Lines<'a> {
    uart: &'a mut Uart16550<PioBackend>,
    speaker: &'a str,
    in_line: bool,
}

impl Lines<'_> {
    fn begin(&mut self) {
        if !self.in_line {
            for part in ["[", self.speaker, "] "] {
                self.uart.send_bytes_exact(part.as_bytes());
            }
        }
        self.in_line = true;
    }

    fn end(&mut self) {
        self.uart.send_bytes_exact(b"\r\n");
        self.in_line = false;
    }
}

impl Write for Lines<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            self.begin();
            match byte {
                b'\n' => self.end(),
                // Other control characters could move the cursor of a terminal, and let a program impersonate another.
                b'\t' | b' '..=b'~' | 0x80.. => self.uart.send_bytes_exact(&[byte]),
                _ => self.uart.send_bytes_exact(b"."),
            }
        }
        Ok(())
    }
}

/// Writes lines from the kernel.
#[macro_export]
macro_rules! say {
    ($($text:tt)*) => { $crate::serial::CONSOLE.lock().say("kernel", format_args!($($text)*)) };
}

/// Writes a final message, even if the console is locked, and ends the kernel.
pub(crate) fn last_words(text: fmt::Arguments<'_>, status: Status) -> ! {
    x86_64::instructions::interrupts::disable();
    // SAFETY: with a single processor, and interrupts disabled, the holder of the lock never continues.
    unsafe { CONSOLE.force_unlock() };
    CONSOLE.lock().say("kernel", text);
    exit(status)
}
