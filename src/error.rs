//! What can go wrong, for the embedder.

use alloc::{boxed::Box, string::String};

use crate::{
    go::{ArgumentsTooLong, FrameError, Traceback},
    host::{Errno, Limit},
    js::{Rooted, WrongType},
    memory::OutOfBounds,
};

/// How a program has ended of its own accord.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exit {
    code: i32,
}

impl Exit {
    pub(crate) fn new(code: i32) -> Self {
        Exit { code }
    }

    /// What the program passed to `os.Exit`: 0 when `main` returned, 2 after a panic or a deadlock.
    #[must_use]
    pub fn code(self) -> i32 {
        self.code
    }
}

/// Why a program could not be started, or was ended, or did not do what it was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The module lacks an export that Go's compiler gives every program.
    #[error("not a Go program for js/wasm: the module has no export `{name}`")]
    MissingExport {
        /// The export's name.
        name: &'static str,
    },
    /// An export is not what Go's compiler makes it.
    #[error("not a Go program for js/wasm: the export `{name}` should be {expected}, but is {found}")]
    ExportType {
        /// The export's name.
        name: &'static str,
        /// What it should be.
        expected: &'static str,
        /// What it is.
        found: String,
    },
    /// The module imports what neither this crate nor the embedder provides.
    #[error("the module imports `{module}` `{name}`, which is not provided")]
    UnknownImport {
        /// The import's module.
        module: String,
        /// The import's name.
        name: String,
    },
    /// Arguments and environment are too long.
    #[error(transparent)]
    ArgumentsTooLong(#[from] ArgumentsTooLong),
    /// The module's memory ends before the place that Go reads its arguments from.
    #[error("the arguments have no place in the module's memory: {0}")]
    MemoryTooSmall(OutOfBounds),
    /// The memory that the embedder has lent is too small for the program to begin with.
    #[error("the program's linear memory has {needed} bytes from the start, but the lent buffer has {given}")]
    LinearMemoryTooSmall {
        /// What the module asks for, in bytes.
        needed: u64,
        /// What there is, in bytes.
        given: u64,
    },
    /// The guest has passed to an import what no compiled Go passes.
    #[error("import `{import}`: {source}")]
    Import {
        /// The import's name.
        import: &'static str,
        /// What was wrong.
        source: FrameError,
    },
    /// JavaScript has thrown where Go has no way to catch it.
    #[error("import `{import}`: uncaught {message}")]
    Uncaught {
        /// The import's name.
        import: &'static str,
        /// The thrown value, as text.
        message: String,
    },
    /// A promise was rejected, and nobody was looking.
    #[error("unhandled rejection: {message}")]
    UnhandledRejection {
        /// The reason, as text.
        message: String,
    },
    /// The embedder's [`Host`](crate::Host) has failed where Go has no way to be told.
    #[error("the host failed to {operation}: {errno}")]
    Host {
        /// What it was asked to do.
        operation: &'static str,
        /// Why it did not.
        errno: Errno,
    },
    /// The wasm has trapped.
    #[error("trap: {message}")]
    Trap {
        /// What the runtime says of it.
        message: String,
    },
    /// The program was ended by an error, and this is where it was in Go. The error itself is the
    /// [`source`](core::error::Error::source).
    #[error("{error}\n\n{traceback}")]
    Traced {
        /// What ended the program.
        #[source]
        error: Box<Error>,
        /// The Go functions that were being called.
        traceback: Traceback,
    },
    /// The program has exited: it can't be started again, nor called.
    #[error("the Go program has already exited, with code {}", .0.code())]
    Exited(Exit),
    /// The program was ended by an error that was returned before.
    #[error("the Go program has already been ended by an error")]
    Ended,
    /// The program waits for what will never come: it has not exited when its deadlock was reported to it, or nothing is
    /// left that could settle a promise.
    #[error("the Go program waits for what will never come")]
    Stalled,
    /// Go was left in the middle when its fuel slice was spent, and can't be called meanwhile: first a
    /// [`poll`](crate::Program::poll) has to say that it waits.
    #[error("the Go program was left in the middle of what it does: it can be called when a poll says that it waits")]
    Suspended,
    /// A call that can't be left in the middle has taken more fuel than the program may take beyond its slice.
    #[error(
        "out of fuel: a call that can't be left in the middle took more than the {overdraft} that it may beyond a slice of {slice}"
    )]
    OutOfFuel {
        /// The program's [slice](crate::Builder::fuel_slice).
        slice: u64,
        /// What it may take [beyond it](crate::Builder::fuel_overdraft).
        overdraft: u64,
    },
    /// The program has come to one of its [`Limits`](crate::Limits).
    #[error("the program has more than the {most} {limit} that it may have")]
    LimitReached {
        /// Which.
        limit: Limit,
        /// How much it may have, in what the limit counts.
        most: u64,
    },
    /// The program was given a fuel slice, or a limit on its fuel, and the runtime counts none.
    #[error("the program has a limit on its fuel, but its engine does not count fuel")]
    Unmetered,
    /// The program has not been started yet.
    #[error("the Go program has not been started")]
    NotStarted,
    /// [`start`](crate::Program::start) was called twice.
    #[error("the Go program has already been started")]
    Started,
    /// What was to be called is no function.
    #[error("`{name}` is not a function on the global object, but {found}")]
    NotAFunction {
        /// The name that was looked up.
        name: String,
        /// What is there.
        found: String,
    },
    /// A function has thrown.
    #[error("`{name}` has thrown: {message}")]
    Thrown {
        /// The function that was called.
        name: String,
        /// The thrown value, as text.
        message: String,
        /// The thrown value itself.
        value: Rooted,
    },
    /// The guest has failed to do what it was [invoked](crate::Program::invoke) for.
    #[error("the guest has failed to {operation:?}: {message}")]
    Guest {
        /// The operation.
        operation: String,
        /// What the guest says of it.
        message: String,
    },
    /// The guest was [invoked](crate::Program::invoke), and has returned without a response, and without the text of an error.
    #[error("the guest has not answered the operation {operation:?}")]
    Unanswered {
        /// The operation.
        operation: String,
    },
    /// The guest has still to answer the [invocation](crate::Program::begin_invoke) before, which may have been given up. Its
    /// answer would be taken for that to the next: first a [`poll`](crate::Program::poll) has to bring it.
    #[error("the guest has not answered the invocation before yet")]
    InvocationInFlight,
    /// A panic of the embedder's code has gone through the program, and was caught: it can't go on, for Go may have been left in
    /// the middle. wasmi can't be unwound: a panic under its wasm ends the process.
    #[error("the Go program was left in the middle by a panic of its host's, and can't go on")]
    Unwound,
    /// A value is not of the type that was asked for.
    #[error(transparent)]
    Type(#[from] WrongType),
    /// The wasm runtime has refused the module or a call.
    #[error(transparent)]
    Engine(Box<dyn core::error::Error + Send + Sync>),
}

/// What ends the execution of wasm from inside an import: a runtime's adapter carries it through its own error type and
/// hands it back where the wasm was entered.
#[derive(Debug, thiserror::Error)]
pub enum Trap {
    /// The program has exited.
    #[error("exit with code {}", .0.code())]
    Exit(Exit),
    /// The program can't go on.
    #[error(transparent)]
    Error(#[from] Error),
}
