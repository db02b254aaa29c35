//! Configurations of the wasmi engine for boards.

use gojs::wasmi::{FUEL_COSTS, config, metered_config};
use wasmi::{CompilationMode, CustomFuelCosts, Engine};

/// Creates an engine that uses as little memory as possible: it translates functions when they are first called.
#[must_use]
pub fn frugal() -> Engine {
    let mut config = config();
    config.set_max_cached_stacks(1);
    Engine::new(&config)
}

/// Creates an engine like [`frugal`] that also counts fuel.
#[must_use]
pub fn metered() -> Engine {
    let mut config = metered_config();
    config.set_max_cached_stacks(1);
    Engine::new(&config)
}

/// The number of bytes that an instruction copies or clears for one unit of fuel. On a small processor, this takes as
/// long as another instruction.
const BYTES_PER_FUEL: u32 = 4;

/// Creates an engine for programs that must not delay the main loop. It counts fuel, and translates all functions when
/// the module is created. Otherwise a poll could spend tens of milliseconds translating a function, which wasmi does in
/// one piece.
#[must_use]
pub fn prompt() -> Engine {
    let mut config = metered_config();
    let costs = CustomFuelCosts { bytes_copied_per_fuel: BYTES_PER_FUEL, ..FUEL_COSTS };
    config.compilation_mode(CompilationMode::Eager).fuel_cost(costs);
    Engine::new(&config)
}
