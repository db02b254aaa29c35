//! Runs a Go program for `go run` and `go test`: with this command on the `PATH`, `GOOS=js GOARCH=wasm go test` does not need
//! Node.

use std::{env, path::Path, process::ExitCode};

use clap::ValueEnum;
use gojs::{Limits, StdHost, fs::HostFs};
use gojs_cli::{Books, Engine, Run};

/// The variable that chooses the engine: the go command cannot pass options.
const ENGINE: &str = "GOJS_ENGINE";
/// The variable that names the folder for compiled code.
const CACHE: &str = "GOJS_CACHE";

const USAGE: &str = "usage: go_js_wasm_exec MODULE [ARGS...]

Runs a Go program compiled with GOOS=js GOARCH=wasm. `go run` and `go test` use this
command for js/wasm when it is on the PATH.

The program is trusted: it has the arguments, environment, working directory,
standard streams, user and process IDs, and files of this process. To run a program
in a sandbox, use gojs.

On Windows the program sees each drive as a folder: C:\\Users is /c/Users. Absolute
paths in arguments and variables are converted.

Environment (not passed to the program):
  GOJS_ENGINE=NAME  the engine, as gojs --engine
  GOJS_CACHE=DIR    the folder for compiled code, as gojs --cache
";

fn main() -> ExitCode {
    // As in the environment, bytes that are not Unicode are replaced.
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
    let environment = gojs_cli::environment().filter(|(name, _)| name != ENGINE && name != CACHE);
    let environment = environment.map(|(name, value)| (name, as_guest_sees(value)));
    let mut builder = gojs_cli::begin(StdHost::new())
        .limits(Limits::none())
        // As `wasm_exec_node.js` does. The environment, added next, takes precedence.
        .env("TMPDIR", as_guest_sees(env::temp_dir().to_string_lossy().into_owned()))
        .envs(environment)
        .args(args.map(as_guest_sees))
        .mount("/", HostFs::new());
    #[cfg(unix)]
    {
        builder = builder.ids(gojs::ProcessIds::current());
    }
    if let Some(cwd) = env::current_dir().ok().and_then(HostFs::guest_path) {
        builder = builder.cwd(cwd);
    }
    let cache = env::var_os(CACHE).map(Into::into);
    Run { engine, cache, is_metered: false, gotest: true, books: Books(None) }.run(Path::new(&module), builder)
}

/// Converts an argument, or the value of a variable, for the guest. On Windows an absolute path, also after the first `=`
/// as in `-test.testlogfile=C:\log.txt`, becomes the guest path, `/c/log.txt`. A list of paths stays as it is.
fn as_guest_sees(text: String) -> String {
    if cfg!(not(windows)) || text.contains(';') {
        return text;
    }
    let (option, path) = text.split_at(text.find('=').map_or(0, |equals| equals + 1));
    HostFs::guest_path(path).map_or(text.clone(), |path| format!("{option}{path}"))
}
