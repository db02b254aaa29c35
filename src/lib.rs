//! Runs Go programs compiled to WebAssembly (`GOOS=js GOARCH=wasm`) where there is no JavaScript engine and no JIT: on
//! microcontrollers with some megabytes of RAM, in kernels and enclaves, in any Rust program that wants sandboxed Go
//! plugins.
//!
//! To Rust it is what `wasm_exec.js` is to a JavaScript engine, with one difference: there is no engine, so the crate
//! itself holds the JavaScript values. It is `no_std` with `alloc`, and has neither `unsafe` nor global state of its own.
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # #[cfg(feature = "wasmi")] {
//! use gojs::{DeterministicHost, wasmi::{Module, Program}};
//!
//! let wasm = std::fs::read("examples/guest/greet.wasm")?;
//! let module = Module::new(&gojs::wasmi::engine(), &wasm)?;
//! let mut program = Program::builder(DeterministicHost::new(1)).args(["greet", "Ada"]).instantiate(&module)?;
//! let exit = program.run()?;
//! assert_eq!(exit.code(), 0);
//! assert!(program.host().stdout().starts_with(b"Hello, Ada!\n"));
//! # }
//! # Ok(())
//! # }
//! ```
//!
//! # The layers
//!
//! From the top down; a layer uses what is below it, and the folders of the source are named so.
//!
//! ## `gojs-cli`
//!
//! A crate of its own with two command lines over the public API: `gojs`, which runs a program in a sandbox, and
//! `go_js_wasm_exec`, which the `go` command finds on the `PATH`.
//!
//! ## `engine`
//!
//! One adapter for each wasm runtime: `gojs::wasmi`, `gojs::wasmtime`, `gojs::wasmer`. An adapter for another takes two small
//! traits, [`Memory`] and [`Instance`], and defines each [`Import`] in the runtime's own way. One that lends its store as a
//! whole, or not at all, keeps the program's [`State`] in a [`StateSlot`] beside it.
//!
//! ## `program`
//!
//! [`Program`]: one running Go program and its event loop. Sans-IO: [`poll`](Program::poll) does what is due,
//! [`poll_at`](Program::poll_at) says when to come back, [`run`](Program::run) is that loop over the host's clock.
//!
//! ## `embed`
//!
//! [`embed`]: what an embedder gives a program. Functions, objects and classes of Rust's, promises settled from outside.
//!
//! ## `wapc`
//!
//! [`wapc`]: the embedder and the guest call one another by name, with bytes.
//!
//! ## `imports`
//!
//! One function for each [`Import`] of a Go module: it reads its arguments from Go's stack, and writes its result there.
//!
//! ## `globals`
//!
//! [`globals`]: what Go finds on `js.Global()`, as static tables in groups. An object that no program reaches for is never
//! made, and a group that an embedder leaves out is not in the executable.
//!
//! ## `go`
//!
//! How compiled Go passes things: frames, refs, arguments; and its symbol table, for the [`Traceback`] of an error.
//!
//! ## `js`
//!
//! [`js`]: JavaScript's values. Handles are `Copy`, strings are interned, what can't be reached is collected.
//!
//! ## `host`
//!
//! [`Host`]: what the embedder supplies, from the clock to standard output; [`fs`]: files; [`fetch`]: the network.
//!
//! ## `memory`
//!
//! [`Memory`]: the guest's linear memory.
//!
//! # Features
//!
//! | feature | default | what it adds |
//! | --- | --- | --- |
//! | `std` | yes | `StdHost`: the operating system as a host, and its files. Without it the crate is `no_std` |
//! | `wasmi` | yes | the adapter for the wasmi interpreter, `no_std` too |
//! | `wasmi-unchecked` | with `wasmi` | alone, the same without wasmi's validator, for modules that were validated before |
//! | `wapc` | yes | in the adapters, the imports of [waPC](wapc)'s own module |
//! | `unicode` | yes | `String.prototype`'s `normalize`, `toUpperCase` and `toLowerCase` of what is not ASCII, and its place in `localeCompare`: 160 KB of tables |
//! | `portable-dispatch` | no | wasmi without tail calls: needed on 32-bit x86, and where the processor computes without floating-point registers |
//! | `indirect-dispatch` | no | wasmi with smaller code, for less RAM and at less speed |
//! | `wasmtime` | no | the adapter for wasmtime; with `std` it compiles, without it runs what was compiled elsewhere |
//! | `wasmer` | no | the adapter for wasmer |
//! | `serde` | no | [`embed`]'s `Serde`: any type of serde's, to and from JavaScript values |
//! | `fetch` | no | `StdHost::allow_net`: the network of the operating system, for the guest's `fetch` |
//!
//! # Platforms
//!
//! The crate without `std` needs an allocator and nothing else: it runs wherever Rust's `alloc` does. What `std` adds
//! depends on the system:
//!
//! | | Linux | macOS | Windows | bare metal |
//! | --- | --- | --- | --- | --- |
//! | how it is checked | all tests on x86-64, those of the library on 32-bit x86 too | compiled for `aarch64-apple-darwin` | compiled for `x86_64-pc-windows-gnu` | programs run on emulated ARM, RISC-V and x86-64 |
//! | [`Program`], globals, `MemFs` | yes | yes | yes | yes |
//! | `StdHost`: clocks, time zone, entropy, streams | yes | yes | yes | no: the embedder implements [`Host`] |
//! | `StdHost::allow_net`, with `fetch` | yes | yes | yes | no: the embedder implements [`fetch::Network`] |
//! | `fs::HostDir`: a folder of the host | yes | yes | yes, as Node shows it | no |
//! | `fs::HostFs`: all files of the host | yes | yes | yes: `C:\x` is `/c/x` | no |
//! | `ProcessIds::current` | yes | yes | no | no |
//! | the command lines | yes | yes | yes | no |
//!
//! "Compiled" is what it says: no test has run there. Other Unix systems have what macOS has, and are not checked.
//!
//! Errors of the system reach the guest by name, as Node reports them there; [`Errno`] has their numbers on Linux, on every
//! system.
//!
//! # What can go wrong
//!
//! What a guest does wrong stays in the guest, as a thrown JavaScript value, where Go can catch it; else it ends the
//! program with an [`Error`] that says where in Go it was. What the embedder does wrong is an [`Error`] of the call that
//! did it. Nothing here panics on anything that a guest does.
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]
// Nothing here may panic on what a guest does: an exception has its proof beside it.
#![cfg_attr(
    not(any(test, fuzzing)),
    warn(
        clippy::arithmetic_side_effects,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::string_slice,
        clippy::todo,
        clippy::unimplemented,
        clippy::unreachable,
        clippy::unwrap_used
    )
)]
#![deny(missing_docs)]

