//! Runs a program on wasmer.

use std::{error::Error, process};

use gojs::{
    Exit,
    wasmer::{Module, Options, engine},
};
use wasmer::sys::vm;

use super::{ProgramBuilder, Run, gotest::wasmer::gotest};

pub(super) fn run(run: &Run, wasm: Vec<u8>, builder: ProgramBuilder) -> Result<Exit, Box<dyn Error + Send + Sync>> {
    // wasmer allocates the stacks that wasm runs on. This is the largest size it allows.
    vm::set_stack_size(vm::MAX_STACK_SIZE);
    let mut builder = builder.with_options(Options::default());
    if run.gotest {
        builder = builder.imports(gotest);
    }
    let module = if run.is_metered { Module::metered(&wasm)? } else { Module::new(&engine(), &wasm)? };
    drop(wasm);
    let mut program = builder.instantiate(&module)?;
    let exit = program.run()?;
    // Exiting is faster than freeing the program's memory.
    process::exit(exit.code())
}
