//! One Go program under the kernel, from its module to its end.
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

/// How much of a program runs before another has its turn; a unit is about an instruction of wasm's. Some milliseconds on
/// an emulated processor.
const FUEL_SLICE: u64 = 100_000;

/// What there is to run, as the command line has it: `name,argument,argument@MiB`.
#[derive(Clone, Copy)]
pub struct Spec<'a> {
    pub name: &'a str,
    arguments: &'a str,
    memory_limit: usize,
}

impl<'a> Spec<'a> {
    /// `None` where the limit is no number.
    pub fn parse(word: &'a str) -> Option<Self> {
        let (word, memory_limit) = match word.split_once('@') {
            Some((word, mebibytes)) => (word, mebibytes.parse::<usize>().ok()?.checked_mul(1 << 20)?),
            None => (word, usize::MAX),
        };
        let (name, arguments) = word.split_once(',').unwrap_or((word, ""));
        Some(Spec { name, arguments, memory_limit })
    }
}

/// A program that has been started.
pub struct Task {
    pub name: String,
    program: Program<Machine>,
    woken: bool,
}

/// What a turn has come to.
pub enum Turn {
    /// There is more to do.
    Ready,
    /// There is nothing to do until then.
    Waiting(Option<Instant>),
    /// The program has ended by itself.
    Exited(i32),
}

impl Task {
    /// Makes a program of a module's bytes, which may be anything.
    pub fn new(spec: Spec<'_>, wasm: &[u8]) -> Result<Self, gojs::Error> {
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

    /// Runs the program for a slice.
    pub fn turn(&mut self, now: Instant) -> Result<Turn, gojs::Error> {
        while let Some(handler) = self.program.host().take_alarm(now) {
            self.program.queue(&handler, ())?;
        }
        match self.program.poll(now)? {
            Poll::Exited(exit) => Ok(Turn::Exited(exit.code())),
            Poll::Ready => Ok(Turn::Ready),
            Poll::Waiting { until } => match (until, self.program.host().next_alarm()) {
                // Nothing will ever wake it: Go is to say so, once.
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

    /// After the end: writes the rest of its output, and tries the alarms that come too late.
    pub fn finish(&mut self) {
        self.program.host().flush();
        while let Some(handler) = self.program.host().take_alarm(Instant::from_nanos(u64::MAX)) {
            if let Err(error) = self.program.queue(&handler, ()) {
                say!("an alarm for {} is dropped: {error}", self.name);
            }
        }
    }
}

/// An engine for one program: it holds the code that it has translated for as long as it is there itself, so that a shared
/// one would not give it back.
fn engine() -> Engine {
    let mut config = gojs::wasmi::metered_config();
    // Where its slices end is counted in fuel. A module that is broken anywhere is refused before it runs. What the
    // interpreter's stack takes can't be refused, and so it has less of it than on a machine with an operating system.
    config
        .compilation_mode(CompilationMode::LazyTranslation)
        .set_max_stack_height(1 << 20)
        .set_max_recursion_depth(1 << 14);
    Engine::new(&config)
}
