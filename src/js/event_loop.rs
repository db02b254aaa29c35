//! What a program waits for: callbacks to be called, timers, input.
//!
//! This is the event loop's memory; the loop itself is in [`Program`](crate::Program).

use alloc::{
    collections::{BTreeMap, VecDeque},
    vec::Vec,
};
use core::time::Duration;

use super::{
    context::Context,
    promise::ReactionJob,
    thrown::Thrown,
    value::{Object, Value},
};
use crate::host::{Instant, Limits};

/// A callback to be called when no Go code runs.
#[derive(Debug)]
pub(crate) struct Task {
    pub(crate) callback: Value,
    pub(crate) arguments: Vec<Value>,
}

impl Task {
    /// The values that it refers to, for the collector.
    fn values(&self) -> impl Iterator<Item = Value> {
        self.arguments.iter().copied().chain([self.callback])
    }
}

/// What is due as soon as no function runs (ECMA-262 §9.5 Jobs).
#[derive(Debug)]
pub(crate) enum Job {
    /// A callback is called: that of `queueMicrotask`, say.
    Call { callback: Value, arguments: Option<Object> },
    /// A handler of `then` is called.
    Reaction(ReactionJob),
    /// A function of ours is called.
    Native { run: fn(&mut Context<'_>, &[Value]) -> Result<(), Thrown>, values: Vec<Value> },
}

impl Job {
    /// The values that it refers to, for the collector.
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

/// A read of standard input that found nothing yet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PendingRead {
    pub(crate) view: Object,
    pub(crate) offset: usize,
    pub(crate) length: usize,
    pub(crate) callback: Value,
}

/// Who waits for a timer, and the id that it knows it by: Go and JavaScript each count their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TimerId {
    /// `scheduleTimeoutEvent`: Go is resumed.
    Go(u32),
    /// `setTimeout` and its like: this callback is called.
    Js(u32),
}

/// What a timer of JavaScript's does.
#[derive(Clone, Debug)]
pub(crate) struct Callback {
    /// What `setTimeout` returned.
    pub(crate) timeout: Value,
    pub(crate) function: Value,
    /// An array of what it is called with, if anything: there may be any number of them, and they count as values do.
    pub(crate) arguments: Option<Object>,
    pub(crate) delay: Duration,
    /// `setInterval`: it is due again and again.
    pub(crate) repeats: bool,
    /// Whether it keeps the program from ending (`ref` and `unref` of Node's `Timeout`).
    pub(crate) is_ref: bool,
}

impl Callback {
    /// The values that it refers to, for the collector.
    pub(crate) fn values(&self) -> impl Iterator<Item = Value> {
        [self.function, self.timeout].into_iter().chain(self.arguments.map(Value::Object))
    }
}

/// A timer that runs.
#[derive(Debug)]
struct Timer {
    deadline: Instant,
    /// How many were started before it, and itself.
    number: u64,
    /// What one of JavaScript's does.
    callback: Option<Callback>,
}

/// Timers, in order of deadline and then of creation.
#[derive(Debug, Default)]
pub(crate) struct Timers {
    /// The last ids that were given out. Go's first timer is 1, as in `wasm_exec.js`.
    last_go: u32,
    last_js: u32,
    /// Timers started so far, to keep the order of creation.
    started: u64,
    /// How many may run at once.
    pub(crate) most: usize,
    // One map of all, for each type that is a key is some kilobytes of code.
    running: BTreeMap<TimerId, Timer>,
    order: BTreeMap<(Instant, u64), TimerId>,
}

/// Node's `setTimeout`: a delay that is not from 1 to 2³¹ − 1 milliseconds becomes 1.
pub(crate) fn delay_from_ms(delay_ms: i64) -> Duration {
    Duration::from_millis(u64::try_from(delay_ms).ok().filter(|delay| (1..=0x7fff_ffff).contains(delay)).unwrap_or(1))
}

impl Timers {
    fn start(&mut self, id: TimerId, deadline: Instant, callback: Option<Callback>) {
        self.started = self.started.saturating_add(1);
        self.running.insert(id, Timer { deadline, number: self.started, callback });
        self.order.insert((deadline, self.started), id);
    }

