//! The console: the first serial port, shared line by line.

use core::fmt::{self, Write};

use spin::Mutex;
use uart_16550::{Config, Uart16550, backend::PioBackend};

use crate::exit::{Status, exit};

const COM1: u16 = 0x3f8;

/// The one console. No interrupt handler writes to it, so that it may be locked with interrupts enabled.
pub static CONSOLE: Mutex<Console> = Mutex::new(Console(
    // SAFETY: the ports are those of COM1, and nothing else in the kernel uses them.
    match unsafe { Uart16550::new_port(COM1) } {
        Ok(uart) => uart,
        Err(_) => panic!("COM1 is a port"),
    },
));

/// A serial port.
pub struct Console(Uart16550<PioBackend>);

impl Console {
    /// Sets the port up. There is nobody to tell if that fails.
    pub fn init(&mut self) {
        if self.0.init(Config::default()).is_err() {
            exit(Status::BadBoot);
        }
    }

    /// Writes text, each line of it behind the name of who says it. Whoever holds the console can't be interrupted by
    /// another's line.
    pub fn say(&mut self, speaker: &str, text: fmt::Arguments<'_>) {
        let mut lines = Lines { uart: &mut self.0, speaker, in_line: false };
        lines.begin();
        // A serial port takes everything, in its own time.
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
                // What moves a terminal's cursor could pass one program's words off as another's.
                b'\t' | b' '..=b'~' | 0x80.. => self.uart.send_bytes_exact(&[byte]),
                _ => self.uart.send_bytes_exact(b"."),
            }
        }
        Ok(())
    }
}

/// Writes lines of the kernel's.
#[macro_export]
macro_rules! say {
    ($($text:tt)*) => { $crate::serial::CONSOLE.lock().say("kernel", format_args!($($text)*)) };
}

/// Writes the kernel's last words, whoever holds the console, and ends it.
pub fn last_words(text: fmt::Arguments<'_>, status: Status) -> ! {
    x86_64::instructions::interrupts::disable();
    // SAFETY: there is one processor and no interrupt any more: whoever held the console never goes on.
    unsafe { CONSOLE.force_unlock() };
    CONSOLE.lock().say("kernel", text);
    exit(status)
}
