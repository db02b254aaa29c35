//! What a Go program has of the machine: the clock, the console, random numbers, alarms, and memory as far as it goes.
#![forbid(unsafe_code)]

use alloc::{format, string::String, vec::Vec};
use core::time::Duration;

use gojs::{Errno, Host, Instant, Stream, embed::Function};
use spin::Mutex;
use wasmi_core::{LimiterError, ResourceLimiter};
use x86_64::instructions::random::RdRand;

use crate::{allocator, clock, serial::Console};

/// RAM that no guest's memory grows into: what a program takes beside its linear memory can't be refused.
pub const RESERVE: usize = 8 << 20;

/// A guest that asks for more alarms at a time is refused them.
const MAX_ALARMS: usize = 64;

/// One program's side of the machine.
pub struct Machine {
    console: &'static Mutex<Console>,
    stdout: Line,
    stderr: Line,
    memory_limit: usize,
    alarms: Vec<(Instant, Function)>,
}

impl Machine {
    pub fn new(console: &'static Mutex<Console>, name: &str, memory_limit: usize) -> Self {
        Machine {
            console,
            stdout: Line { speaker: name.into(), bytes: Vec::new() },
            stderr: Line { speaker: format!("{name}!"), bytes: Vec::new() },
            memory_limit,
            alarms: Vec::new(),
        }
    }

    /// Keeps a function to be called after some milliseconds. False where there are too many already.
    pub fn set_alarm(&mut self, milliseconds: u32, handler: Function) -> bool {
        let has_room = self.alarms.len() < MAX_ALARMS;
        if has_room {
            self.alarms.push((clock::now() + Duration::from_millis(milliseconds.into()), handler));
        }
        has_room
    }

    /// An alarm that is due, which is one no more.
    pub fn take_alarm(&mut self, now: Instant) -> Option<Function> {
        let due = self.alarms.iter().position(|&(at, _)| at <= now)?;
        Some(self.alarms.swap_remove(due).1)
    }

    /// When the next alarm is due.
    pub fn next_alarm(&self) -> Option<Instant> {
        self.alarms.iter().map(|&(at, _)| at).min()
    }

    /// Writes what is left of lines without an end.
    pub fn flush(&mut self) {
        self.stdout.end(self.console);
        self.stderr.end(self.console);
    }
}

impl Host for Machine {
    fn monotonic(&mut self) -> Instant {
        clock::now()
    }

    /// The processor's. Without them a Go program does not start, and that is as it should be: the alternative is hash
    /// tables and keys that an attacker can foresee.
    fn entropy(&mut self, buf: &mut [u8]) -> Result<(), Errno> {
        /// Intel's advice: one that has failed so often is broken.
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
    /// Go is told that it has no memory left, and ends the program with a trace.
    fn memory_growing(&mut self, _: usize, desired: usize, _: Option<usize>) -> Result<bool, LimiterError> {
        // wasmi takes twice the memory there was, and copies, where it can't grow in place.
        let needed = desired.saturating_mul(2).saturating_add(RESERVE);
        Ok(desired <= self.memory_limit && needed <= allocator::free())
    }

    fn table_growing(&mut self, _: usize, _: usize, _: Option<usize>) -> Result<bool, LimiterError> {
        // No Go program grows one.
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

/// A line that a program has begun. It goes to the console whole, so that no other program's text comes in between.
struct Line {
    speaker: String,
    bytes: Vec<u8>,
}

impl Line {
    /// A longer line is broken: what a guest writes is not to fill the kernel's memory.
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
