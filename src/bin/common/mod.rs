//! What the two command lines share: reading a module, running it, and saying what went wrong.

use std::{error::Error, fs, path::Path, process::ExitCode};

use gojs::{
    Builder, StdHost,
    wasmi::{Options, Program},
};

/// A program before it is made.
pub(crate) type ProgramBuilder = Builder<StdHost, Options<StdHost>>;

/// Messages of the crate go to stderr, as many as `RUST_LOG` asks for: warnings and errors where it is not set.
pub(crate) fn begin() -> ProgramBuilder {
    env_logger::Builder::from_env(env_logger::Env::default().default_filter_or("warn")).format_timestamp(None).init();
    Program::builder(StdHost::new())
}

/// Runs a module to its exit. The exit code is the guest's, or 1 after an error, which is printed.
pub(crate) fn run(path: &Path, builder: ProgramBuilder) -> ExitCode {
    match try_run(path, builder) {
        // What the system keeps of an exit code is its low byte.
        Ok(code) => ExitCode::from(code as u8),
        Err(error) => {
            eprintln!("error: {}: {error}", path.display());
            ExitCode::FAILURE
        }
    }
}

fn try_run(path: &Path, builder: ProgramBuilder) -> Result<i32, Box<dyn Error>> {
    let wasm = fs::read(path)?;
    let module = wasmi::Module::new(&gojs::wasmi::engine(), wasm)?;
    Ok(builder.instantiate(&module)?.run()?.code())
}
