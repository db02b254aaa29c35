//! What the two command lines share: reading a module, running it, and saying what went wrong.

use std::{
    convert::Infallible,
    env,
    error::Error,
    fs,
    path::Path,
    process::{self, ExitCode},
};

use gojs::{
    Builder, StdHost,
    wasmi::{Module, Options, Program},
};

/// A program before it is made.
pub(crate) type ProgramBuilder = Builder<StdHost, Options<StdHost>>;

/// Messages of the crate go to stderr, as many as `RUST_LOG` asks for: warnings and errors where it is not set.
pub(crate) fn begin(host: StdHost) -> ProgramBuilder {
    env_logger::Builder::from_env(env_logger::Env::default().default_filter_or("warn")).format_timestamp(None).init();
    Program::builder(host)
}

/// The environment of this process. What is no Unicode could not be passed on: JavaScript's strings are Unicode.
pub(crate) fn environment() -> impl Iterator<Item = (String, String)> {
    env::vars_os().map(|(name, value)| (name.to_string_lossy().into_owned(), value.to_string_lossy().into_owned()))
}

/// Runs a module, and ends this process with the guest's exit code. After an error, which is printed, it returns 1.
pub(crate) fn run(path: &Path, builder: ProgramBuilder) -> ExitCode {
    match try_run(path, builder) {
        Ok(never) => match never {},
        Err(error) => {
            eprintln!("error: {}: {error}", path.display());
            ExitCode::FAILURE
        }
    }
}

fn try_run(path: &Path, builder: ProgramBuilder) -> Result<Infallible, Box<dyn Error>> {
    let wasm = fs::read(path)?;
    let mut program = builder.instantiate(&Module::new(&gojs::wasmi::engine(), &wasm)?)?;
    drop(wasm);
    // The program's memory goes with the process: the system takes it back sooner than we could give it.
    process::exit(program.run()?.code())
}
