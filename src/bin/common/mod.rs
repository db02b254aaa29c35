//! What the two command lines share: reading a module, running it, and saying what went wrong.

mod books;

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
use gojs_ledger::Scope;

pub(crate) use self::books::Books;

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
pub(crate) fn run(path: &Path, builder: ProgramBuilder, books: Books) -> ExitCode {
    match try_run(path, builder, books) {
        Ok(never) => match never {},
        Err(error) => {
            eprintln!("error: {}: {error}", path.display());
            ExitCode::FAILURE
        }
    }
}

fn try_run(path: &Path, builder: ProgramBuilder, books: Books) -> Result<Infallible, Box<dyn Error>> {
    let wasm = fs::read(path)?;
    books.enter(Scope::Module);
    let module = Module::new(&gojs::wasmi::engine(), &wasm)?;
    books.enter(Scope::Instance);
    let mut program = builder.instantiate(&module)?;
    // What is of no more use.
    books.enter(Scope::Module);
    drop(module);
    books.enter(Scope::Other);
    drop(wasm);
    books.follow(&mut program);
    let exit = program.run();
    books.print(&mut program);
    // The program's memory goes with the process: the system takes it back sooner than we could give it.
    process::exit(exit?.code())
}
