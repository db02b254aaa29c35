//! The imports of the waPC module, on wasmtime.

use core::iter;

use ::wasmtime::{Caller, FuncType, Linker, Module, Val, ValType};

use super::{Data, calling};
use crate::{host::Host, imports::WapcImport};

/// Adds the waPC imports of `module` to a linker.
pub(super) fn add_to_linker<H: Host + 'static>(
    linker: &mut Linker<Data<H>>,
    module: &Module,
) -> Result<(), ::wasmtime::Error> {
    for import in WapcImport::wanted(module.imports().map(|import| (import.module(), import.name()))) {
        let params = iter::repeat_n(ValType::I32, import.params());
        let results = import.has_result().then_some(ValType::I32);
        linker.func_new(
            import.module(),
            import.name(),
            FuncType::new(module.engine(), params, results),
            move |caller: Caller<'_, Data<H>>, params: &[Val], results: &mut [Val]| {
                let mut instance = calling(caller)?;
                let params = WapcImport::words(params.iter().map(|param| param.i32().unwrap_or_default()));
                let result = import.call(&mut instance, &params).map_err(|trap| instance.raise(trap))?;
                if let (Some(place), Some(result)) = (results.first_mut(), result) {
                    *place = result.into();
                }
                Ok(())
            },
        )?;
    }
    Ok(())
}
