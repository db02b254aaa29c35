//! Operations of the embedder on the values of a running program: calls, reads, writes, and waiting.

use alloc::{string::ToString, vec::Vec};
use core::fmt;

use super::{Phase, Program};
use crate::{
    embed::{Caller, Dotted, Function, Promise, PropertyPath, lookup, property},
    host::{Host, Limit},
    imports::Realm,
    js::{
        Context, FromArguments, FromJs, IntoArguments, IntoJs, IntoReturn, PromiseState, Rooted, Task, Thrown, Value,
        WrongType, type_name,
    },
    runtime::{Error, Instance},
};

impl<I: Instance> Program<I> {
    /// Calls a function of the global object, such as one that Go has set with `js.Global().Set` and `js.FuncOf`, or a
    /// function further down a [path](PropertyPath). Returns when the function has returned and every goroutine waits
    /// again. The receiver is the object that has the function.
    ///
    /// A Go function that waits for a timer or for input has not returned by then: its result is `undefined`, as in a
    /// browser, and it continues in the next [`poll`](Program::poll).
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let module: wasmi::Module = unimplemented!();
    /// let mut program = gojs::wasmi::Program::builder(gojs::StdHost::new()).instantiate(&module)?;
    /// program.start()?;
    /// let sum: f64 = program.call("add", (2, 40))?;
    /// let html: String = program.call(["@astrojs/compiler", "transform"], ("<p>text</p>",))?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotAFunction`], if the property is not a function; [`Error::Thrown`], if the function throws, or the
    /// path leads through `undefined` or `null`; [`Error::Type`], if the result is not of the requested type; any error
    /// that ends a program, including [`Error::Exited`] if the call made the program exit.
    pub fn call<R: FromJs>(&mut self, path: impl PropertyPath, arguments: impl IntoArguments) -> Result<R, Error> {
        self.call_found(&Dotted(&path), |cx| lookup(cx, &path), arguments)
    }

