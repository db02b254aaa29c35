//! The adapters, one for each wasm runtime.

#[cfg(feature = "wasmi-unchecked")]
mod binary;
#[cfg(feature = "wasmi-unchecked")]
mod data;
#[cfg(any(feature = "wasmi-unchecked", feature = "wasmtime", feature = "wasmer"))]
mod exports;
#[cfg(any(feature = "wasmi-unchecked", feature = "wasmtime"))]
mod growth;
#[cfg(feature = "wasmi-unchecked")]
mod memory_import;
#[cfg(any(feature = "wasmi-unchecked", feature = "wasmtime"))]
#[macro_use]
mod store_adapter;
#[cfg(feature = "wasmer")]
pub mod wasmer;
#[cfg(feature = "wasmi-unchecked")]
pub mod wasmi;
#[cfg(feature = "wasmtime")]
pub mod wasmtime;
