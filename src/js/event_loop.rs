//! What a program waits for: callbacks to be called, timers, input.
//!
//! This is the event loop's memory; the loop itself is in [`Program`](crate::Program).

use alloc::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    vec::Vec,
};
use core::time::Duration;

use super::value::{Object, Value};
use crate::host::Instant;

/// A callback to be called when no Go code runs.
#[derive(Debug)]
pub(crate) struct Task {
    pub(crate) callback: Value,
    pub(crate) arguments: Vec<Value>,
}

/// A read of standard input that found nothing yet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PendingRead {
    pub(crate) view: Object,
    pub(crate) offset: usize,
    pub(crate) length: usize,
    pub(crate) callback: Value,
}

/// Timers by their id, in order of deadline and then of creation.
#[derive(Debug, Default)]
pub(crate) struct Timers {
    /// The last id that was given out. The first timer's is 1, as in `wasm_exec.js`.
    last: u32,
    deadlines: BTreeMap<u32, Instant>,
    order: BTreeSet<(Instant, u32)>,
}

impl Timers {
    /// Node's `setTimeout`: a delay that is not from 1 to 2³¹ − 1 milliseconds becomes 1.
    pub(crate) fn schedule(&mut self, now: Instant, delay_ms: i64) -> u32 {
        let delay = u64::try_from(delay_ms).ok().filter(|delay| (1..=0x7fff_ffff).contains(delay)).unwrap_or(1);
        self.last = self.last.wrapping_add(1);
        let deadline = now + Duration::from_millis(delay);
        self.deadlines.insert(self.last, deadline);
        self.order.insert((deadline, self.last));
        self.last
    }

    pub(crate) fn clear(&mut self, id: u32) {
        if let Some(deadline) = self.deadlines.remove(&id) {
            self.order.remove(&(deadline, id));
        }
    }

    /// Whether the timer was neither cleared nor never made.
    pub(crate) fn contains(&self, id: u32) -> bool {
        self.deadlines.contains_key(&id)
    }

    /// The next timer, if it is due. It stays until it is cleared.
    pub(crate) fn due(&self, now: Instant) -> Option<u32> {
        self.order.first().filter(|(deadline, _)| *deadline <= now).map(|&(_, id)| id)
    }

    /// When the next timer is due.
    pub(crate) fn next(&self) -> Option<Instant> {
        self.order.first().map(|&(deadline, _)| deadline)
    }
}

/// All that a program waits for.
#[derive(Debug, Default)]
pub(crate) struct EventLoop {
    pub(crate) timers: Timers,
    pub(crate) tasks: VecDeque<Task>,
    pub(crate) reads: VecDeque<PendingRead>,
}

impl EventLoop {
    /// Queues a callback.
    pub(crate) fn queue(&mut self, callback: Value, arguments: impl Into<Vec<Value>>) {
        self.tasks.push_back(Task { callback, arguments: arguments.into() });
    }

    /// Whether anything but a call of the embedder's can wake the program.
    pub(crate) fn is_idle(&self) -> bool {
        self.tasks.is_empty() && self.reads.is_empty() && self.timers.next().is_none()
    }

    /// The values that are waited with, for the collector.
    pub(crate) fn roots(&self) -> impl Iterator<Item = Value> {
        let tasks = self.tasks.iter().flat_map(|task| task.arguments.iter().copied().chain([task.callback]));
        let reads = self.reads.iter().flat_map(|read| [Value::Object(read.view), read.callback]);
        tasks.chain(reads)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timers_are_due_by_deadline_and_then_by_creation() {
        let mut timers = Timers::default();
        let start = Instant::from_millis(100);
        let late = timers.schedule(start, 20);
        let first = timers.schedule(start, 10);
        let second = timers.schedule(start, 10);
        assert_eq!((late, first, second), (1, 2, 3));
        assert_eq!(timers.due(Instant::from_millis(109)), None);
        assert_eq!(timers.next(), Some(Instant::from_millis(110)));
        assert_eq!(timers.due(Instant::from_millis(120)), Some(first));
        timers.clear(first);
        assert_eq!(timers.due(Instant::from_millis(120)), Some(second));
        timers.clear(second);
        timers.clear(second);
        assert_eq!(timers.due(Instant::from_millis(120)), Some(late));
        assert!(timers.contains(late) && !timers.contains(first));
    }

    #[test]
    fn a_delay_out_of_range_is_one_millisecond() {
        for delay in [0, -5, 0x8000_0000, i64::MAX, i64::MIN, 1] {
            let mut timers = Timers::default();
            timers.schedule(Instant::ZERO, delay);
            assert_eq!(timers.next(), Some(Instant::from_millis(1)), "{delay}");
        }
    }
}
