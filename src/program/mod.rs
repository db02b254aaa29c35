//! One running Go program and its event loop.

mod builder;
mod calls;
mod event_loop;
mod execution;
mod invoke;

use alloc::boxed::Box;

use self::execution::{After, Step};
pub use self::{builder::Builder, event_loop::Poll};
use crate::{
    error::{Error, Exit, Trap},
    go::{ArgvError, Traceback, write_argv},
    host::{Host, fs::FileTree},
    instance::{Entry, Instance},
    js::Statistics,
    state::State,
};

#[derive(Clone, Copy, Debug)]
enum Phase {
    Instantiated,
    /// It runs, and every goroutine waits, unless it runs right now.
    Running,
    /// It was left in the middle of Go when its slice was spent, and this is to be done once Go has come to rest.
    Suspended(After),
    /// Go is on the native stack; or was, where the embedder sees this: a panic has unwound it.
    Entered,
    Exited(Exit),
    Failed,
}

/// One Go program, from its instantiation to its exit.
///
/// It never sleeps and never spawns: [`poll`](Program::poll) does what is due, [`poll_at`](Program::poll_at) says when
/// to come back, and between the two the embedder does what it likes. [`run`](Program::run) is that loop, written once.
///
/// A runtime's adapter makes programs: see `gojs::wasmi`, `gojs::wasmtime` and `gojs::wasmer`.
#[derive(Debug)]
pub struct Program<I> {
    instance: I,
    phase: Phase,
    /// What is left of the slice.
    fuel: u64,
}

impl<I: Instance> Program<I> {
    /// The program in an instance that has not run yet. For adapters.
    pub fn new(mut instance: I) -> Self {
        let state = instance.state();
        let waker = state.host.waker();
        state.settlers.set_waker(waker);
        Program { instance, phase: Phase::Instantiated, fuel: 0 }
    }

    /// The instance, as its runtime has it.
    pub fn instance(&mut self) -> &mut I {
        &mut self.instance
    }

    /// The embedder's side.
    pub fn host(&mut self) -> &mut I::Host {
        &mut self.state().host
    }

    /// The program's JavaScript values.
    pub fn heap(&mut self) -> &mut crate::js::Heap {
        &mut self.state().heap
    }

    /// The program's files, to be read and changed by their absolute paths.
    pub fn files(&mut self) -> &mut FileTree {
        self.state().files.tree()
    }

    fn state(&mut self) -> &mut State<I::Host> {
        self.instance.state()
    }

    /// See [`State::audit`].
    ///
    /// # Panics
    ///
    /// Where something is not as it must be.
    #[cfg(fuzzing)]
    #[doc(hidden)]
    pub fn audit(&mut self) {
        self.state().audit();
    }

    /// How the program has exited, if it has.
    #[must_use]
    pub fn exit(&self) -> Option<Exit> {
        match self.phase {
            Phase::Exited(exit) => Some(exit),
            _ => None,
        }
    }

    /// Takes in how an execution of wasm has ended.
    pub(crate) fn conclude(&mut self, result: Result<(), Trap>) -> Result<(), Error> {
        match result {
            Ok(()) => Ok(()),
            Err(trap) => match self.end(trap) {
                Error::Exited(_) => Ok(()),
                error => Err(error),
            },
        }
    }

    /// Ends the program, and says how: an [`Error::Exited`], or what has gone wrong.
    pub(crate) fn end(&mut self, trap: Trap) -> Error {
        match trap {
            Trap::Exit(exit) => {
                self.phase = Phase::Exited(exit);
                self.host().exit(exit.code());
                Error::Exited(exit)
            }
            Trap::Error(error) => {
                self.phase = Phase::Failed;
                self.traced(error)
            }
        }
    }

    /// The error together with where in Go it happened, as far as Go's stack tells.
    fn traced(&mut self, error: Error) -> Error {
        let Ok(sp) = self.instance.getsp() else { return error };
        match Traceback::capture(self.instance.parts().0, sp) {
            Some(traceback) => Error::Traced { error: Box::new(error), traceback },
            None => error,
        }
    }

    /// Fails unless the program runs, and Go can be called.
    pub(crate) fn check_running(&self) -> Result<(), Error> {
        match self.phase {
            Phase::Running => Ok(()),
            Phase::Suspended(_) => Err(Error::Suspended),
            Phase::Instantiated => Err(Error::NotStarted),
            Phase::Exited(exit) => Err(Error::Exited(exit)),
            Phase::Entered => Err(Error::Unwound),
            Phase::Failed => Err(Error::Ended),
        }
    }

    /// Starts the program, and returns when it has exited or every goroutine waits; or, with a
    /// [fuel slice](Builder::fuel_slice), when that is spent.
    ///
    /// # Errors
    ///
    /// [`Error::ArgumentsTooLong`] before anything has run; [`Error::Started`], [`Error::Exited`] or [`Error::Ended`] if
    /// it was started before; any error that ends a program.
    pub fn start(&mut self) -> Result<(), Error> {
        match self.phase {
            Phase::Instantiated => self.begin().map(drop),
            Phase::Running | Phase::Suspended(_) => Err(Error::Started),
            Phase::Entered | Phase::Exited(_) | Phase::Failed => self.check_running(),
        }
    }

    fn begin(&mut self) -> Result<Step, Error> {
        let (memory, state) = self.instance.parts();
        let (argc, argv) = write_argv(memory, &state.environment).map_err(|error| match error {
            ArgvError::TooLong(error) => error.into(),
            ArgvError::Memory(error) => Error::MemoryTooSmall(error),
        })?;
        self.phase = Phase::Running;
        self.refuel()?;
        self.execute(Entry::Run { argc, argv }, After::Nothing)
    }

    /// How much fuel the program has taken since it was made: its own instructions, and what it has had its host do. 0, where
    /// fuel has no limit, and none is counted.
    pub fn fuel_taken(&mut self) -> u64 {
        let left = self.fuel;
        self.state().fuel.taken(left)
    }

    /// Frees the JavaScript values that nothing refers to, and says what is left. This happens by itself as the program
    /// runs; by hand it is for a moment when there is time, or for looking at what is really in use.
    ///
    /// What Go refers to stays until Go's own collector has found that it doesn't any more.
    pub fn collect(&mut self) -> Statistics {
        self.state().collect()
    }
}
