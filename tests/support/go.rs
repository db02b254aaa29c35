//! Go toolchains, and the guests that they build.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use super::process::scratch;
use super::{root, target};

/// What every guest is built with: the last release whose modules import from `go` (that is Debian's), and three that
/// import from `gojs`.
pub(crate) const VERSIONS: [&str; 4] = ["1.19", "1.21.13", "1.24.11", NEWEST];

/// The toolchain of the prebuilt guest.
pub(crate) const NEWEST: &str = "1.27.3";

/// The module that is kept in the repository.
pub(crate) fn prebuilt() -> PathBuf {
    root().join("examples/guest/greet.wasm")
}

#[derive(Clone, Debug)]
pub(crate) struct Toolchain {
    version: &'static str,
    pub(crate) command: PathBuf,
    pub(crate) root: PathBuf,
}

impl Toolchain {
    /// The toolchain of this version, fetched where the machine has none.
    pub(crate) fn get(version: &'static str) -> Result<Arc<Self>, String> {
        type Known = BTreeMap<&'static str, Result<Arc<Toolchain>, String>>;
        static KNOWN: Mutex<Known> = Mutex::new(Known::new());
        // The lock is held meanwhile: what one trial fetches, the others wait for.
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(version).or_insert_with(|| Self::fetch(version).map(Arc::new)).clone()
    }

    fn fetch(version: &'static str) -> Result<Self, String> {
        let command = PathBuf::from(stdout(Command::new(root().join("tests/fetch-go")).arg(version))?);
        let root = PathBuf::from(stdout(isolated(Command::new(&command)).args(["env", "GOROOT"]))?);
        Ok(Self { version, command, root })
    }

    /// The module of `tests/guests/<name>`, built now if there is none yet that is newer than what it is made from.
    pub(crate) fn build(&self, name: &str) -> Result<PathBuf, String> {
        self.build_in(&root().join("tests/guests"), name)
    }

    /// The module of `examples/guest/<name>`.
    #[allow(dead_code, reason = "one of the tests runs these")]
    pub(crate) fn build_example(&self, name: &str) -> Result<PathBuf, String> {
        self.build_in(&root().join("examples/guest"), name)
    }

    fn build_in(&self, guests: &Path, name: &str) -> Result<PathBuf, String> {
        static BUILDING: Mutex<()> = Mutex::new(());
        // One build at a time: the go command is parallel in itself.
        let _building = BUILDING.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = target().join("guests").join(self.version);
        let module = folder.join(format!("{name}.wasm"));
        if self.is_fresh(&module, guests, name).map_err(|error| format!("guest {name}: {error}"))? {
            return Ok(module);
        }
        fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        // Renamed into place: another process may be reading, or building the same.
        let fresh = scratch(&folder, name);
        let mut go = isolated(Command::new(&self.command));
        go.env("GOOS", "js").env("GOARCH", "wasm").current_dir(guests);
        go.args(["build", "-p=2", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o"]);
        stdout(go.arg(&fresh).arg(format!("./{name}")))?;
        fs::rename(&fresh, &module).map_err(|error| format!("{}: {error}", module.display()))?;
        Ok(module)
    }

    fn is_fresh(&self, module: &Path, guests: &Path, name: &str) -> std::io::Result<bool> {
        let Ok(built) = modified(module) else { return Ok(false) };
        let mut newest = modified(&guests.join("go.mod"))?.max(modified(&self.command)?);
        for source in fs::read_dir(guests.join(name))? {
            newest = newest.max(source?.metadata()?.modified()?);
        }
        Ok(built > newest)
    }
}

fn modified(path: &Path) -> std::io::Result<SystemTime> {
    fs::metadata(path)?.modified()
}

/// A go command that neither the user's settings nor a network can sway. Its cache is in the target folder.
pub(crate) fn isolated(mut go: Command) -> Command {
    for name in ["GOROOT", "GOEXPERIMENT", "GOWASM", "GODEBUG", "GO111MODULE", "GOTOOLDIR"] {
        go.env_remove(name);
    }
    let store = target().join("go");
    go.env("GOCACHE", store.join("cache")).env("GOPATH", store.join("path"));
    go.envs([
        ("GOENV", "off"),
        ("GOWORK", "off"),
        ("GOTOOLCHAIN", "local"),
        ("GOFLAGS", "-mod=mod"),
        ("GOPROXY", "off"),
    ]);
    go
}

/// Runs a command, and gives what it printed to stdout without the line break at the end. What it printed to stderr is
/// the error if it failed.
pub(crate) fn stdout(command: &mut Command) -> Result<String, String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if !output.status.success() {
        return Err(format!("{command:?}: {}\n{}", output.status, String::from_utf8_lossy(&output.stderr)));
    }
    let text = String::from_utf8(output.stdout).map_err(|error| format!("{command:?}: {error}"))?;
    Ok(text.trim_end().to_owned())
}
