//! The firmware's own work, which no Go program may delay: a task that is due each millisecond.

use crate::{board::Board, say};

/// Nanoseconds from one activation to the next.
const PERIOD: u64 = 1_000_000;

/// A periodic task, called from the main loop, and how late it came.
#[derive(Clone, Copy, Debug)]
pub struct Task {
    due: u64,
    /// How often it has run.
    pub activations: u32,
    /// How many deadlines have passed without it: it must run before it is due again.
    pub missed: u32,
    /// The most that it was late by, in nanoseconds.
    pub lateness: u64,
}

impl Task {
    /// A task that is due in a millisecond for the first time.
    #[must_use]
    pub fn new<B: Board>() -> Self {
        Task { due: B::nanos() + PERIOD, activations: 0, missed: 0, lateness: 0 }
    }

    /// Runs it if it is due.
    pub fn run<B: Board>(&mut self) {
        let now = B::nanos();
        let Some(late) = now.checked_sub(self.due) else { return };
        // A real one would read its sensors and set its outputs here.
        self.activations += 1;
        self.lateness = self.lateness.max(late);
        let missed = late / PERIOD;
        self.missed += missed as u32;
        self.due += (missed + 1) * PERIOD;
    }

    /// Begins to count anew.
    pub fn reset(&mut self) {
        *self = Task { due: self.due, activations: 0, missed: 0, lateness: 0 };
    }

    /// Runs it so many times, with nothing beside it, and says whether it was always in time.
    #[must_use]
    pub fn goes_on<B: Board>(&mut self, times: u32) -> bool {
        // The clock wakes the processor once in a period. Were the task due just after that, it would sleep on until it is
        // due again: it is due half-way.
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

/// Says on the console whether the task could go on.
pub fn tell<B: Board>(unharmed: bool) {
    say!(B, "the other task {}", if unharmed { "goes on" } else { "has missed a deadline" });
}
