//! The status codes of the C interface.

use core::ffi::CStr;

use gojs::Error;

/// The result of a function. `GOJS_STATUS_OK` is 0.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(non_camel_case_types)]
pub enum gojs_status {
    /// Success.
    Ok = 0,
    /// A required pointer is NULL.
    Null,
    /// An argument is invalid: a string that is not UTF-8, an index or a length that is out of range, a value of an
    /// unknown kind, or a function of another program.
    Invalid,
    /// Another call with the program is running: this call came from inside a callback or from another thread. Or the
    /// guest has not answered the previous `gojs_program_guest_call` yet.
    Busy,
    /// From `gojs_import_call`: the import has ended the program, by an exit or by an error. The runtime must trap, so
    /// that `run` or `resume` returns. gojs then ignores the return value.
    Trap,
    /// `gojs_host` has no clock, and no operating system provides one.
    NoClock,
    /// A directory to be mounted could not be opened.
    Directory,
    /// The program has not been started. From `gojs_import_call`: no wasm of the program is running.
    NotStarted,
    /// The program has already been started.
    Started,
    /// The program has exited. `gojs_program_exit_code` stores the code.
    Exited,
    /// An error ended the program in an earlier call.
    Ended,
    /// The program waits for something that can never happen.
    Stalled,
    /// The value to be called is not a function.
    NotAFunction,
    /// A function threw, a value could not be created, or the guest failed to perform the operation that it was invoked
    /// for. The program continues.
    Thrown,
    /// The arguments and environment variables are too long, or do not fit in the linear memory.
    Arguments,
    /// An error has ended the program, such as a trap or an uncaught exception.
    Failed,
    /// The program has reached one of its limits, which ended it. From `gojs_program_queue`: too many calls are queued
    /// already, and the program continues.
    Limit,
    /// A bug in gojs caused a panic. The program can only be freed.
    Panic,
}

impl gojs_status {
    /// Returns a short description.
    pub(crate) const fn text(self) -> &'static CStr {
        match self {
            gojs_status::Ok => c"ok",
            gojs_status::Null => c"a required pointer is NULL",
            gojs_status::Invalid => c"an argument is invalid",
            gojs_status::Busy => c"the program is busy",
            gojs_status::Trap => c"an import ended the program",
            gojs_status::NoClock => c"the host has no clock",
            gojs_status::Directory => c"a directory could not be opened for mounting",
            gojs_status::NotStarted => c"the program is not running",
            gojs_status::Started => c"the program has already been started",
            gojs_status::Exited => c"the program has exited",
            gojs_status::Ended => c"the program was ended by an earlier error",
            gojs_status::Stalled => c"deadlock: the program is waiting, and nothing can wake it",
            gojs_status::NotAFunction => c"the value to call is not a function",
            gojs_status::Thrown => c"a function threw, or a guest operation failed",
            gojs_status::Arguments => c"the arguments and environment are too long",
            gojs_status::Failed => c"the program was ended by an error",
            gojs_status::Limit => c"the program reached a limit",
            gojs_status::Panic => c"a bug in gojs",
        }
    }

    /// All statuses, in the order of their numbers.
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
            Error::GuestCallInFlight => gojs_status::Busy,
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
