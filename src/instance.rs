//! What a wasm runtime gives: an instance of a Go program.

use crate::{error::Trap, host::Host, memory::Memory, state::State};

/// One instance of a Go program in a wasm runtime: the linear memory and the program's state, and the three functions
/// that every Go module exports.
///
/// A runtime's adapter implements this twice over the same data, or once for both: for what it holds between calls, and
/// for what it is given inside an import (wasmtime and wasmi call the two `Store` and `Caller`).
///
/// # Errors of the three functions
///
/// An import of ours that fails returns a [`Trap`], which the adapter must carry through the runtime's own error type
/// and hand back unchanged. Any other error of the runtime becomes an [`Error::Trap`](crate::Error::Trap).
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
}
