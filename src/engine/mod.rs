//! Adapters: one for each wasm runtime.

#[cfg(feature = "wasmi")]
pub mod wasmi;
