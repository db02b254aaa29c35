//! Runs a program to its end, and says what it has cost.

use gojs::{
    Error,
    globals::Group,
    wasmi::{Module, Program},
};

use super::end;
use crate::{board::Board, guest, heap, host::BoardHost, report};

/// How large the linear memory may grow: as large as this program was seen to need with Go 1.27, and two pages more.
const LINEAR_MEMORY: usize = 48 << 16;

/// Runs `hello` with some of the globals.
pub fn run<B: Board>(groups: &'static [&'static Group]) -> ! {
    end::<B>(greet::<B>(groups))
}

fn greet<B: Board>(groups: &'static [&'static Group]) -> Result<u8, Error> {
    report::phase::<B>("reset");
    let engine = gojs::wasmi::engine();
    let module = Module::with_lent_memory(&engine, guest::HELLO).map_err(|error| Error::Engine(error.into()))?;
    report::phase::<B>("parsed");
    let mut program = Program::builder_with(BoardHost::<B>::new(), groups)
        .args(["hello"])
        .linear_memory(heap::linear_memory(LINEAR_MEMORY))
        .instantiate(&module)?;
    report::phase::<B>("instantiated");
    let exit = program.run()?;
    report::phase::<B>("exit");
    report::print::<B, _>(&mut program, guest::HELLO);
    Ok(exit.code() as u8)
}
