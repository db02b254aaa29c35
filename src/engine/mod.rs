//! Adapters: one for each wasm runtime.

#[cfg(feature = "wasmi")]
mod binary;
#[cfg(feature = "wasmi")]
mod data;
#[cfg(any(feature = "wasmi", feature = "wasmtime", feature = "wasmer"))]
mod exports;
#[cfg(any(feature = "wasmi", feature = "wasmtime"))]
mod growth;
#[cfg(feature = "wasmi")]
mod memory_import;
#[cfg(any(feature = "wasmtime", feature = "wasmer"))]
mod tank;
#[cfg(feature = "wasmer")]
pub mod wasmer;
#[cfg(feature = "wasmi")]
pub mod wasmi;
#[cfg(feature = "wasmtime")]
pub mod wasmtime;
