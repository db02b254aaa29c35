//! Go programs on wasmer, which compiles them to machine code before they start.
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let wasm = std::fs::read("program.wasm")?;
//! let module = gojs::wasmer::Module::new(&gojs::wasmer::engine(), &wasm)?;
//! let exit = gojs::wasmer::Program::builder(gojs::StdHost::new()).args(["program"]).instantiate(&module)?.run()?;
//! std::process::exit(exit.code());
//! # }
//! ```
//!
//! Any wasmer engine that compiles is suitable. [`engine`] uses Singlepass, which compiles in a short time.
//!
//! # How a program is interrupted
//!
//! A program of a [metered](Module::metered) module can be given a [fuel slice](Builder::fuel_slice). wasmer can't
//! suspend the program and resume it later, so each [`poll`](crate::Program::poll) is a call that can't be suspended:
//! it may use the slice and the [overdraft](Builder::fuel_overdraft), and a program that needs more ends.

mod instance;
#[cfg(feature = "wapc")]
mod wapc;

use alloc::{boxed::Box, format, string::ToString, sync::Arc, vec::Vec};
use core::fmt;

use ::wasmer::{
    CompileError, Engine, Function, FunctionEnv, FunctionEnvMut, Imports, RuntimeError, Store, Value,
    sys::{CompilerConfig, EngineBuilder, Singlepass},
    wasmparser::Operator,
};
use wasmer_middlewares::Metering;

use self::instance::Exports;
pub use self::instance::{Instance, LinearMemory};
use crate::{
    host::Host,
    imports::Import,
    program,
    runtime::{Adapter, Error, StateLease, StateSlot},
};
/// The crate whose types this module uses, in the right version.
pub use ::wasmer;

/// Returns an engine for Go programs, with Singlepass, which compiles in linear time: a Go program has a few thousand
/// functions, and calls few of them.
#[must_use]
pub fn engine() -> Engine {
    EngineBuilder::new(Singlepass::new()).engine().into()
}

/// A compiled Go module, and the engine that compiled it.
#[derive(Clone, Debug)]
pub struct Module {
    engine: Engine,
    module: ::wasmer::Module,
}

impl Module {
    /// Compiles a module. Only instantiation checks whether it is a Go program.
    ///
    /// # Errors
    ///
    /// Those of [`wasmer::Module::new`](::wasmer::Module::new).
    pub fn new(engine: &Engine, wasm: &[u8]) -> Result<Self, CompileError> {
        Ok(Module { engine: engine.clone(), module: ::wasmer::Module::new(engine, wasm)? })
    }

    /// Compiles a module that counts its fuel, one unit for each instruction. Its programs can be given
    /// [slices](Builder::fuel_slice).
    ///
    /// The module gets a separate engine, with Singlepass, because wasmer metering serves only one module.
    ///
    /// # Errors
    ///
    /// Those of [`wasmer::Module::new`](::wasmer::Module::new).
    pub fn metered(wasm: &[u8]) -> Result<Self, CompileError> {
        let cost: fn(&Operator<'_>) -> u64 = |_| 1;
        let mut compiler = Singlepass::new();
        compiler.push_middleware(Arc::new(Metering::new(0, cost)));
        Module::new(&EngineBuilder::new(compiler).engine().into(), wasm)
    }

    /// Wraps a wasmer module, with the engine for which it was compiled.
    #[must_use]
    pub fn with_wasmer(engine: Engine, module: ::wasmer::Module) -> Self {
        Module { engine, module }
    }

    /// Returns the wasmer module.
    #[must_use]
    pub fn as_wasmer(&self) -> &::wasmer::Module {
        &self.module
    }
}

/// A Go program on wasmer. It stays on the thread that created it, because the [`Store`] of wasmer is not `Send`.
pub type Program<H> = program::Program<Instance<Store, H>>;

/// The configuration of a program on wasmer that is to be created.
pub type Builder<H> = program::Builder<H, Options<H>>;

/// The data available to the imports of a Go program: the environment of its [`FunctionEnv`].
#[derive(Debug)]
pub struct Data<H> {
    slot: StateSlot<H>,
    /// `None` while the module is being instantiated.
    exports: Option<Arc<Exports>>,
}

impl<H> Data<H> {
    /// Returns a lease of the program state.
    #[must_use]
    pub fn state(&self) -> StateLease<H> {
        self.slot.lease()
    }

    /// Returns the wasmer instance of the program, or `None` during instantiation, when a start function runs.
    #[must_use]
    pub fn instance(&self) -> Option<&::wasmer::Instance> {
        self.exports.as_ref().map(|exports| &exports.instance)
    }
}

/// Adds the imports of `module` to `imports`: those from the Go module, `gojs` or `go`, and with the feature `wapc`
/// those from the [waPC](crate::wapc) module, `wapc`.
pub fn define_imports<H: Host + Send + 'static>(
    imports: &mut Imports,
    store: &mut Store,
    env: &FunctionEnv<Data<H>>,
    module: &::wasmer::Module,
) {
    let names: Vec<_> =
        module.imports().map(|import| (import.module().to_string(), import.name().to_string())).collect();
    for import in Import::wanted(names.iter().map(|(module, name)| (module.as_str(), name.as_str()))) {
        let call = move |env: FunctionEnvMut<'_, Data<H>>, sp: i32| -> Result<(), RuntimeError> {
            let mut instance = calling(env)?;
            import.call(&mut instance, sp as u32).map_err(|trap| instance.raise(trap))
        };
        let function = Function::new_typed_with_env(store, env, call);
        imports.define(import.module(), import.name(), function);
    }
    #[cfg(feature = "wapc")]
    wapc::define_imports(imports, store, env, &names);
}

