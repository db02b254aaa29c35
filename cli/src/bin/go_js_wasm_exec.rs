//! Runs a Go program for `go run` and `go test`: with this name on the `PATH`, `GOOS=js GOARCH=wasm go test` needs no
//! Node.

use std::{env, path::Path, process::ExitCode};

use clap::ValueEnum;
use gojs::{Limits, StdHost, fs::HostFs};
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

On Windows the program sees each drive as a folder: C:\\Users is /c/Users, also in
its arguments and variables that are an absolute path.

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
    let environment = gojs_cli::environment().filter(|(name, _)| name != ENGINE && name != CACHE);
    let environment = environment.map(|(name, value)| (name, as_guest_sees(value)));
    let mut builder = gojs_cli::begin(StdHost::new())
        .limits(Limits::none())
        // As `wasm_exec_node.js` does, where the environment has none.
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

/// An argument, or the value of a variable, as it is passed on: on Windows an absolute path, also one after the first `=`
/// as in `-test.testlogfile=C:\log.txt`, becomes what the program calls that file, `/c/log.txt`. A list of paths stays what
/// it is.
fn as_guest_sees(text: String) -> String {
    if cfg!(not(windows)) || text.contains(';') {
        return text;
    }
    let (option, path) = text.split_at(text.find('=').map_or(0, |equals| equals + 1));
    HostFs::guest_path(path).map_or(text.clone(), |path| format!("{option}{path}"))
}
