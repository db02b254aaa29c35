//! The program on wasmer.

use std::{error::Error, process};

use gojs::{
    Exit,
    wasmer::{Module, Options},
};
use wasmer::sys::vm;

use super::{ProgramBuilder, gotest::wasmer::gotest};

pub(super) fn run(
    wasm: Vec<u8>,
    builder: ProgramBuilder,
    has_gotest: bool,
) -> Result<Exit, Box<dyn Error + Send + Sync>> {
    // wasmer runs wasm on stacks of its own. This is the largest that it allows.
    vm::set_stack_size(vm::MAX_STACK_SIZE);
    let mut builder = builder.with_options(Options::default());
    if has_gotest {
        builder = builder.imports(gotest);
    }
    let module = Module::new(&gojs::wasmer::engine(), &wasm)?;
    drop(wasm);
    let mut program = builder.instantiate(&module)?;
    let exit = program.run()?;
    // Giving back what the program held takes time, and the process ends.
    process::exit(exit.code())
}
