//! Fuel for a runtime that ends a program when that is spent, and can't leave it in the middle.
//!
//! What would suspend the program elsewhere is here a call that can't be left: beyond its slice it takes from the overdraft, and
//! beyond that it is ended. While no wasm runs, the runtime's tank is empty.

use crate::{
    error::Trap,
    instance::{Entry, Execution, Instance, execute_unmetered},
};

/// An instance whose runtime may count fuel.
pub(super) trait Metered: Instance {
    /// What is in the tank: `None`, where no fuel is counted.
    fn fuel(&mut self) -> Option<u64>;

    /// Fills the tank.
    fn set_fuel(&mut self, fuel: u64);
}

/// [`Instance::execute`] with so much fuel, and the overdraft.
pub(super) fn execute<I: Metered>(instance: &mut I, entry: Entry, fuel: u64) -> Result<Execution, Trap> {
    if instance.fuel().is_none() {
        return execute_unmetered(instance, entry, fuel);
    }
    let rest = instance.state().overdraw_rest();
    instance.set_fuel(fuel.saturating_add(rest));
    let result = execute_unmetered(instance, entry, u64::MAX);
    let left = drain(instance);
    instance.state().give_back(left.min(rest));
    result.map(|_| Execution::Finished { fuel: left.saturating_sub(rest) })
}

/// Calls a function: with what is in the tank, where other wasm waits for it; else with the overdraft.
pub(super) fn call<I: Metered, R>(instance: &mut I, call: impl FnOnce(&mut I) -> Result<R, Trap>) -> Result<R, Trap> {
    if instance.fuel() != Some(0) {
        return call(instance);
    }
    let rest = instance.state().overdraw_rest();
    if rest == 0 {
        return Err(instance.state().out_of_fuel());
    }
    instance.set_fuel(rest);
    let result = call(instance);
    let left = drain(instance);
    instance.state().give_back(left);
    result
}

/// [`Instance::take_fuel`]
pub(super) fn take<I: Metered>(instance: &mut I, fuel: u64) -> u64 {
    let left = instance.fuel().unwrap_or(0);
    instance.set_fuel(left.saturating_sub(fuel));
    fuel.saturating_sub(left)
}

fn drain<I: Metered>(instance: &mut I) -> u64 {
    let left = instance.fuel().unwrap_or(0);
    instance.set_fuel(0);
    left
}
