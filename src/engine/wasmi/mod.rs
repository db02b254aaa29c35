//! Go programs on the wasmi interpreter.
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let wasm = std::fs::read("program.wasm")?;
//! let module = gojs::wasmi::Module::new(&gojs::wasmi::engine(), &wasm)?;
//! let exit = gojs::wasmi::Program::builder(gojs::StdHost::new()).args(["program"]).instantiate(&module)?.run()?;
//! std::process::exit(exit.code());
//! # }
//! ```

mod instance;
mod module;
#[cfg(feature = "wapc")]
mod wapc;

use alloc::{boxed::Box, string::ToString};
use core::fmt;

use ::wasmi::{
    Caller, Config, CustomFuelCosts, Engine, Linker, Memory, MemoryType, Store, TypedResumableCallOutOfFuel,
    WasmParams, WasmResults,
    errors::{ErrorKind, LinkerError},
};

use self::instance::Exports;
pub use self::{instance::Instance, module::Module};
use crate::{
    engine::{exports::Export, growth::Growth, memory_import},
    host::Host,
    imports::Import,
    program,
    runtime::{Adapter, Error, State},
};
/// The crate whose types this module uses, in the right version.
pub use ::wasmi;

/// The maximum depth of nested calls. Each Go call is a wasm call, so recursion to a depth of 100,000 needs as many, at
/// 24 bytes each on a 64-bit machine. The default of wasmi, 1,000, is too low.
const MAX_RECURSION_DEPTH: usize = 1 << 20;

/// The maximum size of the value stack of wasmi, in bytes. Go programs were observed to use 24 to 256 bytes for each
/// nested call. The stack starts small and grows as needed.
const MAX_STACK_HEIGHT: usize = 512 << 20;

/// The size of a page of linear memory, in bytes.
const PAGE_SIZE: u64 = 65_536;

/// Returns the configuration for Go programs. A function is validated and translated when it is first called, because a
/// Go program calls few of its functions. Calls may nest as deep as goroutines need.
///
/// As a consequence, an invalid function is rejected when it is called, before any of it runs. To reject it at once,
/// set [`CompilationMode::LazyTranslation`](::wasmi::CompilationMode::LazyTranslation); the first line of output then
/// takes longer.
#[must_use]
pub fn config() -> Config {
    let mut config = Config::default();
    config
        .compilation_mode(::wasmi::CompilationMode::Lazy)
        .set_max_stack_height(MAX_STACK_HEIGHT)
        .set_max_recursion_depth(MAX_RECURSION_DEPTH);
    config
}

/// Returns an engine with [`config`].
#[must_use]
pub fn engine() -> Engine {
    Engine::new(&config())
}

/// The fuel costs of a program of [`metered_config`], in addition to its instructions: one unit for every 64 bytes that
/// an instruction copies, fills, or adds to the memory.
///
/// Translating a function on its first call is free, because wasmi can't suspend a program there: a poll that calls
/// large functions for the first time takes longer. To avoid this delay, set
/// [`CompilationMode::Eager`](::wasmi::CompilationMode::Eager), which translates all functions in advance and needs the
/// memory for that.
pub const FUEL_COSTS: CustomFuelCosts =
    CustomFuelCosts { bytes_copied_per_fuel: 64, fuel_per_bytes_translated: 0, fuel_per_bytes_validated: 0 };

/// Returns [`config`] with fuel counted: programs of such an engine can be given [slices](Builder::fuel_slice).
/// Counting costs some time.
///
/// One unit of fuel is about one wasm instruction, and [`FUEL_COSTS`] are added to that.
#[must_use]
pub fn metered_config() -> Config {
    let mut config = config();
    config.consume_fuel(true).fuel_cost(FUEL_COSTS);
    config
}

/// Returns an engine with [`metered_config`].
#[must_use]
pub fn metered_engine() -> Engine {
    Engine::new(&metered_config())
}

