//! What the embedder does with the values of a running program: calls, reads, sets, waits for.

use alloc::string::ToString;

use super::{Phase, Poll, Program};
use crate::{
    embed::{Caller, Function, Promise},
    error::Error,
    host::{Host, Limit},
    imports::Realm,
    instance::Instance,
    js::{Context, FromJs, IntoArguments, IntoJs, PromiseState, Task, Thrown, Value, WrongType, type_name},
};

impl<I: Instance> Program<I> {
    /// Calls a function of the global object, such as one that Go has put there with `js.Global().Set` and `js.FuncOf`,
    /// and returns when it has, and every goroutine waits again.
    ///
    /// A Go function that waits for a timer or for input has not returned by then: its result is `undefined`, as in a
    /// browser. It goes on in the next [`poll`](Program::poll).
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let module: wasmi::Module = unimplemented!();
    /// let mut program = gojs::wasmi::Program::builder(gojs::StdHost::new()).instantiate(&module)?;
    /// program.start()?;
    /// let sum: f64 = program.call("add", (2, 40))?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotAFunction`]; [`Error::Thrown`], where the function has thrown; [`Error::Type`], where its result is
    /// not what was asked for; any error that ends a program, [`Error::Exited`] among them where the call has ended it.
    pub fn call<R: FromJs>(&mut self, name: &str, arguments: impl IntoArguments) -> Result<R, Error> {
        self.check_running()?;
        self.refuel()?;
        let global = self.heap().global();
        let result = self.enter(|cx| {
            let function = cx.get_named(global, name)?;
            if !cx.heap().is_callable(function) {
                return Ok(Err(function));
            }
            let arguments = arguments.into_arguments(cx.heap())?;
            cx.call(function, global.into(), &arguments).map(|result| Ok(read(result, cx)))
        })?;
        match result {
            Ok(Err(other)) => Err(Error::NotAFunction { name: name.to_string(), found: type_name(other, self.heap()) }),
            Ok(Ok(result)) => self.finish(name, Ok(result)),
            Err(thrown) => self.finish(name, Err(thrown)),
        }
    }

    /// Calls a function that the embedder keeps, such as a callback that Go has passed, with `this` undefined.
    ///
    /// # Errors
    ///
    /// As [`call`](Program::call).
    pub fn call_function<R: FromJs>(&mut self, function: &Function, arguments: impl IntoArguments) -> Result<R, Error> {
        self.check_running()?;
        self.refuel()?;
        let result = self.enter(|cx| {
            let arguments = arguments.into_arguments(cx.heap())?;
            cx.call(function.value(), Value::Undefined, &arguments).map(|result| read(result, cx))
        })?;
        self.finish("a function", result)
    }

    /// Has a function called that the embedder keeps, by the next [`poll`](Program::poll) that finds every goroutine waiting:
    /// for what happens at any time, such as an event whose handler Go has passed. What the function returns nobody looks at;
    /// what it throws ends the program.
    ///
    /// ```no_run
    /// # use gojs::embed::Function;
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let (mut program, on_press): (gojs::wasmi::Program<gojs::StdHost>, Function) = unimplemented!();
    /// program.queue(&on_press, (1, true))?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Exited`] or [`Error::Ended`], where the program runs no more; [`Error::Thrown`], where an argument has no
    /// counterpart.
    pub fn queue(&mut self, function: &Function, arguments: impl IntoArguments) -> Result<(), Error> {
        self.check_alive()?;
        let event_loop = &self.state().event_loop;
        if !event_loop.has_room() {
            return Err(Error::LimitReached { limit: Limit::Queue, most: event_loop.most as u64 });
        }
        match arguments.into_arguments(self.heap()) {
            Ok(arguments) => {
                let task = Task { callback: function.value(), arguments };
                self.state().event_loop.events.push_back(task);
                Ok(())
            }
            Err(thrown) => {
                let thrown = self.heap().caught(thrown);
                Err(self.thrown("an argument", thrown))
            }
        }
    }

