//! What a wasm runtime gives: an instance of a Go program.

use crate::{
    error::{Error, Trap},
    host::Host,
    memory::Memory,
    state::State,
};

/// How Go is entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// By the export `run`, with which a program starts.
    Run {
        /// The number of arguments.
        argc: i32,
        /// Where they are in the linear memory.
        argv: i32,
    },
    /// By the export `resume`, with which a program goes on to handle an event.
    Resume,
    /// Where it was left when its fuel was spent.
    Suspended,
}

/// How far Go has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Execution {
    /// Every goroutine waits.
    Finished {
        /// What is left of the fuel.
        fuel: u64,
    },
    /// The fuel is spent, in the middle of Go.
    Suspended,
}

/// One instance of a Go program in a wasm runtime: the linear memory and the program's state, and the three functions
/// that every Go module exports.
///
/// A runtime's adapter implements this twice over the same data, or once for both: for what it holds between calls, and
/// for what it is given inside an import (wasmtime and wasmi call the two `Store` and `Caller`).
///
/// # Fuel
///
/// A runtime that counts fuel, and can leave Go in the middle and go on later, implements [`execute`](Instance::execute): its
/// programs can be given [slices](crate::Builder::fuel_slice). The three functions always come to their end: where fuel
/// is short, [`State::overdraw`] has more, of which nothing is left behind for others.
///
/// # Errors of the three functions
///
/// An import of ours that fails returns a [`Trap`], which the adapter must carry through the runtime's own error type
/// and hand back unchanged. Any other error of the runtime becomes an [`Error::Trap`].
pub trait Instance {
    /// The linear memory, as the runtime has it.
    type Memory: Memory + ?Sized;
    /// The embedder's side.
    type Host: Host;

    /// The memory and the state, side by side.
    fn parts(&mut self) -> (&mut Self::Memory, &mut State<Self::Host>);

    /// The state alone. Worth overriding where a runtime has it at less cost than the memory.
    fn state(&mut self) -> &mut State<Self::Host> {
        self.parts().1
    }

    /// Calls the export `run`, with which a program starts.
    ///
    /// # Errors
    ///
    /// As said above.
    fn run(&mut self, argc: i32, argv: i32) -> Result<(), Trap>;

    /// Calls the export `resume`, with which a program goes on to handle an event.
    ///
    /// # Errors
    ///
    /// As said above.
    fn resume(&mut self) -> Result<(), Trap>;

    /// Calls the export `getsp`, which returns Go's stack pointer.
    ///
    /// # Errors
    ///
    /// As said above.
    fn getsp(&mut self) -> Result<u32, Trap>;

    /// Calls the export `__guest_call` of [waPC](crate::wapc), with the lengths of an operation and of its payload in bytes. It
    /// always comes to its end, as the three functions do. `None`, which is the default: the module has no such export.
    ///
    /// # Errors
    ///
    /// As said above.
    fn guest_call(&mut self, operation_len: u32, payload_len: u32) -> Option<Result<i32, Trap>> {
        let _ = (operation_len, payload_len);
        None
    }

    /// Takes so much from the fuel of the wasm that has called an import: for what that has done. Returns how much of it there
    /// was not. The default is for a runtime that counts none.
    fn take_fuel(&mut self, fuel: u64) -> u64 {
        fuel
    }

    /// Enters Go from the event loop, where no other wasm runs, with so much fuel. The default is for a runtime that counts
    /// none.
    ///
    /// # Errors
    ///
    /// As said above; and [`Error::Unmetered`] where there is a limit on fuel, which is any but
    /// [`u64::MAX`], and the runtime counts none.
    fn execute(&mut self, entry: Entry, fuel: u64) -> Result<Execution, Trap> {
        execute_unmetered(self, entry, fuel)
    }
}

/// An [`Instance`] in a wasm runtime that has an adapter, with what programs are made with there: [`Program::builder`]
/// begins one.
///
/// [`Program::builder`]: crate::Program::builder
pub trait Adapter: Instance {
    /// What the adapter wants to know, beside what every program is made with.
    type Options: Default;
}

/// What [`Instance::execute`] does where no fuel is counted: also for an adapter whose runtime counts it on request alone.
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
