//! A session: a Go program that consists only of its import calls. This crate runs it, and records it for the reference
//! to replay.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::rc::Rc;

use gojs::{DeterministicHost, Error, Import, ImportModule, Instance, State, Stream, Trap};

use gojs_tests::rng::Rng;

/// The size of a page, which is the initial size of a session's memory.
pub(crate) const PAGE: u32 = 65_536;

/// The number of bytes that are compared at once in the search for changes.
const CHUNK: usize = 1024;

/// The behavior of Go each time that it is resumed.
pub(crate) type Handler = Rc<dyn Fn(&mut Session) -> Result<(), Trap>>;

/// The commands and observations of a session.
#[derive(Debug)]
pub(crate) struct Trace {
    pub(crate) name: String,
    /// The commands for the reference, one per line. `driver.js` documents them.
    pub(crate) commands: String,
    /// The observations of this crate, in the order of the commands.
    pub(crate) steps: Vec<Step>,
    /// The failure of the session itself, if any.
    pub(crate) failure: Option<String>,
    /// The reason why the last call, and only the last, is known to differ from the reference.
    pub(crate) difference: Option<&'static str>,
}

/// A call of an import, or of `resume` by an import.
#[derive(Debug)]
pub(crate) struct Step {
    /// The name of the call, for messages.
    pub(crate) label: String,
    /// The outcome of the call, in the notation of `driver.js`.
    pub(crate) observation: String,
}

impl Trace {
    fn new(name: String) -> Self {
        let commands = format!("session {name}\n");
        let step = Step { label: "the beginning".to_owned(), observation: format!("session {name}") };
        Trace { name, commands, steps: vec![step], failure: None, difference: None }
    }

    fn command(&mut self, command: std::fmt::Arguments<'_>) {
        let _ = writeln!(self.commands, "{command}");
    }
}

/// The program. The driver plays the part of Go.
pub(crate) struct Session {
    module: ImportModule,
    memory: Vec<u8>,
    /// The memory as both sides know it. Any difference from `memory` was written by an import.
    known: Vec<u8>,
    state: State<DeterministicHost>,
    /// Go's stack pointer: of the import that is running, or else of the next one.
    pub(crate) sp: u32,
    /// The stack pointer after Go returns, if it moves.
    moved: Option<u32>,
    /// The number of times that Go has been resumed without having returned.
    pub(crate) depth: u32,
    handler: Handler,
    masks: Vec<(u32, u32)>,
    trace: Trace,
    /// The source of the bytes in memory that were never written.
    pub(crate) garbage: Rng,
}

impl Session {
    pub(crate) fn new(name: String, module: ImportModule) -> Self {
        Session {
            module,
            memory: vec![0; PAGE as usize],
            known: vec![0; PAGE as usize],
            state: State::new(DeterministicHost::new(1)),
            sp: super::frames::STACK,
            moved: None,
            depth: 0,
            handler: Rc::new(|_| Ok(())),
            masks: Vec::new(),
            garbage: Rng::new(&name),
            trace: Trace::new(name),
        }
    }

    pub(crate) fn finish(self) -> Trace {
        self.trace
    }

    /// Sets the behavior of Go when it is resumed.
    pub(crate) fn on_resume(&mut self, handler: impl Fn(&mut Session) -> Result<(), Trap> + 'static) {
        self.handler = Rc::new(handler);
    }

    pub(crate) fn handler(&self) -> Handler {
        self.handler.clone()
    }

    /// Called in a handler: moves the stack of the goroutine that called the import.
    pub(crate) fn move_stack(&mut self, sp: u32) {
        self.moved = Some(sp);
    }

    /// Returns the size of the memory.
    pub(crate) fn size(&self) -> u32 {
        self.memory.len() as u32
    }

    /// Performs a write by Go. Bytes beyond the end of the memory are cut off.
    pub(crate) fn write(&mut self, addr: u32, bytes: &[u8]) {
        let room = self.memory.get(addr as usize..).map_or(0, <[u8]>::len);
        let bytes = &bytes[..bytes.len().min(room)];
        if !bytes.is_empty() {
            let range = addr as usize..addr as usize + bytes.len();
            self.memory[range.clone()].copy_from_slice(bytes);
            self.known[range].copy_from_slice(bytes);
            self.trace.command(format_args!("write {addr} {}", hex(bytes)));
        }
    }

    pub(crate) fn read<const N: usize>(&self, addr: u32) -> [u8; N] {
        let bytes = self.memory.get(addr as usize..).and_then(|bytes| bytes.first_chunk());
        bytes.copied().unwrap_or([0; N])
    }

    /// Marks a range to which the next call writes unpredictable bytes: only whether it writes is compared.
    pub(crate) fn mask(&mut self, addr: u32, len: u32) {
        self.masks.push((addr, len));
        self.trace.command(format_args!("mask {addr} {len}"));
    }

    pub(crate) fn grow(&mut self, pages: u32) {
        let size = self.memory.len() + (pages * PAGE) as usize;
        self.memory.resize(size, 0);
        self.known.resize(size, 0);
        self.trace.command(format_args!("grow {pages}"));
    }

