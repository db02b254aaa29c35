//! wasmi's engines, as boards want them.

use gojs::wasmi::{FUEL_COSTS, config, metered_config};
use wasmi::{CompilationMode, CustomFuelCosts, Engine};

/// An engine that takes as little memory as it can: of a module it translates what is called, and when it is.
#[must_use]
pub fn frugal() -> Engine {
    let mut config = config();
    config.set_max_cached_stacks(1);
    Engine::new(&config)
}

/// An engine that takes as little memory, and counts fuel.
#[must_use]
pub fn metered() -> Engine {
    let mut config = metered_config();
    config.set_max_cached_stacks(1);
    Engine::new(&config)
}

/// How many bytes an instruction copies or clears for one unit of fuel: on a small processor that takes as long as another
/// instruction does.
const BYTES_PER_FUEL: u32 = 4;

/// An engine for programs that must not keep the main loop waiting: it counts fuel, and translates all of a module at once,
/// so that no poll does. wasmi translates a function in one piece, which would take up to some tens of milliseconds.
#[must_use]
pub fn prompt() -> Engine {
    let mut config = metered_config();
    let costs = CustomFuelCosts { bytes_copied_per_fuel: BYTES_PER_FUEL, ..FUEL_COSTS };
    config.compilation_mode(CompilationMode::Eager).fuel_cost(costs);
    Engine::new(&config)
}