    fn stop(&mut self, id: TimerId) -> Option<Timer> {
        let timer = self.running.remove(&id)?;
        self.order.remove(&(timer.deadline, timer.number));
        Some(timer)
    }

    /// A timer of Go's, if there is room for one more.
    pub(crate) fn schedule(&mut self, now: Instant, delay_ms: i64) -> Option<u32> {
        if self.running.len() >= self.most {
            return None;
        }
        self.last_go = self.last_go.wrapping_add(1);
        self.start(TimerId::Go(self.last_go), now + delay_from_ms(delay_ms), None);
        Some(self.last_go)
    }

    /// A timer of JavaScript's, if there is room for one more.
    pub(crate) fn schedule_callback(&mut self, now: Instant, callback: Callback) -> Option<u32> {
        if self.running.len() >= self.most {
            return None;
        }
        loop {
            self.last_js = self.last_js.wrapping_add(1);
            // After four billion timers the numbers begin anew, and some may still be in use.
            if !self.contains(TimerId::Js(self.last_js)) {
                break;
            }
        }
        self.start(TimerId::Js(self.last_js), now + callback.delay, Some(callback));
        Some(self.last_js)
    }

    pub(crate) fn clear(&mut self, id: TimerId) {
        self.stop(id);
    }

    /// What a timer of JavaScript's does, if it was neither cleared nor never made.
    pub(crate) fn callback_mut(&mut self, id: u32) -> Option<&mut Callback> {
        self.running.get_mut(&TimerId::Js(id))?.callback.as_mut()
    }

    /// A timer of JavaScript's is due: what it does. It is over, unless it repeats.
    pub(crate) fn fire(&mut self, id: u32, now: Instant) -> Option<Callback> {
        let callback = self.callback_mut(id)?.clone();
        if callback.repeats {
            self.restart(id, now);
        } else {
            self.clear(TimerId::Js(id));
        }
        Some(callback)
    }

    /// Sets the deadline of a timer of JavaScript's anew, from now on.
    pub(crate) fn restart(&mut self, id: u32, now: Instant) {
        let id = TimerId::Js(id);
        if let Some(callback) = self.stop(id).and_then(|timer| timer.callback) {
            self.start(id, now + callback.delay, Some(callback));
        }
    }

    /// Whether the timer was neither cleared nor never made.
    pub(crate) fn contains(&self, id: TimerId) -> bool {
        self.running.contains_key(&id)
    }

    /// The next timer, if it is due. It stays until it is cleared.
    pub(crate) fn due(&self, now: Instant) -> Option<TimerId> {
        self.order.first_key_value().filter(|((deadline, _), _)| *deadline <= now).map(|(_, &id)| id)
    }

    /// When the next timer is due.
    pub(crate) fn next(&self) -> Option<Instant> {
        self.order.first_key_value().map(|(&(deadline, _), _)| deadline)
    }

    /// Whether a timer runs that keeps the program from ending.
    fn is_active(&self) -> bool {
        self.running.values().any(|timer| timer.callback.as_ref().is_none_or(|callback| callback.is_ref))
    }
}

/// All that a program waits for.
#[derive(Debug, Default)]
pub(crate) struct EventLoop {
    pub(crate) timers: Timers,
    pub(crate) tasks: VecDeque<Task>,
    /// What the embedder has queued: unlike the callbacks of a program's own calls, no Go function waits for one of these.
    pub(crate) events: VecDeque<Task>,
    pub(crate) reads: VecDeque<PendingRead>,
    pub(crate) jobs: VecDeque<Job>,
    /// Promises that were rejected when nobody was looking.
    pub(crate) rejected: Vec<Object>,
    /// How many of these there may be, timers apart.
    pub(crate) most: usize,
}

impl EventLoop {
    pub(crate) fn set_limits(&mut self, limits: &Limits) {
        self.most = limits.queue;
        self.timers.most = limits.timers;
    }

    /// How many wait, for whatever it is.
    #[inline]
    fn waiting(&self) -> usize {
        let queues = [self.tasks.len(), self.events.len(), self.jobs.len(), self.reads.len(), self.rejected.len()];
        queues.into_iter().fold(0, usize::saturating_add)
    }

    /// Whether there is room for one more.
    pub(crate) fn has_room(&self) -> bool {
        self.waiting() < self.most
    }

