//! How compiled Go passes things to its host: stack frames at the stack pointer, 64-bit refs, arguments at address 4096.
//!
//! This layer knows Go's conventions and the heap, and no wasm runtime.

mod argv;
mod frame;
mod refs;
mod symtab;
mod traceback;

pub use self::{
    argv::ArgumentsTooLong,
    frame::FrameError,
    traceback::{Frame as TracebackFrame, Traceback},
};
pub(crate) use self::{
    argv::{ArgvError, write_argv},
    frame::Frame,
    refs::Refs,
};
