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

use alloc::string::String;

use ::wasmtime::{Config, Engine, Module, ResourceLimiter, UnknownImportError};

use crate::runtime::run_to_completion as execute;

store_adapter! {
    wasmtime, ::wasmtime::Error::msg,
    data {}
    options {}
}

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

impl ResourceLimiter for Growth {
    fn memory_growing(&mut self, from: usize, to: usize, max: Option<usize>) -> Result<bool, ::wasmtime::Error> {
        Ok(self.of_memory(from, to, max))
    }

    fn table_growing(&mut self, from: usize, to: usize, max: Option<usize>) -> Result<bool, ::wasmtime::Error> {
        Ok(self.of_table(from, to, max))
    }
}

fn describe(ty: &ExternType) -> String {
    match ty {
        ExternType::Func(ty) => exports::function(ty.params(), ty.results()),
        ExternType::Memory(_) => exports::other("memory"),
        ExternType::Table(_) => exports::other("table"),
        ExternType::Global(_) => exports::other("global"),
        ExternType::Tag(_) => exports::other("tag"),
    }
}

/// Converts the error of a call. If fuel was spent, wasmtime leaves none.
fn failure<C>(_: &mut Instance<C>, error: &::wasmtime::Error) -> Trap {
    // The rest of the error is the wasmtime backtrace, which does not know Go functions.
    let message = match error.downcast_ref::<::wasmtime::Trap>() {
        Some(trap) => trap.to_string(),
        None => error.root_cause().to_string(),
    };
    Error::trap(message).into()
}

#[cfg(feature = "wapc")]
fn wapc_type(module: &Module, import: crate::imports::WapcImport) -> ::wasmtime::FuncType {
    use ::wasmtime::{FuncType, ValType};

    let params = core::iter::repeat_n(ValType::I32, import.params());
    FuncType::new(module.engine(), params, import.has_result().then_some(ValType::I32))
}

impl<H: Host + 'static> program::Builder<H, Options<H>> {
    /// Creates the program: instantiates the module, without running any Go code.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownImport`], [`Error::MissingExport`] or [`Error::ExportType`], if the module is not a Go program
    /// for js/wasm, or needs imports that were not provided; [`Error::Unmetered`], if fuel has a limit and the engine
    /// does not count it; [`Error::Engine`], if wasmtime can't instantiate it.
    pub fn instantiate(self, module: &Module) -> Result<Program<H>, Error> {
        let (linker, mut store, _) = self.prepare(module)?;
        let instance = linker.instantiate(&mut store, module).map_err(|error| {
            match error.downcast_ref::<UnknownImportError>() {
                Some(unknown) => {
                    Error::UnknownImport { module: unknown.module().to_string(), name: unknown.name().to_string() }
                }
                None => engine_error(error),
            }
        })?;
        Program::from_wasm(instance, store)
    }
}
