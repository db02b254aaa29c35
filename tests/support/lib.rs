//! Support code shared by the tests of the library and of the command lines.
//!
//! - [`go`]: Go toolchains, and building guests with them
//! - [`node`]: the reference for a guest's output
//! - [`process`]: child processes
//! - [`case`] and [`cases`]: the guests, their inputs and expected outcomes
//! - [`modules`]: hand-written modules, and the prebuilt guest
//! - [`runtime`]: the wasm runtimes behind one trait, over which a suite is generic
//! - [`requests`]: requests to the host, each with a size
//! - [`harness`]: trials that are created at run time
//! - [`rng`]: pseudo-random choices

#![allow(missing_debug_implementations, clippy::missing_errors_doc, clippy::missing_panics_doc)]

pub mod case;
pub mod cases;
pub mod go;
pub mod harness;
pub mod modules;
pub mod node;
pub mod process;
pub mod requests;
pub mod rng;
pub mod runtime;

use std::path::{Path, PathBuf};

/// Returns the root of the repository.
pub fn root() -> &'static Path {
    static ROOT: std::sync::LazyLock<PathBuf> = std::sync::LazyLock::new(|| {
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this crate is a folder of the repository").to_owned()
    });
    &ROOT
}

/// Returns the folder that keeps toolchains and built guests between runs. This is the repository's own `target` even
/// if Cargo's target folder is elsewhere, because `tests/fetch-go` uses it too.
pub fn target() -> PathBuf {
    root().join("target")
}
