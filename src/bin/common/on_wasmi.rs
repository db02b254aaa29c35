//! The program on wasmi.

use std::error::Error;

use gojs::{
    Exit,
    wasmi::{Module, Options},
};
use gojs_ledger::Scope;

use super::{Books, ProgramBuilder, gotest::wasmi::gotest};

pub(super) fn run(
    wasm: Vec<u8>,
    builder: ProgramBuilder,
    has_gotest: bool,
    books: Books,
) -> Result<Exit, Box<dyn Error + Send + Sync>> {
    let mut builder = builder.with_options(Options::default());
    if has_gotest {
        builder = builder.imports(gotest);
    }
    let module = Module::new(&gojs::wasmi::engine(), &wasm)?;
    books.enter(Scope::Instance);
    let mut program = builder.instantiate(&module)?;
    // What is of no more use.
    books.enter(Scope::Module);
    drop(module);
    books.enter(Scope::Other);
    drop(wasm);
    books.follow(&mut program);
    let exit = program.run();
    books.print(&mut program);
    // As with the process: giving back what the program held takes time.
    std::mem::forget(program);
    Ok(exit?)
}
