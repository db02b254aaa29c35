//! Runs Go programs compiled to WebAssembly (`GOOS=js GOARCH=wasm`) without a JavaScript engine and without a JIT: on
//! microcontrollers with a few megabytes of RAM, in kernels and enclaves, and in any Rust program that needs sandboxed
//! Go plugins.
//!
//! The crate does for Rust what `wasm_exec.js` does for a JavaScript engine, with one difference: without an engine,
//! the crate itself holds the JavaScript values. It is `no_std` with `alloc`, forbids `unsafe` code, and keeps no
//! global state.
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
//! The module `guide` has a guide for each task: plugins, limits, files, the event loop, firmware, runtimes.
//!
//! # The layers
//!
//! From top to bottom. Each layer uses the layers below it, and the source directories have the same names.
//!
//! ## `gojs-cli`
//!
//! A separate crate with two command-line tools on top of the public API: `gojs`, which runs a program in a sandbox,
//! and `go_js_wasm_exec`, which the `go` command finds on the `PATH`.
//!
//! ## `engine`
//!
//! One adapter for each wasm runtime: `gojs::wasmi`, `gojs::wasmtime`, `gojs::wasmer`. An adapter for another runtime
//! implements two small traits, [`Memory`] and [`Instance`], and defines each [`Import`] as the runtime requires. If
//! the runtime can't lend linear memory and store data at the same time, the adapter keeps the program [`State`]
//! outside the store, in a [`StateSlot`].
//!
//! ## `program`
//!
//! [`Program`]: one running Go program and its event loop. The API is sans-IO: [`poll`](Program::poll) does the work
//! that is due, [`poll_at`](Program::poll_at) returns the time of the next poll, and [`run`](Program::run) is that loop
//! over the host clock.
//!
//! ## `imports`
//!
//! One function for each [`Import`] of a Go module. It reads its arguments from the Go stack and writes its result
//! there.
//!
//! ## `runtime`
//!
//! The spine of a running program: its [`State`], the [`Instance`] that a wasm runtime provides, fuel, and [`Error`].
//!
//! ## `wapc`
//!
//! [`wapc`]: calls by name between embedder and guest, in both directions, with bytes as payload.
//!
//! ## `embed`
//!
//! [`embed`]: functions, objects and classes that an embedder defines in Rust for a program, and promises that are
//! settled from outside.
//!
//! ## `globals`
//!
//! [`globals`]: the objects that Go finds on `js.Global()`, as static tables in groups. An object is created only when
//! a program accesses it, and a group that the embedder leaves out is not linked into the executable.
//!
//! ## `go`
//!
//! The conventions of compiled Go: frames, refs, arguments; and the Go symbol table, for the [`Traceback`] of an error.
//!
//! ## `js`
//!
//! [`js`]: the JavaScript values. Handles are `Copy`, strings are interned, and unreachable values are collected.
//!
//! ## `host`
//!
//! [`Host`]: the services that the embedder supplies, from the clock to standard output; [`fs`]: files; [`fetch`]: the
//! network.
//!
//! ## `memory`
//!
//! [`Memory`]: the linear memory of the guest.
//!
//! # Features
//!
//! | feature | default | effect |
//! | --- | --- | --- |
//! | `std` | yes | `StdHost`: the operating system as the host, with its files. Without this feature the crate is `no_std` |
//! | `wasmi` | yes | the adapter for the wasmi interpreter, also in `no_std` |
//! | `wasmi-unchecked` | with `wasmi` | on its own: the wasmi adapter without the wasmi validator, for modules that have been validated before |
//! | `wapc` | yes | in the adapters, the imports of the [waPC](wapc) module |
//! | `unicode` | yes | `normalize`, `toUpperCase` and `toLowerCase` of `String.prototype` for non-ASCII text, and its order in `localeCompare`: 160 KB of tables |
//! | `portable-dispatch` | no | wasmi without tail calls: required on 32-bit x86, and on targets that do not use floating-point registers |
//! | `indirect-dispatch` | no | wasmi with smaller translated code: less RAM, lower speed |
//! | `wasmtime` | no | the adapter for wasmtime, which compiles modules with `std`; without `std` it runs modules compiled elsewhere |
//! | `wasmer` | no | the adapter for wasmer |
//! | `serde` | no | `Serde` in [`embed`]: converts any serde type to and from JavaScript values |
//! | `fetch` | no | `StdHost::allow_net`: the network of the operating system, for `fetch` in the guest |
//!
//! # Platforms
//!
//! Without `std` the crate needs only an allocator, and runs wherever Rust's `alloc` does. The additions of `std`
//! depend on the operating system:
//!
//! | | Linux | macOS | Windows | bare metal |
//! | --- | --- | --- | --- | --- |
//! | verification | all tests on x86-64, the library tests also on 32-bit x86 | compiled for `aarch64-apple-darwin` | compiled for `x86_64-pc-windows-gnu` | programs run on emulated ARM, RISC-V and x86-64 |
//! | [`Program`], globals, `MemFs` | yes | yes | yes | yes |
//! | `StdHost`: clocks, time zone, entropy, streams | yes | yes | yes | no: the embedder implements [`Host`] |
//! | `StdHost::allow_net`, with `fetch` | yes | yes | yes | no: the embedder implements [`fetch::Network`] |
//! | `fs::HostDir`: a host directory | yes | yes | yes, as Node presents it | no |
//! | `fs::HostFs`: all host files | yes | yes | yes: `C:\x` is `/c/x` | no |
//! | `ProcessIds::current` | yes | yes | no | no |
//! | the command-line tools | yes | yes | yes | no |
//!
//! "Compiled" means only that: no test has run on that system. Other Unix systems support the same as macOS, and are
//! not checked.
//!
//! System errors reach the guest by name, as Node reports them on that system. [`Errno`] uses the Linux numbers on
//! every system.
//!
//! # What can go wrong
//!
//! A fault of the guest stays in the guest: it becomes a thrown JavaScript value, which Go can catch, or else ends the
//! program with an [`Error`] that tells where in Go it happened. A mistake of the embedder is an [`Error`] from the
//! call that made it. No guest can make this crate panic.
//!
//! # What can grow
//!
//! A type that is marked `#[non_exhaustive]` can get fields or variants in a minor version. The other public types are
//! complete:
//!
//! - a standard fixes their parts: [`js::Value`], [`js::PropertyKey`], [`js::PropertyDescriptor`], [`js::Property`],
//!   [`js::Slot`], [`js::Integrity`] and [`js::PromiseState`] those of ECMA-262, [`Stream`], [`ProcessIds`],
//!   [`fs::FileTime`] and [`fs::Links`] those of POSIX;
//! - or code that matches on them must handle every case: [`Poll`] in an event loop, [`Entry`] and [`Execution`] in an
//!   adapter. A new variant is a breaking change on purpose.
//!
//! The errors with which an adapter rejects a module, such as [`Error::MissingExport`], can be created outside the
//! crate.
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]
// No guest may cause a panic. Code that is exempt from these lints states its proof.
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
pub mod globals;
mod go;
#[cfg(any(doc, all(doctest, feature = "std", feature = "wasmi")))]
pub mod guide;
mod host;
mod imports;
pub mod js;
mod memory;
mod program;
mod runtime;
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
    go::{ArgumentsTooLong, FrameError, Traceback, TracebackFrame},
    host::{DeterministicHost, Errno, Host, Instant, Limit, Limits, ProcessIds, Stream, fetch, fs},
    imports::{Import, ImportModule, WapcImport},
    memory::{Memory, OutOfBounds},
    program::{Builder, Poll, Program},
    runtime::{Adapter, Entry, Error, Execution, Exit, Instance, State, StateLease, StateSlot, Trap},
};

/// Entry points for fuzz targets that need more than the public API.
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing {
    pub use crate::js::model_test::run as values;
}

/// The README, whose examples are compiled and run.
#[cfg(all(doctest, feature = "std", feature = "wasmi"))]
#[doc = include_str!("../README.md")]
struct Readme;
