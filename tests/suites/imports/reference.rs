//! The reference: `wasm_exec.js` of a Go release under Node, and the comparison of its behavior with ours.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::session::Trace;
use gojs_tests::go::Toolchain;
use gojs_tests::process::{self, Input};
use gojs_tests::{root, target};

/// Stands for the module of a Go program. It re-exports the functions of the driver.
const MODULE: &str = r#"(module
    (func (export "run") (import "host" "run") (param i32 i32))
    (func (export "resume") (import "host" "resume"))
    (func (export "getsp") (import "host" "getsp") (result i32))
    (memory (export "mem") (import "host" "mem") 1))"#;

/// The observations of the reference, by session.
pub(crate) type Observations = BTreeMap<String, Vec<String>>;

/// Replays the sessions under Node, all in one process.
pub(crate) fn replay<'a>(
    node: &Path,
    version: &'static str,
    traces: impl Iterator<Item = &'a Trace>,
) -> Result<Observations, String> {
    let go = Toolchain::get(version)?;
    // Go 1.24 moved the script from `misc` to `lib`.
    let scripts = ["lib/wasm", "misc/wasm"].map(|folder| go.root.join(folder).join("wasm_exec.js"));
    let script = scripts.iter().find(|script| script.is_file());
    let script = script.ok_or_else(|| format!("no wasm_exec.js below {}", go.root.display()))?;
    let module = wat::parse_str(MODULE).map_err(|error| error.to_string())?;
    let mut commands = String::from("module ");
    for byte in module {
        let _ = write!(commands, "{byte:02x}");
    }
    commands.push('\n');
    commands.extend(traces.map(|trace| &trace.commands[..]));

    let mut command = Command::new(node);
    command.env("TZ", "UTC");
    command.arg(root().join("tests/suites/imports/driver.js")).arg(script);
    let input = Input { stdin: Some(commands.into_bytes()), ..Input::default() };
    let outcome = process::run(command, &input)?;
    if !outcome.status.success() {
        return Err(format!("the driver failed: {}", outcome.summary()));
    }
    let text = String::from_utf8(outcome.stdout).map_err(|error| error.to_string())?;
    let mut observations = Observations::new();
    let mut current = None;
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("session ") {
            current = Some(observations.entry(name.to_owned()).or_default());
        }
        if let Some(session) = &mut current {
            session.push(line.to_owned());
        }
    }
    Ok(observations)
}

/// Returns the number of calls that were compared, or describes the first difference.
pub(crate) fn compare(version: &str, trace: &Trace, theirs: Option<&Vec<String>>) -> Result<usize, String> {
    if let Some(failure) = &trace.failure {
        return Err(format!("session {}: {failure}", trace.name));
    }
    let ours = trace.steps.iter().map(|step| &step.observation);
    let theirs = theirs.map_or(&[][..], Vec::as_slice);
    let same = ours.zip(theirs).take_while(|(ours, theirs)| ours == theirs).count();
    let (count, longest) = (trace.steps.len(), trace.steps.len().max(theirs.len()));
    match trace.difference {
        None if same == longest => Ok(count),
        Some(_) if same + 1 == longest => Ok(count),
        Some(why) if same == longest => {
            Err(format!("session {}: its last call should differ, and does not: {why}", trace.name))
        }
        _ => Err(difference(version, trace, same, theirs.get(same))),
    }
}

fn difference(version: &str, trace: &Trace, number: usize, theirs: Option<&String>) -> String {
    let step = trace.steps.get(number);
    let label = step.map_or("after the end", |step| &step.label);
    let mut text = format!("session {}: call {number} differs: {label}", trace.name);
    let ours = step.map(|step| &step.observation);
    for (whose, line) in [("ours", ours), ("Node", theirs)] {
        let _ = write!(text, "\n  {whose}: {:.600}", line.map_or("nothing", |line| line));
    }
    text.push_str("\nbefore it:");
    for step in &trace.steps[number.saturating_sub(4)..number.min(trace.steps.len())] {
        let _ = write!(text, "\n  {}: {:.200}", step.label, step.observation);
    }
    match keep(version, trace) {
        Ok(path) => text + &format!("\nall of its commands are in {path}"),
        Err(error) => text + &format!("\nits commands can't be kept: {error}"),
    }
}

fn keep(version: &str, trace: &Trace) -> std::io::Result<String> {
    let path = target().join("imports").join(version).join(format!("{}.txt", trace.name));
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&path, &trace.commands)?;
    Ok(path.display().to_string())
}
