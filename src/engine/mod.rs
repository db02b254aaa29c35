//! Adapters: one for each wasm runtime.

#[cfg(feature = "wasmi")]
mod data;
#[cfg(feature = "wasmi")]
pub mod wasmi;
