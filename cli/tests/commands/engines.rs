//! The wasm runtimes that are compiled into the command lines, by their names there, and the options that select them.

use std::ffi::OsString;
use std::path::PathBuf;

use gojs_tests::go::{self, NEWEST};
use gojs_tests::process::Input;
use gojs_tests::target;

/// The names of the runtimes. The first is the default.
pub(crate) const ENGINES: &[&str] = &[
    "wasmi",
    #[cfg(feature = "wasmtime")]
    "wasmtime",
    #[cfg(feature = "wasmer")]
    "wasmer",
];

/// Makes `go_js_wasm_exec` run a program on this runtime. The program cannot see that.
pub(crate) fn ask_for(engine: &str, input: &mut Input) {
    input.env.push(("GOJS_ENGINE".into(), engine.into()));
    if engine == "wasmtime" {
        input.env.push(("GOJS_CACHE".into(), cache().into()));
    }
}

/// Returns the equivalent options of `gojs`.
pub(crate) fn options(engine: &str) -> Vec<OsString> {
    let mut options = vec!["--engine".into(), engine.into()];
    if engine == "wasmtime" {
        options.extend(["--cache".into(), cache().into()]);
    }
    options
}

/// Returns the folder in which wasmtime caches its compiled modules. Compiling takes seconds.
fn cache() -> PathBuf {
    target().join("guests/wasmtime")
}

/// Whether a Go release is always tested on a runtime: all releases on the first runtime, only the newest on the
/// others.
pub(crate) fn is_usual(engine: &str, version: &str) -> bool {
    engine == ENGINES[0] || version == NEWEST
}

/// Returns the runtimes and versions whose combination [is usual](is_usual).
pub(crate) fn with_go(versions: &'static [&'static str]) -> Vec<(&'static str, &'static str)> {
    let pairs = go::tried(versions).flat_map(|version| ENGINES.iter().map(move |&engine| (engine, version)));
    pairs.filter(|&(engine, version)| is_usual(engine, version)).collect()
}
