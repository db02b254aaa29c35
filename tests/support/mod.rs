//! What runs a guest and looks at how it went: toolchains and builds in [`go`], child processes in [`process`], the
//! reference in [`node`], what a guest is and must do in [`case`], the list of all of them in [`cases`], and the runtimes in
//! [`engines`].

pub(crate) mod case;
pub(crate) mod cases;
#[allow(dead_code, reason = "each test needs some of it")]
pub(crate) mod engines;
pub(crate) mod go;
pub(crate) mod node;
pub(crate) mod process;

use std::path::{Path, PathBuf};

/// The repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Where toolchains and built guests are kept from one run to the next. This is the repository's own `target`, also
/// where Cargo's is elsewhere: `tests/fetch-go` looks there, too.
pub(crate) fn target() -> PathBuf {
    root().join("target")
}
