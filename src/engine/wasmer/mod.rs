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
//! Any engine of wasmer's that compiles will do: [`engine`] is Singlepass, which takes a short time for it.
//!
//! # How a program is interrupted
//!
//! A program of a [metered](Module::metered) module can be given a [fuel slice](Builder::fuel_slice). wasmer can't
//! leave it in the middle and go on later, so that each [`poll`](crate::Program::poll) is a call that can't be left: it may
//! take the slice and the [overdraft](Builder::fuel_overdraft), and a program that needs more is ended.

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
    error::Error,
    host::Host,
    imports::Import,
    instance::Adapter,
    program::{self, Builder},
    slot::{StateLease, StateSlot},
};

/// An engine that suits Go programs: Singlepass, which compiles in linear time. A Go program has some thousand functions, and
/// calls few of them.
#[must_use]
pub fn engine() -> Engine {
    EngineBuilder::new(Singlepass::new()).engine().into()
}

/// A Go module, compiled, and the engine that has compiled it.
#[derive(Clone, Debug)]
pub struct Module {
    engine: Engine,
    module: ::wasmer::Module,
}

impl Module {
    /// Compiles a module. Whether it is a Go program is seen when it is instantiated.
    ///
    /// # Errors
    ///
    /// Those of [`wasmer::Module::new`](::wasmer::Module::new).
    pub fn new(engine: &Engine, wasm: &[u8]) -> Result<Self, CompileError> {
        Ok(Module { engine: engine.clone(), module: ::wasmer::Module::new(engine, wasm)? })
    }

    /// Compiles a module that counts its fuel, one unit for each instruction: its programs can be given
    /// [slices](Builder::fuel_slice).
    ///
    /// It gets an engine of its own, with Singlepass: wasmer's metering serves one module alone.
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

    /// A module that wasmer has made by itself, with the engine that it was made for.
    #[must_use]
    pub fn with_wasmer(engine: Engine, module: ::wasmer::Module) -> Self {
        Module { engine, module }
    }

    /// The module, as wasmer has it.
    #[must_use]
    pub fn as_wasmer(&self) -> &::wasmer::Module {
        &self.module
    }
}

/// A Go program on wasmer. It stays on the thread that it was made on, since wasmer's [`Store`] is not `Send`.
pub type Program<H> = program::Program<Instance<Store, H>>;

/// What the imports of a Go program know: the environment of its [`FunctionEnv`].
#[derive(Debug)]
pub struct Data<H> {
    slot: StateSlot<H>,
    /// Missing as long as the module is being instantiated.
    exports: Option<Arc<Exports>>,
}

impl<H> Data<H> {
    /// The program's state.
    #[must_use]
    pub fn state(&self) -> StateLease<H> {
        self.slot.lease()
    }

    /// The program's instance in wasmer, once there is one: a start function runs before that.
    #[must_use]
    pub fn instance(&self) -> Option<&::wasmer::Instance> {
        self.exports.as_ref().map(|exports| &exports.instance)
    }
}

/// Adds to `imports` what `module` imports from Go's own module, `gojs` or `go`, and from [waPC](crate::wapc)'s,
/// `wapc`, if the crate has the feature of that name.
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

/// The instance that has called an import.
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

/// What a program on wasmer is made with, beside what every program is: imports of the embedder's own.
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
    /// The store that the program lives in: to read an exported global, say.
    pub fn store(&mut self) -> &mut Store {
        &mut self.instance().memory.store
    }

    /// The program's instance in wasmer.
    pub fn exports(&mut self) -> &::wasmer::Exports {
        &self.instance().memory.exports.instance.exports
    }

    /// Calls a function that the module exports, such as one with `//go:wasmexport`. The program must have been
    /// started: Go's runtime is not there before.
    ///
    /// # Errors
    ///
    /// [`Error::Engine`], where there is no such export or it is of another type; any error that ends a program.
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

impl<H: Host + Send + 'static> Builder<H, Options<H>> {
    /// Adds imports of the embedder's own, which Go declares with `//go:wasmimport`.
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

    /// Makes the program: instantiates the module, and runs nothing of it yet.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownImport`], [`Error::MissingExport`] or [`Error::ExportType`], where the module is not a Go program
    /// for js/wasm, or needs imports that were not given; [`Error::Unmetered`], where there is a fuel slice and the module
    /// counts no fuel; [`Error::Engine`], where wasmer can't instantiate it.
    pub fn instantiate(self, module: &Module) -> Result<Program<H>, Error> {
        let (state, options) = self.into_parts();
        let Module { engine, module } = module;
        let has_limit = state.fuel.is_limited();
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
        if has_limit && !exports.is_metered {
            return Err(Error::Unmetered);
        }
        env.as_mut(&mut store).exports = Some(Arc::clone(&exports));
        let mut instance = Instance { memory: LinearMemory { store, exports }, lease: slot.lease() };
        instance.check_memory()?;
        Ok(program::Program::new(instance))
    }
}
