//! Panics of the embedder's code, where there is a standard library to catch them.

extern crate std;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    string::String,
};

/// Does something of the embedder's. Where it panics, the message is the error.
///
/// Whatever it was given has to be put in order then by whoever calls this.
pub(crate) fn catch<R>(f: impl FnOnce() -> R) -> Result<R, String> {
    catch_unwind(AssertUnwindSafe(f)).map_err(|panic| match panic.downcast::<String>() {
        Ok(message) => *message,
        Err(panic) => panic.downcast::<&str>().map_or_else(|_| "no message".into(), |message| String::from(*message)),
    })
}
