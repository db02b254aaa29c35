//! Runs a Go program in a sandbox: it sees the arguments, variables and folders that it is given, and the standard streams.

mod limit;
mod mount;

use std::{alloc::System, env, path::PathBuf, process::ExitCode};

use clap::Parser;
use gojs::{Limits, StdHost, fs::MemFs};
use gojs_cli::{Books, Engine, Run};
use gojs_ledger::Ledger;

/// Its books are opened by `--stats`.
#[global_allocator]
static LEDGER: Ledger<System> = Ledger::new(System);

/// Runs Go programs compiled to WebAssembly (GOOS=js GOARCH=wasm), without a JavaScript engine.
///
/// The program runs in a sandbox: it has the standard streams, the clock and random numbers, the arguments and the
/// environment variables given here, the folders that --dir gives it, the network as far as --allow-net allows it, and
/// nothing else of this machine. The exit code is the program's own, or 1 after an error.
#[derive(Debug, Parser)]
#[command(name = "gojs", version, override_usage = "gojs [run] [OPTIONS] MODULE [ARGS]...")]
struct Cli {
    /// Sets an environment variable for the program; without a value, it is passed on from this process
    #[arg(long = "env", value_name = "NAME[=VALUE]")]
    vars: Vec<String>,

    /// Passes on all the environment variables of this process
    #[arg(long)]
    inherit_env: bool,

    /// Gives the program a folder of this machine, at the path it has here or at one of the program's own; `:ro`: for
    /// reading alone
    #[arg(long = "dir", value_name = "HOST[::GUEST[:ro]]")]
    dirs: Vec<mount::Mount>,

    /// Gives the program an empty folder in memory, at a path of the program's own; it is gone when the program ends
    #[arg(long, value_name = "GUEST", value_parser = mount::guest_path)]
    tmpfs: Vec<String>,

    /// The program's working directory, an absolute path of its own; the default is that of this process, if `--dir`
    /// gives it to the program at the path it has here, and else /
    #[arg(long, value_name = "DIR")]
    cwd: Option<String>,

    /// Lets the program fetch over HTTP from a host, which is a name or an address with a port or without, or `*`; may be
    /// given again
    #[arg(long, value_name = "HOST")]
    allow_net: Vec<String>,

    /// Sets how much the program may have of something: linear-memory, table-elements, heap-bytes, cells,
    /// string-bytes, buffer-bytes, timers, queue, open-files, depth, output-bytes or fuel, each with a number or with one
    /// and K, M or G, as in linear-memory=64M; may be given again
    #[arg(long = "limit", value_name = "NAME=AMOUNT")]
    limits: Vec<limit::Limit>,

    /// What runs the program
    #[arg(long, value_enum, value_name = "NAME", default_value_t)]
    engine: Engine,

    /// Keeps what wasmtime has compiled in a folder, and takes it from there the next time
    #[arg(long, value_name = "DIR")]
    cache: Option<PathBuf>,

    /// When the program has ended, prints to stderr which part of it held how many bytes
    #[arg(long)]
    stats: bool,

    /// The program, a .wasm file
    #[arg(value_name = "MODULE")]
    module: PathBuf,

    /// Its arguments
    #[arg(value_name = "ARGS", trailing_var_arg = true, allow_hyphen_values = true)]
    args: Vec<String>,
}

fn main() -> ExitCode {
    let mut args: Vec<_> = env::args_os().collect();
    // As with wasmtime, the one command there is may be named.
    if args.get(1).is_some_and(|arg| arg == "run") {
        args.remove(1);
    }
    let cli = Cli::parse_from(args);
    if cli.stats {
        if cli.engine != Engine::Wasmi {
            eprintln!("error: --stats: what a program holds is known of wasmi alone");
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
                    eprintln!("error: --env {var}: this process has no such variable to pass on");
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
