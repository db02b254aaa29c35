//! What a program is started with.

use alloc::{collections::BTreeMap, string::String, vec::Vec};

/// Arguments, environment variables and working directory of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Environment {
    /// `os.Args`: the program's name, then its arguments.
    pub(crate) args: Vec<String>,
    /// Sorted by name, as `wasm_exec.js` passes them on.
    pub(crate) vars: BTreeMap<String, String>,
    /// An absolute path of the guest's own tree.
    pub(crate) cwd: String,
}

impl Default for Environment {
    /// The program's name is `js`, as in `wasm_exec.js`.
    fn default() -> Self {
        Environment { args: ["js".into()].into(), vars: BTreeMap::new(), cwd: "/".into() }
    }
}
