//! Fuel for a runtime that ends a program when its fuel is spent, and can't suspend it.
//!
//! Where another runtime suspends the program, each entry into Go here is a call that can't be suspended: it uses the
//! slice and then the overdraft, and beyond that the program ends. The tank of the runtime is empty while no wasm runs.

use crate::runtime::{Entry, Execution, Instance, Trap, execute_unmetered};

/// An instance in a runtime that can count fuel.
pub(super) trait Metered: Instance {
    /// Returns the fuel in the tank, or `None` if fuel is not counted.
    fn fuel(&mut self) -> Option<u64>;

    /// Sets the fuel in the tank.
    fn set_fuel(&mut self, fuel: u64);
}

/// Implements [`Instance::execute`] with `fuel` and the overdraft.
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

/// Calls a function with the fuel in the tank, if other wasm waits for the call; otherwise with the overdraft.
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

/// Implements [`Instance::take_fuel`].
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
