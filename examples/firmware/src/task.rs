//! The firmware's other work: a task that is due every millisecond, and that Go programs must not delay.

use crate::{board::Board, say};

/// The nanoseconds between two activations.
const PERIOD: u64 = 1_000_000;

/// A periodic task that the main loop calls, with statistics of its lateness.
#[derive(Clone, Copy, Debug)]
pub struct Task {
    due: u64,
    /// The number of times that the task has run.
    pub activations: u32,
    /// The number of missed deadlines. The deadline of an activation is the time of the next one.
    pub missed: u32,
    /// The maximum delay of an activation, in nanoseconds.
    pub lateness: u64,
}

impl Task {
    /// Creates a task whose first activation is due in a millisecond.
    #[must_use]
    pub fn new<B: Board>() -> Self {
        Task { due: B::nanos() + PERIOD, activations: 0, missed: 0, lateness: 0 }
    }

    /// Runs the task if it is due.
    pub fn run<B: Board>(&mut self) {
        let now = B::nanos();
        let Some(late) = now.checked_sub(self.due) else { return };
        // A real task would read sensors and set outputs here.
        self.activations += 1;
        self.lateness = self.lateness.max(late);
        let missed = late / PERIOD;
        self.missed += missed as u32;
        self.due += (missed + 1) * PERIOD;
    }

    /// Resets the statistics.
    pub fn reset(&mut self) {
        *self = Task { due: self.due, activations: 0, missed: 0, lateness: 0 };
    }

    /// Runs the task `times` times with nothing else, and returns whether it has met all deadlines.
    #[must_use]
    pub fn goes_on<B: Board>(&mut self, times: u32) -> bool {
        // The clock wakes the processor once in each period. If the task were due just after that, the processor would
        // sleep past its deadline, so it is due in the middle of the period.
        B::idle();
        self.due = B::nanos() + PERIOD / 2;
        self.reset();
        while self.activations < times {
            B::idle();
            self.run::<B>();
        }
        self.missed == 0
    }
}

/// Prints whether the task has met its deadlines.
pub fn tell<B: Board>(unharmed: bool) {
    say!(B, "the other task {}", if unharmed { "goes on" } else { "has missed a deadline" });
}
