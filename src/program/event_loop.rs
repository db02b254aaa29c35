//! The event loop of a program: polling, timers, jobs, and the loop that runs the program to its exit.

use super::{
    Phase, Program,
    execution::{After, Destination, Step},
};
use crate::{
    host::{Host, Instant},
    imports::Realm,
    js::{Context, Job, PromiseState, ReactionJob, TimerId, Value},
    runtime::{Entry, Error, Exit, Instance},
};

/// The state in which [`Program::poll`] leaves a program.
///
/// ```
/// # use gojs::{Error, Host, Instance, Poll, Program};
/// fn turn<I: Instance>(program: &mut Program<I>) -> Result<(), Error> {
///     let now = program.host().monotonic();
///     match program.poll(now)? {
///         Poll::Ready => {}                          // poll again soon
///         Poll::Waiting { until } => program.host().wait(until),
///         Poll::Exited(exit) => println!("exit code {}", exit.code()),
///     }
///     Ok(())
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Poll {
    /// The program has more to do at once.
    Ready,
    /// Every goroutine waits.
    Waiting {
        /// The deadline of the next timer. `None`: only input, a promise settled from outside, or a call by the
        /// embedder can wake the program.
        until: Option<Instant>,
    },
    /// The program has exited.
    Exited(Exit),
}

impl<I: Instance> Program<I> {
    /// Does the work that is due at `now`, until every goroutine waits. Starts a program that has not been started.
    ///
    /// With a [fuel slice](crate::Builder::fuel_slice), it also returns when the slice is spent, with [`Poll::Ready`].
    /// Without a slice, it returns only when Go does: a goroutine that computes without pause blocks it for that long.
    ///
    /// # Errors
    ///
    /// Any error that ends a program, and [`Error::Ended`] after that.
    pub fn poll(&mut self, now: Instant) -> Result<Poll, Error> {
        let step = match self.phase {
            Phase::Instantiated => self.begin()?,
            Phase::Running | Phase::Suspended(_) => {
                self.refuel()?;
                self.proceed()?
            }
            Phase::Exited(_) => Step::Done,
            Phase::Entered => return Err(Error::Unwound),
            Phase::Failed => return Err(Error::Ended),
        };
        self.turn(step, now)
    }

    /// Runs the work that is due at `now`, after a first step.
    pub(super) fn turn(&mut self, mut step: Step, now: Instant) -> Result<Poll, Error> {
        loop {
            if let Phase::Exited(exit) = self.phase {
                return Ok(Poll::Exited(exit));
            }
            if step == Step::Yield {
                return Ok(Poll::Ready);
            }
            if let Err(trap) = self.state().safe_point() {
                self.conclude(Err(trap))?;
            }
            self.take_settlements()?;
            step = self.checkpoint()?;
            if step == Step::Yield || self.exit().is_some() {
                continue;
            }
            if !self.state().event_loop.attempts.is_empty() {
                Context::new(&mut Realm(&mut self.instance)).retry_attempts();
            }
            // Callbacks can go on forever, too, like jobs: the callback of one file operation starts the next
            // operation.
            if self.state().event_loop.is_due() && !self.affords_task() {
                return Ok(Poll::Ready);
            }
            let event_loop = &mut self.state().event_loop;
            if let Some(task) = event_loop.tasks.pop_front().or_else(|| event_loop.events.pop_front()) {
                step = self.call_back(task.callback, Value::Undefined, &task.arguments, Destination::Dropped)?;
            } else if let Some(id) = self.state().event_loop.timers.due(now) {
                step = match id {
                    TimerId::Foreign(_) => self.execute(Entry::Resume, After::Timer(id))?,
                    TimerId::Callback(id) => {
                        let Some(timer) = self.state().event_loop.timers.fire(id, now) else { continue };
                        let arguments = self.heap().kept_values(timer.arguments);
                        self.call_back(timer.function, timer.timeout, &arguments, Destination::Dropped)?
                    }
                };
            } else if !self.state().event_loop.settlers.is_ready() {
                return Ok(Poll::Waiting { until: self.state().event_loop.timers.next() });
            }
        }
    }

    /// Applies the settlements that have arrived from outside.
    fn take_settlements(&mut self) -> Result<(), Error> {
        if !self.state().event_loop.settlers.is_ready() {
            return Ok(());
        }
        let settled = self.state().event_loop.settlers.take();
        // Resolving a promise may call Go, for a `then` that is a getter. Nothing else keeps the other promises alive
        // meanwhile.
        self.enter(|cx| {
            cx.without_gc(|cx| {
                for (promise, settlement) in settled {
                    match settlement(cx.heap()) {
                        Ok(value) => cx.resolve(promise, value),
                        Err(thrown) => cx.reject_caught(promise, thrown),
                    }
                }
            });
        })
    }

