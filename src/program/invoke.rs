//! What the embedder asks of a guest by waPC.

use alloc::vec::Vec;

use super::{Phase, Poll, Program};
use crate::{
    error::Error,
    host::Host,
    instance::Instance,
    js::Bytes,
    memory::OutOfBounds,
    wapc::{Fault, GUEST_CALL, Invocation},
};

impl<I: Instance> Program<I> {
    /// Invokes an operation of the guest's by [waPC](crate::wapc), and runs the program until it has answered, over the host's
    /// clock and [`wait`](Host::wait). The program must have been started.
    ///
    /// The guest is called by its export `__guest_call`, or else by the global function of that name, which Go has put there
    /// with `js.FuncOf`.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let mut program: gojs::wasmi::Program<gojs::StdHost> = unimplemented!();
    /// let answer: Vec<u8> = program.invoke("greet", b"Ada")?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`begin_invoke`](Program::begin_invoke) and [`wait_for_answer`](Program::wait_for_answer).
    pub fn invoke(&mut self, operation: &str, payload: &[u8]) -> Result<Vec<u8>, Error> {
        let invocation = self.begin_invoke(operation, payload)?;
        self.wait_for_answer(invocation)
    }

    /// Invokes an operation of the guest's, and returns when every goroutine waits. The answer may be there by then; else the
    /// [`poll`](Program::poll)s bring it.
    ///
    /// ```no_run
    /// # use gojs::{Host, wasmi::Program};
    /// # fn step(program: &mut Program<gojs::StdHost>) -> Result<(), Box<dyn std::error::Error>> {
    /// let invocation = program.begin_invoke("measure", b"")?;
    /// let answer = loop {
    ///     // Whatever else there is to do.
    ///     if let Some(answer) = program.answer(&invocation) {
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
    /// [`Error::InvocationInFlight`], where the guest has not answered the one before, or its answer was not taken;
    /// [`Error::NotAFunction`], where the guest does not speak waPC; [`Error::Type`], where the global function returns no
    /// boolean; any error that ends a program; [`Error::Exited`] and the like if it does not run.
    pub fn begin_invoke(&mut self, operation: &str, payload: &[u8]) -> Result<Invocation, Error> {
        self.check_running()?;
        let (operation_len, payload_len) = (length(operation.as_bytes())?, length(payload)?);
        let wapc = self.state().wapc.clone();
        let invocation = wapc.begin(operation, payload).ok_or(Error::InvocationInFlight)?;
        let called = self.enter_wasm(|instance| instance.guest_call(operation_len, payload_len).transpose())?;
        if let Some(code) = called {
            invocation.conclude(code != 0);
            self.checkpoint()?;
            return Ok(invocation);
        }
        let arguments = (operation, Bytes(invocation.take_payload()));
        match self.call(GUEST_CALL, arguments) {
            Ok(Some(false)) => invocation.conclude(false),
            // A function that waits has not returned, and is `undefined`.
            Ok(Some(true) | None) => {}
            Err(error) => {
                invocation.withdraw();
                return Err(error);
            }
        }
        Ok(invocation)
    }

    /// The answer to an invocation, once, if it is there and Go was not left in the middle when its slice was spent: the guest's
    /// response, or its error.
    ///
    /// # Errors
    ///
    /// [`Error::Guest`], with the guest's own text; [`Error::Unanswered`].
    pub fn answer(&mut self, invocation: &Invocation) -> Option<Result<Vec<u8>, Error>> {
        if let Phase::Suspended(_) = self.phase {
            return None;
        }
        Some(invocation.take()?.map_err(|Fault { operation, message }| match message {
            Some(message) => Error::Guest { operation, message },
            None => Error::Unanswered { operation },
        }))
    }

    /// Runs the program until an invocation is answered, over the host's clock and [`wait`](Host::wait).
    ///
    /// # Errors
    ///
    /// Those of [`answer`](Program::answer); [`Error::Exited`], where the program exits first; [`Error::Stalled`], where nothing
    /// is left that could wake the guest, and the invocation is given up; any error that ends a program.
    pub fn wait_for_answer(&mut self, invocation: Invocation) -> Result<Vec<u8>, Error> {
        let mut polled = Poll::Ready;
        loop {
            if let Some(answer) = self.answer(&invocation) {
                return answer;
            }
            match polled {
                Poll::Exited(exit) => return Err(Error::Exited(exit)),
                Poll::Ready => {}
                Poll::Waiting { .. } if self.is_idle() => return Err(Error::Stalled),
                Poll::Waiting { until } => self.host().wait(until),
            }
            let now = self.host().monotonic();
            polled = self.poll(now)?;
        }
    }
}

/// How many bytes these are, in the words of a 32-bit memory.
fn length(bytes: &[u8]) -> Result<u32, Error> {
    let len = bytes.len() as u64;
    u32::try_from(len).map_err(|_| Error::MemoryTooSmall(OutOfBounds { addr: 0, len, size: 1 << 32 }))
}
