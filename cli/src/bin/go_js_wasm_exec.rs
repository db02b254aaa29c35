//! Runs a Go program for `go run` and `go test`: with this name on the `PATH`, `GOOS=js GOARCH=wasm go test` needs no
//! Node.

use std::{env, path::Path, process::ExitCode};

use clap::ValueEnum;
use gojs::{Limits, StdHost};
use gojs_cli::{Books, Engine, Run};

/// The variable that chooses what runs the program: the go command passes no options.
const ENGINE: &str = "GOJS_ENGINE";
/// The variable that names the folder for what wasmtime has compiled.
const CACHE: &str = "GOJS_CACHE";

const USAGE: &str = "usage: go_js_wasm_exec MODULE [ARGS...]

Runs a Go program compiled with GOOS=js GOARCH=wasm. The go command looks for this
name on the PATH, to run what it has built for js/wasm.

The program is trusted: it is given the arguments, the environment, the working
directory, the standard streams and the ids of this process, and all of its files.
The command gojs runs programs in a sandbox.

The variables GOJS_ENGINE and GOJS_CACHE do what the options --engine and --cache of
gojs do; the program does not see them.
";

fn main() -> ExitCode {
    // As with the environment, what is no Unicode could not be passed on.
    let mut args = env::args_os().skip(1).map(|arg| arg.to_string_lossy().into_owned()).peekable();
    let module = match args.peek().map(String::as_str) {
        None => {
            eprint!("{USAGE}");
            return ExitCode::FAILURE;
        }
        Some("-h" | "--help") => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Some("--version") => {
            println!("go_js_wasm_exec {}", env!("CARGO_PKG_VERSION"));
            return ExitCode::SUCCESS;
        }
        Some(module) => module.to_owned(),
    };
    let engine = match env::var_os(ENGINE).as_ref().map(|name| Engine::from_str(&name.to_string_lossy(), false)) {
        None => Engine::default(),
        Some(Ok(engine)) => engine,
        Some(Err(error)) => {
            eprintln!("error: {ENGINE}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let mut builder = gojs_cli::begin(StdHost::new())
        .limits(Limits::none())
        // As `wasm_exec_node.js` does, where the environment has none.
        .env("TMPDIR", env::temp_dir().to_string_lossy())
        .envs(gojs_cli::environment().filter(|(name, _)| name != ENGINE && name != CACHE))
        .args(args);
    #[cfg(unix)]
    {
        builder = builder.mount("/", gojs::fs::HostFs::new()).ids(gojs::ProcessIds::current());
    }
    if let Ok(cwd) = env::current_dir() {
        builder = builder.cwd(cwd.to_string_lossy());
    }
    let cache = env::var_os(CACHE).map(Into::into);
    Run { engine, cache, is_metered: false, gotest: true, books: Books(None) }.run(Path::new(&module), builder)
}
