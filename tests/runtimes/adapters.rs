//! The features that each adapter adds to the library: imports that the embedder defines, calls of a module's exports,
//! and features of a single runtime.

mod exports;
#[cfg(any(feature = "wasmtime", feature = "wasmer"))]
mod slices;
mod tinywasm;
#[cfg(feature = "wasmer")]
mod wasmer;
mod wasmi;
#[cfg(feature = "wasmtime")]
mod wasmtime;
