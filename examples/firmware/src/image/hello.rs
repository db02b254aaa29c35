//! Runs a program to its end, and prints the resources it has used.

use gojs::{
    Error,
    globals::Group,
    wasmi::{Module, Program},
};

use wasmi::Engine;

use super::end;
use crate::{board::Board, engine, guest, heap, host::BoardHost, report};

/// The maximum size of the linear memory: 46 pages, which is exactly what this program needs with Go 1.27.
const LINEAR_MEMORY: usize = 46 << 16;

/// The size of the linear memory minus the size of the code's copy, plus a margin: the allocator takes a block from the
/// next larger size class, where every block fits and no search is needed.
const GAP: usize = (1 << 20) + (768 << 10);

/// Runs `hello` with the given globals.
pub fn run<B: Board>(groups: &'static [&'static Group]) -> ! {
    end::<B>(greet::<B>(groups))
}

#[cfg(feature = "validate")]
fn parse(engine: &Engine) -> Result<Module<'static>, wasmi::Error> {
    Module::with_lent_memory(engine, guest::HELLO)
}

/// Skips validation: wasmi's validator takes an eighth of the flash, and of the time to the first line of output.
#[cfg(not(feature = "validate"))]
fn parse(engine: &Engine) -> Result<Module<'static>, wasmi::Error> {
    Module::with_lent_memory_by(engine, guest::HELLO, |engine, code| {
        // SAFETY: the guest is part of this image, and `build.rs` has validated it.
        unsafe { wasmi::Module::new_unchecked(engine, code) }
    })
}

fn greet<B: Board>(groups: &'static [&'static Group]) -> Result<u8, Error> {
    report::phase::<B>("reset");
    let engine = engine::frugal();
    // Parsing allocates a temporary copy of the code, and above it the parsed module. With this reservation below the
    // copy, freeing both leaves a gap that is large enough for the linear memory.
    let gap = heap::room(GAP);
    let module = parse(&engine).map_err(|error| Error::Engine(error.into()))?;
    drop(gap);
    report::phase::<B>("parsed");
    let mut program = Program::builder_with(BoardHost::<B>::new(), groups)
        .args(["hello"])
        .linear_memory(heap::linear_memory(LINEAR_MEMORY))
        .instantiate(&module)?;
    // The program shares ownership of the code, so the rest of the module can be freed.
    drop(module);
    report::phase::<B>("instantiated");
    let exit = program.run()?;
    report::phase::<B>("exit");
    report::print::<B, _>(&mut program, guest::HELLO);
    Ok(exit.code() as u8)
}
