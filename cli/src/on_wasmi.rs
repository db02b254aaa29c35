//! Runs a program on wasmi.

use std::error::Error;

use gojs::{
    Exit,
    wasmi::{Module, Options, engine, metered_engine},
};
use gojs_ledger::Scope;

use super::{ProgramBuilder, Run, gotest::wasmi::gotest};

pub(super) fn run(run: Run, wasm: Vec<u8>, builder: ProgramBuilder) -> Result<Exit, Box<dyn Error + Send + Sync>> {
    let books = run.books;
    let mut builder = builder.with_options(Options::default());
    if run.gotest {
        builder = builder.imports(gotest);
    }
    let module = Module::new(&if run.is_metered { metered_engine() } else { engine() }, &wasm)?;
    books.enter(Scope::Instance);
    let mut program = builder.instantiate(&module)?;
    // Not needed any more.
    books.enter(Scope::Module);
    drop(module);
    books.enter(Scope::Other);
    drop(wasm);
    books.follow(&mut program);
    let exit = program.run();
    books.print(&mut program);
    // The process is about to exit, which is faster than freeing the program's memory.
    std::mem::forget(program);
    Ok(exit?)
}
