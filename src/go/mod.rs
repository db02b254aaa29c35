//! The conventions between compiled Go and its host: stack frames at the stack pointer, 64-bit refs, events, and
//! arguments at address 4096.
//!
//! This layer depends on Go's conventions and the heap, and is independent of wasm runtimes.

mod argv;
mod event;
mod frame;
#[cfg(test)]
mod image;
mod layout;
mod refs;
mod symtab;
mod traceback;

pub use self::{
    argv::ArgumentsTooLong,
    frame::FrameError,
    traceback::{Traceback, TracebackFrame},
};
pub(crate) use self::{
    argv::{ArgvError, write_argv},
    event::{EventNames, go_object},
    frame::Frame,
    refs::Refs,
};
