//! What the command lines `gojs` and `go_js_wasm_exec` share: they choose a runtime, read a module, run it, and report what
//! went wrong.
//!
//! This is no library for others: embedders depend on the crate `gojs`.

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

/// The wasm runtimes that this command was built with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    /// An interpreter
    #[default]
    Wasmi,
    /// A compiler of optimised code; the program starts when all of it is compiled
    #[cfg(feature = "wasmtime")]
    Wasmtime,
    /// A compiler that takes less time, for code that is less quick
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

/// A program before its runtime is chosen.
pub type ProgramBuilder = Builder<StdHost, ()>;

/// Messages of the crate go to stderr, as many as `RUST_LOG` asks for: warnings and errors where it is not set.
pub fn begin(host: StdHost) -> ProgramBuilder {
    env_logger::Builder::from_env(env_logger::Env::default().default_filter_or("warn")).format_timestamp(None).init();
    Builder::new(host, globals::ALL, ())
}

/// The environment of this process. What is no Unicode could not be passed on: JavaScript's strings are Unicode.
pub fn environment() -> impl Iterator<Item = (String, String)> {
    env::vars_os().map(|(name, value)| (name.to_string_lossy().into_owned(), value.to_string_lossy().into_owned()))
}

/// How a module is run, beside what its program is given.
#[derive(Debug)]
pub struct Run {
    pub engine: Engine,
    /// Where wasmtime keeps what it has compiled.
    pub cache: Option<PathBuf>,
    /// Has the engine count what the program takes, for a limit of fuel.
    pub is_metered: bool,
    /// Offers what `wasm_exec.js` offers under `_gotest`, for Go's own tests of `//go:wasmimport` and `//go:wasmexport`.
    pub gotest: bool,
    pub books: Books,
}

impl Run {
    /// Runs a module, and ends this process with the guest's exit code. After an error, which is printed, it returns 1.
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
            return Err("what is compiled can be kept with wasmtime alone".into());
        }
        self.books.enter(Scope::Module);
        let exit = match self.engine {
            Engine::Wasmi => on_wasmi::run(self, wasm, builder),
            #[cfg(feature = "wasmtime")]
            Engine::Wasmtime => on_wasmtime::run(self, wasm, builder),
            #[cfg(feature = "wasmer")]
            Engine::Wasmer => on_wasmer::run(&self, wasm, builder),
        };
        // The program's memory goes with the process: the system takes it back sooner than we could give it.
        process::exit(exit?.code())
    }
}
