//! Entry into Go from the event loop: the calls that can be suspended when a fuel slice is spent, and resumed later.

use super::{Phase, Program};
use crate::{
    imports::Realm,
    js::{Context, Derived, Function, Kind, Thrown, TimerId, Value, price},
    runtime::{Entry, Error, Execution, Exit, Instance, Trap, fuel},
};

/// The action that is due when every goroutine waits again.
#[derive(Clone, Copy, Debug)]
pub(super) enum After {
    /// Nothing: the program was started or woken.
    Nothing,
    /// A Go timer was due. Go has cleared the timer if it has handled the event.
    Timer(TimerId),
    /// A Go function was called, and its result is due.
    Call(Destination),
}

/// The destination of the result of a function that the event loop has called.
#[derive(Clone, Copy, Debug)]
pub(super) enum Destination {
    /// The return value is ignored. A thrown value is uncaught, and ends the program.
    Dropped,
    /// The function was a handler of `then`: its result settles the derived promise.
    Settles(Derived),
}

impl Destination {
    /// Returns the values that the destination refers to.
    fn values(self) -> impl Iterator<Item = Value> {
        let derived = match self {
            Destination::Dropped => None,
            Destination::Settles(derived) => Some(derived.values()),
        };
        derived.into_iter().flatten()
    }
}

/// The progress of the event loop with one step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The step is done.
    Done,
    /// The embedder gets control before the event loop continues.
    Yield,
}

impl<I: Instance> Program<I> {
    /// Begins a new slice.
    pub(crate) fn refuel(&mut self) -> Result<(), Error> {
        fuel::refuel(&mut self.instance).map_err(|error| self.end(error.into()))
    }

    /// Charges for the next task of the event loop. Returns whether there was fuel to pay for it.
    pub(super) fn affords_task(&mut self) -> bool {
        self.heap().charge(price::TASK);
        let has_fuel = self.instance.fuel() != Some(0);
        if has_fuel {
            fuel::settle(&mut self.instance);
        }
        has_fuel
    }

    /// Resumes Go, if it was suspended.
    pub(super) fn proceed(&mut self) -> Result<Step, Error> {
        match self.phase {
            Phase::Suspended(after) => {
                self.phase = Phase::Running;
                self.execute(Entry::Suspended, after)
            }
            _ => Ok(Step::Done),
        }
    }

    /// Enters Go for the rest of the slice.
    pub(super) fn execute(&mut self, entry: Entry, after: After) -> Result<Step, Error> {
        fuel::settle(&mut self.instance);
        self.phase = Phase::Entered;
        match fuel::execute(&mut self.instance, entry) {
            Ok(Execution::Suspended { .. }) => {
                self.phase = Phase::Suspended(after);
                Ok(Step::Yield)
            }
            Ok(Execution::Finished) => {
                self.phase = Phase::Running;
                self.finished(after)
            }
            Err(trap) => self.conclude(Err(trap)).map(|()| Step::Done),
        }
    }

    fn finished(&mut self, after: After) -> Result<Step, Error> {
        match after {
            After::Nothing => Ok(Step::Done),
            After::Timer(id) if self.state().event_loop.timers.contains(id) => {
                // If Go has not handled a timer event, `wasm_exec.js` retries immediately. Here the embedder gets
                // control between two attempts.
                log::warn!("scheduleTimeoutEvent: missed timeout event");
                Ok(Step::Yield)
            }
            After::Timer(_) => Ok(Step::Done),
            After::Call(destination) => {
                let result = self.enter_realm(|realm| realm.end_call(Ok(())))?;
                self.conclude_call(destination, result)
            }
        }
    }

    /// Calls a function from the event loop. A Go function can be suspended; nothing beneath a native function can.
    pub(super) fn call_back(
        &mut self,
        function: Value,
        this: Value,
        arguments: &[Value],
        destination: Destination,
    ) -> Result<Step, Error> {
        self.keep(destination);
        let Some(id) = self.go_function(function) else {
            let result = self.enter(|cx| cx.call(function, this, arguments))?;
            return self.conclude_call(destination, result);
        };
        match self.enter_realm(|realm| realm.begin_call(id, this, arguments))? {
            Ok(()) => self.execute(Entry::Resume, After::Call(destination)),
            Err(thrown) => self.conclude_call(destination, Err(thrown)),
        }
    }

