//! The wasm runtimes that the command lines were built with, as they call them, and how one is asked for.

use std::ffi::OsString;
use std::path::PathBuf;

use gojs_tests::go::{self, NEWEST};
use gojs_tests::process::Input;
use gojs_tests::target;

/// The first is what they take where nothing is said.
pub(crate) const ENGINES: &[&str] = &[
    "wasmi",
    #[cfg(feature = "wasmtime")]
    "wasmtime",
    #[cfg(feature = "wasmer")]
    "wasmer",
];

/// Has `go_js_wasm_exec` run a program on this runtime. The program sees nothing of it.
pub(crate) fn ask_for(engine: &str, input: &mut Input) {
    input.env.push(("GOJS_ENGINE".into(), engine.into()));
    if engine == "wasmtime" {
        input.env.push(("GOJS_CACHE".into(), cache().into()));
    }
}

/// The same in arguments of `gojs`.
pub(crate) fn options(engine: &str) -> Vec<OsString> {
    let mut options = vec!["--engine".into(), engine.into()];
    if engine == "wasmtime" {
        options.extend(["--cache".into(), cache().into()]);
    }
    options
}

/// Where wasmtime keeps what it has compiled, which takes it seconds.
fn cache() -> PathBuf {
    target().join("guests/wasmtime")
}

/// Whether a Go is tried on a runtime each time: all of them on the first, the newest on the others.
pub(crate) fn is_usual(engine: &str, version: &str) -> bool {
    engine == ENGINES[0] || version == NEWEST
}

/// Those of these versions on each runtime that [are usual](is_usual) there.
pub(crate) fn with_go(versions: &'static [&'static str]) -> Vec<(&'static str, &'static str)> {
    let pairs = go::tried(versions).flat_map(|version| ENGINES.iter().map(move |&engine| (engine, version)));
    pairs.filter(|&(engine, version)| is_usual(engine, version)).collect()
}
