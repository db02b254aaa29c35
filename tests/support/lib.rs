//! What the tests of the library and of the command lines share.
//!
//! - [`go`]: Go toolchains, and the guests that they build
//! - [`node`]: the reference for what a guest prints
//! - [`process`]: child processes
//! - [`case`] and [`cases`]: how each guest is run, and what it must do
//! - [`modules`]: hand-written modules, and the prebuilt guest
//! - [`runtime`]: the wasm runtimes, as one trait that a suite is generic over
//! - [`requests`]: requests to the host, with a size each
//! - [`harness`]: trials that are made at run time
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

/// The repository.
pub fn root() -> &'static Path {
    static ROOT: std::sync::LazyLock<PathBuf> = std::sync::LazyLock::new(|| {
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this crate is a folder of the repository").to_owned()
    });
    &ROOT
}

/// Where toolchains and built guests are kept from one run to the next. This is the repository's own `target`, even where
/// Cargo's is elsewhere: `tests/fetch-go` looks there, too.
pub fn target() -> PathBuf {
    root().join("target")
}
