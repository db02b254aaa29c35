//! The code shared by the command lines `gojs` and `go_js_wasm_exec`: choose a runtime, read a module, run it, report errors.
//!
//! This is not a library for embedders: they depend on the crate `gojs`.

#![forbid(unsafe_code)]

mod books;
mod gotest;
#[cfg(feature = "wasmer")]
mod on_wasmer;
mod on_wasmi;
#[cfg(feature = "wasmtime")]
mod on_wasmtime;

use std::{
    convert::Infallible,
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::{self, ExitCode},
};

use clap::ValueEnum;
use gojs::{Builder, StdHost, globals};
use gojs_ledger::Scope;

pub use self::books::Books;

/// The wasm runtimes compiled into this command.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    /// Interpreter; starts at once
    #[default]
    Wasmi,
    /// Optimizing compiler; fastest code, slowest start (see --cache)
    #[cfg(feature = "wasmtime")]
    Wasmtime,
    /// Single-pass compiler; starts sooner than wasmtime, with slower code
    #[cfg(feature = "wasmer")]
    Wasmer,
}

impl Engine {
    fn has_cache(self) -> bool {
        match self {
            #[cfg(feature = "wasmtime")]
            Engine::Wasmtime => true,
            _ => false,
        }
    }
}

/// A builder of a program whose runtime is not chosen yet.
pub type ProgramBuilder = Builder<StdHost, ()>;

/// Begins a program, and sends log messages to stderr, filtered by `RUST_LOG` (default: `warn`).
pub fn begin(host: StdHost) -> ProgramBuilder {
    env_logger::Builder::from_env(env_logger::Env::default().default_filter_or("warn")).format_timestamp(None).init();
    Builder::new(host, globals::ALL, ())
}

/// The environment of this process. Bytes that are not Unicode are replaced, because JavaScript strings are Unicode.
pub fn environment() -> impl Iterator<Item = (String, String)> {
    env::vars_os().map(|(name, value)| (name.to_string_lossy().into_owned(), value.to_string_lossy().into_owned()))
}

/// How to run a module, apart from what its program is given.
#[derive(Debug)]
pub struct Run {
    pub engine: Engine,
    /// The folder in which wasmtime caches compiled code.
    pub cache: Option<PathBuf>,
    /// Whether the engine meters fuel, for a limit on it.
    pub is_metered: bool,
    /// Whether to define the `_gotest` imports of `wasm_exec.js`, for Go's own tests of `//go:wasmimport` and `//go:wasmexport`.
    pub gotest: bool,
    pub books: Books,
}

impl Run {
    /// Runs a module and exits this process with the guest's exit code. On an error, prints it and returns 1.
    pub fn run(self, path: &Path, builder: ProgramBuilder) -> ExitCode {
        match self.try_run(path, builder) {
            Ok(never) => match never {},
            Err(error) => {
                eprintln!("error: {}: {error}", path.display());
                ExitCode::FAILURE
            }
        }
    }

    fn try_run(self, path: &Path, builder: ProgramBuilder) -> Result<Infallible, Box<dyn Error + Send + Sync>> {
        let wasm = fs::read(path)?;
        if self.cache.is_some() && !self.engine.has_cache() {
            return Err("only the engine wasmtime has a cache".into());
        }
        self.books.enter(Scope::Module);
        let exit = match self.engine {
            Engine::Wasmi => on_wasmi::run(self, wasm, builder),
            #[cfg(feature = "wasmtime")]
            Engine::Wasmtime => on_wasmtime::run(self, wasm, builder),
            #[cfg(feature = "wasmer")]
            Engine::Wasmer => on_wasmer::run(&self, wasm, builder),
        };
        // Exiting is faster than freeing the program's memory.
        process::exit(exit?.code())
    }
}