/// Returns the instance that called an import.
fn calling<H: Host + Send + 'static>(
    env: FunctionEnvMut<'_, Data<H>>,
) -> Result<Instance<FunctionEnvMut<'_, Data<H>>, H>, RuntimeError> {
    let lease = env.data().state();
    match env.data().exports.clone() {
        Some(exports) => {
            let mut instance = Instance { memory: LinearMemory { store: env, exports }, lease };
            match instance.check_memory() {
                Ok(()) => Ok(instance),
                Err(error) => Err(instance.raise(error.into())),
            }
        }
        None => Err(RuntimeError::new("an import was called before the module was instantiated")),
    }
}

type AddImports<H> = Box<dyn FnOnce(&mut Imports, &mut Store, &FunctionEnv<Data<H>>)>;

/// The options of a program on wasmer: the imports that the embedder adds.
pub struct Options<H> {
    imports: Option<AddImports<H>>,
}

impl<H> Default for Options<H> {
    fn default() -> Self {
        Options { imports: None }
    }
}

impl<H> fmt::Debug for Options<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options").field("imports", &self.imports.is_some()).finish()
    }
}

impl<H: Host + Send + 'static> Adapter for Instance<Store, H> {
    type Options = Options<H>;
}

impl<H: Host + Send + 'static> program::Program<Instance<Store, H>> {
    /// Returns the store of the program, for example to read an exported global.
    pub fn store(&mut self) -> &mut Store {
        &mut self.instance().memory.store
    }

    /// Returns the wasmer exports of the program.
    pub fn exports(&mut self) -> &::wasmer::Exports {
        &self.instance().memory.exports.instance.exports
    }

    /// Calls a function that the module exports, such as a `//go:wasmexport` function. The program must have been
    /// started, because the Go runtime is not initialized before that.
    ///
    /// # Errors
    ///
    /// [`Error::Engine`], if the export does not exist or is of another type; any error that ends a program.
    pub fn call_export(&mut self, name: &str, params: &[Value]) -> Result<Box<[Value]>, Error> {
        self.check_running()?;
        let function = self.exports().get_function(name).map_err(|error| Error::Engine(Box::new(error)))?.clone();
        let ty = function.ty(self.store());
        if !params.iter().map(Value::ty).eq(ty.params().iter().copied()) {
            let message = format!("`{name}` takes {:?}, and was given {params:?}", ty.params());
            return Err(Error::Engine(message.into()));
        }
        self.enter_wasm(|instance| instance.call(|_, store| function.call(store, params)))
    }
}

impl<H: Host + Send + 'static> program::Builder<H, Options<H>> {
    /// Adds imports that the embedder defines, and that Go declares with `//go:wasmimport`.
    ///
    /// ```no_run
    /// # use gojs::{StdHost, wasmer::Program};
    /// use wasmer::Function;
    ///
    /// let builder = Program::builder(StdHost::new()).imports(|imports, store, _env| {
    ///     imports.define("board", "millivolts", Function::new_typed(store, || 3300_i32));
    /// });
    /// ```
    #[must_use]
    pub fn imports(mut self, imports: impl FnOnce(&mut Imports, &mut Store, &FunctionEnv<Data<H>>) + 'static) -> Self {
        self.engine.imports = Some(Box::new(imports));
        self
    }

    /// Creates the program: instantiates the module, without running any Go code.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownImport`], [`Error::MissingExport`] or [`Error::ExportType`], if the module is not a Go program
    /// for js/wasm, or needs imports that were not provided; [`Error::Unmetered`], if fuel has a limit and the module
    /// does not count it; [`Error::LimitReached`], if the initial linear memory exceeds its limit; [`Error::Engine`],
    /// if wasmer can't instantiate it.
    pub fn instantiate(self, module: &Module) -> Result<Program<H>, Error> {
        let (state, options) = self.into_parts();
        let Module { engine, module } = module;
        let mut store = Store::new(engine.clone());
        let slot = StateSlot::new(state);
        let env = FunctionEnv::new(&mut store, Data { slot: slot.clone(), exports: None });
        let mut imports = Imports::new();
        define_imports(&mut imports, &mut store, &env, module);
        if let Some(add_imports) = options.imports {
            add_imports(&mut imports, &mut store, &env);
        }
        if let Some(unknown) = module.imports().find(|import| !imports.exists(import.module(), import.name())) {
            return Err(Error::UnknownImport { module: unknown.module().into(), name: unknown.name().into() });
        }
        let instance =
            ::wasmer::Instance::new(&mut store, module, &imports).map_err(|error| Error::Engine(Box::new(error)))?;
        let exports = Arc::new(Exports::new(instance, &store)?);
        let mut lease = slot.lease();
        lease.state().fuel.for_start(exports.is_metered)?;
        env.as_mut(&mut store).exports = Some(Arc::clone(&exports));
        let mut instance = Instance { memory: LinearMemory { store, exports }, lease };
        instance.check_memory()?;
        Ok(program::Program::new(instance))
    }
}
