//! One running Go program and its event loop.

mod builder;

use alloc::{boxed::Box, string::ToString};

pub use self::builder::Builder;
use crate::{
    error::{Error, Exit, Trap},
    globals,
    go::{ArgvError, Traceback, write_argv},
    host::{Host, Instant},
    imports::Realm,
    instance::Instance,
    js::{Context, FromJs, IntoArguments, IntoJs, PromiseState, PropertyKey, Statistics, TimerId, Value, type_name},
    state::State,
};

/// What [`Program::poll`] has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Poll {
    /// There is more to do at once.
    Ready,
    /// Every goroutine waits.
    Waiting {
        /// When the next timer is due. `None`: only input, or a call of the embedder's, can wake the program.
        until: Option<Instant>,
    },
    /// The program has exited.
    Exited(Exit),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Checkpoint {
    /// No job is due any more.
    Done,
    /// The program has exited in one.
    Exited,
}

#[derive(Clone, Copy, Debug)]
enum Phase {
    Instantiated,
    Running,
    Exited(Exit),
    Failed,
}

/// One Go program, from its instantiation to its exit.
///
/// It never sleeps and never spawns: [`poll`](Program::poll) does what is due, [`poll_at`](Program::poll_at) says when
/// to come back, and between the two the embedder does what it likes. [`run`](Program::run) is that loop, written once.
///
/// A runtime's adapter makes programs: see `gojs::wasmi`.
#[derive(Debug)]
pub struct Program<I> {
    instance: I,
    phase: Phase,
}

impl<I: Instance> Program<I> {
    /// The program in an instance that has not run yet. For adapters.
    pub fn new(instance: I) -> Self {
        Program { instance, phase: Phase::Instantiated }
    }

    /// The instance, as its runtime has it.
    pub fn instance(&mut self) -> &mut I {
        &mut self.instance
    }

    /// The embedder's side.
    pub fn host(&mut self) -> &mut I::Host {
        &mut self.state().host
    }

    /// The program's JavaScript values.
    pub fn heap(&mut self) -> &mut crate::js::Heap {
        &mut self.state().heap
    }

    fn state(&mut self) -> &mut State<I::Host> {
        self.instance.state()
    }

    /// How the program has exited, if it has.
    #[must_use]
    pub fn exit(&self) -> Option<Exit> {
        match self.phase {
            Phase::Exited(exit) => Some(exit),
            _ => None,
        }
    }

    /// Takes in how an execution of wasm has ended.
    pub(crate) fn conclude(&mut self, result: Result<(), Trap>) -> Result<(), Error> {
        match result {
            Ok(()) => Ok(()),
            Err(Trap::Exit(exit)) => {
                self.phase = Phase::Exited(exit);
                self.host().exit(exit.code());
                Ok(())
            }
            Err(Trap::Error(error)) => {
                self.phase = Phase::Failed;
                Err(self.traced(error))
            }
        }
    }

    /// The error together with where in Go it happened, as far as Go's stack tells.
    fn traced(&mut self, error: Error) -> Error {
        let Ok(sp) = self.instance.getsp() else { return error };
        match Traceback::capture(self.instance.parts().0, sp) {
            Some(traceback) => Error::Traced { error: Box::new(error), traceback },
            None => error,
        }
    }

    /// Fails unless the program runs.
    pub(crate) fn check_running(&self) -> Result<(), Error> {
        match self.phase {
            Phase::Running => Ok(()),
            Phase::Instantiated => Err(Error::NotStarted),
            Phase::Exited(exit) => Err(Error::Exited(exit)),
            Phase::Failed => Err(Error::Ended),
        }
    }

    /// Starts the program, and returns when it has exited or every goroutine waits.
    ///
    /// # Errors
    ///
    /// [`Error::ArgumentsTooLong`] before anything has run; [`Error::Started`], [`Error::Exited`] or [`Error::Ended`] if
    /// it was started before; any error that ends a program.
    pub fn start(&mut self) -> Result<(), Error> {
        match self.phase {
            Phase::Instantiated => {}
            Phase::Running => return Err(Error::Started),
            Phase::Exited(_) | Phase::Failed => return self.check_running(),
        }
        let (memory, state) = self.instance.parts();
        let (argc, argv) = write_argv(memory, &state.environment).map_err(|error| match error {
            ArgvError::TooLong(error) => error.into(),
            ArgvError::Memory(error) => Error::MemoryTooSmall(error),
        })?;
        self.phase = Phase::Running;
        let result = self.instance.run(argc, argv);
        self.conclude(result)
    }

