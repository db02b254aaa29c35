//! Builds the Go guests, which the firmware holds in flash.
//!
//! The `go` command is the one that the variable `GO` names, or else the one on the `PATH`. Go 1.26 and later make programs
//! that are content with little memory; the figures in this folder are Go 1.27's.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use wasmparser::{Validator, WasmFeatures};

const GUESTS: [&str; 4] = ["hello", "board", "busy", "trouble"];

fn main() {
    println!("cargo::rerun-if-changed=guest");
    println!("cargo::rerun-if-env-changed=GO");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    for guest in GUESTS {
        build(guest, &out.join(guest).with_extension("wasm"));
    }
}

fn build(guest: &str, wasm: &Path) {
    let go = env::var_os("GO").unwrap_or_else(|| "go".into());
    let status = Command::new(&go)
        .current_dir("guest")
        .env("GOOS", "js")
        .env("GOARCH", "wasm")
        .env("GOTOOLCHAIN", "local")
        .args(["build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o"])
        .arg(wasm)
        .arg(format!("./{guest}"))
        .status();
    match status {
        Ok(status) if status.success() => validate(guest, &fs::read(wasm).expect("the guest has been built")),
        Ok(status) => panic!("{} could not build the guest {guest}: {status}", go.display()),
        Err(error) => panic!("{}: {error}; set GO to a `go` command of Go 1.22 or later", go.display()),
    }
}

/// wasmi has each of these proposals switched on, and more.
fn validate(guest: &str, wasm: &[u8]) {
    let features = WasmFeatures::WASM2 - WasmFeatures::SIMD;
    if let Err(error) = Validator::new_with_features(features).validate_all(wasm) {
        panic!("the guest {guest} is not valid: {error}");
    }
}
