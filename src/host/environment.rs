//! The environment in which a program starts.

use alloc::{collections::BTreeMap, string::String, vec::Vec};

/// The arguments, environment variables and IDs of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Environment {
    /// `os.Args`: the program's name, then its arguments.
    pub(crate) args: Vec<String>,
    /// Sorted by name, as `wasm_exec.js` passes them on.
    pub(crate) vars: BTreeMap<String, String>,
    pub(crate) ids: Option<ProcessIds>,
}

/// The process, user and group IDs that a program sees: all that Go's package `os` asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProcessIds {
    /// `os.Getpid`
    pub pid: u32,
    /// `os.Getppid`
    pub ppid: u32,
    /// `os.Getuid`
    pub uid: u32,
    /// `os.Getgid`
    pub gid: u32,
    /// `os.Geteuid`
    pub euid: u32,
    /// `os.Getegid`
    pub egid: u32,
    /// `os.Getgroups`
    pub groups: Vec<u32>,
}

#[cfg(all(feature = "std", unix))]
impl ProcessIds {
    /// Returns the IDs of this process. Unix only.
    #[must_use]
    pub fn current() -> Self {
        use rustix::process;
        ProcessIds {
            pid: process::getpid().as_raw_nonzero().get().unsigned_abs(),
            ppid: process::getppid().map_or(0, |pid| pid.as_raw_nonzero().get().unsigned_abs()),
            uid: process::getuid().as_raw(),
            gid: process::getgid().as_raw(),
            euid: process::geteuid().as_raw(),
            egid: process::getegid().as_raw(),
            groups: process::getgroups().unwrap_or_default().into_iter().map(process::Gid::as_raw).collect(),
        }
    }
}

impl Default for Environment {
    /// Names the program `js`, as `wasm_exec.js` does.
    fn default() -> Self {
        Environment { args: ["js".into()].into(), vars: BTreeMap::new(), ids: None }
    }
}