    /// Does what is due at `now`, until every goroutine waits. A program that was not started is started.
    ///
    /// It returns when Go does: a goroutine that computes without pause keeps it for so long.
    ///
    /// # Errors
    ///
    /// Any error that ends a program, and [`Error::Ended`] after that.
    pub fn poll(&mut self, now: Instant) -> Result<Poll, Error> {
        match self.phase {
            Phase::Instantiated => self.start()?,
            Phase::Running => {}
            Phase::Exited(_) => {}
            Phase::Failed => return Err(Error::Ended),
        }
        loop {
            if let Phase::Exited(exit) = self.phase {
                return Ok(Poll::Exited(exit));
            }
            self.state().safe_point();
            if self.checkpoint()? == Checkpoint::Exited {
                continue;
            }
            if !self.state().event_loop.reads.is_empty() {
                globals::retry_reads(&mut Context::new(&mut Realm(&mut self.instance)));
            }
            if let Some(task) = self.state().event_loop.tasks.pop_front() {
                self.call_back(task.callback, Value::Undefined, &task.arguments)?;
            } else if let Some(id) = self.state().event_loop.timers.due(now) {
                match id {
                    TimerId::Go(_) => {
                        let result = self.instance.resume();
                        self.conclude(result)?;
                        if self.exit().is_none() && self.state().event_loop.timers.contains(id) {
                            // Go clears a timer whose event it has handled. Where it has not, `wasm_exec.js` tries
                            // again at once; here the embedder gets a say between two tries.
                            log::warn!("scheduleTimeoutEvent: missed timeout event");
                            return Ok(Poll::Ready);
                        }
                    }
                    TimerId::Js(id) => {
                        let Some(timer) = self.state().event_loop.timers.fire(id, now) else { continue };
                        self.call_back(timer.function, timer.timeout, &timer.arguments)?;
                    }
                }
            } else {
                return Ok(Poll::Waiting { until: self.state().event_loop.timers.next() });
            }
        }
    }

    /// Calls a callback of the event loop.
    fn call_back(&mut self, callback: Value, this: Value, arguments: &[Value]) -> Result<(), Error> {
        let result = self.enter(|cx| cx.call(callback, this, arguments))?;
        match (result, self.exit()) {
            (Err(thrown), None) => Err(self.uncaught(thrown)),
            _ => Ok(()),
        }
    }

    /// Does the jobs that are due: the reactions of promises, which come before everything else that waits.
    fn checkpoint(&mut self) -> Result<Checkpoint, Error> {
        while self.exit().is_none() {
            let Some(job) = self.state().event_loop.jobs.pop_front() else {
                return self.report_rejections();
            };
            for &value in &job.values {
                self.heap().push(value);
            }
            let result = self.enter(|cx| (job.run)(cx, &job.values));
            for _ in &job.values {
                self.heap().pop();
            }
            if let (Err(thrown), None) = (result?, self.exit()) {
                return Err(self.uncaught(thrown));
            }
        }
        Ok(Checkpoint::Exited)
    }

    /// A promise that was rejected, and whose rejection nobody looks at, ends the program, as under Node.
    fn report_rejections(&mut self) -> Result<Checkpoint, Error> {
        for promise in core::mem::take(&mut self.state().event_loop.rejected) {
            if self.heap().is_handled(promise) {
                continue;
            }
            if let Some(PromiseState::Rejected(reason)) = self.heap().promise_state(promise.into()) {
                self.phase = Phase::Failed;
                let message = Context::new(&mut Realm(&mut self.instance)).message_of(reason);
                return Err(Error::UnhandledRejection { message });
            }
        }
        Ok(Checkpoint::Done)
    }

    /// When [`poll`](Program::poll) has something to do: the moment at which the next timer is due, or the clock's
    /// beginning if there is something already. `None`: only input, or a call of the embedder's, can wake the program.
    pub fn poll_at(&mut self) -> Option<Instant> {
        match self.phase {
            Phase::Instantiated => Some(Instant::ZERO),
            Phase::Running => {
                let event_loop = &self.state().event_loop;
                if event_loop.tasks.is_empty() && event_loop.jobs.is_empty() {
                    event_loop.timers.next()
                } else {
                    Some(Instant::ZERO)
                }
            }
            Phase::Exited(_) | Phase::Failed => None,
        }
    }

    /// Whether nothing can wake the program but a call of the embedder's: no timer runs, and no read is waiting for
    /// input. Where no such call will come, this is a deadlock, which [`wake`](Program::wake) makes Go report.
    pub fn is_idle(&mut self) -> bool {
        matches!(self.phase, Phase::Running) && self.state().event_loop.is_idle()
    }

