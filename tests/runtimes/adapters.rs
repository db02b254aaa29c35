//! What each adapter adds to the library: imports of the embedder's own, calls of a module's exports, and what only one runtime
//! has.

mod exports;
#[cfg(any(feature = "wasmtime", feature = "wasmer"))]
mod slices;
mod tinywasm;
#[cfg(feature = "wasmer")]
mod wasmer;
mod wasmi;
#[cfg(feature = "wasmtime")]
mod wasmtime;
