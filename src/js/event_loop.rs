//! The state of the event loop: queued callbacks and jobs, timers, and promises that are settled from outside.
//!
//! The loop itself is in [`Program`](crate::Program).

use alloc::{
    collections::{BTreeMap, VecDeque},
    vec::Vec,
};
use core::time::Duration;

use super::{
    context::Context,
    promise::ReactionJob,
    settler::Inbox,
    thrown::Thrown,
    value::{Object, Value},
};
use crate::host::{Instant, Limits};

/// A queued callback, which is called when no foreign code is running.
#[derive(Debug)]
pub(crate) struct Task {
    pub(crate) callback: Value,
    pub(crate) arguments: Vec<Value>,
}

impl Task {
    /// Iterates over the values that the task refers to, for the collector.
    fn values(&self) -> impl Iterator<Item = Value> {
        self.arguments.iter().copied().chain([self.callback])
    }
}

/// A job: it runs as soon as no function is running (ECMA-262 §9.5).
#[derive(Debug)]
pub(crate) enum Job {
    /// Calls a callback, such as that of `queueMicrotask`.
    Call { callback: Value, arguments: Option<Object> },
    /// Calls a handler of `then`.
    Reaction(ReactionJob),
    /// Calls a native function.
    Native { run: fn(&mut Context<'_>, &[Value]) -> Result<(), Thrown>, values: Vec<Value> },
}

impl Job {
    /// Iterates over the values that the job refers to, for the collector.
    fn values(&self) -> impl Iterator<Item = Value> {
        let (call, reaction, native) = match self {
            &Job::Call { callback, arguments } => (Some((callback, arguments)), None, None),
            Job::Reaction(reaction) => (None, Some(reaction), None),
            Job::Native { values, .. } => (None, None, Some(values)),
        };
        let call = call.into_iter().flat_map(|(callback, list)| [callback].into_iter().chain(list.map(Value::Object)));
        let reaction = reaction.into_iter().flat_map(ReactionJob::values);
        call.chain(reaction).chain(native.into_iter().flatten().copied())
    }
}

/// An operation that waits for the host. Each turn of the event loop tries it again.
#[derive(Debug)]
pub(crate) struct Attempt {
    /// Returns whether the operation is complete.
    pub(crate) run: fn(&mut Context<'_>, &[Value]) -> bool,
    pub(crate) values: Vec<Value>,
}

/// The owner of a timer, and the id of the timer. Each owner numbers its timers separately.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TimerId {
    /// A timer that resumes foreign code.
    Foreign(u32),
    /// A timer that calls a [`Callback`].
    Callback(u32),
}

/// The callback of a JavaScript timer.
#[derive(Clone, Debug)]
pub(crate) struct Callback {
    /// The object that stands for the timer, which is the receiver of the call.
    pub(crate) timeout: Value,
    pub(crate) function: Value,
    /// The arguments as an array, if there are any. An array counts toward the heap limit, because a guest controls the
    /// number of arguments.
    pub(crate) arguments: Option<Object>,
    pub(crate) delay: Duration,
    /// Whether the timer is restarted when it fires.
    pub(crate) repeats: bool,
    /// Whether the timer keeps the program from ending.
    pub(crate) is_ref: bool,
}

impl Callback {
    /// Iterates over the values that the callback refers to, for the collector.
    pub(crate) fn values(&self) -> impl Iterator<Item = Value> {
        [self.function, self.timeout].into_iter().chain(self.arguments.map(Value::Object))
    }
}

/// A pending timer.
#[derive(Debug)]
struct PendingTimer {
    deadline: Instant,
    /// The value of `Timers::started` when the timer was started.
    number: u64,
    /// The callback of a [`TimerId::Callback`].
    callback: Option<Callback>,
}

/// The pending timers, ordered by deadline and then by creation.
#[derive(Debug, Default)]
pub(crate) struct Timers {
    /// The last ids that were assigned. The first id is 1.
    last_foreign: u32,
    last_callback: u32,
    /// The number of timers started so far, which orders timers with equal deadlines.
    started: u64,
    /// The maximum number of pending timers.
    pub(crate) max: usize,
    // One map for both owners: each type of key would add some kilobytes of code.
    running: BTreeMap<TimerId, PendingTimer>,
    order: BTreeMap<(Instant, u64), TimerId>,
}

impl Timers {
    fn start(&mut self, id: TimerId, deadline: Instant, callback: Option<Callback>) {
        self.started = self.started.saturating_add(1);
        self.running.insert(id, PendingTimer { deadline, number: self.started, callback });
        self.order.insert((deadline, self.started), id);
    }

    fn stop(&mut self, id: TimerId) -> Option<PendingTimer> {
        let timer = self.running.remove(&id)?;
        self.order.remove(&(timer.deadline, timer.number));
        Some(timer)
    }

    /// Starts a timer that resumes foreign code, and returns its id, or `None` at the limit.
    pub(crate) fn schedule(&mut self, now: Instant, delay: Duration) -> Option<u32> {
        if self.running.len() >= self.max {
            return None;
        }
        self.last_foreign = self.last_foreign.wrapping_add(1);
        self.start(TimerId::Foreign(self.last_foreign), now + delay, None);
        Some(self.last_foreign)
    }

    /// Starts a timer that calls a callback, and returns its id, or `None` at the limit.
    pub(crate) fn schedule_callback(&mut self, now: Instant, callback: Callback) -> Option<u32> {
        if self.running.len() >= self.max {
            return None;
        }
        loop {
            self.last_callback = self.last_callback.wrapping_add(1);
            // Ids wrap around after 2³² timers, and some can still be in use.
            if !self.contains(TimerId::Callback(self.last_callback)) {
                break;
            }
        }
        self.start(TimerId::Callback(self.last_callback), now + callback.delay, Some(callback));
        Some(self.last_callback)
    }

    pub(crate) fn clear(&mut self, id: TimerId) {
        self.stop(id);
    }

    /// Returns the callback of a timer if it is pending.
    pub(crate) fn callback_mut(&mut self, id: u32) -> Option<&mut Callback> {
        self.running.get_mut(&TimerId::Callback(id))?.callback.as_mut()
    }

    /// Fires a timer and returns its callback. The timer is restarted if it repeats, and removed otherwise.
    pub(crate) fn fire(&mut self, id: u32, now: Instant) -> Option<Callback> {
        let callback = self.callback_mut(id)?.clone();
        if callback.repeats {
            self.restart(id, now);
        } else {
            self.clear(TimerId::Callback(id));
        }
        Some(callback)
    }

    /// Restarts a timer: its full delay begins at `now`.
    pub(crate) fn restart(&mut self, id: u32, now: Instant) {
        let id = TimerId::Callback(id);
        if let Some(callback) = self.stop(id).and_then(|timer| timer.callback) {
            self.start(id, now + callback.delay, Some(callback));
        }
    }

    /// Returns whether the timer is pending.
    pub(crate) fn contains(&self, id: TimerId) -> bool {
        self.running.contains_key(&id)
    }

    /// Returns the next timer if it is due. The timer remains pending.
    pub(crate) fn due(&self, now: Instant) -> Option<TimerId> {
        self.order.first_key_value().filter(|((deadline, _), _)| *deadline <= now).map(|(_, &id)| id)
    }

    /// Returns the deadline of the next timer.
    pub(crate) fn next(&self) -> Option<Instant> {
        self.order.first_key_value().map(|(&(deadline, _), _)| deadline)
    }

    /// Returns whether a pending timer keeps the program from ending.
    fn is_active(&self) -> bool {
        self.running.values().any(|timer| timer.callback.as_ref().is_none_or(|callback| callback.is_ref))
    }
}

/// All pending work of a program.
#[derive(Debug, Default)]
pub(crate) struct EventLoop {
    pub(crate) timers: Timers,
    pub(crate) tasks: VecDeque<Task>,
    /// Callbacks that the embedder queued. No foreign code waits for them, unlike for `tasks`, which result from calls
    /// of the program itself.
    pub(crate) events: VecDeque<Task>,
    /// Operations that wait for the host, in the order in which they are tried.
    pub(crate) attempts: VecDeque<Attempt>,
    pub(crate) jobs: VecDeque<Job>,
    /// Promises that were rejected while they had no handler.
    pub(crate) rejected: Vec<Object>,
    /// Promises that are settled from outside.
    pub(crate) settlers: Inbox,
    /// The maximum number of entries in all queues together. Timers have a separate limit.
    pub(crate) max: usize,
}

impl EventLoop {
    pub(crate) fn set_limits(&mut self, limits: &Limits) {
        self.max = limits.queue;
        self.timers.max = limits.timers;
    }

    /// Returns the number of entries in all queues.
    #[inline]
    fn waiting(&self) -> usize {
        let queues = [self.tasks.len(), self.events.len(), self.jobs.len(), self.attempts.len(), self.rejected.len()];
        queues.into_iter().fold(0, usize::saturating_add)
    }

    /// Returns whether the limit permits another entry.
    pub(crate) fn has_room(&self) -> bool {
        self.waiting() < self.max
    }

    /// Returns whether the queues exceed the limit.
    #[inline]
    pub(crate) fn is_overfull(&self) -> bool {
        self.waiting() > self.max
    }

    /// Queues a callback.
    pub(crate) fn queue(&mut self, callback: Value, arguments: impl Into<Vec<Value>>) {
        self.tasks.push_back(Task { callback, arguments: arguments.into() });
    }

    /// Returns whether a task, event or job can run at once.
    pub(crate) fn is_due(&self) -> bool {
        !(self.tasks.is_empty() && self.events.is_empty() && self.jobs.is_empty())
    }

    /// Returns whether work is due, or a settlement has arrived.
    pub(crate) fn is_ready(&self) -> bool {
        self.is_due() || self.settlers.is_ready()
    }

    /// Returns whether nothing in the event loop can wake the program. Timers that do not keep it from ending are
    /// ignored.
    pub(crate) fn is_idle(&self) -> bool {
        !self.is_due() && self.attempts.is_empty() && !self.timers.is_active() && self.settlers.is_empty()
    }

    /// Iterates over the values that the pending work refers to, for the collector.
    pub(crate) fn roots(&self) -> impl Iterator<Item = Value> {
        let tasks = self.tasks.iter().chain(&self.events).flat_map(Task::values);
        let attempts = self.attempts.iter().flat_map(|attempt| attempt.values.iter().copied());
        let jobs = self.jobs.iter().flat_map(Job::values);
        let rejected = self.rejected.iter().copied().map(Value::Object);
        let callbacks = self.timers.running.values().filter_map(|timer| timer.callback.as_ref());
        let timers = callbacks.flat_map(Callback::values);
        tasks.chain(attempts).chain(jobs).chain(rejected).chain(timers).chain(self.settlers.roots())
    }
}

impl Context<'_> {
    /// Queues a callback at the request of the guest. Throws a `RangeError` at the limit.
    pub(crate) fn put_off(&mut self, callback: Value, arguments: &[Value]) -> Result<(), Thrown> {
        if !self.event_loop().has_room() {
            return Err(self.range_error("Too many callbacks are waiting"));
        }
        let arguments = self.heap().kept_list(arguments);
        self.enqueue(Job::Call { callback, arguments });
        Ok(())
    }

    /// Queues a job: `HostEnqueuePromiseJob` (ECMA-262 §9.5.5). Ends the program if memory runs out.
    pub(crate) fn enqueue(&mut self, job: Job) {
        let jobs = &mut self.event_loop().jobs;
        if jobs.try_reserve(1).is_ok() {
            jobs.push_back(job);
        } else {
            self.heap().meter.refuse();
        }
    }

    /// Queues an operation that waits for the host, and tries it at once if no other one waits.
    pub(crate) fn attempt(&mut self, run: fn(&mut Context<'_>, &[Value]) -> bool, values: impl Into<Vec<Value>>) {
        self.event_loop().attempts.push_back(Attempt { run, values: values.into() });
        self.retry_attempts();
    }

    /// Tries the operations that wait for the host, in their order, until one has to wait longer.
    pub(crate) fn retry_attempts(&mut self) {
        while let Some(attempt) = self.event_loop().attempts.pop_front() {
            if !(attempt.run)(self, &attempt.values) {
                self.event_loop().attempts.push_front(attempt);
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timers_are_due_by_deadline_and_then_by_creation() {
        let mut timers = Timers { max: 3, ..Timers::default() };
        let start = Instant::from_millis(100);
        let late = timers.schedule(start, Duration::from_millis(20)).unwrap();
        let first = timers.schedule(start, Duration::from_millis(10)).unwrap();
        let second = timers.schedule(start, Duration::from_millis(10)).unwrap();
        assert_eq!((late, first, second), (1, 2, 3));
        assert_eq!(timers.schedule(start, Duration::from_millis(10)), None);
        assert_eq!(timers.due(Instant::from_millis(109)), None);
        assert_eq!(timers.next(), Some(Instant::from_millis(110)));
        assert_eq!(timers.due(Instant::from_millis(120)), Some(TimerId::Foreign(first)));
        timers.clear(TimerId::Foreign(first));
        assert_eq!(timers.due(Instant::from_millis(120)), Some(TimerId::Foreign(second)));
        timers.clear(TimerId::Foreign(second));
        timers.clear(TimerId::Foreign(second));
        assert_eq!(timers.due(Instant::from_millis(120)), Some(TimerId::Foreign(late)));
        assert!(timers.contains(TimerId::Foreign(late)) && !timers.contains(TimerId::Foreign(first)));
    }
}