/// A Go program on wasmi.
pub type Program<H> = program::Program<Instance<Store<Data<H>>>>;

/// The configuration of a program on wasmi that is to be created.
pub type Builder<H> = program::Builder<H, Options<H>>;

/// The data of a Go program in a [`Store`].
#[derive(Debug)]
pub struct Data<H> {
    state: State<H>,
    /// The suspended call of Go, if there is one.
    suspended: Option<TypedResumableCallOutOfFuel<()>>,
    growth: Growth,
    /// `None` while the module is being instantiated.
    exports: Option<Exports>,
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
    module: &::wasmi::Module,
) -> Result<(), ::wasmi::Error> {
    for import in Import::wanted(module.imports().map(|import| (import.module(), import.name()))) {
        linker.func_wrap(
            import.module(),
            import.name(),
            move |caller: Caller<'_, Data<H>>, sp: i32| -> Result<(), ::wasmi::Error> {
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
fn calling<'a, H>(caller: Caller<'a, Data<H>>) -> Result<Instance<Caller<'a, Data<H>>>, ::wasmi::Error> {
    match caller.data().exports {
        Some(exports) => Ok(Instance { context: caller, exports }),
        None => Err(::wasmi::Error::new("an import was called before the module was instantiated")),
    }
}

type AddImports<H> = Box<dyn FnOnce(&mut Linker<Data<H>>) -> Result<(), ::wasmi::Error>>;

/// The options of a program on wasmi: the imports that the embedder adds, and the linear memory that it lends.
pub struct Options<H> {
    imports: Option<AddImports<H>>,
    linear_memory: Option<&'static mut [u8]>,
}

impl<H> Default for Options<H> {
    fn default() -> Self {
        Options { imports: None, linear_memory: None }
    }
}

impl<H> fmt::Debug for Options<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("imports", &self.imports.is_some())
            .field("linear_memory", &self.linear_memory.as_ref().map(|memory| memory.len()))
            .finish()
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
        let function =
            instance.exports.instance.get_typed_func::<P, R>(&instance.context, name).map_err(engine_error)?;
        self.enter_wasm(|instance| instance.call(function, params))
    }
}

/// Creates the memory that a module imports, if it imports one.
fn define_memory<H>(
    linker: &mut Linker<Data<H>>,
    store: &mut Store<Data<H>>,
    module: &Module<'_>,
    lent: Option<&'static mut [u8]>,
) -> Result<(), Error> {
    let memory = match (module.imported_memory(), lent) {
        (None, None) => return Ok(()),
        (None, Some(_)) => {
            let message = "linear memory is lent to a module that was not parsed by `Module::with_lent_memory`";
            return Err(engine_error(::wasmi::Error::new(message)));
        }
        (Some(ty), None) => Memory::new(&mut *store, ty),
        (Some(ty), Some(buffer)) => {
            let (needed, given) = (ty.minimum().saturating_mul(PAGE_SIZE), buffer.len() as u64);
            if given < needed {
                return Err(Error::LinearMemoryTooSmall { needed, given });
            }
            // Without a maximum at the end of the buffer, wasmi panics when a program grows the memory beyond it.
            let room = given / PAGE_SIZE;
            let maximum = ty.maximum().map_or(room, |maximum| maximum.min(room));
            let pages = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
            Memory::new_static(&mut *store, MemoryType::new(pages(ty.minimum()), Some(pages(maximum))), buffer)
        }
    };
    let memory = memory.map_err(engine_error)?;
    linker
        .define(memory_import::MODULE, memory_import::NAME, memory)
        .map_err(|error| Error::Engine(Box::new(error)))?;
    Ok(())
}

fn engine_error(error: ::wasmi::Error) -> Error {
    Error::Engine(Box::new(error))
}

