//! The prebuilt guest can be reproduced, byte for byte, from its source and its build command.

use std::fs;
use std::process::Command;

use libtest_mimic::{Failed, Trial};

use gojs_tests::go::{self, NEWEST, Toolchain, prebuilt};
use gojs_tests::process::scratch;
use gojs_tests::{root, target};

/// The size limit. The module must be small enough to ship with the sources, and to fit into a board's flash memory.
const LARGEST: usize = 2_300_000;

fn is_reproducible() -> Result<(), Failed> {
    let go = Toolchain::get(NEWEST)?;
    let fresh = scratch(&target(), "greet.wasm");
    let build = Command::new(root().join("examples/guest/build.sh"));
    go::stdout(go::isolated(build).arg(&go.command).arg(&fresh))?;
    let rebuilt = fs::read(&fresh);
    let _ = fs::remove_file(&fresh);
    let (rebuilt, kept) = (rebuilt?, fs::read(prebuilt())?);
    if rebuilt != kept {
        let (rebuilt, kept) = (rebuilt.len(), kept.len());
        return Err(format!("built anew it has {rebuilt} bytes, the one kept has {kept}, and they differ").into());
    }
    Ok(())
}

fn is_small() -> Result<(), Failed> {
    match fs::read(prebuilt())?.len() {
        size if size <= LARGEST => Ok(()),
        size => Err(format!("it has {size} bytes, {LARGEST} are allowed").into()),
    }
}

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        Trial::test("prebuilt_guest::is_reproducible", is_reproducible),
        Trial::test("prebuilt_guest::is_small", is_small),
    ]
}