    /// Wakes an idle program with the event that `wasm_exec_node.js` sends where Node is about to end: Go finds that
    /// all goroutines are asleep, reports the deadlock with their stacks, and exits with code 2.
    ///
    /// # Errors
    ///
    /// Any error that ends a program; [`Error::Exited`] and the like if it does not run.
    pub fn wake(&mut self) -> Result<(), Error> {
        self.check_running()?;
        let state = self.state();
        let names = *state.heap.names();
        let event = state.heap.object();
        state.heap.set(event, PropertyKey::String(names.id), 0.into());
        state.heap.set(state.refs.go(), PropertyKey::String(names.pending_event), event.into());
        let result = self.instance.resume();
        self.conclude(result)
    }

    /// Runs the program to its exit, over the host's clock and [`wait`](Host::wait).
    ///
    /// A program that waits for what will never come is woken once, to report its deadlock.
    ///
    /// # Errors
    ///
    /// Any error that ends a program; [`Error::Stalled`] if it doesn't exit when its deadlock is reported to it.
    pub fn run(&mut self) -> Result<Exit, Error> {
        let mut woken = false;
        loop {
            let now = self.host().monotonic();
            match self.poll(now)? {
                Poll::Exited(exit) => return Ok(exit),
                Poll::Ready => {}
                Poll::Waiting { .. } if self.is_idle() => {
                    if woken {
                        self.phase = Phase::Failed;
                        return Err(Error::Stalled);
                    }
                    woken = true;
                    self.wake()?;
                }
                Poll::Waiting { until } => self.host().wait(until),
            }
        }
    }

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
        let arguments = arguments.into_arguments(self.heap());
        let global = self.heap().global();
        let result = self.enter(|cx| {
            let function = cx.get_named(global, name)?;
            if !cx.heap().is_callable(function) {
                return Ok(Err(function));
            }
            cx.call(function, global.into(), &arguments).map(Ok)
        })?;
        self.check_running()?;
        match result {
            Ok(Ok(value)) => Ok(R::from_js(value, self.heap())?),
            Ok(Err(other)) => Err(Error::NotAFunction { name: name.to_string(), found: type_name(other, self.heap()) }),
            Err(thrown) => Err(self.thrown(name, thrown)),
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
        let global = self.heap().global();
        let result = self.enter(|cx| cx.get_named(global, name))?;
        self.check_running()?;
        match result {
            Ok(value) => Ok(R::from_js(value, self.heap())?),
            Err(thrown) => Err(self.thrown(name, thrown)),
        }
    }

    /// Sets a property of the global object, before the program starts or while it runs.
    ///
    /// # Errors
    ///
    /// [`Error::Exited`] or [`Error::Ended`], where the program runs no more.
    pub fn set(&mut self, name: &str, value: impl IntoJs) -> Result<(), Error> {
        if !matches!(self.phase, Phase::Instantiated) {
            self.check_running()?;
        }
        let heap = self.heap();
        let (global, value) = (heap.global(), value.into_js(heap));
        heap.define_data(global, name, value);
        Ok(())
    }

    fn thrown(&mut self, name: &str, thrown: Value) -> Error {
        let message = Context::new(&mut Realm(&mut self.instance)).message_of(thrown);
        Error::Thrown { name: name.to_string(), message }
    }

    /// Frees the JavaScript values that nothing refers to, and says what is left. This happens by itself as the program
    /// runs; by hand it is for a moment when there is time, or for looking at what is really in use.
    ///
    /// What Go refers to stays until Go's own collector has found that it doesn't any more.
    pub fn collect(&mut self) -> Statistics {
        let state = self.state();
        state.collect();
        state.heap.statistics()
    }

    /// Does something that may call Go. Where the program has exited meanwhile, the result means nothing.
    fn enter<R>(&mut self, f: impl FnOnce(&mut Context<'_>) -> R) -> Result<R, Error> {
        let result = f(&mut Context::new(&mut Realm(&mut self.instance)));
        if let Some(trap) = self.state().ending.take() {
            self.conclude(Err(trap))?;
        }
        Ok(result)
    }

    /// What a callback of the event loop has thrown ends the program, as under Node.
    fn uncaught(&mut self, thrown: Value) -> Error {
        self.phase = Phase::Failed;
        let message = Context::new(&mut Realm(&mut self.instance)).message_of(thrown);
        Error::Uncaught { import: "callback", message }
    }
}
