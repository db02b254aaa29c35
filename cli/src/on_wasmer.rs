//! The program on wasmer.

use std::{error::Error, process};

use gojs::{
    Exit,
    wasmer::{Module, Options, engine},
};
use wasmer::sys::vm;

use super::{ProgramBuilder, Run, gotest::wasmer::gotest};

pub(super) fn run(run: &Run, wasm: Vec<u8>, builder: ProgramBuilder) -> Result<Exit, Box<dyn Error + Send + Sync>> {
    // wasmer runs wasm on stacks of its own. This is the largest that it allows.
    vm::set_stack_size(vm::MAX_STACK_SIZE);
    let mut builder = builder.with_options(Options::default());
    if run.gotest {
        builder = builder.imports(gotest);
    }
    let module = if run.is_metered { Module::metered(&wasm)? } else { Module::new(&engine(), &wasm)? };
    drop(wasm);
    let mut program = builder.instantiate(&module)?;
    let exit = program.run()?;
    // Giving back what the program held takes time, and the process ends.
    process::exit(exit.code())
}
