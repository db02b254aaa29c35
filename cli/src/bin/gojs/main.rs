//! Runs a Go program in a sandbox.

mod limit;
mod mount;

use std::{alloc::System, env, path::PathBuf, process::ExitCode};

use clap::Parser;
use gojs::{Limits, StdHost, fs::MemFs};
use gojs_cli::{Books, Engine, Run};
use gojs_ledger::Ledger;

/// Counts allocations if `--stats` is given.
#[global_allocator]
static LEDGER: Ledger<System> = Ledger::new(System);

/// Runs Go programs compiled to WebAssembly (GOOS=js GOARCH=wasm), without a JavaScript engine.
///
/// The program runs in a sandbox. It has the standard streams, the clock, random numbers, its arguments, and only those
/// environment variables, folders and network hosts that the options name. The exit code is the program's, or 1 after an error.
#[derive(Debug, Parser)]
#[command(name = "gojs", version, override_usage = "gojs [run] [OPTIONS] MODULE [ARGS]...")]
struct Cli {
    /// Set an environment variable; without a value, pass it on from this process; repeatable
    #[arg(long = "env", value_name = "NAME[=VALUE]")]
    vars: Vec<String>,

    /// Pass on all environment variables of this process
    #[arg(long)]
    inherit_env: bool,

    /// Mount a folder, at the same path or at GUEST; append `:ro` for read-only; repeatable
    #[arg(long = "dir", value_name = "HOST[::GUEST[:ro]]")]
    dirs: Vec<mount::Mount>,

    /// Mount an empty in-memory folder at GUEST; repeatable
    #[arg(long, value_name = "GUEST", value_parser = mount::guest_path)]
    tmpfs: Vec<String>,

    /// Working directory in the guest [default: the current directory if mounted at the same path, else /]
    #[arg(long, value_name = "DIR")]
    cwd: Option<String>,

    /// Allow `fetch` to `HOST[:PORT]`, a name or an address, or to any host with `*`; repeatable
    #[arg(long, value_name = "HOST")]
    allow_net: Vec<String>,

    /// Set a resource limit, as in linear-memory=64M; repeatable. AMOUNT is a number, optionally followed by K, M or G. Limits:
    /// linear-memory, table-elements, heap-bytes, cells, string-bytes, buffer-bytes, timers, queue, open-files, depth,
    /// output-bytes, fuel
    #[arg(long = "limit", value_name = "NAME=AMOUNT")]
    limits: Vec<limit::Limit>,

    /// Engine that runs the program
    #[arg(long, value_enum, value_name = "NAME", default_value_t)]
    engine: Engine,

    /// Cache compiled code in DIR (wasmtime only)
    #[arg(long, value_name = "DIR")]
    cache: Option<PathBuf>,

    /// Print the memory held by each part of the program to stderr at the end (wasmi only)
    #[arg(long)]
    stats: bool,

    /// Go program, a .wasm file
    #[arg(value_name = "MODULE")]
    module: PathBuf,

    /// Arguments of the program
    #[arg(value_name = "ARGS", trailing_var_arg = true, allow_hyphen_values = true)]
    args: Vec<String>,
}

fn main() -> ExitCode {
    let mut args: Vec<_> = env::args_os().collect();
    // As in the command line of wasmtime, `run` is optional.
    if args.get(1).is_some_and(|arg| arg == "run") {
        args.remove(1);
    }
    let cli = Cli::parse_from(args);
    if cli.stats {
        if cli.engine != Engine::Wasmi {
            eprintln!("error: --stats: only the engine wasmi can report memory");
            return ExitCode::from(2);
        }
        LEDGER.open();
    }
    let mut host = StdHost::new();
    for name in &cli.allow_net {
        host = match host.allow_net(name) {
            Ok(host) => host,
            Err(error) => {
                eprintln!("error: --allow-net {name}: {error}");
                return ExitCode::from(2);
            }
        };
    }
    let limits = cli.limits.iter().fold(Limits::default(), |limits, limit| limit.apply(limits));
    let mut builder = gojs_cli::begin(host).limits(limits);
    for path in &cli.tmpfs {
        builder = builder.mount(path, MemFs::new());
    }
    for dir in &cli.dirs {
        builder = match dir.mount(builder) {
            Ok(builder) => builder,
            Err(error) => {
                eprintln!("error: --dir {dir}: {error}");
                return ExitCode::from(2);
            }
        };
    }
    let cwd = cli.cwd.or_else(|| cli.dirs.iter().find_map(mount::Mount::cwd));
    builder = builder.cwd(cwd.unwrap_or_else(|| "/".into()));
    if cli.inherit_env {
        builder = builder.envs(gojs_cli::environment());
    }
    for var in cli.vars {
        match var.split_once('=') {
            Some((name, value)) => builder = builder.env(name, value),
            None => match env::var_os(&var) {
                Some(value) => builder = builder.env(&var, value.to_string_lossy()),
                None => {
                    eprintln!(
                        "error: --env {var}: this process has no such environment variable; to set one, use {var}=VALUE"
                    );
                    return ExitCode::from(2);
                }
            },
        }
    }
    let name = cli.module.to_string_lossy().into_owned();
    let run = Run {
        engine: cli.engine,
        cache: cli.cache,
        is_metered: cli.limits.iter().any(limit::Limit::is_of_fuel),
        gotest: false,
        books: Books(cli.stats.then_some(&LEDGER)),
    };
    run.run(&cli.module, builder.args([name].into_iter().chain(cli.args)))
}
