//! Fuel: the limits of a program, the fuel that it has used, and its way to the wasm runtime and back.
//!
//! The unused part of a grant is in the tank, the fuel counter of the wasm runtime, even while no wasm runs. The work of
//! the host is paid from the tank as well. Wasm that can't be suspended is lent the overdraft in advance, and the unused
//! part of the loan is taken back when the wasm returns.

use super::{
    error::{Error, Trap},
    instance::{Entry, Execution, Instance},
};
use crate::host::{Limit, Limits};

/// The default overdraft of a call that can't be suspended, in slices.
const DEFAULT_OVERDRAFT_SLICES: u64 = 1_000;

/// The slice of a program for which the embedder limits only the total fuel. It lasts a few tenths of a second.
const DEFAULT_SLICE: u64 = 1 << 24;

/// The fuel that a program may use, and the fuel that it has used.
#[derive(Debug)]
pub(crate) struct Fuel {
    /// The fuel for one poll. `None`: no limit.
    pub(crate) slice: Option<u64>,
    /// The fuel beyond the slice, for calls that can't be suspended. `None`: the default.
    pub(crate) overdraft: Option<u64>,
    /// The total fuel. [`u64::MAX`]: no limit.
    pub(crate) max: u64,
    /// The fuel used before this grant.
    used: u64,
    /// The fuel granted to this poll or embedder call. The tank holds the unused part.
    granted: u64,
    /// The fuel lent or used beyond the grant.
    overdrawn: u64,
    /// The fuel that the suspended wasm needs for its next step. It can exceed a slice, for example for a large
    /// `memory.fill`.
    required: u64,
}

impl Default for Fuel {
    fn default() -> Self {
        let max = Limits::default().fuel;
        Fuel { slice: None, overdraft: None, max, used: 0, granted: 0, overdrawn: 0, required: 0 }
    }
}

impl Fuel {
    /// Returns whether the runtime must count fuel.
    fn is_limited(&self) -> bool {
        self.slice.is_some() || self.max != u64::MAX
    }

    fn slice(&self) -> u64 {
        match self.slice {
            Some(slice) => slice,
            None if self.max != u64::MAX => DEFAULT_SLICE,
            None => u64::MAX,
        }
    }

    /// Returns the rest of the total limit, as of the start of this grant.
    fn rest(&self) -> u64 {
        if self.max == u64::MAX { u64::MAX } else { self.max.saturating_sub(self.used) }
    }

    /// Returns the maximum fuel beyond this grant, and the error for exceeding that.
    fn overdraft(&self) -> (u64, Error) {
        let slice = self.slice();
        let overdraft = match self.slice {
            Some(_) => self.overdraft.unwrap_or(slice.saturating_mul(DEFAULT_OVERDRAFT_SLICES)),
            None => u64::MAX,
        };
        let rest = self.rest().saturating_sub(self.granted);
        if self.max != u64::MAX && rest < overdraft {
            (rest, Error::LimitReached { limit: Limit::Fuel, max: self.max })
        } else {
            (overdraft, Error::OutOfFuel { slice, overdraft })
        }
    }

    /// Returns the error for a program that needs more fuel than its grant and the overdraft.
    pub(crate) fn out_of_fuel(&self) -> Error {
        self.overdraft().1
    }

    /// Returns the fuel for a start function, which no Go compiler generates: one slice, because it can't be suspended.
    ///
    /// # Errors
    ///
    /// [`Error::Unmetered`], if fuel is limited and the runtime does not count it.
    pub(crate) fn for_start(&self, is_metered: bool) -> Result<u64, Error> {
        if self.is_limited() && !is_metered { Err(Error::Unmetered) } else { Ok(self.slice().min(self.max)) }
    }

    /// Returns the total fuel used, given the fuel in the tank. `None`: the runtime does not count fuel.
    fn used(&self, tank: Option<u64>) -> u64 {
        let unused = tank.unwrap_or(self.granted);
        self.used.saturating_add(self.granted.saturating_sub(unused)).saturating_add(self.overdrawn)
    }

    /// Begins a poll or an embedder call, and returns the fuel for it, given the fuel that is left in the tank.
    pub(crate) fn grant(&mut self, tank: Option<u64>) -> Result<u64, Error> {
        self.for_start(tank.is_some())?;
        self.used = self.used(tank);
        self.overdrawn = 0;
        let required = self.required.max(1);
        let granted = self.slice().max(required).min(self.rest());
        if granted < required {
            self.granted = tank.unwrap_or(0);
            return Err(Error::LimitReached { limit: Limit::Fuel, max: self.max });
        }
        self.granted = granted;
        self.required = 0;
        Ok(granted)
    }

