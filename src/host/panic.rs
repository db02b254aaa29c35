//! Panics in embedder code, which the standard library can catch.

extern crate std;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    string::String,
};

/// Calls `f`, which runs embedder code. If `f` panics, the error is the panic message.
///
/// The caller must then restore any state that `f` has left inconsistent.
pub(crate) fn catch<R>(f: impl FnOnce() -> R) -> Result<R, String> {
    catch_unwind(AssertUnwindSafe(f)).map_err(|panic| match panic.downcast::<String>() {
        Ok(message) => *message,
        Err(panic) => panic.downcast::<&str>().map_or_else(|_| "no message".into(), |message| String::from(*message)),
    })
}
