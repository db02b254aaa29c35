//! The host of a Go program: the clock, the console, random numbers, alarms, and limited memory.
#![forbid(unsafe_code)]

use alloc::{format, string::String, vec::Vec};
use core::time::Duration;

use gojs::{Errno, Host, Instant, Stream, embed::Function};
use spin::Mutex;
use wasmi_core::{LimiterError, ResourceLimiter};
use x86_64::instructions::random::RdRand;

use crate::{allocator, clock, serial::Console};

/// RAM that linear memories may not grow into, in bytes. It is reserved for other allocations of programs, which cannot
/// be refused.
pub(crate) const RESERVE: usize = 8 << 20;

/// The maximum number of pending alarms of a guest.
const MAX_ALARMS: usize = 64;

/// The machine as the host of one program.
pub(crate) struct Machine {
    console: &'static Mutex<Console>,
    stdout: Line,
    stderr: Line,
    memory_limit: usize,
    alarms: Vec<(Instant, Function)>,
}

impl Machine {
    pub(crate) fn new(console: &'static Mutex<Console>, name: &str, memory_limit: usize) -> Self {
        Machine {
            console,
            stdout: Line { speaker: name.into(), bytes: Vec::new() },
            stderr: Line { speaker: format!("{name}!"), bytes: Vec::new() },
            memory_limit,
            alarms: Vec::new(),
        }
    }

    /// Registers a function to be called after some milliseconds. Returns false if too many alarms are pending.
    pub(crate) fn set_alarm(&mut self, milliseconds: u32, handler: Function) -> bool {
        let has_room = self.alarms.len() < MAX_ALARMS;
        if has_room {
            self.alarms.push((clock::now() + Duration::from_millis(milliseconds.into()), handler));
        }
        has_room
    }

    /// Removes an alarm that is due, and returns its handler.
    pub(crate) fn take_alarm(&mut self, now: Instant) -> Option<Function> {
        let due = self.alarms.iter().position(|&(at, _)| at <= now)?;
        Some(self.alarms.swap_remove(due).1)
    }

    /// Returns the time of the next alarm.
    pub(crate) fn next_alarm(&self) -> Option<Instant> {
        self.alarms.iter().map(|&(at, _)| at).min()
    }

    /// Prints the incomplete lines.
    pub(crate) fn flush(&mut self) {
        self.stdout.end(self.console);
        self.stderr.end(self.console);
    }
}

impl Host for Machine {
    fn monotonic(&mut self) -> Instant {
        clock::now()
    }

    /// Returns random numbers from the processor. Without them, Go programs do not start. This is intended: the
    /// alternative is hash tables and keys that an attacker can predict.
    fn entropy(&mut self, buf: &mut [u8]) -> Result<(), Errno> {
        /// Intel's recommended number of attempts, after which the generator counts as broken.
        const TRIES: usize = 10;
        let source = RdRand::new().ok_or(Errno::ENODEV)?;
        for chunk in buf.chunks_mut(size_of::<u64>()) {
            let random = (0..TRIES).find_map(|_| source.get_u64()).ok_or(Errno::EIO)?;
            chunk.copy_from_slice(&random.to_ne_bytes()[..chunk.len()]);
        }
        Ok(())
    }

    fn write(&mut self, stream: Stream, bytes: &[u8]) -> Result<usize, Errno> {
        let line = match stream {
            Stream::Stdout => &mut self.stdout,
            Stream::Stderr => &mut self.stderr,
        };
        line.write(self.console, bytes);
        Ok(bytes.len())
    }

    fn exit(&mut self, _code: i32) {
        self.flush();
    }
}

impl ResourceLimiter for Machine {
    /// Limits the linear memory. On refusal, Go reports that it is out of memory, and ends the program with a trace.
    fn memory_growing(&mut self, _: usize, desired: usize, _: Option<usize>) -> Result<bool, LimiterError> {
        // If wasmi cannot grow the memory in place, it allocates up to twice the size, and copies.
        let needed = desired.saturating_mul(2).saturating_add(RESERVE);
        Ok(desired <= self.memory_limit && needed <= allocator::free())
    }

    fn table_growing(&mut self, _: usize, _: usize, _: Option<usize>) -> Result<bool, LimiterError> {
        // Go programs never grow tables.
        Ok(false)
    }

    fn instances(&self) -> usize {
        1
    }

    fn tables(&self) -> usize {
        1
    }

    fn memories(&self) -> usize {
        1
    }
}

/// The buffer of an incomplete line. Lines are printed as a whole, so the output of programs does not interleave.
struct Line {
    speaker: String,
    bytes: Vec<u8>,
}

impl Line {
    /// The length at which a line is broken, so a guest cannot fill the kernel's memory.
    const MAX: usize = 256;

    fn write(&mut self, console: &Mutex<Console>, bytes: &[u8]) {
        for &byte in bytes {
            if byte == b'\n' {
                self.print(console);
            } else {
                self.bytes.push(byte);
                if self.bytes.len() == Line::MAX {
                    self.print(console);
                }
            }
        }
    }

    fn end(&mut self, console: &Mutex<Console>) {
        if !self.bytes.is_empty() {
            self.print(console);
        }
    }

    fn print(&mut self, console: &Mutex<Console>) {
        console.lock().say(&self.speaker, format_args!("{}", String::from_utf8_lossy(&self.bytes)));
        self.bytes.clear();
    }
}
