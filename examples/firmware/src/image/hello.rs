//! Runs a program to its end, and says what it has cost.

use gojs::{
    Error,
    globals::Group,
    wasmi::{Module, Program},
};

use wasmi::Engine;

use super::end;
use crate::{board::Board, engine, guest, heap, host::BoardHost, report};

/// How large the linear memory may grow, exactly what this program needs with Go 1.27: 46 pages.
const LINEAR_MEMORY: usize = 46 << 16;

/// What the linear memory needs beside the place where the copy of the code was, and some more: the allocator looks for a
/// block of the next larger class of sizes, in which it need not search.
const GAP: usize = (1 << 20) + (768 << 10);

/// Runs `hello` with some of the globals.
pub fn run<B: Board>(groups: &'static [&'static Group]) -> ! {
    end::<B>(greet::<B>(groups))
}

#[cfg(feature = "validate")]
fn parse(engine: &Engine) -> Result<Module<'static>, wasmi::Error> {
    Module::with_lent_memory(engine, guest::HELLO)
}

/// wasmi's validator takes an eighth of the flash, and of the time to the first line of output.
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
    // While the module is parsed, there is a copy of its code, and behind it what is made of it, which stays. With this below
    // the copy there is a gap afterwards that the linear memory fits in.
    let gap = heap::room(GAP);
    let module = parse(&engine).map_err(|error| Error::Engine(error.into()))?;
    drop(gap);
    report::phase::<B>("parsed");
    let mut program = Program::builder_with(BoardHost::<B>::new(), groups)
        .args(["hello"])
        .linear_memory(heap::linear_memory(LINEAR_MEMORY))
        .instantiate(&module)?;
    // What is left in it is no longer needed: the program has its own share of the code.
    drop(module);
    report::phase::<B>("instantiated");
    let exit = program.run()?;
    report::phase::<B>("exit");
    report::print::<B, _>(&mut program, guest::HELLO);
    Ok(exit.code() as u8)
}
