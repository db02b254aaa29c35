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

mod module;

use alloc::string::String;

use ::wasmi::{
    Config, CustomFuelCosts, Engine, MemoryType, ResourceLimiter, TrapCode, TypedResumableCall,
    TypedResumableCallOutOfFuel,
    errors::{ErrorKind, LinkerError},
};
use wasmi_core::LimiterError;

pub use self::module::Module;
use crate::{
    engine::memory_import,
    runtime::{Instance as _, run_to_completion},
};

store_adapter! {
    wasmi, ::wasmi::Error::new,
    data {
        // The suspended call of Go, if there is one.
        suspended: Option<TypedResumableCallOutOfFuel<()>>
    }
    options { linear_memory: Option<&'static mut [u8]> }
}

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

/// The limit on instances, tables and memories in one store, which no program reaches.
const MAX_INSTANCES: usize = 1_000;

impl ResourceLimiter for Growth {
    fn memory_growing(&mut self, from: usize, to: usize, max: Option<usize>) -> Result<bool, LimiterError> {
        Ok(self.of_memory(from, to, max))
    }

    fn table_growing(&mut self, from: usize, to: usize, max: Option<usize>) -> Result<bool, LimiterError> {
        Ok(self.of_table(from, to, max))
    }

    fn instances(&self) -> usize {
        MAX_INSTANCES
    }

    fn tables(&self) -> usize {
        MAX_INSTANCES
    }

    fn memories(&self) -> usize {
        MAX_INSTANCES
    }
}

fn describe(ty: &ExternType) -> String {
    match ty {
        ExternType::Func(ty) => exports::function(ty.params(), ty.results()),
        ExternType::Memory(_) => exports::other("memory"),
        ExternType::Table(_) => exports::other("table"),
        ExternType::Global(_) => exports::other("global"),
    }
}

/// Converts the error of a call.
fn failure<C: Context>(instance: &mut Instance<C>, error: &::wasmi::Error) -> Trap {
    if error.as_trap_code() == Some(TrapCode::OutOfFuel) {
        // wasmi leaves the fuel that did not suffice for the next step.
        instance.set_fuel(0);
    }
    Error::trap(error.to_string()).into()
}

/// Enters Go, and suspends it when the tank is empty.
fn execute<C: Context>(instance: &mut Instance<C>, entry: Entry) -> Result<Execution, Trap> {
    if !instance.context.data_mut().is_metered {
        return run_to_completion(instance, entry);
    }
    let call = match entry {
        Entry::Run { argc, argv } => {
            let run = instance.exports()?.run;
            run.call_resumable(&mut instance.context, (argc, argv))
        }
        Entry::Resume => {
            let resume = instance.exports()?.resume;
            resume.call_resumable(&mut instance.context, ())
        }
        Entry::Suspended => match instance.context.data_mut().suspended.take() {
            Some(suspended) => suspended.resume(&mut instance.context),
            None => return Ok(Execution::Finished),
        },
    };
    match call.map_err(|error| failure(instance, &error))? {
        TypedResumableCall::Finished(()) => Ok(Execution::Finished),
        TypedResumableCall::HostTrap(call) => Err(failure(instance, call.host_error())),
        TypedResumableCall::OutOfFuel(suspended) => {
            let required = suspended.required_fuel();
            instance.context.data_mut().suspended = Some(suspended);
            Ok(Execution::Suspended { required })
        }
    }
}

#[cfg(feature = "wapc")]
fn wapc_type(_: &::wasmi::Module, import: crate::imports::WapcImport) -> ::wasmi::FuncType {
    use ::wasmi::{FuncType, ValType};

    let params = core::iter::repeat_n(ValType::I32, import.params());
    FuncType::new(params, import.has_result().then_some(ValType::I32))
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

impl<H: Host + 'static> program::Builder<H, Options<H>> {
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
        let module = module.into();
        let (mut linker, mut store, options) = self.prepare(module.as_wasmi())?;
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
        Program::from_wasm(instance, store)
    }
}