    /// Performs a call of an import by Go, with its frame at `sp`.
    pub(crate) fn call_at(&mut self, name: &str, sp: u32) -> Result<(), Trap> {
        let import = Import::find(self.module.name(), name).expect("every name in these scripts is an import");
        let masks = std::mem::take(&mut self.masks);
        self.sp = sp;
        self.trace.command(format_args!("call {name} {sp}"));
        let label = format!("{name} at {sp:#x}");
        LOGGED.take();
        let result = import.call(self, sp);
        let mut side = self.side_effects();
        match &result {
            Ok(()) => {
                self.unmask(&masks, &mut side);
                self.observe(label, &format!("ok{side}"));
            }
            // The memory of a program that has ended is not compared.
            Err(trap) => self.trace.steps.push(Step { label, observation: format!("{}{side}", describe(trap)) }),
        }
        result
    }

    /// Performs a call of an import by Go, with its frame at the current stack pointer.
    pub(crate) fn call(&mut self, name: &str) -> Result<(), Trap> {
        self.call_at(name, self.sp)
    }

    /// Describes the side effects since the last call, except for writes to memory.
    fn side_effects(&mut self) -> String {
        let mut text = String::new();
        for (fd, stream) in [(1, Stream::Stdout), (2, Stream::Stderr)] {
            let written = self.state.host().take(stream);
            if !written.is_empty() {
                let _ = write!(text, " fd{fd}={}", hex(&written));
            }
        }
        text + &LOGGED.take()
    }

    fn unmask(&mut self, masks: &[(u32, u32)], side: &mut String) {
        for &(addr, len) in masks {
            let range = addr as usize..(addr + len) as usize;
            let changed = self.memory[range.clone()] != self.known[range.clone()];
            let _ = write!(side, " masked@{addr}={}", if changed { "changed" } else { "same" });
            self.memory[range.clone()].fill(0);
            self.known[range].fill(0);
        }
    }

    fn observe(&mut self, label: String, what: &str) {
        let observation = format!("{what}{}", self.changes());
        self.trace.steps.push(Step { label, observation });
    }

    /// Lists all bytes that have changed since the last call, as runs.
    fn changes(&mut self) -> String {
        let mut text = String::new();
        let mut end_of_run = None;
        for (chunk, start) in self.memory.chunks(CHUNK).zip((0..).step_by(CHUNK)) {
            let known = &mut self.known[start..start + chunk.len()];
            if chunk == known {
                continue;
            }
            for ((byte, known), addr) in chunk.iter().zip(known).zip(start..) {
                if byte != known {
                    if end_of_run != Some(addr) {
                        let _ = write!(text, " @{addr}=");
                    }
                    let _ = write!(text, "{byte:02x}");
                    end_of_run = Some(addr + 1);
                    *known = *byte;
                }
            }
        }
        text
    }
}

impl Instance for Session {
    type Memory = [u8];
    type Host = DeterministicHost;

    fn parts(&mut self) -> (&mut [u8], &mut State<DeterministicHost>) {
        (&mut self.memory, &mut self.state)
    }

    fn run(&mut self, _: i32, _: i32) -> Result<(), Trap> {
        Ok(())
    }

    fn resume(&mut self) -> Result<(), Trap> {
        self.observe("resume".to_owned(), "resumed");
        let caller = self.sp;
        // Go handles events on a separate stack.
        self.sp = super::frames::STACK - super::frames::ROOM * (self.depth + 1);
        self.depth += 1;
        let handler = self.handler.clone();
        handler(self)?;
        self.depth -= 1;
        self.sp = self.moved.take().unwrap_or(caller);
        self.trace.command(format_args!("return {}", self.sp));
        Ok(())
    }

    fn getsp(&mut self) -> Result<u32, Trap> {
        Ok(self.sp)
    }
}

/// Describes the error that ended a program in the notation of `driver.js`: by the class that JavaScript would have
/// thrown.
fn describe(trap: &Trap) -> String {
    let class = match trap {
        Trap::Exit(exit) => return format!("exit {}", exit.code()),
        // JavaScript throws this for a `DataView` or typed array that is not entirely in the memory.
        Trap::Error(Error::Import { .. }) => "RangeError",
        Trap::Error(Error::Uncaught { message, .. }) => message.split(':').next().unwrap_or_default(),
        Trap::Error(Error::Host { .. }) => "Error",
        other => return format!("failed: {other}"),
    };
    format!("threw {class}")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

thread_local! {
    /// The log of the import `debug` on this thread.
    static LOGGED: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Records the log messages of `debug`.
struct Logger;

impl log::Log for Logger {
    fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
        metadata.level() == log::Level::Debug
    }

    fn log(&self, record: &log::Record<'_>) {
        if self.enabled(record.metadata()) {
            LOGGED.with_borrow_mut(|text| {
                let _ = write!(text, " log={}", record.args());
            });
        }
    }

    fn flush(&self) {}
}

/// Starts recording the crate's log messages.
pub(crate) fn listen() {
    if log::set_logger(&Logger).is_ok() {
        log::set_max_level(log::LevelFilter::Debug);
    }
}
