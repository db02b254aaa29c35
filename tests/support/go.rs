//! Go toolchains, and building guests with them.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use crate::process::scratch;
use crate::{root, target};

/// The Go releases that build every guest: the last release whose modules import from `go` (as packaged by Debian), and
/// three releases that import from `gojs`.
pub const VERSIONS: [&str; 4] = ["1.19", "1.21.13", "1.24.11", NEWEST];

/// The toolchain of the prebuilt guest.
pub const NEWEST: &str = "1.27.3";

/// Whether the variable `GOJS_TESTS` requests a quick run: only the newest Go, and without the slowest trials.
pub fn is_quick() -> bool {
    std::env::var_os("GOJS_TESTS").is_some_and(|value| value == "quick")
}

/// Filters Go releases to those that this run tests: all, or only the newest in a quick run.
pub fn tried(versions: &'static [&'static str]) -> impl Iterator<Item = &'static str> + Clone {
    versions.iter().copied().filter(|&version| version == NEWEST || !is_quick())
}

/// Returns the path of the module that is kept in the repository.
pub fn prebuilt() -> PathBuf {
    root().join("examples/guest/greet.wasm")
}

#[derive(Clone, Debug)]
pub struct Toolchain {
    version: &'static str,
    pub command: PathBuf,
    pub root: PathBuf,
}

impl Toolchain {
    /// Returns the toolchain of this version. Fetches it if the machine does not have it.
    pub fn get(version: &'static str) -> Result<Arc<Self>, String> {
        type Known = BTreeMap<&'static str, Result<Arc<Toolchain>, String>>;
        static KNOWN: Mutex<Known> = Mutex::new(Known::new());
        // The lock is held during the fetch, so trials that need the same toolchain wait for it.
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(version).or_insert_with(|| Self::fetch(version).map(Arc::new)).clone()
    }

    fn fetch(version: &'static str) -> Result<Self, String> {
        let command = PathBuf::from(stdout(Command::new(root().join("tests/fetch-go")).arg(version))?);
        let root = PathBuf::from(stdout(isolated(Command::new(&command)).args(["env", "GOROOT"]))?);
        Ok(Self { version, command, root })
    }

    /// Returns the module of `tests/guests/<name>`.
    pub fn build(&self, name: &str) -> Result<PathBuf, String> {
        self.build_in("tests/guests", name)
    }

    /// Returns the module of `examples/guest/<name>`.
    pub fn build_example(&self, name: &str) -> Result<PathBuf, String> {
        self.build_in("examples/guest", name)
    }

    /// Returns the module of a guest. The first call for a folder builds all of its guests with one `go build`, which
    /// loads the standard library once and is itself parallel. Modules that are newer than their sources are not
    /// rebuilt.
    fn build_in(&self, guests: &'static str, name: &str) -> Result<PathBuf, String> {
        type Built = BTreeMap<(&'static str, &'static str), Result<PathBuf, String>>;
        static BUILT: Mutex<Built> = Mutex::new(Built::new());
        let mut built = BUILT.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = built.entry((self.version, guests)).or_insert_with(|| self.build_all(&root().join(guests)));
        let module = folder.clone()?.join(format!("{name}.wasm"));
        if module.is_file() {
            Ok(module)
        } else {
            Err(format!("Go {} builds no guest {name} in {guests}", self.version))
        }
    }

    /// Builds all guests of a folder whose build constraints allow this release, and returns the folder of their
    /// modules.
    fn build_all(&self, guests: &Path) -> Result<PathBuf, String> {
        let folder = target().join("guests").join(self.version);
        let context = |error: std::io::Error| format!("{}: {error}", folder.display());
        fs::create_dir_all(&folder).map_err(context)?;
        let stamp = folder.join(format!(".{}", guests.file_name().unwrap_or_default().to_string_lossy()));
        if self.is_fresh(&stamp, guests).map_err(context)? {
            return Ok(folder);
        }
        let fresh = scratch(&folder, "build");
        fs::create_dir_all(&fresh).map_err(context)?;
        let mut go = isolated(Command::new(&self.command));
        go.env("GOOS", "js").env("GOARCH", "wasm").current_dir(guests);
        go.args(["build", "-p=2", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o"]).arg(&fresh).arg("./...");
        let result = stdout(&mut go).and_then(|_| {
            for module in fs::read_dir(&fresh).map_err(context)? {
                let module = module.map_err(context)?.path();
                let name = module.file_name().unwrap_or_default().to_string_lossy().into_owned();
                // The module is renamed into place because another process may be reading the old one or building the
                // same one.
                fs::rename(&module, folder.join(format!("{name}.wasm"))).map_err(context)?;
            }
            File::create(&stamp).map_err(context)
        });
        let _ = fs::remove_dir_all(&fresh);
        result.map(|_| folder)
    }

    /// Whether the guests were built after their sources and the toolchain last changed.
    fn is_fresh(&self, stamp: &Path, guests: &Path) -> std::io::Result<bool> {
        let Ok(built) = modified(stamp) else { return Ok(false) };
        let mut newest = modified(&guests.join("go.mod"))?.max(modified(&self.command)?);
        let mut folders = vec![guests.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "go") {
                    newest = newest.max(modified(&path)?);
                }
            }
        }
        Ok(built > newest)
    }
}

fn modified(path: &Path) -> std::io::Result<SystemTime> {
    fs::metadata(path)?.modified()
}

/// Makes a go command independent of the user's settings and of the network. Its cache is in the target folder, unless
/// `GOCACHE` names another.
pub fn isolated(mut go: Command) -> Command {
    for name in ["GOROOT", "GOEXPERIMENT", "GOWASM", "GODEBUG", "GO111MODULE", "GOTOOLDIR"] {
        go.env_remove(name);
    }
    let store = target().join("go");
    if std::env::var_os("GOCACHE").is_none() {
        go.env("GOCACHE", store.join("cache"));
    }
    go.env("GOPATH", store.join("path"));
    go.envs([
        ("GOENV", "off"),
        ("GOWORK", "off"),
        ("GOTOOLCHAIN", "local"),
        ("GOFLAGS", "-mod=mod"),
        ("GOPROXY", "off"),
    ]);
    go
}

/// Runs a command and returns its stdout without the trailing line break. If the command fails, the error includes its
/// stderr.
pub fn stdout(command: &mut Command) -> Result<String, String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if !output.status.success() {
        return Err(format!("{command:?}: {}\n{}", output.status, String::from_utf8_lossy(&output.stderr)));
    }
    let text = String::from_utf8(output.stdout).map_err(|error| format!("{command:?}: {error}"))?;
    Ok(text.trim_end().to_owned())
}