extern crate alloc;

pub mod embed;
mod engine;
mod error;
mod fuel;
pub mod globals;
mod go;
mod host;
mod imports;
mod instance;
pub mod js;
mod memory;
mod program;
mod slot;
mod state;
pub mod wapc;

#[cfg(feature = "wasmer")]
pub use self::engine::wasmer;
#[cfg(feature = "wasmi-unchecked")]
pub use self::engine::wasmi;
#[cfg(feature = "wasmtime")]
pub use self::engine::wasmtime;
#[cfg(feature = "std")]
pub use self::host::StdHost;
pub use self::{
    error::{Error, Exit, Trap},
    go::{ArgumentsTooLong, FrameError, Traceback, TracebackFrame},
    host::{DeterministicHost, Errno, Host, Instant, Limit, Limits, ProcessIds, Stream, fetch, fs},
    imports::{Import, ImportModule, WapcImport},
    instance::{Adapter, Entry, Execution, Instance},
    memory::{Memory, OutOfBounds},
    program::{Builder, Poll, Program},
    slot::{StateLease, StateSlot},
    state::State,
};

/// What fuzz targets drive by their bytes, where that needs more than is public.
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing {
    pub use crate::js::model_test::run as values;
}

/// The examples of the README are compiled and run.
#[cfg(all(doctest, feature = "std", feature = "wasmi"))]
#[doc = include_str!("../README.md")]
struct Readme;
