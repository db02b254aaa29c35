//! Adapters: one for each wasm runtime.

#[cfg(feature = "wasmi")]
mod binary;
#[cfg(feature = "wasmi")]
mod data;
#[cfg(feature = "wasmi")]
mod exports;
#[cfg(feature = "wasmi")]
mod memory_import;
#[cfg(feature = "wasmi")]
pub mod wasmi;