    /// Calls a method of an object that the embedder holds, such as one that Go has returned.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let mut program: gojs::wasmi::Program<gojs::StdHost> = unimplemented!();
    /// use gojs::embed::Rooted;
    ///
    /// let file: Rooted = program.call("NewFile", ())?;
    /// program.call_method::<()>(&file, "SetCellValue", ("Sheet1", "A1", 42))?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`call`](Program::call).
    pub fn call_method<R: FromJs>(
        &mut self,
        object: &Rooted,
        name: &str,
        arguments: impl IntoArguments,
    ) -> Result<R, Error> {
        let find = |cx: &mut Context<'_>| {
            let object = object.into_js(cx.heap())?;
            Ok((object, property(cx, object, name)?))
        };
        self.call_found(&name, find, arguments)
    }

    /// Calls a function that the embedder holds, such as a callback that Go has passed, with `this` undefined.
    ///
    /// # Errors
    ///
    /// Those of [`call`](Program::call), except [`Error::NotAFunction`].
    pub fn call_function<R: FromJs>(&mut self, function: &Function, arguments: impl IntoArguments) -> Result<R, Error> {
        self.call_found(&"a function", |cx| Ok((Value::Undefined, function.into_js(cx.heap())?)), arguments)
    }

    /// Calls the function that `find` returns together with its receiver.
    fn call_found<R: FromJs>(
        &mut self,
        name: &impl fmt::Display,
        find: impl FnOnce(&mut Context<'_>) -> Result<(Value, Value), Thrown>,
        arguments: impl IntoArguments,
    ) -> Result<R, Error> {
        self.check_running()?;
        self.refuel()?;
        let called = self.enter(|cx| {
            let (this, function) = find(cx)?;
            if !cx.heap().is_callable(function) {
                return Ok(Called::NotCallable(function));
            }
            let arguments = arguments.into_arguments(cx.heap())?;
            let result = cx.call(function, this, &arguments)?;
            Ok(Called::Returned(read(result, cx)))
        })?;
        match called {
            Ok(Called::NotCallable(value)) => {
                Err(Error::NotAFunction { name: name.to_string(), found: type_name(value, self.heap()) })
            }
            Ok(Called::Returned(result)) => self.finish(name, Ok(result)),
            Err(thrown) => self.finish(name, Err(thrown)),
        }
    }

    /// Creates a function from a closure, to pass it to Go as an argument or to [set](Program::set) it. Its arguments
    /// are a single value, or a tuple of values, as for [`Builder::function`](crate::Builder::function).
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let mut program: gojs::wasmi::Program<gojs::StdHost> = unimplemented!();
    /// let on_done = program.function("onDone", |_cx, result: String| println!("{result}"));
    /// program.call::<()>("parse", ("text", &on_done))?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn function<A: FromArguments, R: IntoReturn>(
        &mut self,
        name: &str,
        call: impl Fn(&mut Caller<'_, I::Host>, A) -> R + Send + Sync + 'static,
    ) -> Function {
        Function::new(self.heap(), name, call)
    }

    /// Queues a call of a function that the embedder holds. The next [`poll`](Program::poll) that finds every goroutine
    /// waiting makes the call. Use this for events that can occur at any time and whose handler Go has passed. The
    /// return value is ignored; a thrown value ends the program.
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
    /// [`Error::Exited`] or [`Error::Ended`], if the program has ended; [`Error::LimitReached`], if too many callbacks
    /// are waiting; [`Error::Thrown`], if an argument has no counterpart in JavaScript.
    pub fn queue(&mut self, function: &Function, arguments: impl IntoArguments) -> Result<(), Error> {
        self.check_alive()?;
        let event_loop = &self.state().event_loop;
        if !event_loop.has_room() {
            return Err(Error::LimitReached { limit: Limit::Queue, max: event_loop.max as u64 });
        }
        let heap = self.heap();
        let task = function
            .into_js(heap)
            .and_then(|callback| Ok(Task { callback, arguments: arguments.into_arguments(heap)? }));
        match task {
            Ok(task) => {
                self.state().event_loop.events.push_back(task);
                Ok(())
            }
            Err(thrown) => Err(self.uncaught_in(&"an argument", thrown)),
        }
    }

    /// Runs `f` with access to the values of the program: the methods of [`Caller`] read, set, create and call them.
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
    /// [`Error::Thrown`], if `f` returns a thrown value; any error that ends a program; [`Error::Ended`] or a similar
    /// error, if the program was ended by an error or is suspended. In a program that has exited, calling a Go function
    /// throws `undefined`.
    pub fn with<R>(&mut self, f: impl FnOnce(&mut Caller<'_, I::Host>) -> Result<R, Thrown>) -> Result<R, Error> {
        // The result may refer to values that are not reachable otherwise. They must outlive the jobs that `f` has
        // queued, for the caller.
        self.heap().hold();
        let result = self.operate(&"the embedder's function", |cx| {
            f(&mut Caller::new(cx.reborrow(), None)).map(|result| (Value::Undefined, Ok(result)))
        });
        self.heap().release();
        result
    }

    /// Returns the outcome of a promise, if it is settled: the value that it was fulfilled with, or [`Error::Thrown`]
    /// with the rejection reason. Only [`poll`](Program::poll) makes progress: ask after each poll, before waiting for
    /// the next one. [`wait_for`](Program::wait_for) does both.
    ///
    /// # Errors
    ///
    /// [`Error::Thrown`], if the promise was rejected; [`Error::Type`], if the value is not of the requested type; any
    /// error that ends a program, if reading the value has called Go.
    pub fn outcome<R: FromJs>(&mut self, promise: &Promise) -> Option<Result<R, Error>> {
        if let Phase::Suspended(_) = self.phase {
            return None;
        }
        match promise.state(self.heap()) {
            PromiseState::Pending => None,
            PromiseState::Rejected(reason) => Some(Err(self.thrown(&"a promise", reason))),
            PromiseState::Fulfilled(value) => Some(self.operate(&"a promise", |cx| Ok(read(value, cx)))),
        }
    }

    /// Runs the program until a promise is settled, using the host clock and [`wait`](Host::wait).
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
    /// Those of [`outcome`](Program::outcome); [`Error::Exited`], if the program exits first; [`Error::Stalled`], if
    /// nothing is left that could settle the promise; any error that ends a program.
    pub fn wait_for<R: FromJs>(&mut self, promise: &Promise) -> Result<R, Error> {
        // Even for a promise that is settled: garbage is collected in polls.
        let now = self.host().monotonic();
        let polled = self.poll(now)?;
        self.wait_until(polled, |program| program.outcome(promise))
    }

    /// Waits for a value, as JavaScript's `await` does: if it is a promise, runs the program until the promise is settled;
    /// any other value is returned at once.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let mut program: gojs::wasmi::Program<gojs::StdHost> = unimplemented!();
    /// use gojs::embed::Rooted;
    ///
    /// let result: Rooted = program.call("render", ("text",))?;    // a string, or a promise of one
    /// let html: String = program.wait_for_value(&result)?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`wait_for`](Program::wait_for).
    pub fn wait_for_value<R: FromJs>(&mut self, value: &Rooted) -> Result<R, Error> {
        let awaited = self.with(|cx| {
            let value = value.into_js(cx.heap())?;
            Ok(Promise::from_js(value, cx).map_err(|_| R::from_js(value, cx)))
        })?;
        match awaited {
            Ok(promise) => self.wait_for(&promise),
            Err(result) => result.map_err(Error::Type),
        }
    }

    /// Reads a property of the global object, or one further down a [path](PropertyPath): before the program starts, while
    /// it runs, and after its exit. An accessor that is a Go function throws `undefined` in a program that has exited.
    ///
    /// # Errors
    ///
    /// [`Error::Type`], if the value is not of the requested type; [`Error::Thrown`], if an accessor throws, or the path
    /// leads through `undefined` or `null`; any error that ends a program; [`Error::Ended`] or a similar error, if the
    /// program was ended by an error or is suspended.
    pub fn get<R: FromJs>(&mut self, path: impl PropertyPath) -> Result<R, Error> {
        self.operate(&Dotted(&path), |cx| lookup(cx, &path).map(|(_, value)| read(value, cx)))
    }

    /// Sets a property of the global object, before the program starts or while it runs; or a property of an object
    /// further down a [path](PropertyPath).
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let mut program: gojs::wasmi::Program<gojs::StdHost> = unimplemented!();
    /// let log = program.function("log", |_cx, line: String| println!("{line}"));
    /// program.set("log", &log)?;
    /// program.set(["config", "retries"], 3)?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Exited`] or [`Error::Ended`], if the program has ended; [`Error::Suspended`], if it is suspended and the
    /// path has more than one name; [`Error::Thrown`], if the value has no counterpart in JavaScript, or the path leads
    /// through a value that is not an object.
    pub fn set(&mut self, path: impl PropertyPath, value: impl IntoJs) -> Result<(), Error> {
        self.check_alive()?;
        let name = Dotted(&path);
        let mut names: Vec<&str> = path.names().collect();
        let last = names.pop().unwrap_or_default();
        let value = match value.into_js(self.heap()) {
            Ok(value) => value,
            Err(thrown) => return Err(self.uncaught_in(&name, thrown)),
        };
        let object = if names.is_empty() {
            self.heap().global()
        } else {
            // Keeps the new value alive while the accessors on the path may call Go.
            let value = self.heap().root(value);
            let object = self.with(|cx| {
                let (_, object) = lookup(cx, &names)?;
                cx.to_object(object)
            })?;
            drop(value);
            object
        };
        self.heap().define_data(object, last, value);
        Ok(())
    }

    /// Fails if the program can't run any more.
    fn check_alive(&self) -> Result<(), Error> {
        match self.phase {
            Phase::Instantiated | Phase::Suspended(_) => Ok(()),
            _ => self.check_running(),
        }
    }

    /// Runs `f`, which may call Go, and then the jobs that it has queued. The program runs, has not started, or has exited.
    /// After the exit, Go functions throw, and no job runs.
    fn operate<R>(
        &mut self,
        name: &impl fmt::Display,
        f: impl FnOnce(&mut Context<'_>) -> Result<(Value, Result<R, WrongType>), Thrown>,
    ) -> Result<R, Error> {
        match self.phase {
            Phase::Exited(exit) => {
                return match self.enter_exited(exit, f) {
                    Ok((_, result)) => result.map_err(Error::Type),
                    Err(thrown) => Err(self.uncaught_in(name, thrown)),
                };
            }
            Phase::Instantiated => {}
            _ => self.check_running()?,
        }
        self.refuel()?;
        let result = self.enter(f)?;
        self.finish(name, result)
    }

    /// Runs the jobs that a call has queued, before the call returns, as in a browser. Then returns the result of the
    /// call, unless the program has ended meanwhile. The value that the result was read from stays alive until then,
    /// with all that it refers to.
    fn finish<R>(
        &mut self,
        name: &impl fmt::Display,
        result: Result<(Value, Result<R, WrongType>), Thrown>,
    ) -> Result<R, Error> {
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
            // If Go was suspended in the middle of a job, the values that it keeps lie above this one.
            self.heap().take_from(place);
            done?;
            if !matches!(self.phase, Phase::Suspended(_)) {
                self.check_running()?;
            }
        }
        result
    }

    /// Returns the error for a value that was thrown and that nothing in the program has caught.
    fn uncaught_in(&mut self, name: &impl fmt::Display, thrown: Thrown) -> Error {
        let thrown = self.heap().caught(thrown);
        self.thrown(name, thrown)
    }

    fn thrown(&mut self, name: &impl fmt::Display, thrown: Value) -> Error {
        let message = Context::new(&mut Realm(&mut self.instance)).message_of(thrown);
        Error::Thrown { name: name.to_string(), message, value: self.heap().root(thrown) }
    }
}

/// The outcome of a call that did not throw.
enum Called<R> {
    /// The result, and the value that it was read from.
    Returned((Value, Result<R, WrongType>)),
    /// The value that was found is not a function.
    NotCallable(Value),
}

/// Reads a value that might not be reachable otherwise, while its getters may call Go.
fn read<R: FromJs>(value: Value, cx: &mut Context<'_>) -> (Value, Result<R, WrongType>) {
    (value, cx.without_gc(|cx| R::from_js(value, cx)))
}
