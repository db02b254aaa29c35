//! A Go program under the kernel, from its module to its end.
#![forbid(unsafe_code)]

use alloc::string::String;
use core::iter;

use gojs::{
    Instant, Poll,
    embed::{Function, Throw},
    wasmi::{Module, Program},
};
use wasmi::{CompilationMode, Engine};

use crate::{host::Machine, say, serial::CONSOLE};

/// The fuel for one turn. A unit is about one wasm instruction; a turn takes some milliseconds on an emulated
/// processor.
const FUEL_SLICE: u64 = 100_000;

/// A program to run, as specified on the command line: `name,argument,argument@MiB`.
#[derive(Clone, Copy)]
pub(crate) struct Spec<'a> {
    pub name: &'a str,
    arguments: &'a str,
    memory_limit: usize,
}

impl<'a> Spec<'a> {
    /// Parses a word of the command line. Returns `None` if the memory limit is not a valid number.
    pub(crate) fn parse(word: &'a str) -> Option<Self> {
        let (word, memory_limit) = match word.split_once('@') {
            Some((word, mebibytes)) => (word, mebibytes.parse::<usize>().ok()?.checked_mul(1 << 20)?),
            None => (word, usize::MAX),
        };
        let (name, arguments) = word.split_once(',').unwrap_or((word, ""));
        Some(Spec { name, arguments, memory_limit })
    }
}

/// A started program.
pub(crate) struct Task {
    pub name: String,
    program: Program<Machine>,
    woken: bool,
}

/// The result of a turn.
pub(crate) enum Turn {
    /// The program can continue at once.
    Ready,
    /// The program waits, until this time if there is one.
    Waiting(Option<Instant>),
    /// The program has exited with this code.
    Exited(i32),
}

impl Task {
    /// Creates a program from the bytes of a module, which need not be valid.
    pub(crate) fn new(spec: Spec<'_>, wasm: &[u8]) -> Result<Self, gojs::Error> {
        let engine_error = |error: wasmi::Error| gojs::Error::Engine(error.into());
        let module = Module::new(&engine(), wasm).map_err(engine_error)?;
        let arguments = spec.arguments.split(',').filter(|argument| !argument.is_empty());
        let mut program = Program::builder(Machine::new(&CONSOLE, spec.name, spec.memory_limit))
            .args(iter::once(spec.name).chain(arguments))
            .object("kernel", |kernel| {
                kernel.method("alarm", |cx, (milliseconds, handler): (u32, Function)| {
                    match cx.host().set_alarm(milliseconds, handler) {
                        true => Ok(()),
                        false => Err(Throw::range_error("too many alarms")),
                    }
                })
            })
            .fuel_slice(FUEL_SLICE)
            .instantiate(&module)?;
        program.store().limiter(|data| data.state().host());
        Ok(Task { name: spec.name.into(), program, woken: false })
    }

    /// Delivers the alarms that are due, and runs the program for one slice of fuel.
    pub(crate) fn turn(&mut self, now: Instant) -> Result<Turn, gojs::Error> {
        while let Some(handler) = self.program.host().take_alarm(now) {
            self.program.queue(&handler, ())?;
        }
        match self.program.poll(now)? {
            Poll::Exited(exit) => Ok(Turn::Exited(exit.code())),
            Poll::Ready => Ok(Turn::Ready),
            Poll::Waiting { until } => match (until, self.program.host().next_alarm()) {
                // Nothing will ever wake the program. `wake` makes Go report the deadlock.
                (None, None) if self.program.is_idle() => {
                    if core::mem::replace(&mut self.woken, true) {
                        return Err(gojs::Error::Stalled);
                    }
                    self.program.wake()?;
                    Ok(Turn::Ready)
                }
                (Some(timer), Some(alarm)) => Ok(Turn::Waiting(Some(timer.min(alarm)))),
                (timer, alarm) => Ok(Turn::Waiting(timer.or(alarm))),
            },
        }
    }

    /// Cleans up after the end: prints the rest of the output, and reports pending alarms, which can no longer be
    /// delivered.
    pub(crate) fn finish(&mut self) {
        self.program.host().flush();
        while let Some(handler) = self.program.host().take_alarm(Instant::from_nanos(u64::MAX)) {
            if let Err(error) = self.program.queue(&handler, ()) {
                say!("an alarm for {} is dropped: {error}", self.name);
            }
        }
    }
}

/// Creates an engine for one program. An engine keeps translated code until it is dropped, so a shared engine would
/// never free the code of a single program.
fn engine() -> Engine {
    let mut config = gojs::wasmi::metered_config();
    // Fuel limits the slices. Eager validation rejects a damaged module before it runs. The interpreter's stack is
    // smaller than on a machine with an operating system, because its allocation cannot be refused.
    config
        .compilation_mode(CompilationMode::LazyTranslation)
        .set_max_stack_height(1 << 20)
        .set_max_recursion_depth(1 << 14);
    Engine::new(&config)
}