    /// Runs the pending jobs, such as promise reactions. They precede all other waiting work.
    pub(super) fn checkpoint(&mut self) -> Result<Step, Error> {
        while self.exit().is_none() {
            // Jobs can go on forever without any Go code: a `then` method resolves its promise with the same object
            // again.
            if !self.state().event_loop.jobs.is_empty() && !self.affords_task() {
                return Ok(Step::Yield);
            }
            let Some(job) = self.state().event_loop.jobs.pop_front() else {
                return self.report_rejections().map(|()| Step::Done);
            };
            let step = match job {
                Job::Call { callback, arguments } => {
                    let arguments = self.heap().kept_values(arguments);
                    self.call_back(callback, Value::Undefined, &arguments, Destination::Dropped)?
                }
                Job::Reaction(reaction) => self.react(reaction)?,
                Job::Native { run, values } => {
                    for &value in &values {
                        self.heap().push(value);
                    }
                    let result = self.enter(|cx| run(cx, &values));
                    for _ in &values {
                        self.heap().pop();
                    }
                    self.conclude_call(Destination::Dropped, result?.map(|()| Value::Undefined))?
                }
            };
            if step == Step::Yield {
                return Ok(step);
            }
        }
        Ok(Step::Done)
    }

    /// Calls a handler of `then`. If there is none, passes the settlement on to the derived promise.
    fn react(&mut self, reaction: ReactionJob) -> Result<Step, Error> {
        let destination = Destination::Settles(reaction.derived);
        if self.heap().is_callable(reaction.handler) {
            self.call_back(reaction.handler, Value::Undefined, &[reaction.argument()], destination)
        } else {
            self.keep(destination);
            let settlement = reaction.settlement.map_err(|reason| self.heap().throw(reason));
            self.conclude_call(destination, settlement)
        }
    }

    /// Ends the program if a promise was rejected and has no handler, as Node does.
    fn report_rejections(&mut self) -> Result<(), Error> {
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
        Ok(())
    }

    /// Returns the time at which [`poll`](Program::poll) next has something to do: [`Instant::ZERO`] if there is
    /// something already, else the deadline of the next timer. `None`: only input, a promise settled from outside, or a
    /// call by the embedder can wake the program, or the program has ended.
    pub fn poll_at(&mut self) -> Option<Instant> {
        match self.phase {
            Phase::Instantiated => Some(Instant::ZERO),
            Phase::Running => {
                let event_loop = &self.state().event_loop;
                if event_loop.is_ready() { Some(Instant::ZERO) } else { event_loop.timers.next() }
            }
            Phase::Suspended(_) => Some(Instant::ZERO),
            Phase::Entered | Phase::Exited(_) | Phase::Failed => None,
        }
    }

    /// Returns whether only a call by the embedder can wake the program: no timer is running, no read waits for input,
    /// and no promise waits to be settled from outside. If no call will come, this is a deadlock;
    /// [`wake`](Program::wake) makes Go report it.
    pub fn is_idle(&mut self) -> bool {
        matches!(self.phase, Phase::Running) && self.state().event_loop.is_idle()
    }

    /// Wakes an idle program with the event that `wasm_exec_node.js` sends when Node is about to exit. Go then finds
    /// all goroutines asleep, reports the deadlock with their stacks, and exits with code 2.
    ///
    /// # Errors
    ///
    /// Any error that ends a program; [`Error::Exited`] or a similar error, if the program is not running.
    pub fn wake(&mut self) -> Result<(), Error> {
        self.check_running()?;
        self.refuel()?;
        let state = self.state();
        let names = state.event_names;
        let event = state.heap.object();
        state.heap.set(event, names.id, 0.into());
        state.heap.set(state.refs.go(), names.pending_event, event.into());
        self.execute(Entry::Resume, After::Nothing).map(drop)
    }

    /// Runs the program until `ready` returns a result, using the host clock and [`wait`](Host::wait). `polled` is the
    /// result of the last poll.
    pub(super) fn wait_until<R>(
        &mut self,
        mut polled: Poll,
        mut ready: impl FnMut(&mut Self) -> Option<Result<R, Error>>,
    ) -> Result<R, Error> {
        loop {
            if let Some(result) = ready(self) {
                return result;
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

    /// Runs the program to its exit, using the host clock and [`wait`](Host::wait).
    ///
    /// A program that waits for something that can never happen is woken once, to report its deadlock.
    ///
    /// # Errors
    ///
    /// Any error that ends a program; [`Error::Stalled`], if it does not exit after its deadlock was reported to it.
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
}
