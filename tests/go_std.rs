//! Go's own tests of its standard library: what passes under Node passes here.
//!
//! Each of these packages is a trial. `tests/go-std` builds it, runs it and compares it, and can do so with all the others.

#[allow(dead_code, reason = "of what runs guests, this needs the folders alone")]
mod support;

use std::process::{Command, ExitCode, Stdio};

use libtest_mimic::{Arguments, Failed, Trial};

use support::root;

/// The packages that are most about the host, and some of each other kind that take few seconds.
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
    "encoding/json",
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
    "net/http",
    "net/textproto",
    "net/url",
    "os",
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

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trials = PACKAGES.iter().map(|&package| Trial::test(package, move || check(package))).collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}
