//! The spine of a running program: its state, the instance that a wasm runtime provides, fuel, and errors.

mod error;
pub(crate) mod fuel;
mod instance;
mod slot;
mod state;

#[cfg(any(feature = "wasmi-unchecked", feature = "wasmtime"))]
pub(crate) use self::instance::run_to_completion;
pub use self::{
    error::{Error, Exit, Trap},
    instance::{Adapter, Entry, Execution, Instance},
    slot::{StateLease, StateSlot},
    state::State,
};
