//! The interface to a wasm runtime: an instance of a Go program.

use super::{error::Trap, fuel::complete, state::State};
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
    Finished,
    /// The fuel is spent, and Go is suspended.
    Suspended {
        /// The fuel that Go needs to continue, or 0 if any amount will do.
        required: u64,
    },
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
/// A runtime that counts fuel implements [`fuel`](Instance::fuel) and [`set_fuel`](Instance::set_fuel). They access its
/// tank: the fuel that wasm has left. Everything else is done by the crate, which fills the tank before each call, takes
/// the price of each import from it, and limits the [slice](crate::Builder::fuel_slice) and the total. A call that runs
/// out of fuel must fail, and leave the tank empty.
///
/// A runtime that can also suspend wasm when the tank is empty, and resume it later, implements
/// [`execute`](Instance::execute).
///
/// # Errors of the three functions
///
/// If one of the imports of this crate fails, it returns a [`Trap`], and the adapter ends the wasm. The function that
/// has entered the wasm then fails with the trap. If the error type of the runtime can't carry the trap, the import
/// leaves the trap in the state, with [`State::raise`], and the function may fail with any other error. An error of the
/// runtime itself becomes an [`Error::Trap`].
///
/// [`Error::Trap`]: crate::Error::Trap
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

    /// Returns the fuel in the tank. Returns `None`, the default, if fuel is not counted.
    fn fuel(&mut self) -> Option<u64> {
        None
    }

    /// Sets the fuel in the tank. Does nothing, which is the default, if fuel is not counted.
    fn set_fuel(&mut self, fuel: u64) {
        let _ = fuel;
    }

    /// Enters Go from the event loop, while no other wasm runs, and suspends Go when the tank is empty. The default is
    /// for a runtime that can't suspend wasm: Go runs until every goroutine waits, with the
    /// [overdraft](crate::Builder::fuel_overdraft) added to the tank.
    ///
    /// # Errors
    ///
    /// See the trait documentation.
    fn execute(&mut self, entry: Entry) -> Result<Execution, Trap> {
        run_to_completion(self, entry)
    }
}

/// Implements [`Instance::execute`] for a runtime that can't suspend wasm, or does not count fuel.
pub(crate) fn run_to_completion<I: Instance + ?Sized>(instance: &mut I, entry: Entry) -> Result<Execution, Trap> {
    complete(instance, |instance| match entry {
        Entry::Run { argc, argv } => instance.run(argc, argv),
        Entry::Resume => instance.resume(),
        Entry::Suspended => Ok(()),
    })?;
    Ok(Execution::Finished)
}

/// An [`Instance`] in a wasm runtime that has an adapter, with the options for creating programs there.
/// [`Program::builder`] begins a program.
///
/// [`Program::builder`]: crate::Program::builder
pub trait Adapter: Instance {
    /// The options of the adapter, in addition to those of every program.
    type Options: Default;
}
