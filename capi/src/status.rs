//! What the functions of the C interface return.

use core::ffi::CStr;

use gojs::Error;

/// How a function has ended. `GOJS_STATUS_OK` is 0.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(non_camel_case_types)]
pub enum gojs_status {
    /// It has done what it is for.
    Ok = 0,
    /// A pointer is NULL that must not be.
    Null,
    /// An argument is not what it must be: a text that is not UTF-8, an index or a length out of range, a value of an unknown
    /// kind, a function of another program.
    Invalid,
    /// The program is at work: the call came from inside a callback, or from another thread; or it was invoked, and has not
    /// answered yet.
    Busy,
    /// Of `gojs_import_call`: the import has ended the program, be it by its exit. The runtime must trap, so that `run` or
    /// `resume` returns; they may return anything.
    Trap,
    /// `gojs_host` has no clock, and there is no operating system that has one.
    NoClock,
    /// A directory that was to be mounted could not be opened.
    Directory,
    /// The program has not been started, or no wasm of its is running.
    NotStarted,
    /// The program was started before.
    Started,
    /// The program has exited: `gojs_program_exit_code` has the code.
    Exited,
    /// The program was ended by an error before.
    Ended,
    /// The program waits for what will never come.
    Stalled,
    /// What was to be called is no function.
    NotAFunction,
    /// A function has thrown, a value could not be made, or the guest has failed to do what it was invoked for. The program goes
    /// on.
    Thrown,
    /// Arguments and environment are too long, or have no place in the memory.
    Arguments,
    /// The program was ended by an error: a trap, what nobody caught.
    Failed,
    /// The program has come to one of its limits, and was ended. Of `gojs_program_queue`: it has too much to do already, and goes
    /// on.
    Limit,
    /// There was a mistake in gojs itself. The program can't be used any more.
    Panic,
}

impl gojs_status {
    /// What it says, in a few words.
    pub(crate) const fn text(self) -> &'static CStr {
        match self {
            gojs_status::Ok => c"ok",
            gojs_status::Null => c"a pointer is NULL that must not be",
            gojs_status::Invalid => c"an argument is not what it must be",
            gojs_status::Busy => c"the program is at work",
            gojs_status::Trap => c"an import has ended the program",
            gojs_status::NoClock => c"the host has no clock",
            gojs_status::Directory => c"a directory that was to be mounted could not be opened",
            gojs_status::NotStarted => c"the program does not run",
            gojs_status::Started => c"the program was started before",
            gojs_status::Exited => c"the program has exited",
            gojs_status::Ended => c"the program was ended by an error before",
            gojs_status::Stalled => c"the program waits for what will never come",
            gojs_status::NotAFunction => c"what was to be called is no function",
            gojs_status::Thrown => c"a function has thrown, or the guest has failed",
            gojs_status::Arguments => c"arguments and environment are too long",
            gojs_status::Failed => c"the program was ended by an error",
            gojs_status::Limit => c"the program has come to a limit",
            gojs_status::Panic => c"a mistake in gojs",
        }
    }

    /// Every status, by its number.
    pub(crate) const ALL: [gojs_status; 18] = [
        gojs_status::Ok,
        gojs_status::Null,
        gojs_status::Invalid,
        gojs_status::Busy,
        gojs_status::Trap,
        gojs_status::NoClock,
        gojs_status::Directory,
        gojs_status::NotStarted,
        gojs_status::Started,
        gojs_status::Exited,
        gojs_status::Ended,
        gojs_status::Stalled,
        gojs_status::NotAFunction,
        gojs_status::Thrown,
        gojs_status::Arguments,
        gojs_status::Failed,
        gojs_status::Limit,
        gojs_status::Panic,
    ];
}

impl From<&Error> for gojs_status {
    fn from(error: &Error) -> Self {
        match error {
            Error::Traced { error, .. } => gojs_status::from(&**error),
            Error::ArgumentsTooLong(_) | Error::MemoryTooSmall(_) => gojs_status::Arguments,
            Error::Exited(_) => gojs_status::Exited,
            Error::Ended => gojs_status::Ended,
            Error::Stalled => gojs_status::Stalled,
            Error::NotStarted => gojs_status::NotStarted,
            Error::Started => gojs_status::Started,
            Error::NotAFunction { .. } => gojs_status::NotAFunction,
            Error::Thrown { .. } | Error::Type(_) | Error::Guest { .. } | Error::Unanswered { .. } => {
                gojs_status::Thrown
            }
            Error::InvocationInFlight => gojs_status::Busy,
            Error::LimitReached { .. } => gojs_status::Limit,
            _ => gojs_status::Failed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_status_is_at_its_number() {
        for (number, status) in gojs_status::ALL.into_iter().enumerate() {
            assert_eq!(status as usize, number);
            assert!(!status.text().is_empty());
        }
    }
}
