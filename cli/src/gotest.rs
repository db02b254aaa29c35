//! The `_gotest` imports of `wasm_exec.js`, for Go's own tests of `//go:wasmimport` and `//go:wasmexport`: for each runtime, a
//! function to pass to `Builder::imports` of its adapter.

pub(crate) mod wasmi {
    use gojs::{Host, wasmi::Data};
    use wasmi::{Caller, Error, Extern, Linker};

    pub(crate) fn gotest<H: Host + 'static>(linker: &mut Linker<Data<H>>) -> Result<(), Error> {
        linker.func_wrap("_gotest", "add", |a: i32, b: i32| a.wrapping_add(b))?;
        linker.func_wrap("_gotest", "callExport", |mut caller: Caller<'_, Data<H>>, a: i32, b: i64| {
            let export = |name| {
                let export = caller.get_export(name).and_then(Extern::into_func);
                export.ok_or_else(|| Error::new(format!("the module has no function `{name}`")))
            };
            let (first, second) = (export("testExport0")?, export("testExport")?);
            first.typed::<(), ()>(&caller)?.call(&mut caller, ())?;
            second.typed::<(i32, i64), i64>(&caller)?.call(&mut caller, (a, b))
        })?;
        Ok(())
    }
}

#[cfg(feature = "wasmtime")]
pub(crate) mod wasmtime {
    use gojs::{Host, wasmtime::Data};
    use wasmtime::{Caller, Error, Extern, Linker};

    pub(crate) fn gotest<H: Host + 'static>(linker: &mut Linker<Data<H>>) -> Result<(), Error> {
        linker.func_wrap("_gotest", "add", |a: i32, b: i32| a.wrapping_add(b))?;
        linker.func_wrap("_gotest", "callExport", |mut caller: Caller<'_, Data<H>>, a: i32, b: i64| {
            let mut export = |name| {
                let export = caller.get_export(name).and_then(Extern::into_func);
                export.ok_or_else(|| Error::msg(format!("the module has no function `{name}`")))
            };
            let (first, second) = (export("testExport0")?, export("testExport")?);
            first.typed::<(), ()>(&caller)?.call(&mut caller, ())?;
            second.typed::<(i32, i64), i64>(&caller)?.call(&mut caller, (a, b))
        })?;
        Ok(())
    }
}

#[cfg(feature = "wasmer")]
pub(crate) mod wasmer {
    use gojs::{Host, wasmer::Data};
    use wasmer::{ExportError, Function, FunctionEnv, FunctionEnvMut, Imports, RuntimeError, Store};

    pub(crate) fn gotest<H: Host + Send + 'static>(
        imports: &mut Imports,
        store: &mut Store,
        env: &FunctionEnv<Data<H>>,
    ) {
        imports.define("_gotest", "add", Function::new_typed(store, |a: i32, b: i32| a.wrapping_add(b)));
        let call_export = |mut env: FunctionEnvMut<'_, Data<H>>, a: i32, b: i64| -> Result<i64, RuntimeError> {
            let instance =
                env.data().instance().cloned().ok_or_else(|| RuntimeError::new("there is no instance yet"))?;
            let missing = |error: ExportError| RuntimeError::new(error.to_string());
            instance.exports.get_typed_function::<(), ()>(&env, "testExport0").map_err(missing)?.call(&mut env)?;
            instance
                .exports
                .get_typed_function::<(i32, i64), i64>(&env, "testExport")
                .map_err(missing)?
                .call(&mut env, a, b)
        };
        imports.define("_gotest", "callExport", Function::new_typed_with_env(store, env, call_export));
    }
}
