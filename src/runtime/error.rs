//! The errors that the embedder sees.

use alloc::{boxed::Box, string::String};

use crate::{
    go::{ArgumentsTooLong, FrameError, Traceback},
    host::{Errno, Limit},
    js::{Rooted, WrongType},
    memory::OutOfBounds,
};

/// The exit of a program that was not ended by an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exit {
    code: i32,
}

impl Exit {
    pub(crate) fn new(code: i32) -> Self {
        Exit { code }
    }

    /// Returns the code that the program passed to `os.Exit`: 0 if `main` returned, 2 after a panic or a deadlock.
    #[must_use]
    pub fn code(self) -> i32 {
        self.code
    }
}

/// An error that prevented a program from starting, ended it, or made a call to it fail.
///
/// ```
/// # use gojs::{Error, Instance, Program};
/// fn call<I: Instance>(program: &mut Program<I>) {
///     match program.call::<f64>("add", (2, 40)) {
///         Ok(sum) => println!("{sum}"),
///         Err(Error::Thrown { message, .. }) => println!("Go's caller would see: {message}"),
///         Err(Error::Exited(exit)) => println!("the call ended the program, with code {}", exit.code()),
///         // Shows the Go functions that were running.
///         Err(Error::Traced { error, traceback, .. }) => println!("{error}\n{traceback}"),
///         Err(error) => println!("{error}"),
///     }
/// }
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The module lacks an export that the Go compiler adds to every program.
    #[error("not a Go program for js/wasm: the module has no export `{name}`")]
    MissingExport {
        /// The name of the export.
        name: &'static str,
    },
    /// An export is not of the type that the Go compiler gives it.
    #[error("not a Go program for js/wasm: the export `{name}` should be {expected}, but is {found}")]
    ExportType {
        /// The name of the export.
        name: &'static str,
        /// The expected type.
        expected: &'static str,
        /// The actual type.
        found: String,
    },
    /// The module has an import that neither this crate nor the embedder provides.
    #[error("the module imports `{module}` `{name}`, which is not provided")]
    UnknownImport {
        /// The module of the import.
        module: String,
        /// The name of the import.
        name: String,
    },
    /// Arguments and environment variables are too long.
    #[error(transparent)]
    ArgumentsTooLong(#[from] ArgumentsTooLong),
    /// The linear memory ends before the address from which Go reads its arguments, or a waPC operation or payload does
    /// not fit in a 32-bit memory.
    #[error("the module's memory is too small for the program's arguments: {0}")]
    MemoryTooSmall(OutOfBounds),
    /// The linear memory that the embedder lent is smaller than the initial memory of the module.
    #[error("the module needs {needed} bytes of initial memory, but the supplied buffer has {given}")]
    #[non_exhaustive]
    LinearMemoryTooSmall {
        /// The initial size that the module requires, in bytes.
        needed: u64,
        /// The size of the lent buffer, in bytes.
        given: u64,
    },
    /// The guest passed arguments to an import that compiled Go never passes.
    #[error("import `{import}`: {source}")]
    #[non_exhaustive]
    Import {
        /// The name of the import.
        import: &'static str,
        /// The cause.
        source: FrameError,
    },
    /// JavaScript threw a value where Go can't catch it.
    #[error("import `{import}`: uncaught {message}")]
    #[non_exhaustive]
    Uncaught {
        /// The name of the import, or `callback` if the event loop made the call.
        import: &'static str,
        /// The thrown value, as text.
        message: String,
    },
    /// A promise was rejected, and no handler was attached to it.
    #[error("unhandled rejection: {message}")]
    #[non_exhaustive]
    UnhandledRejection {
        /// The rejection reason, as text.
        message: String,
    },
    /// The embedder's [`Host`](crate::Host) failed where the failure can't be reported to Go.
    #[error("the host failed to {operation}: {errno}")]
    #[non_exhaustive]
    Host {
        /// The operation that failed.
        operation: &'static str,
        /// The reason for the failure.
        errno: Errno,
    },
    /// The wasm trapped.
    #[error("trap: {message}")]
    #[non_exhaustive]
    Trap {
        /// The message from the runtime.
        message: String,
    },
    /// An error ended the program at a known place in Go. The error itself is the
    /// [`source`](core::error::Error::source).
    #[error("{error}\n\n{traceback}")]
    #[non_exhaustive]
    Traced {
        /// The error that ended the program.
        #[source]
        error: Box<Error>,
        /// The Go functions on the call stack.
        traceback: Traceback,
    },
    /// The program has exited. It can't be started again or called.
    #[error("the Go program has already exited, with code {}", .0.code())]
    Exited(Exit),
    /// The program was ended by an error that an earlier call returned.
    #[error("the Go program was ended by an earlier error")]
    Ended,
    /// The program waits for something that can never happen: it did not exit when its deadlock was reported to it, or
    /// nothing is left that could settle the promise, or answer the guest call, for which the embedder waits.
    #[error("deadlock: the Go program is waiting, and nothing can wake it")]
    Stalled,
    /// Go is suspended because its fuel slice is spent. It can be called again after a [`poll`](crate::Program::poll)
    /// has reported that it waits.
    #[error("the Go program is suspended: poll it until it waits before calling it")]
    Suspended,
    /// A call that can't be suspended used more fuel than the program may use beyond its slice.
    #[error(
        "out of fuel: a call that cannot be suspended exceeded the slice of {slice} and its overdraft of {overdraft}"
    )]
    #[non_exhaustive]
    OutOfFuel {
        /// The [fuel slice](crate::Builder::fuel_slice) of the program.
        slice: u64,
        /// The fuel that it may use [beyond the slice](crate::Builder::fuel_overdraft).
        overdraft: u64,
    },
    /// The program reached one of its [`Limits`](crate::Limits).
    #[error("limit exceeded: at most {max} {limit} allowed")]
    #[non_exhaustive]
    LimitReached {
        /// The limit that was reached.
        limit: Limit,
        /// The value of the limit, in the unit that it counts.
        max: u64,
    },
    /// The program has a fuel slice or a fuel limit, but the engine does not count fuel.
    #[error("fuel is limited, but the engine does not meter fuel: use a metered engine")]
    Unmetered,
    /// The program has not been started yet.
    #[error("the Go program has not been started")]
    NotStarted,
    /// [`start`](crate::Program::start) was called twice.
    #[error("the Go program has already been started")]
    Started,
    /// The value to be called is not a function.
    #[error("`{name}` on the global object is not a function: got {found}")]
    #[non_exhaustive]
    NotAFunction {
        /// The name that was looked up.
        name: String,
        /// The type of the value found under that name.
        found: String,
    },
    /// A function threw a value, or a promise was rejected.
    #[error("`{name}` threw: {message}")]
    #[non_exhaustive]
    Thrown {
        /// The name of the function or property, or a description such as `a promise`.
        name: String,
        /// The thrown value or the rejection reason, as text.
        message: String,
        /// The thrown value or the rejection reason itself.
        value: Rooted,
    },
    /// The guest reported an error for a [guest call](crate::Program::guest_call).
    #[error("guest operation {operation:?} failed: {message}")]
    #[non_exhaustive]
    Guest {
        /// The operation.
        operation: String,
        /// The error text from the guest.
        message: String,
    },
    /// The guest returned from a [guest call](crate::Program::guest_call) with neither a response nor an error text.
    #[error("the guest did not answer the operation {operation:?}")]
    #[non_exhaustive]
    Unanswered {
        /// The operation.
        operation: String,
    },
    /// The guest has not answered the previous [guest call](crate::Program::begin_guest_call), even if that was abandoned,
    /// or the answer has not been taken. A late answer would be mistaken for the answer to the next guest call, so a
    /// [`poll`](crate::Program::poll) has to deliver it first.
    #[error("a previous guest call is still in flight: poll the program until it is answered")]
    GuestCallInFlight,
    /// A panic in embedder code unwound through the program and was caught. The program can't continue, because Go may
    /// have been interrupted at any point. wasmi can't be unwound: a panic beneath its wasm ends the process.
    #[error("the Go program cannot continue: a panic of the host unwound through it")]
    Unwound,
    /// A value is not of the requested type.
    #[error(transparent)]
    Type(#[from] WrongType),
    /// The wasm runtime rejected the module or a call.
    #[error(transparent)]
    Engine(Box<dyn core::error::Error + Send + Sync>),
}

impl Error {
    /// Creates an [`Error::Trap`], for an adapter, from the message of the runtime.
    pub fn trap(message: impl Into<String>) -> Self {
        Error::Trap { message: message.into() }
    }
}

/// The reason why an import ends the execution of wasm. An adapter carries it through the error type of its runtime, and
/// returns it where the wasm was entered, or else leaves it in the state: [`State::raise`](super::State::raise).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Trap {
    /// The program has exited.
    #[error("exit with code {}", .0.code())]
    Exit(Exit),
    /// The program can't continue.
    #[error(transparent)]
    Error(#[from] Error),
}