impl<H: Host + 'static> program::Builder<H, Options<H>> {
    /// Adds imports that the embedder defines, and that Go declares with `//go:wasmimport`.
    ///
    /// ```no_run
    /// # use gojs::{StdHost, wasmi::Program};
    /// let builder = Program::builder(StdHost::new())
    ///     .imports(|linker| linker.func_wrap("board", "millivolts", || 3300_i32).map(drop));
    /// ```
    #[must_use]
    pub fn imports<E: Into<::wasmi::Error>>(
        mut self,
        imports: impl FnOnce(&mut Linker<Data<H>>) -> Result<(), E> + 'static,
    ) -> Self {
        self.engine.imports = Some(Box::new(|linker| imports(linker).map_err(Into::into)));
        self
    }

    /// Sets the buffer for the linear memory of the program. The memory grows there without being moved or copied, up
    /// to the end of the buffer, where Go reports that it is out of memory. Default: the memory is allocated. As it
    /// grows, it is reallocated and copied, with twice the capacity that it needs.
    ///
    /// The module must have been parsed by [`Module::with_lent_memory`]. The memory of a Go 1.27 program has an initial
    /// size of about 2.5 MB, and grows with the allocations of the program, by at least one page of 64 KiB at a time.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let (wasm, buffer): (&[u8], &'static mut [u8]) = unimplemented!();
    /// # let host = gojs::DeterministicHost::new(1);
    /// let module = gojs::wasmi::Module::with_lent_memory(&gojs::wasmi::engine(), wasm)?;
    /// let program = gojs::wasmi::Program::builder(host).linear_memory(buffer).instantiate(&module)?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn linear_memory(mut self, memory: &'static mut [u8]) -> Self {
        self.engine.linear_memory = Some(memory);
        self
    }

    /// Creates the program: instantiates the module, a [`Module`] or a [`wasmi::Module`], without running any Go code.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownImport`], [`Error::MissingExport`] or [`Error::ExportType`], if the module is not a Go program
    /// for js/wasm, or needs imports that were not provided; [`Error::Unmetered`], if fuel has a limit and the engine
    /// does not count it; [`Error::LinearMemoryTooSmall`], if the lent memory is smaller than the initial memory of the
    /// module; [`Error::Engine`], if wasmi can't instantiate it.
    pub fn instantiate<'m, M>(self, module: &'m M) -> Result<Program<H>, Error>
    where
        &'m M: Into<Module<'m>>,
    {
        let (state, options) = self.into_parts();
        let module = module.into();
        let engine = module.as_wasmi().engine();
        let mut linker = Linker::new(engine);
        add_to_linker(&mut linker, module.as_wasmi()).map_err(engine_error)?;
        if let Some(add_imports) = options.imports {
            add_imports(&mut linker).map_err(engine_error)?;
        }
        let mut store = Store::new(engine, Data { growth: Growth::new(&state), state, suspended: None, exports: None });
        store.limiter(|data| &mut data.growth);
        let is_metered = store.get_fuel().is_ok();
        if is_metered {
            // For a start function, which no Go compiler generates: one slice, because it can't be suspended.
            let fuel = store.data().state.start_fuel();
            store.set_fuel(fuel).map_err(engine_error)?;
        } else if store.data().state.fuel.is_limited() {
            return Err(Error::Unmetered);
        }
        define_memory(&mut linker, &mut store, &module, options.linear_memory)?;
        let instance =
            linker.instantiate_and_start(&mut store, module.as_wasmi()).map_err(|error| match error.kind() {
                ErrorKind::Linker(LinkerError::MissingDefinition { name, .. }) => {
                    Error::UnknownImport { module: name.module().to_string(), name: name.name().to_string() }
                }
                _ => engine_error(error),
            })?;
        if let Some(memory) = instance.get_memory(&store, Export::MEM.name) {
            module.write_data(memory.data_mut(&mut store)).map_err(engine_error)?;
        }
        let exports = Exports::new(instance, &store, is_metered)?;
        store.data_mut().exports = Some(exports);
        Ok(program::Program::new(Instance { context: store, exports }))
    }
}
