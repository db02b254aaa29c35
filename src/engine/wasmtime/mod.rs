//! Go programs on wasmtime, which compiles them to machine code before they start.
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let wasm = std::fs::read("program.wasm")?;
//! let module = wasmtime::Module::new(&gojs::wasmtime::engine()?, &wasm)?;
//! let exit = gojs::wasmtime::Program::builder(gojs::StdHost::new()).args(["program"]).instantiate(&module)?.run()?;
//! std::process::exit(exit.code());
//! # }
//! ```
//!
//! # How a program is interrupted
//!
//! A program of an engine with [`metered_config`] can be given a [fuel slice](Builder::fuel_slice). wasmtime can't
//! suspend the program and resume it later, so each [`poll`](crate::Program::poll) is a call that can't be suspended:
//! it may use the slice and the [overdraft](Builder::fuel_overdraft), and a program that needs more ends.
//!
//! Alternatively, interrupt the program by the clock, from another thread and at less cost: set
//! [`epoch_interruption`](Config::epoch_interruption) in the configuration, call
//! [`set_epoch_deadline`](Store::set_epoch_deadline) on the [`store`](crate::Program::store) of the program, and call
//! [`increment_epoch`](Engine::increment_epoch). The program then ends with [`Error::Trap`].

mod instance;
#[cfg(feature = "wapc")]
mod wapc;

use alloc::{boxed::Box, string::ToString};
use core::fmt;

use ::wasmtime::{Caller, Config, Engine, Linker, Module, Store, UnknownImportError, WasmParams, WasmResults};

use self::instance::Exports;
pub use self::instance::Instance;
use crate::{
    engine::{growth::Growth, tank::Metered},
    host::Host,
    imports::Import,
    program,
    runtime::{Adapter, Error, State},
};
/// The crate whose types this module uses, in the right version.
pub use ::wasmtime;

/// Returns the configuration for Go programs: the default of wasmtime, but without wasm backtraces in errors, which
/// have a Go [`Traceback`](crate::Traceback) instead.
///
/// Each Go call is a wasm call on the native stack. Wasm may use 512 KiB of that stack, which is enough for a few
/// thousand calls; a program with deeper recursion ends with [`Error::Trap`].
/// [`max_wasm_stack`](Config::max_wasm_stack) raises the limit, up to [`async_stack_size`](Config::async_stack_size).
/// The stack of the thread must be larger than the limit.
#[must_use]
pub fn config() -> Config {
    let mut config = Config::new();
    config.wasm_backtrace_max_frames(None);
    config
}

/// Returns an engine with [`config`].
///
/// # Errors
///
/// If wasmtime can't compile for this machine.
pub fn engine() -> Result<Engine, ::wasmtime::Error> {
    Engine::new(&config())
}

/// Returns [`config`] with fuel counted: programs of such an engine can be given [slices](Builder::fuel_slice).
#[must_use]
pub fn metered_config() -> Config {
    let mut config = config();
    config.consume_fuel(true);
    config
}

/// Returns an engine with [`metered_config`].
///
/// # Errors
///
/// If wasmtime can't compile for this machine.
pub fn metered_engine() -> Result<Engine, ::wasmtime::Error> {
    Engine::new(&metered_config())
}

/// A Go program on wasmtime.
pub type Program<H> = program::Program<Instance<Store<Data<H>>>>;

/// The configuration of a program on wasmtime that is to be created.
pub type Builder<H> = program::Builder<H, Options<H>>;

/// The data of a Go program in a [`Store`].
pub struct Data<H> {
    state: State<H>,
    growth: Growth,
    /// `None` while the module is being instantiated.
    exports: Option<Exports>,
}

impl<H: fmt::Debug> fmt::Debug for Data<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Data").field("state", &self.state).finish_non_exhaustive()
    }
}

impl<H> Data<H> {
    /// Returns the state of the program.
    pub fn state(&mut self) -> &mut State<H> {
        &mut self.state
    }
}

/// Adds the imports of `module` to a linker: those from the Go module, `gojs` or `go`, and with the feature `wapc`
/// those from the [waPC](crate::wapc) module, `wapc`.
///
/// # Errors
///
/// If the linker already contains one of them.
pub fn add_to_linker<H: Host + 'static>(
    linker: &mut Linker<Data<H>>,
    module: &Module,
) -> Result<(), ::wasmtime::Error> {
    for import in Import::wanted(module.imports().map(|import| (import.module(), import.name()))) {
        linker.func_wrap(
            import.module(),
            import.name(),
            move |caller: Caller<'_, Data<H>>, sp: i32| -> Result<(), ::wasmtime::Error> {
                let mut instance = calling(caller)?;
                import.call(&mut instance, sp as u32).map_err(|trap| instance.raise(trap))
            },
        )?;
    }
    #[cfg(feature = "wapc")]
    wapc::add_to_linker(linker, module)?;
    Ok(())
}

