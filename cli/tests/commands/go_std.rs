//! Go's own tests of its standard library: every test that passes under Node must pass here.
//!
//! Each of these packages is a trial. `tests/go-std` builds, runs and compares it, and can do that with all other
//! packages too.

use std::process::{Command, Stdio};

use gojs_tests::{go, root};
use libtest_mimic::{Failed, Trial};

/// The packages that take longest. A quick run omits them.
const SLOW_PACKAGES: &[&str] = &["net/http", "os", "encoding/json"];

/// The other packages that depend most on the host, and a few fast packages of each other kind.
const PACKAGES: &[&str] = &[
    "archive/tar",
    "archive/zip",
    "bufio",
    "bytes",
    "container/list",
    "context",
    "crypto/rand",
    "crypto/sha256",
    "encoding/base64",
    "encoding/binary",
    "errors",
    "flag",
    "fmt",
    "hash/crc32",
    "html/template",
    "io",
    "io/fs",
    "io/ioutil",
    "log",
    "log/slog",
    "maps",
    "math/bits",
    "mime/multipart",
    "net/textproto",
    "net/url",
    "os/exec",
    "path",
    "path/filepath",
    "regexp",
    "slices",
    "sort",
    "strconv",
    "strings",
    "sync",
    "syscall",
    "testing/fstest",
    "text/template",
    "time",
    "unicode/utf8",
];

fn check(package: &str) -> Result<(), Failed> {
    let mut command = Command::new(root().join("tests/go-std"));
    command.args(["--again", "--runner", env!("CARGO_BIN_EXE_go_js_wasm_exec"), package]);
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output()?;
    if output.status.success() {
        return Ok(());
    }
    Err(String::from_utf8_lossy(&output.stdout).trim_end().into())
}

pub(crate) fn trials() -> Vec<Trial> {
    let slow = if go::is_quick() { &[] } else { SLOW_PACKAGES };
    slow.iter()
        .chain(PACKAGES)
        .map(|&package| Trial::test(format!("go_std::{package}"), move || check(package)))
        .collect()
}
