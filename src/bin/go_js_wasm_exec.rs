//! Runs a Go program for `go run` and `go test`: with this name on the `PATH`, `GOOS=js GOARCH=wasm go test` needs no
//! Node.

mod common;

use std::{env, path::Path, process::ExitCode};

use common::Books;
use gojs::{StdHost, wasmi::Data};
use wasmi::{Caller, Error, Linker};

const USAGE: &str = "usage: go_js_wasm_exec MODULE [ARGS...]

Runs a Go program compiled with GOOS=js GOARCH=wasm. The go command looks for this
name on the PATH, to run what it has built for js/wasm.

The program is trusted: it is given the arguments, the environment, the working
directory, the standard streams and the ids of this process, and all of its files.
The command gojs runs programs in a sandbox.
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
    let mut builder = common::begin(StdHost::new())
        // As `wasm_exec_node.js` does, where the environment has none.
        .env("TMPDIR", env::temp_dir().to_string_lossy())
        .imports(gotest)
        .envs(common::environment())
        .args(args);
    #[cfg(unix)]
    {
        builder = builder.mount("/", gojs::fs::HostFs::new()).ids(gojs::ProcessIds::current());
    }
    if let Ok(cwd) = env::current_dir() {
        builder = builder.cwd(cwd.to_string_lossy());
    }
    common::run(Path::new(&module), builder, Books(None))
}

/// What `wasm_exec.js` offers under `_gotest`, for Go's own tests of `//go:wasmimport` and `//go:wasmexport`.
fn gotest(linker: &mut Linker<Data<StdHost>>) -> Result<(), Error> {
    linker.func_wrap("_gotest", "add", |a: i32, b: i32| a.wrapping_add(b))?;
    linker.func_wrap("_gotest", "callExport", |mut caller: Caller<'_, Data<StdHost>>, a: i32, b: i64| {
        let export = |name| {
            let export = caller.get_export(name).and_then(wasmi::Extern::into_func);
            export.ok_or_else(|| Error::new(format!("the module has no function `{name}`")))
        };
        let (first, second) = (export("testExport0")?, export("testExport")?);
        first.typed::<(), ()>(&caller)?.call(&mut caller, ())?;
        second.typed::<(i32, i64), i64>(&caller)?.call(&mut caller, (a, b))
    })?;
    Ok(())
}