/// Returns the instance that called an import.
fn calling<'a, H>(caller: Caller<'a, Data<H>>) -> Result<Instance<Caller<'a, Data<H>>>, ::wasmtime::Error> {
    match caller.data().exports.as_ref().map(|exports| exports.memory) {
        Some(memory) => Ok(Instance { context: caller, memory }),
        None => Err(::wasmtime::Error::msg("an import was called before the module was instantiated")),
    }
}

type AddImports<H> = Box<dyn FnOnce(&mut Linker<Data<H>>) -> Result<(), ::wasmtime::Error>>;

/// The options of a program on wasmtime: the imports that the embedder adds.
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

impl<H: Host + 'static> Adapter for Instance<Store<Data<H>>> {
    type Options = Options<H>;
}

impl<H: Host + 'static> program::Program<Instance<Store<Data<H>>>> {
    /// Returns the store of the program, for example to read an exported global.
    pub fn store(&mut self) -> &mut Store<Data<H>> {
        &mut self.instance().context
    }

    /// Calls a function that the module exports, such as a `//go:wasmexport` function. The program must have been
    /// started, because the Go runtime is not initialized before that.
    ///
    /// # Errors
    ///
    /// [`Error::Engine`], if the export does not exist or is of another type; any error that ends a program.
    pub fn call_export<P: WasmParams, R: WasmResults>(&mut self, name: &str, params: P) -> Result<R, Error> {
        self.check_running()?;
        let instance = self.instance();
        let wasm = instance.wasm()?;
        let function = wasm.get_typed_func::<P, R>(&mut instance.context, name).map_err(engine_error)?;
        self.enter_wasm(|instance| instance.call(&function, params))
    }
}

fn engine_error(error: ::wasmtime::Error) -> Error {
    Error::Engine(error.into_boxed_dyn_error())
}

impl<H: Host + 'static> program::Builder<H, Options<H>> {
    /// Adds imports that the embedder defines, and that Go declares with `//go:wasmimport`.
    ///
    /// ```no_run
    /// # use gojs::{StdHost, wasmtime::Program};
    /// let builder = Program::builder(StdHost::new())
    ///     .imports(|linker| linker.func_wrap("board", "millivolts", || 3300_i32).map(drop));
    /// ```
    #[must_use]
    pub fn imports<E: Into<::wasmtime::Error>>(
        mut self,
        imports: impl FnOnce(&mut Linker<Data<H>>) -> Result<(), E> + 'static,
    ) -> Self {
        self.engine.imports = Some(Box::new(|linker| imports(linker).map_err(Into::into)));
        self
    }

    /// Creates the program: instantiates the module, without running any Go code.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownImport`], [`Error::MissingExport`] or [`Error::ExportType`], if the module is not a Go program
    /// for js/wasm, or needs imports that were not provided; [`Error::Unmetered`], if fuel has a limit and the engine
    /// does not count it; [`Error::Engine`], if wasmtime can't instantiate it.
    pub fn instantiate(self, module: &Module) -> Result<Program<H>, Error> {
        let (state, options) = self.into_parts();
        let mut linker = Linker::new(module.engine());
        add_to_linker(&mut linker, module).map_err(engine_error)?;
        if let Some(add_imports) = options.imports {
            add_imports(&mut linker).map_err(engine_error)?;
        }
        let mut store = Store::new(module.engine(), Data { growth: Growth::new(&state), state, exports: None });
        store.limiter(|data| &mut data.growth);
        if store.get_fuel().is_ok() {
            // For a start function, which no Go compiler generates.
            let fuel = store.data().state.start_fuel();
            store.set_fuel(fuel).map_err(engine_error)?;
        } else if store.data().state.fuel.is_limited() {
            return Err(Error::Unmetered);
        }
        let instance = linker.instantiate(&mut store, module).map_err(|error| {
            match error.downcast_ref::<UnknownImportError>() {
                Some(unknown) => {
                    Error::UnknownImport { module: unknown.module().to_string(), name: unknown.name().to_string() }
                }
                None => engine_error(error),
            }
        })?;
        let exports = Exports::new(instance, &mut store)?;
        let memory = exports.memory;
        store.data_mut().exports = Some(exports);
        let mut instance = Instance { context: store, memory };
        instance.set_fuel(0);
        Ok(program::Program::new(instance))
    }
}
