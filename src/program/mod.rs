//! One running Go program and its event loop.

mod builder;
mod calls;
mod event_loop;
mod execution;
mod guest_call;

use alloc::boxed::Box;

use self::execution::{After, Step};
pub use self::{builder::Builder, event_loop::Poll};
use crate::{
    go::{ArgvError, Traceback, write_argv},
    host::{Host, Instant, fs::FileTree},
    js::Statistics,
    runtime::{Entry, Error, Exit, Instance, State, Trap, fuel},
};

#[derive(Clone, Copy, Debug)]
enum Phase {
    Instantiated,
    /// The program has started, and every goroutine waits.
    Running,
    /// Go was suspended when its slice was spent. The action is due when every goroutine waits again.
    Suspended(After),
    /// Go is on the native stack. If the embedder observes this phase, a panic has unwound that stack.
    Entered,
    Exited(Exit),
    Failed,
}

/// One Go program, from its instantiation to its exit.
///
/// A program never sleeps and never spawns a thread: [`poll`](Program::poll) does the work that is due,
/// [`poll_at`](Program::poll_at) returns the time of the next poll, and the embedder is free to do anything between the
/// two. [`run`](Program::run) is that loop, ready to use.
///
/// The runtime adapters create programs: see `gojs::wasmi`, `gojs::wasmtime` and `gojs::wasmer`.
///
/// ```
/// # #[cfg(all(feature = "std", feature = "wasmi"))]
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use gojs::{StdHost, wasmi::{Module, Program}};
///
/// let wasm = std::fs::read("examples/guest/greet.wasm")?;
/// let module = Module::new(&gojs::wasmi::engine(), &wasm)?;
/// let mut program = Program::builder(StdHost::new()).args(["greet", "-serve"]).instantiate(&module)?;
/// program.start()?;
/// assert_eq!(program.call::<f64>("add", (2, 40))?, 42.0);
/// # Ok(())
/// # }
/// # #[cfg(not(all(feature = "std", feature = "wasmi")))]
/// # fn main() {}
/// ```
#[derive(Debug)]
pub struct Program<I> {
    instance: I,
    phase: Phase,
}

impl<I: Instance> Program<I> {
    /// Creates a program from an instance that has not run yet. For adapters.
    pub fn new(mut instance: I) -> Self {
        let state = instance.state();
        let waker = state.platform.host.waker();
        state.event_loop.settlers.set_waker(waker);
        Program { instance, phase: Phase::Instantiated }
    }

    /// Returns the instance in the wasm runtime.
    pub fn instance(&mut self) -> &mut I {
        &mut self.instance
    }

    /// Returns the embedder's [`Host`].
    pub fn host(&mut self) -> &mut I::Host {
        &mut self.state().platform.host
    }

    /// Returns the JavaScript values of the program.
    pub fn heap(&mut self) -> &mut crate::js::Heap {
        &mut self.state().heap
    }

    /// Returns the files of the program, to be read and changed by their absolute paths.
    pub fn files(&mut self) -> &mut FileTree {
        self.state().platform.files.tree()
    }

    fn state(&mut self) -> &mut State<I::Host> {
        self.instance.state()
    }

    /// Checks the invariants of the program: see [`State::audit`].
    ///
    /// # Panics
    ///
    /// If an invariant is violated.
    #[cfg(fuzzing)]
    #[doc(hidden)]
    pub fn audit(&mut self) {
        self.state().audit();
    }

    /// Returns the exit of the program, if it has exited.
    #[must_use]
    pub fn exit(&self) -> Option<Exit> {
        match self.phase {
            Phase::Exited(exit) => Some(exit),
            _ => None,
        }
    }

    /// Handles the result of an execution of wasm. An exit of the program is not an error.
    pub(crate) fn conclude(&mut self, result: Result<(), Trap>) -> Result<(), Error> {
        match result {
            Ok(()) => Ok(()),
            Err(trap) => match self.end(trap) {
                Error::Exited(_) => Ok(()),
                error => Err(error),
            },
        }
    }

    /// Ends the program and returns the reason: [`Error::Exited`], or the error that occurred.
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

    /// Adds the Go traceback to an error, if it can be read from the Go stack.
    fn traced(&mut self, error: Error) -> Error {
        let Ok(sp) = fuel::complete(&mut self.instance, I::getsp) else { return error };
        match Traceback::capture(self.instance.parts().0, sp) {
            Some(traceback) => Error::Traced { error: Box::new(error), traceback },
            None => error,
        }
    }

    /// Fails unless the program runs and Go can be called.
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

    /// Starts the program. Returns when the program has exited, or every goroutine waits for a timer, for input, or for a
    /// call; with a [fuel slice](Builder::fuel_slice), also when the slice is spent. Output that `main` writes does not
    /// end the start, although Go waits for a callback after each write.
    ///
    /// # Errors
    ///
    /// [`Error::ArgumentsTooLong`] or [`Error::MemoryTooSmall`], before anything has run; [`Error::Started`],
    /// [`Error::Exited`] or [`Error::Ended`], if the program was started before; any error that ends a program.
    pub fn start(&mut self) -> Result<(), Error> {
        match self.phase {
            Phase::Instantiated => {
                let step = self.begin()?;
                // No timer is due at this time.
                self.turn(step, Instant::ZERO).map(drop)
            }
            Phase::Running | Phase::Suspended(_) => Err(Error::Started),
            Phase::Entered | Phase::Exited(_) | Phase::Failed => self.check_running(),
        }
    }

    fn begin(&mut self) -> Result<Step, Error> {
        let (memory, state) = self.instance.parts();
        let (argc, argv) = write_argv(memory, &state.platform.environment).map_err(|error| match error {
            ArgvError::TooLong(error) => error.into(),
            ArgvError::Memory(error) => Error::MemoryTooSmall(error),
        })?;
        self.phase = Phase::Running;
        self.refuel()?;
        self.execute(Entry::Run { argc, argv }, After::Nothing)
    }

    /// Returns the fuel that the program has used since it was created: for its own instructions, and for the work that
    /// its host did on request. Returns 0 if fuel has no limit and the engine does not count it.
    pub fn fuel_used(&mut self) -> u64 {
        fuel::used(&mut self.instance)
    }

    /// Frees unreachable JavaScript values, and returns statistics of the remaining ones. The program collects by
    /// itself as it runs. Call this when there is time to spare, or to learn how much is really in use.
    ///
    /// A value that Go refers to stays alive until the garbage collector of Go has found it unreachable.
    pub fn collect(&mut self) -> Statistics {
        self.state().collect()
    }
}
