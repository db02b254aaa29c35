//! Builds the Go guests, which the firmware contains in flash.
//!
//! The environment variable `GO` names the `go` command; the default is `go` on the `PATH`. Programs built with Go 1.26
//! or later need little memory; the measurements in this folder are for Go 1.27.

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
        Ok(status) if status.success() => validate(guest, &fs::read(wasm).expect("`go build` has written the guest")),
        Ok(status) => panic!("{} could not build the guest {guest}: {status}", go.display()),
        Err(error) => panic!("{}: {error}; set GO to a `go` command of Go 1.22 or later", go.display()),
    }
}

/// Validates a guest. wasmi enables each of these proposals, and others.
fn validate(guest: &str, wasm: &[u8]) {
    let features = WasmFeatures::WASM2 - WasmFeatures::SIMD;
    if let Err(error) = Validator::new_with_features(features).validate_all(wasm) {
        panic!("the guest {guest} is not valid: {error}");
    }
}
