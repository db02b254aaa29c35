//! Go, as the event loop enters it: what can be left in the middle when a fuel slice is spent, and gone on with later.

use super::{Phase, Program};
use crate::{
    error::{Error, Trap},
    imports::Realm,
    instance::{Entry, Execution, Instance},
    js::{Context, Derived, Function, Kind, Thrown, TimerId, Value, price},
};

/// What is to be done when Go has come to rest.
#[derive(Clone, Copy, Debug)]
pub(super) enum After {
    /// Nothing: the program was started, or woken.
    Nothing,
    /// A timer of Go's was due: Go has cleared it, if it has handled it.
    Timer(TimerId),
    /// A Go function was called.
    Call(Outcome),
}

/// What becomes of what a function returns or throws that the event loop has called.
#[derive(Clone, Copy, Debug)]
pub(super) enum Outcome {
    /// Nobody looks at what it returns; what it throws nobody catches, and the program ends.
    Dropped,
    /// It was a handler of `then`.
    Settles(Derived),
}

impl Outcome {
    /// The values that it refers to.
    fn values(self) -> impl Iterator<Item = Value> {
        let derived = match self {
            Outcome::Dropped => None,
            Outcome::Settles(derived) => Some(derived.values()),
        };
        derived.into_iter().flatten()
    }
}

/// How far the event loop has come with one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// It is done.
    Done,
    /// The embedder gets a say before it goes on.
    Yield,
}

impl<I: Instance> Program<I> {
    /// A new slice begins.
    pub(crate) fn refuel(&mut self) -> Result<(), Error> {
        let left = self.fuel;
        let state = self.state();
        match state.fuel.begin(left) {
            Ok(fuel) => {
                state.heap.meter.begin(state.fuel.for_requests());
                self.fuel = fuel;
                Ok(())
            }
            Err(error) => Err(self.end(error.into())),
        }
    }

    /// Takes fuel for what the host has done while no wasm ran.
    fn pay(&mut self) {
        let due = self.heap().meter.take();
        // Where there is no limit, nothing is due.
        let owed = due.saturating_sub(self.fuel);
        self.fuel = self.fuel.saturating_sub(due);
        self.state().fuel.overdraw_by(owed);
    }

    /// Whether there is fuel for something that the event loop takes up: it is paid.
    pub(super) fn affords_task(&mut self) -> bool {
        self.heap().charge(price::TASK);
        if self.fuel == 0 {
            return false;
        }
        self.pay();
        true
    }

    /// Goes on with Go where it was left in the middle, if it was.
    pub(super) fn proceed(&mut self) -> Result<Step, Error> {
        match self.phase {
            Phase::Suspended(after) => {
                self.phase = Phase::Running;
                self.execute(Entry::Suspended, after)
            }
            _ => Ok(Step::Done),
        }
    }

    /// Enters Go, for as long as the slice lasts.
    pub(super) fn execute(&mut self, entry: Entry, after: After) -> Result<Step, Error> {
        self.pay();
        self.phase = Phase::Entered;
        match self.instance.execute(entry, self.fuel) {
            Ok(Execution::Suspended) => {
                self.fuel = 0;
                self.phase = Phase::Suspended(after);
                Ok(Step::Yield)
            }
            Ok(Execution::Finished { fuel }) => {
                self.fuel = fuel;
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
                // Where Go has not handled a timer's event, `wasm_exec.js` tries again at once; here the embedder gets a
                // say between two tries.
                log::warn!("scheduleTimeoutEvent: missed timeout event");
                Ok(Step::Yield)
            }
            After::Timer(_) => Ok(Step::Done),
            After::Call(outcome) => {
                let result = self.enter_realm(|realm| realm.end_call(Ok(())))?;
                self.conclude_call(outcome, result)
            }
        }
    }

    /// Calls a function from the event loop. A Go function can be left in the middle; under a native function nothing can.
    pub(super) fn call_back(
        &mut self,
        function: Value,
        this: Value,
        arguments: &[Value],
        outcome: Outcome,
    ) -> Result<Step, Error> {
        self.keep(outcome);
        let Some(id) = self.go_function(function) else {
            let result = self.enter(|cx| cx.call(function, this, arguments))?;
            return self.conclude_call(outcome, result);
        };
        match self.enter_realm(|realm| realm.begin_call(id, this, arguments))? {
            Ok(()) => self.execute(Entry::Resume, After::Call(outcome)),
            Err(thrown) => self.conclude_call(outcome, Err(thrown)),
        }
    }

    /// Has the values of an outcome outlive the call, until [`conclude_call`](Self::conclude_call): nothing else may hold them.
    pub(super) fn keep(&mut self, outcome: Outcome) {
        for value in outcome.values() {
            self.heap().push(value);
        }
    }

    /// Does what is to be done with what a function has returned or thrown that the event loop has called.
    pub(super) fn conclude_call(&mut self, outcome: Outcome, result: Result<Value, Thrown>) -> Result<Step, Error> {
        for _ in outcome.values() {
            self.heap().pop();
        }
        let uncaught = match outcome {
            // In a program that has exited, it means nothing.
            _ if self.exit().is_some() => None,
            Outcome::Dropped => result.err(),
            Outcome::Settles(derived) => self.enter(|cx| cx.settle_derived(derived, result))?.err(),
        };
        match (uncaught, self.exit()) {
            (Some(thrown), None) => Err(self.uncaught(thrown)),
            _ => Ok(Step::Done),
        }
    }

    /// The id by which Go knows a function, if it is Go's.
    fn go_function(&mut self, function: Value) -> Option<Value> {
        match self.heap().cell(function.as_object()?).kind {
            Kind::Function(Function::Go { id }) => Some(id),
            _ => None,
        }
    }

    /// What nobody catches ends the program, as under Node.
    pub(super) fn uncaught(&mut self, thrown: Thrown) -> Error {
        self.phase = Phase::Failed;
        let thrown = self.heap().caught(thrown);
        let message = Context::new(&mut Realm(&mut self.instance)).message_of(thrown);
        Error::Uncaught { import: "callback", message }
    }

    /// Does something that may call Go. Where the program has exited meanwhile, the result means nothing.
    pub(super) fn enter<R>(&mut self, f: impl FnOnce(&mut Context<'_>) -> R) -> Result<R, Error> {
        self.enter_realm(|realm| f(&mut Context::new(realm)))
    }

    /// Enters the wasm by an export of the module's own, such as one with `//go:wasmexport`. The program must have been
    /// started: Go's runtime is not there before. For adapters.
    ///
    /// # Errors
    ///
    /// Any error that ends a program; [`Error::Exited`] and the like if the program does not run.
    pub fn enter_wasm<R>(&mut self, call: impl FnOnce(&mut I) -> Result<R, Trap>) -> Result<R, Error> {
        self.check_running()?;
        self.refuel()?;
        let phase = core::mem::replace(&mut self.phase, Phase::Entered);
        self.state().exports = self.state().exports.saturating_add(1);
        let result = call(&mut self.instance);
        self.state().exports = self.state().exports.saturating_sub(1);
        self.phase = phase;
        result.map_err(|trap| self.end(trap))
    }

    fn enter_realm<R>(&mut self, f: impl FnOnce(&mut Realm<'_, I>) -> R) -> Result<R, Error> {
        let phase = core::mem::replace(&mut self.phase, Phase::Entered);
        let result = f(&mut Realm(&mut self.instance));
        self.phase = phase;
        self.pay();
        let state = self.state();
        if let Some(trap) = state.ending.take().or_else(|| state.excess()) {
            self.conclude(Err(trap))?;
        }
        Ok(result)
    }
}
