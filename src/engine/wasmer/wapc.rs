//! The imports of the waPC module, on wasmer.

use alloc::{string::String, vec, vec::Vec};

use ::wasmer::{Function, FunctionEnv, FunctionEnvMut, FunctionType, Imports, RuntimeError, Store, Type, Value};

use super::{Data, calling};
use crate::{host::Host, imports::WapcImport};

/// Adds the waPC imports of a module to `imports`. `names` holds the module and the name of each of its imports.
pub(super) fn define_imports<H: Host + Send + 'static>(
    imports: &mut Imports,
    store: &mut Store,
    env: &FunctionEnv<Data<H>>,
    names: &[(String, String)],
) {
    for import in WapcImport::wanted(names.iter().map(|(module, name)| (module.as_str(), name.as_str()))) {
        let results: &[Type] = if import.has_result() { &[Type::I32] } else { &[] };
        let ty = FunctionType::new(vec![Type::I32; import.params()], results);
        let call = move |env: FunctionEnvMut<'_, Data<H>>, params: &[Value]| -> Result<Vec<Value>, RuntimeError> {
            let mut instance = calling(env)?;
            let params = WapcImport::words(params.iter().map(|param| param.i32().unwrap_or_default()));
            let result = import.call(&mut instance, &params).map_err(|trap| instance.raise(trap))?;
            Ok(result.map(Value::I32).into_iter().collect())
        };
        imports.define(import.module(), import.name(), Function::new_with_env(store, env, ty, call));
    }
}