    /// Does anything with the program's values: they are read, set, made and called by the [`Caller`]'s methods.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let mut program: gojs::wasmi::Program<gojs::StdHost> = unimplemented!();
    /// let size = program.with(|cx| {
    ///     let global = cx.heap().global();
    ///     cx.get_named(global, "size")
    /// })?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Thrown`], where a value is thrown; any error that ends a program; [`Error::Exited`] and the like if the
    /// program does not run.
    pub fn with<R>(&mut self, f: impl FnOnce(&mut Caller<'_, I::Host>) -> Result<R, Thrown>) -> Result<R, Error> {
        if !matches!(self.phase, Phase::Instantiated) {
            self.check_running()?;
        }
        self.refuel()?;
        let result = self.enter(|cx| cx.holding(|cx| f(&mut Caller::new(cx.reborrow(), None))))?;
        // Whatever values the result holds, and nobody else, are there for the caller to look at.
        self.heap().hold();
        let result = self.finish("the embedder's function", result.map(|result| (Value::Undefined, Ok(result))));
        self.heap().release();
        result
    }

    /// How a promise has ended, if it has: with what it was fulfilled, or [`Error::Thrown`] with the reason of its
    /// rejection. It is the [`poll`](Program::poll)s that bring it forward: ask after one, and before waiting for the next.
    /// [`wait_for`](Program::wait_for) does both.
    ///
    /// # Errors
    ///
    /// [`Error::Thrown`], as said; [`Error::Type`], where the value is not what was asked for; any error that ends a program,
    /// where reading it has called Go.
    pub fn outcome<R: FromJs>(&mut self, promise: &Promise) -> Option<Result<R, Error>> {
        match self.phase {
            Phase::Suspended(_) => return None,
            Phase::Entered => return Some(Err(Error::Unwound)),
            _ => {}
        }
        let result = match promise.state(self.heap()) {
            PromiseState::Pending => return None,
            PromiseState::Rejected(reason) => Ok(Err(reason)),
            PromiseState::Fulfilled(value) => self.enter(|cx| Ok(read(value, cx).1)),
        };
        Some(match result {
            Ok(Ok(result)) => result.map_err(Error::Type),
            Ok(Err(reason)) => Err(self.thrown("a promise", reason)),
            Err(error) => Err(error),
        })
    }

    /// Runs the program until a promise has ended, over the host's clock and [`wait`](Host::wait).
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let mut program: gojs::wasmi::Program<gojs::StdHost> = unimplemented!();
    /// let promise: gojs::embed::Promise = program.call("measure", ())?;
    /// let volts: f64 = program.wait_for(&promise)?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`outcome`](Program::outcome); [`Error::Exited`], where the program exits first; [`Error::Stalled`], where
    /// nothing is left that could settle the promise; any error that ends a program.
    pub fn wait_for<R: FromJs>(&mut self, promise: &Promise) -> Result<R, Error> {
        loop {
            let now = self.host().monotonic();
            let polled = self.poll(now)?;
            if let Some(result) = self.outcome(promise) {
                return result;
            }
            match polled {
                Poll::Exited(exit) => return Err(Error::Exited(exit)),
                Poll::Ready => {}
                Poll::Waiting { .. } if self.is_idle() => return Err(Error::Stalled),
                Poll::Waiting { until } => self.host().wait(until),
            }
        }
    }

    /// Reads a property of the global object.
    ///
    /// # Errors
    ///
    /// [`Error::Type`], where it is not what was asked for; [`Error::Thrown`], where it is an accessor that has thrown;
    /// [`Error::Exited`] and the like if the program does not run.
    pub fn get<R: FromJs>(&mut self, name: &str) -> Result<R, Error> {
        self.check_running()?;
        self.refuel()?;
        let global = self.heap().global();
        let result = self.enter(|cx| cx.get_named(global, name).map(|value| read(value, cx)))?;
        self.finish(name, result)
    }

    /// Sets a property of the global object, before the program starts or while it runs.
    ///
    /// # Errors
    ///
    /// [`Error::Exited`] or [`Error::Ended`], where the program runs no more; [`Error::Thrown`], where the value has no
    /// counterpart.
    pub fn set(&mut self, name: &str, value: impl IntoJs) -> Result<(), Error> {
        self.check_alive()?;
        let heap = self.heap();
        let global = heap.global();
        match value.into_js(heap) {
            Ok(value) => {
                heap.define_data(global, name, value);
                Ok(())
            }
            Err(thrown) => {
                let thrown = self.heap().caught(thrown);
                Err(self.thrown(name, thrown))
            }
        }
    }

    /// Fails unless the program may still run.
    fn check_alive(&self) -> Result<(), Error> {
        match self.phase {
            Phase::Instantiated | Phase::Suspended(_) => Ok(()),
            _ => self.check_running(),
        }
    }

    /// The jobs that a call has left are done before it returns, as in a browser; then its result is what it is, unless
    /// the program has ended meanwhile. The value that the result was read from is alive still, and so is what it holds.
    fn finish<R>(&mut self, name: &str, result: Result<(Value, Result<R, WrongType>), Thrown>) -> Result<R, Error> {
        if !matches!(self.phase, Phase::Instantiated) {
            self.check_running()?;
        }
        let (value, result) = match result {
            Ok((value, result)) => (value, result.map_err(Error::Type)),
            Err(thrown) => {
                let thrown = self.heap().caught(thrown);
                (thrown, Err(self.thrown(name, thrown)))
            }
        };
        if matches!(self.phase, Phase::Running) {
            let place = self.heap().push(value);
            self.refuel()?;
            let done = self.checkpoint();
            // Where Go was left in the middle of a job, it has kept values above this one.
            self.heap().take_from(place);
            done?;
            if !matches!(self.phase, Phase::Suspended(_)) {
                self.check_running()?;
            }
        }
        result
    }

    fn thrown(&mut self, name: &str, thrown: Value) -> Error {
        let message = Context::new(&mut Realm(&mut self.instance)).message_of(thrown);
        Error::Thrown { name: name.to_string(), message, value: self.heap().root(thrown) }
    }
}

/// Reads a value that nothing else may hold, while its getters call Go.
fn read<R: FromJs>(value: Value, cx: &mut Context<'_>) -> (Value, Result<R, WrongType>) {
    (value, cx.holding(|cx| R::from_js(value, cx)))
}