    /// Whether more wait than may.
    #[inline]
    pub(crate) fn is_overfull(&self) -> bool {
        self.waiting() > self.most
    }

    /// Queues a callback.
    pub(crate) fn queue(&mut self, callback: Value, arguments: impl Into<Vec<Value>>) {
        self.tasks.push_back(Task { callback, arguments: arguments.into() });
    }

    /// Whether there is something to do at once.
    pub(crate) fn is_due(&self) -> bool {
        !(self.tasks.is_empty() && self.events.is_empty() && self.jobs.is_empty())
    }

    /// Whether anything but a call of the embedder's can wake the program.
    pub(crate) fn is_idle(&self) -> bool {
        !self.is_due() && self.reads.is_empty() && !self.timers.is_active()
    }

    /// The values that are waited with, for the collector.
    pub(crate) fn roots(&self) -> impl Iterator<Item = Value> {
        let tasks = self.tasks.iter().chain(&self.events).flat_map(Task::values);
        let reads = self.reads.iter().flat_map(|read| [Value::Object(read.view), read.callback]);
        let jobs = self.jobs.iter().flat_map(Job::values);
        let rejected = self.rejected.iter().copied().map(Value::Object);
        let callbacks = self.timers.running.values().filter_map(|timer| timer.callback.as_ref());
        let timers = callbacks.flat_map(Callback::values);
        tasks.chain(reads).chain(jobs).chain(rejected).chain(timers)
    }
}

impl Context<'_> {
    /// Puts off a call of the guest's own; a `RangeError`, where as much waits as may.
    pub(crate) fn put_off(&mut self, callback: Value, arguments: &[Value]) -> Result<(), Thrown> {
        if !self.event_loop().has_room() {
            return Err(self.range_error("Too many callbacks are waiting"));
        }
        let arguments = self.heap().kept_list(arguments);
        self.enqueue(Job::Call { callback, arguments });
        Ok(())
    }

    /// Queues a job (ECMA-262 §9.5.5 HostEnqueuePromiseJob). Where there is no memory for it the program is ended.
    pub(crate) fn enqueue(&mut self, job: Job) {
        let jobs = &mut self.event_loop().jobs;
        if jobs.try_reserve(1).is_ok() {
            jobs.push_back(job);
        } else {
            self.heap().meter.refuse();
        }
    }

    /// Starts a timer of JavaScript's; a `RangeError`, where there are as many as there may be.
    pub(crate) fn schedule(&mut self, callback: Callback) -> Result<u32, Thrown> {
        let now = self.host().monotonic();
        let id = self.event_loop().timers.schedule_callback(now, callback);
        id.ok_or_else(|| self.range_error("Too many timers are running"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timers_are_due_by_deadline_and_then_by_creation() {
        let mut timers = Timers { most: 3, ..Timers::default() };
        let start = Instant::from_millis(100);
        let late = timers.schedule(start, 20).unwrap();
        let first = timers.schedule(start, 10).unwrap();
        let second = timers.schedule(start, 10).unwrap();
        assert_eq!((late, first, second), (1, 2, 3));
        assert_eq!(timers.schedule(start, 10), None);
        assert_eq!(timers.due(Instant::from_millis(109)), None);
        assert_eq!(timers.next(), Some(Instant::from_millis(110)));
        assert_eq!(timers.due(Instant::from_millis(120)), Some(TimerId::Go(first)));
        timers.clear(TimerId::Go(first));
        assert_eq!(timers.due(Instant::from_millis(120)), Some(TimerId::Go(second)));
        timers.clear(TimerId::Go(second));
        timers.clear(TimerId::Go(second));
        assert_eq!(timers.due(Instant::from_millis(120)), Some(TimerId::Go(late)));
        assert!(timers.contains(TimerId::Go(late)) && !timers.contains(TimerId::Go(first)));
    }

    #[test]
    fn a_delay_out_of_range_is_one_millisecond() {
        for delay in [0, -5, 0x8000_0000, i64::MAX, i64::MIN, 1] {
            let mut timers = Timers { most: 1, ..Timers::default() };
            timers.schedule(Instant::ZERO, delay);
            assert_eq!(timers.next(), Some(Instant::from_millis(1)), "{delay}");
        }
    }
}
