//! Runs a program on wasmtime.

use std::{error::Error, process, thread};

use gojs::{
    Exit,
    wasmtime::{Options, config, metered_config},
};
use wasmtime::{Cache, CacheConfig, Engine, Module};

use super::{ProgramBuilder, Run, gotest::wasmtime::gotest};

/// The native stack for wasm, in bytes. A Go recursion 100,000 deep needs some tens of megabytes. Unused pages are never
/// mapped.
const WASM_STACK: usize = 256 << 20;
/// The additional stack of the thread, in bytes, for host functions.
const HOST_STACK: usize = 16 << 20;

pub(super) fn run(run: Run, wasm: Vec<u8>, builder: ProgramBuilder) -> Result<Exit, Box<dyn Error + Send + Sync>> {
    let run = move || -> Result<Exit, Box<dyn Error + Send + Sync>> {
        let mut builder = builder.with_options(Options::default());
        if run.gotest {
            builder = builder.imports(gotest);
        }
        let mut config = if run.is_metered { metered_config() } else { config() };
        config.max_wasm_stack(WASM_STACK).async_stack_size(WASM_STACK + HOST_STACK);
        if let Some(folder) = run.cache {
            let mut cache = CacheConfig::new();
            cache.with_directory(std::path::absolute(folder)?);
            config.cache(Some(Cache::new(cache)?));
        }
        let module = Module::new(&Engine::new(&config)?, wasm)?;
        let mut program = builder.instantiate(&module)?;
        let exit = program.run()?;
        // Exiting is faster than freeing the program's memory.
        process::exit(exit.code())
    };
    match thread::Builder::new().stack_size(WASM_STACK + HOST_STACK).spawn(run)?.join() {
        Ok(exit) => exit,
        Err(panic) => std::panic::resume_unwind(panic),
    }
}
