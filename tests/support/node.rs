//! Node with Go's own script: the reference for the behavior of programs.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::go::Toolchain;
use crate::process::Outcome;
use crate::target;

/// Go 1.20 and older assign to `globalThis.crypto`, which newer releases of Node define as a getter without a setter.
const WRITABLE_CRYPTO: &str =
    "--import=data:text/javascript,Object.defineProperty(globalThis,\"crypto\",{writable:true})";

/// Returns the path of `node`, if it is on the PATH.
pub fn find() -> Option<PathBuf> {
    let name = format!("node{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(&name)).find(|path| path.is_file())
}

/// Returns the command that runs a module under Node, as the script `go_js_wasm_exec` of that Go release does.
pub fn command(node: &Path, go: &Toolchain, module: &Path) -> Result<Command, String> {
    // Go 1.24 moved the scripts from `misc` to `lib`.
    let scripts = ["lib/wasm", "misc/wasm"].map(|folder| go.root.join(folder).join("wasm_exec_node.js"));
    let script = scripts.iter().find(|script| script.is_file());
    let script = script.ok_or_else(|| format!("no wasm_exec_node.js below {}", go.root.display()))?;
    let mut command = Command::new(node);
    command.arg("--stack-size=8192");
    let text = fs::read_to_string(script).map_err(|error| format!("{}: {error}", script.display()))?;
    if text.contains("globalThis.crypto = ") {
        command.arg(WRITABLE_CRYPTO);
    }
    command.arg(script).arg(module);
    Ok(command)
}

/// The parts of an outcome that are compared with Node's.
#[derive(Clone, Copy, Debug)]
pub enum Comparison {
    /// Exit code, stdout and stderr.
    All,
    /// Exit code and stdout. The text says why stderr must differ.
    AllButStderr(&'static str),
    /// Nothing. The text says why.
    Nothing(&'static str),
}

/// Compares our outcome with Node's. If they differ, writes both to files in full.
pub fn compare(trial: &str, ours: &Outcome, node: &Outcome, comparison: Comparison) -> Result<(), String> {
    let mut differences = Vec::new();
    if ours.status != node.status {
        differences.push(format!("ours ended with {}, Node with {}", ours.status, node.status));
    }
    differences.extend(first_difference("stdout", &ours.stdout, &node.stdout));
    if matches!(comparison, Comparison::All) {
        differences.extend(first_difference("stderr", &ours.stderr, &node.stderr));
    }
    if differences.is_empty() {
        return Ok(());
    }
    let folder = target().join("guests").join("differences").join(trial);
    match keep(&folder, ours, node) {
        Ok(()) => differences.push(format!("all of it is in {}", folder.display())),
        Err(error) => differences.push(format!("{}: {error}", folder.display())),
    }
    Err(differences.join("\n"))
}

fn first_difference(stream: &str, ours: &[u8], node: &[u8]) -> Option<String> {
    if ours == node {
        return None;
    }
    let show = |line: Option<&&[u8]>| match line {
        Some(line) => format!("{:.400}", format!("{:?}", String::from_utf8_lossy(line))),
        None => "nothing more".to_owned(),
    };
    let (ours, node): (Vec<_>, Vec<_>) = (ours.split(|&b| b == b'\n').collect(), node.split(|&b| b == b'\n').collect());
    let same = ours.iter().zip(&node).take_while(|(ours, node)| ours == node).count();
    let (ours, node) = (show(ours.get(same)), show(node.get(same)));
    Some(format!("{stream} differs from line {} on\n  ours: {ours}\n  Node: {node}", same + 1))
}

fn keep(folder: &Path, ours: &Outcome, node: &Outcome) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    for (whose, outcome) in [("ours", ours), ("node", node)] {
        fs::write(folder.join(format!("{whose}.stdout")), &outcome.stdout)?;
        fs::write(folder.join(format!("{whose}.stderr")), &outcome.stderr)?;
    }
    Ok(())
}
