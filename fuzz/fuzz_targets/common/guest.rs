//! A program whose wasm does nothing: only its JavaScript values are fuzzed.

use gojs::{DeterministicHost, Instance, State, Trap};

pub(crate) struct Guest {
    memory: Vec<u8>,
    state: State<DeterministicHost>,
    fuel: u64,
}

impl Guest {
    pub(crate) fn new(state: State<DeterministicHost>) -> Self {
        // The memory must have room for the arguments.
        Guest { memory: vec![0; 16 << 10], state, fuel: 0 }
    }
}

impl Instance for Guest {
    type Memory = [u8];
    type Host = DeterministicHost;

    fn parts(&mut self) -> (&mut [u8], &mut State<DeterministicHost>) {
        (&mut self.memory, &mut self.state)
    }

    fn run(&mut self, _: i32, _: i32) -> Result<(), Trap> {
        Ok(())
    }

    fn resume(&mut self) -> Result<(), Trap> {
        Ok(())
    }

    fn getsp(&mut self) -> Result<u32, Trap> {
        Ok(0)
    }

    /// The guest itself spends no fuel.
    fn fuel(&mut self) -> Option<u64> {
        Some(self.fuel)
    }

    fn set_fuel(&mut self, fuel: u64) {
        self.fuel = fuel;
    }
}
