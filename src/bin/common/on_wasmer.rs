//! The program on wasmer.

use std::{error::Error, process};

use gojs::{
    Exit, StdHost,
    wasmer::{Data, Module, Options},
};
use wasmer::{Function, FunctionEnv, FunctionEnvMut, Imports, RuntimeError, Store, sys::vm};

use super::ProgramBuilder;

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

fn gotest(imports: &mut Imports, store: &mut Store, env: &FunctionEnv<Data<StdHost>>) {
    imports.define("_gotest", "add", Function::new_typed(store, |a: i32, b: i32| a.wrapping_add(b)));
    let call_export = |mut env: FunctionEnvMut<'_, Data<StdHost>>, a: i32, b: i64| -> Result<i64, RuntimeError> {
        let instance = env.data().instance().cloned().ok_or_else(|| RuntimeError::new("there is no instance yet"))?;
        let missing = |error: wasmer::ExportError| RuntimeError::new(error.to_string());
        instance.exports.get_typed_function::<(), ()>(&env, "testExport0").map_err(missing)?.call(&mut env)?;
        instance
            .exports
            .get_typed_function::<(i32, i64), i64>(&env, "testExport")
            .map_err(missing)?
            .call(&mut env, a, b)
    };
    imports.define("_gotest", "callExport", Function::new_typed_with_env(store, env, call_export));
}
