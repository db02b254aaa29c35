//! The program on wasmi.

use std::error::Error;

use gojs::{
    Exit, StdHost,
    wasmi::{Data, Module, Options},
};
use gojs_ledger::Scope;
use wasmi::{Caller, Linker};

use super::{Books, ProgramBuilder};

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

fn gotest(linker: &mut Linker<Data<StdHost>>) -> Result<(), wasmi::Error> {
    linker.func_wrap("_gotest", "add", |a: i32, b: i32| a.wrapping_add(b))?;
    linker.func_wrap("_gotest", "callExport", |mut caller: Caller<'_, Data<StdHost>>, a: i32, b: i64| {
        let export = |name| {
            let export = caller.get_export(name).and_then(wasmi::Extern::into_func);
            export.ok_or_else(|| wasmi::Error::new(format!("the module has no function `{name}`")))
        };
        let (first, second) = (export("testExport0")?, export("testExport")?);
        first.typed::<(), ()>(&caller)?.call(&mut caller, ())?;
        second.typed::<(i32, i64), i64>(&caller)?.call(&mut caller, (a, b))
    })?;
    Ok(())
}
