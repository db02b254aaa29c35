//! Runs Go programs compiled to WebAssembly (`GOOS=js GOARCH=wasm`) where there is no JavaScript engine and no JIT.
#![no_std]
#![forbid(unsafe_code)]
#![deny(missing_docs)]

extern crate alloc;

mod engine;
mod error;
mod globals;
mod go;
mod host;
mod imports;
mod instance;
pub mod js;
mod memory;
mod program;
mod state;

#[cfg(feature = "wasmi")]
pub use self::engine::wasmi;
#[cfg(feature = "std")]
pub use self::host::StdHost;
pub use self::{
    error::{Error, Exit, Trap},
    go::{ArgumentsTooLong, FrameError, Traceback, TracebackFrame},
    host::{DeterministicHost, Errno, Host, Instant, Stream},
    imports::{Import, ImportModule},
    instance::Instance,
    memory::{Memory, OutOfBounds},
    program::{Builder, Poll, Program},
    state::State,
};
