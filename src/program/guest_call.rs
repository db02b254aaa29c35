//! Calls of guest operations through waPC.

use alloc::vec::Vec;

use super::{Phase, Poll, Program};
use crate::{
    js::Bytes,
    memory::OutOfBounds,
    runtime::{Error, Instance},
    wapc::{Fault, GUEST_CALL, GuestCall},
};

impl<I: Instance> Program<I> {
    /// Calls a guest operation through [waPC](crate::wapc), and runs the program until the guest has answered, using
    /// the host clock and [`wait`](crate::Host::wait). The program must have been started.
    ///
    /// The guest is called through its export `__guest_call`, or else through the global function of that name, which
    /// Go has set with `js.FuncOf`.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let mut program: gojs::wasmi::Program<gojs::StdHost> = unimplemented!();
    /// let answer: Vec<u8> = program.guest_call("greet", b"Ada")?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`begin_guest_call`](Program::begin_guest_call) and [`wait_for_answer`](Program::wait_for_answer).
    pub fn guest_call(&mut self, operation: &str, payload: &[u8]) -> Result<Vec<u8>, Error> {
        let guest_call = self.begin_guest_call(operation, payload)?;
        self.wait_for_answer(guest_call)
    }

    /// Begins a guest call, and returns when every goroutine waits. If the answer has not arrived by then, a
    /// later [`poll`](Program::poll) delivers it.
    ///
    /// ```no_run
    /// # use gojs::{Host, wasmi::Program};
    /// # fn step(program: &mut Program<gojs::StdHost>) -> Result<(), Box<dyn std::error::Error>> {
    /// let guest_call = program.begin_guest_call("measure", b"")?;
    /// let answer = loop {
    ///     // Do other work here.
    ///     if let Some(answer) = program.answer(&guest_call) {
    ///         break answer?;
    ///     }
    ///     let now = program.host().monotonic();
    ///     program.poll(now)?;
    /// };
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::GuestCallInFlight`], if the guest has not answered the previous guest call, or that answer was not
    /// taken; [`Error::NotAFunction`], if the guest does not support waPC; [`Error::Type`], if the global function does
    /// not return a boolean; any error that ends a program; [`Error::Exited`] or a similar error, if the program is not
    /// running.
    pub fn begin_guest_call(&mut self, operation: &str, payload: &[u8]) -> Result<GuestCall, Error> {
        self.check_running()?;
        let (operation_len, payload_len) = (length(operation.as_bytes())?, length(payload)?);
        let wapc = self.state().wapc.clone();
        let guest_call = wapc.begin(operation, payload).ok_or(Error::GuestCallInFlight)?;
        let called = self.enter_wasm(|instance| instance.guest_call(operation_len, payload_len).transpose())?;
        if let Some(code) = called {
            guest_call.conclude(code != 0);
            self.checkpoint()?;
            return Ok(guest_call);
        }
        let arguments = (operation, Bytes(guest_call.take_payload()));
        match self.call(GUEST_CALL, arguments) {
            Ok(Some(false)) => guest_call.conclude(false),
            // A function that waits has not returned yet, so its result is `undefined`.
            Ok(Some(true) | None) => {}
            Err(error) => {
                guest_call.withdraw();
                return Err(error);
            }
        }
        Ok(guest_call)
    }

    /// Returns the answer to a guest call, once: the response or the error of the guest. Returns `None` until the
    /// answer has arrived, and while Go is suspended because its slice is spent.
    ///
    /// # Errors
    ///
    /// [`Error::Guest`], with the error text from the guest; [`Error::Unanswered`], if the guest returned without an
    /// answer.
    pub fn answer(&mut self, guest_call: &GuestCall) -> Option<Result<Vec<u8>, Error>> {
        if let Phase::Suspended(_) = self.phase {
            return None;
        }
        Some(guest_call.take()?.map_err(|Fault { operation, message }| match message {
            Some(message) => Error::Guest { operation, message },
            None => Error::Unanswered { operation },
        }))
    }

    /// Runs the program until a guest call is answered, using the host clock and [`wait`](crate::Host::wait).
    ///
    /// # Errors
    ///
    /// Those of [`answer`](Program::answer); [`Error::Exited`], if the program exits first; [`Error::Stalled`], if
    /// nothing is left that could wake the guest, in which case the guest call is abandoned; any error that ends a
    /// program.
    pub fn wait_for_answer(&mut self, guest_call: GuestCall) -> Result<Vec<u8>, Error> {
        self.wait_until(Poll::Ready, |program| program.answer(&guest_call))
    }
}

/// Returns the length of `bytes`, if it fits in a 32-bit memory.
fn length(bytes: &[u8]) -> Result<u32, Error> {
    let len = bytes.len() as u64;
    u32::try_from(len).map_err(|_| Error::MemoryTooSmall(OutOfBounds { addr: 0, len, size: 1 << 32 }))
}
