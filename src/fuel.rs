//! How long a program may keep its embedder waiting, and run in all, in the runtime's fuel.

use crate::{
    error::Error,
    host::{Limit, Limits},
};

/// How many slices a call that can't be left may take where the embedder does not say.
const DEFAULT_OVERDRAFT_SLICES: u64 = 1_000;

/// The slice where fuel has a limit in all, and the embedder does not say: some tenths of a second.
const DEFAULT_SLICE: u64 = 1 << 24;

/// What a program may take, and has taken.
#[derive(Debug)]
pub(crate) struct FuelLimits {
    /// For one poll. `None`: there is no limit.
    pub(crate) slice: Option<u64>,
    /// Beyond that, for what can't be left in the middle.
    pub(crate) overdraft: Option<u64>,
    /// In all. [`u64::MAX`]: there is no limit.
    most: u64,
    /// What was taken before this poll.
    taken: u64,
    /// What this poll was given.
    given: u64,
    /// What it has taken beyond that.
    overdrawn: u64,
}

impl Default for FuelLimits {
    fn default() -> Self {
        let most = Limits::default().fuel;
        FuelLimits { slice: None, overdraft: None, most, taken: 0, given: 0, overdrawn: 0 }
    }
}

impl FuelLimits {
    /// Sets the limit in all, for a program that has not run.
    pub(crate) fn set_most(&mut self, most: u64) {
        self.most = most;
    }

    /// Whether the engine must be one that counts.
    pub(crate) fn is_limited(&self) -> bool {
        self.slice.is_some() || self.most != u64::MAX
    }

    fn slice(&self) -> u64 {
        match self.slice {
            Some(slice) => slice,
            None if self.most != u64::MAX => DEFAULT_SLICE,
            None => u64::MAX,
        }
    }

    /// What is left of the limit in all, as of the beginning of this poll.
    fn rest(&self) -> u64 {
        if self.most == u64::MAX { u64::MAX } else { self.most.saturating_sub(self.taken) }
    }

    /// What was taken in all. `left` is what is left of what this poll was given.
    pub(crate) fn taken(&self, left: u64) -> u64 {
        self.taken.saturating_add(self.given.saturating_sub(left)).saturating_add(self.overdrawn)
    }

    /// For a start function: one slice, for it can't be left in the middle.
    pub(crate) fn for_start(&self) -> u64 {
        self.slice().min(self.most)
    }

    /// A poll begins, or a call of the embedder's: what it may take. `left` is what the one before has left of what it was given.
    ///
    /// # Errors
    ///
    /// [`Error::LimitReached`]
    pub(crate) fn begin(&mut self, left: u64) -> Result<u64, Error> {
        self.taken = self.taken(left);
        self.overdrawn = 0;
        self.given = self.slice().min(self.rest());
        if self.given == 0 {
            return Err(Error::LimitReached { limit: Limit::Fuel, most: self.most });
        }
        Ok(self.given)
    }

    /// What a poll may take beyond what it was given, and what is said of one that wants more.
    fn overdraft(&self) -> (u64, Error) {
        let slice = self.slice();
        let overdraft = match self.slice {
            Some(_) => self.overdraft.unwrap_or(slice.saturating_mul(DEFAULT_OVERDRAFT_SLICES)),
            None => u64::MAX,
        };
        let rest = self.rest().saturating_sub(self.given);
        if self.most != u64::MAX && rest < overdraft {
            (rest, Error::LimitReached { limit: Limit::Fuel, most: self.most })
        } else {
            (overdraft, Error::OutOfFuel { slice, overdraft })
        }
    }

    pub(crate) fn overdraw(&mut self, required: u64) -> Result<u64, Error> {
        if !self.is_limited() {
            return Ok(u64::MAX);
        }
        let (most, error) = self.overdraft();
        let fuel = self.slice().max(required).min(most.saturating_sub(self.overdrawn));
        if fuel == 0 || fuel < required {
            return Err(error);
        }
        self.overdrawn = self.overdrawn.saturating_add(fuel);
        Ok(fuel)
    }

    /// What the program's requests may cost in a poll that begins now: [`u64::MAX`], if nothing.
    pub(crate) fn for_requests(&self) -> u64 {
        if self.is_limited() { self.given.saturating_add(self.overdraft().0) } else { u64::MAX }
    }

    /// The program has taken so much more than it was given.
    pub(crate) fn overdraw_by(&mut self, fuel: u64) {
        self.overdrawn = self.overdrawn.saturating_add(fuel);
    }

    pub(crate) fn overdraw_rest(&mut self) -> u64 {
        if !self.is_limited() {
            return u64::MAX;
        }
        let (most, _) = self.overdraft();
        let rest = most.saturating_sub(self.overdrawn);
        self.overdrawn = most;
        rest
    }

    pub(crate) fn out_of_fuel(&self) -> Error {
        self.overdraft().1
    }

    pub(crate) fn give_back(&mut self, fuel: u64) {
        self.overdrawn = self.overdrawn.saturating_sub(fuel);
    }
}
