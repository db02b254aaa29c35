//! Fuel limits: how long a program may keep its embedder waiting, and how long it may run in total.

use super::error::Error;
use crate::host::{Limit, Limits};

/// The default overdraft of a call that can't be suspended, in slices.
const DEFAULT_OVERDRAFT_SLICES: u64 = 1_000;

/// The slice of a program for which the embedder limits only the total fuel. It lasts a few tenths of a second.
const DEFAULT_SLICE: u64 = 1 << 24;

/// The fuel that a program may use, and the fuel that it has used.
#[derive(Debug)]
pub(crate) struct FuelLimits {
    /// The fuel for one poll. `None`: no limit.
    pub(crate) slice: Option<u64>,
    /// The fuel beyond the slice, for calls that can't be suspended. `None`: the default.
    pub(crate) overdraft: Option<u64>,
    /// The total fuel. [`u64::MAX`]: no limit.
    max: u64,
    /// The fuel used before this poll.
    taken: u64,
    /// The fuel granted to this poll.
    given: u64,
    /// The fuel that this poll has used beyond its grant.
    overdrawn: u64,
}

impl Default for FuelLimits {
    fn default() -> Self {
        let max = Limits::default().fuel;
        FuelLimits { slice: None, overdraft: None, max, taken: 0, given: 0, overdrawn: 0 }
    }
}

impl FuelLimits {
    /// Sets the total limit, for a program that has not run yet.
    pub(crate) fn set_max(&mut self, max: u64) {
        self.max = max;
    }

    /// Returns whether the engine must count fuel.
    pub(crate) fn is_limited(&self) -> bool {
        self.slice.is_some() || self.max != u64::MAX
    }

    fn slice(&self) -> u64 {
        match self.slice {
            Some(slice) => slice,
            None if self.max != u64::MAX => DEFAULT_SLICE,
            None => u64::MAX,
        }
    }

    /// Returns the rest of the total limit, as of the start of this poll.
    fn rest(&self) -> u64 {
        if self.max == u64::MAX { u64::MAX } else { self.max.saturating_sub(self.taken) }
    }

    /// Returns the total fuel used. `left` is the unused part of the grant of this poll.
    pub(crate) fn taken(&self, left: u64) -> u64 {
        self.taken.saturating_add(self.given.saturating_sub(left)).saturating_add(self.overdrawn)
    }

    /// Returns the fuel for a start function: one slice, because it can't be suspended.
    pub(crate) fn for_start(&self) -> u64 {
        self.slice().min(self.max)
    }

    /// Begins a poll or an embedder call, and returns the fuel granted to it. `left` is the unused part of the previous
    /// grant.
    ///
    /// # Errors
    ///
    /// [`Error::LimitReached`], if the total limit is used up.
    pub(crate) fn begin(&mut self, left: u64) -> Result<u64, Error> {
        self.taken = self.taken(left);
        self.overdrawn = 0;
        self.given = self.slice().min(self.rest());
        if self.given == 0 {
            return Err(Error::LimitReached { limit: Limit::Fuel, max: self.max });
        }
        Ok(self.given)
    }

    /// Returns the fuel that a poll may use beyond its grant, and the error for exceeding that.
    fn overdraft(&self) -> (u64, Error) {
        let slice = self.slice();
        let overdraft = match self.slice {
            Some(_) => self.overdraft.unwrap_or(slice.saturating_mul(DEFAULT_OVERDRAFT_SLICES)),
            None => u64::MAX,
        };
        let rest = self.rest().saturating_sub(self.given);
        if self.max != u64::MAX && rest < overdraft {
            (rest, Error::LimitReached { limit: Limit::Fuel, max: self.max })
        } else {
            (overdraft, Error::OutOfFuel { slice, overdraft })
        }
    }

    pub(crate) fn overdraw(&mut self, required: u64) -> Result<u64, Error> {
        if !self.is_limited() {
            return Ok(u64::MAX);
        }
        let (max, error) = self.overdraft();
        let fuel = self.slice().max(required).min(max.saturating_sub(self.overdrawn));
        if fuel == 0 || fuel < required {
            return Err(error);
        }
        self.overdrawn = self.overdrawn.saturating_add(fuel);
        Ok(fuel)
    }

    /// Returns the fuel that host requests of the program may cost in a poll that begins now, or [`u64::MAX`] if they
    /// are free.
    pub(crate) fn for_requests(&self) -> u64 {
        if self.is_limited() { self.given.saturating_add(self.overdraft().0) } else { u64::MAX }
    }

    /// Records fuel that the program has used beyond its grant.
    pub(crate) fn overdraw_by(&mut self, fuel: u64) {
        self.overdrawn = self.overdrawn.saturating_add(fuel);
    }

    pub(crate) fn overdraw_rest(&mut self) -> u64 {
        if !self.is_limited() {
            return u64::MAX;
        }
        let (max, _) = self.overdraft();
        let rest = max.saturating_sub(self.overdrawn);
        self.overdrawn = max;
        rest
    }

    pub(crate) fn out_of_fuel(&self) -> Error {
        self.overdraft().1
    }

    pub(crate) fn give_back(&mut self, fuel: u64) {
        self.overdrawn = self.overdrawn.saturating_sub(fuel);
    }
}