    /// Returns the fuel that host requests of the program may cost during this grant, or [`u64::MAX`] if they are free.
    pub(crate) fn for_requests(&self) -> u64 {
        if self.is_limited() { self.granted.saturating_add(self.overdraft().0) } else { u64::MAX }
    }

    /// Records `fuel` as used or lent beyond the grant, as far as the overdraft allows. Returns that part.
    fn overdraw(&mut self, fuel: u64) -> u64 {
        let fuel = fuel.min(self.overdraft().0.saturating_sub(self.overdrawn));
        self.overdrawn = self.overdrawn.saturating_add(fuel);
        fuel
    }
}

/// Begins a poll or an embedder call with a new grant.
///
/// # Errors
///
/// [`Error::LimitReached`], if the total limit is used up; [`Error::Unmetered`], if fuel is limited and the runtime does
/// not count it.
pub(crate) fn refuel<I: Instance + ?Sized>(instance: &mut I) -> Result<(), Error> {
    settle(instance);
    let tank = instance.fuel();
    let state = instance.state();
    let granted = state.fuel.grant(tank)?;
    state.heap.meter.begin(state.fuel.for_requests());
    if tank.is_some() {
        instance.set_fuel(granted);
    }
    Ok(())
}

/// Pays from the tank for the work that the host has done since the last payment.
pub(crate) fn settle<I: Instance + ?Sized>(instance: &mut I) {
    let due = instance.state().heap.meter.take();
    // Without a limit, nothing is due.
    if due > 0 {
        let tank = instance.fuel().unwrap_or(0);
        instance.set_fuel(tank.saturating_sub(due));
        instance.state().fuel.overdraw(due.saturating_sub(tank));
    }
}

/// Returns the fuel that the program has used since it was created.
pub(crate) fn used<I: Instance + ?Sized>(instance: &mut I) -> u64 {
    settle(instance);
    let tank = instance.fuel();
    instance.state().fuel.used(tank)
}

/// Calls into wasm, which runs to completion: with the fuel in the tank, and beyond that with the overdraft.
pub(crate) fn complete<I: Instance + ?Sized, R>(
    instance: &mut I,
    call: impl FnOnce(&mut I) -> Result<R, Trap>,
) -> Result<R, Trap> {
    let lent = lend(instance);
    let result = call(instance);
    // What the wasm that waits for this call had is still in the tank, unless the loan was needed.
    let tank = take_back(instance, lent);
    // A trap is large, so it is only moved if there is one.
    if result.is_ok() && instance.state().ending.is_none() {
        return result;
    }
    match (instance.state().ending.take(), result) {
        (Some(trap), _) => Err(trap),
        (None, Err(Trap::Error(Error::Trap { .. }))) if tank == Some(0) => {
            Err(instance.state().fuel.out_of_fuel().into())
        }
        (None, result) => result,
    }
}

/// Enters Go from the event loop with the fuel in the tank.
pub(crate) fn execute<I: Instance + ?Sized>(instance: &mut I, entry: Entry) -> Result<Execution, Trap> {
    let result = instance.execute(entry);
    let state = instance.state();
    if let Some(trap) = state.ending.take() {
        return Err(trap);
    }
    if let Ok(Execution::Suspended { required }) = result {
        state.fuel.required = required;
    }
    result
}

/// Adds the overdraft to the tank, and returns the amount.
fn lend<I: Instance + ?Sized>(instance: &mut I) -> u64 {
    let Some(tank) = instance.fuel() else { return 0 };
    let lent = instance.state().fuel.overdraw(u64::MAX.saturating_sub(tank));
    if lent > 0 {
        instance.set_fuel(tank.saturating_add(lent));
    }
    lent
}

/// Takes the unused part of a loan out of the tank, and returns the fuel that was in it.
fn take_back<I: Instance + ?Sized>(instance: &mut I, lent: u64) -> Option<u64> {
    let tank = instance.fuel()?;
    if lent > 0 {
        let unused = tank.min(lent);
        let fuel = &mut instance.state().fuel;
        fuel.overdrawn = fuel.overdrawn.saturating_sub(unused);
        instance.set_fuel(tank.saturating_sub(unused));
    }
    Some(tank)
}
