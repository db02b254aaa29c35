//! The interface to a wasm runtime: an instance of a Go program.

use super::{
    error::{Error, Trap},
    state::State,
};
use crate::{host::Host, memory::Memory};

/// An entry point into Go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// The export `run`, which starts a program.
    Run {
        /// The number of arguments.
        argc: i32,
        /// The address of the argument pointers in linear memory.
        argv: i32,
    },
    /// The export `resume`, which makes a started program handle an event.
    Resume,
    /// The point at which Go was suspended when its fuel was spent.
    Suspended,
}

/// The outcome of [`Instance::execute`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Execution {
    /// Every goroutine waits.
    Finished {
        /// The unused fuel.
        fuel: u64,
    },
    /// The fuel is spent, and Go is suspended.
    Suspended,
}

/// One instance of a Go program in a wasm runtime: the linear memory, the program [`State`], and the three functions
/// that every Go module exports: `run`, `resume` and `getsp`.
///
/// An adapter implements this trait twice over the same data, or once for both cases: for the instance that it owns
/// between calls, and for the instance that it is given inside an import. wasmtime and wasmi reach the first through a
/// `Store`, and the second through a `Caller`.
///
/// # Fuel
///
/// A runtime that counts fuel, and can suspend Go and resume it later, implements [`execute`](Instance::execute): its
/// programs can be given [slices](crate::Builder::fuel_slice). The three functions always run to completion. If their
/// fuel is spent, they obtain more from [`State::overdraw`], and leave none of that to other wasm: [`State::give_back`]
/// takes the rest.
///
/// # Errors of the three functions
///
/// If one of the imports of this crate fails, it returns a [`Trap`]. The adapter must carry the trap through the error
/// type of the runtime and return it unchanged. Any other error of the runtime becomes an [`Error::Trap`].
pub trait Instance {
    /// The linear memory, as the runtime provides it.
    type Memory: Memory + ?Sized;
    /// The [`Host`] that the embedder supplies.
    type Host: Host;

    /// Returns the memory and the state, borrowed at the same time.
    fn parts(&mut self) -> (&mut Self::Memory, &mut State<Self::Host>);

    /// Returns the state. Override this method if the runtime can provide the state more cheaply than the memory.
    fn state(&mut self) -> &mut State<Self::Host> {
        self.parts().1
    }

    /// Calls the export `run`, which starts a program.
    ///
    /// # Errors
    ///
    /// See the trait documentation.
    fn run(&mut self, argc: i32, argv: i32) -> Result<(), Trap>;

    /// Calls the export `resume`, which makes a started program handle an event.
    ///
    /// # Errors
    ///
    /// See the trait documentation.
    fn resume(&mut self) -> Result<(), Trap>;

    /// Calls the export `getsp`, which returns the stack pointer of Go.
    ///
    /// # Errors
    ///
    /// See the trait documentation.
    fn getsp(&mut self) -> Result<u32, Trap>;

    /// Calls the export `__guest_call` of [waPC](crate::wapc) with the lengths of an operation and of its payload, in
    /// bytes. It always runs to completion, as the three functions do. Returns `None`, the default, if the module has
    /// no such export.
    ///
    /// # Errors
    ///
    /// See the trait documentation.
    fn guest_call(&mut self, operation_len: u32, payload_len: u32) -> Option<Result<i32, Trap>> {
        let _ = (operation_len, payload_len);
        None
    }

    /// Takes `fuel` from the wasm that called an import, for the work of that import. Returns the part of `fuel` that
    /// the wasm did not have. The default is for a runtime that does not count fuel.
    fn take_fuel(&mut self, fuel: u64) -> u64 {
        fuel
    }

    /// Enters Go from the event loop with `fuel`, while no other wasm runs. The default is for a runtime that does not
    /// count fuel.
    ///
    /// # Errors
    ///
    /// See the trait documentation. Also [`Error::Unmetered`], if `fuel` is limited, which any value except
    /// [`u64::MAX`] is, and the runtime does not count it.
    fn execute(&mut self, entry: Entry, fuel: u64) -> Result<Execution, Trap> {
        execute_unmetered(self, entry, fuel)
    }
}

/// An [`Instance`] in a wasm runtime that has an adapter, with the options for creating programs there.
/// [`Program::builder`] begins a program.
///
/// [`Program::builder`]: crate::Program::builder
pub trait Adapter: Instance {
    /// The options of the adapter, in addition to those of every program.
    type Options: Default;
}

/// Implements [`Instance::execute`] without fuel, also for an adapter whose runtime counts fuel only on request.
pub(crate) fn execute_unmetered<I: Instance + ?Sized>(
    instance: &mut I,
    entry: Entry,
    fuel: u64,
) -> Result<Execution, Trap> {
    if fuel != u64::MAX {
        return Err(Error::Unmetered.into());
    }
    match entry {
        Entry::Run { argc, argv } => instance.run(argc, argv)?,
        Entry::Resume => instance.resume()?,
        Entry::Suspended => {}
    }
    Ok(Execution::Finished { fuel })
}