    /// Keeps the values of an outcome alive until [`conclude_call`](Self::conclude_call). They might not be reachable
    /// otherwise.
    pub(super) fn keep(&mut self, destination: Destination) {
        for value in destination.values() {
            self.heap().push(value);
        }
    }

    /// Handles the result of a function that the event loop has called.
    pub(super) fn conclude_call(
        &mut self,
        destination: Destination,
        result: Result<Value, Thrown>,
    ) -> Result<Step, Error> {
        for _ in destination.values() {
            self.heap().pop();
        }
        let uncaught = match destination {
            // Meaningless in a program that has exited.
            _ if self.exit().is_some() => None,
            Destination::Dropped => result.err(),
            Destination::Settles(derived) => self.enter(|cx| cx.settle_derived(derived, result))?.err(),
        };
        match (uncaught, self.exit()) {
            (Some(thrown), None) => Err(self.uncaught(thrown)),
            _ => Ok(Step::Done),
        }
    }

    /// Returns the ID by which Go identifies the function, if it is a Go function.
    fn go_function(&mut self, function: Value) -> Option<Value> {
        match self.heap().cell(function.as_object()?).kind {
            Kind::Function(Function::Foreign { id }) => Some(id),
            _ => None,
        }
    }

    /// Ends the program because of an uncaught value, as Node does.
    pub(super) fn uncaught(&mut self, thrown: Thrown) -> Error {
        self.phase = Phase::Failed;
        let thrown = self.heap().caught(thrown);
        let message = Context::new(&mut Realm(&mut self.instance)).message_of(thrown);
        Error::Uncaught { import: "callback", message }
    }

    /// Runs `f`, which may call Go. If the program has exited meanwhile, the result is meaningless.
    pub(super) fn enter<R>(&mut self, f: impl FnOnce(&mut Context<'_>) -> R) -> Result<R, Error> {
        self.enter_realm(|realm| f(&mut Context::new(realm)))
    }

    /// Enters the wasm through an export that is not part of the Go runtime, such as a `//go:wasmexport` function. The
    /// program must have been started, because the Go runtime is not initialized before that. For adapters.
    ///
    /// # Errors
    ///
    /// Any error that ends a program; [`Error::Exited`] or a similar error, if the program is not running.
    pub fn enter_wasm<R>(&mut self, call: impl FnOnce(&mut I) -> Result<R, Trap>) -> Result<R, Error> {
        self.check_running()?;
        self.refuel()?;
        let phase = core::mem::replace(&mut self.phase, Phase::Entered);
        self.state().exports = self.state().exports.saturating_add(1);
        let result = fuel::complete(&mut self.instance, call);
        self.state().exports = self.state().exports.saturating_sub(1);
        self.phase = phase;
        result.map_err(|trap| self.end(trap))
    }

    /// Runs `f` in a program that has exited. Go functions throw instead of running.
    pub(super) fn enter_exited<R>(&mut self, exit: Exit, f: impl FnOnce(&mut Context<'_>) -> R) -> R {
        self.state().ending = Some(Trap::Exit(exit));
        let result = f(&mut Context::new(&mut Realm(&mut self.instance)));
        let state = self.state();
        state.ending = None;
        // The work was requested by the embedder, after the last slice.
        state.heap.meter.take();
        result
    }

    fn enter_realm<R>(&mut self, f: impl FnOnce(&mut Realm<'_, I>) -> R) -> Result<R, Error> {
        let phase = core::mem::replace(&mut self.phase, Phase::Entered);
        let result = f(&mut Realm(&mut self.instance));
        self.phase = phase;
        fuel::settle(&mut self.instance);
        let state = self.state();
        if let Some(trap) = state.take_ending() {
            self.conclude(Err(trap))?;
        }
        Ok(result)
    }
}
