//! Compares JavaScript values and globals with Node's: each line of `tests/guests/js_eval/scripts` is a check.
//!
//! The guest `js_eval` evaluates the lines through `syscall/js`, so its host performs every operation, and prints the
//! results. The same module must print the same under Node and under us. Each script is a trial for each version of Go
//! on wasmi, and for the newest version on every other runtime. Node runs it once per version. Without Node the trials
//! are ignored.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, OnceLock};

use libtest_mimic::{Failed, Trial};

use crate::engines::{self, ENGINES};
use gojs_tests::go::{self, NEWEST, Toolchain};
use gojs_tests::harness::Count;
use gojs_tests::node;
use gojs_tests::process::{self, Input, Outcome};
use gojs_tests::root;

/// The oldest release whose modules import from `gojs`, and the newest.
const VERSIONS: &[&str] = &["1.21.13", NEWEST];

/// Scripts about modules that the `wasm_exec_node.js` of older releases does not put on the global object.
const NEWEST_ONLY: [&str; 2] = ["fs", "path"];

/// Lines whose results differ from Node's, with the reasons. A line that no longer differs must be removed.
const DIFFERENCES: &[(&str, &str)] = &[
    ("String.prototype", "there is no RegExp, and so no match, matchAll and search"),
    ("crypto.getRandomValues(new Uint8Array(65537))", "programs of Go 1.20 and earlier ask for more than the quota"),
    (
        "let t = new EventTarget(), n = 0, f = () => { n++ }; t.addEventListener(\"x\", f, {capture: true}); \
         t.removeEventListener(\"x\", f, true); t.dispatchEvent(new Event(\"x\")); n",
        "Node 20 keeps a listener that DOM's standard removes",
    ),
];

/// Groups the output of a host by the number of the script line that printed it.
fn results(stdout: &[u8]) -> BTreeMap<String, Vec<String>> {
    let mut results = BTreeMap::<String, Vec<String>>::new();
    for line in String::from_utf8_lossy(stdout).lines() {
        let (number, result) = line.split_once(": ").unwrap_or(("", line));
        results.entry(number.to_owned()).or_default().push(result.to_owned());
    }
    results
}

/// The number of times that a script is run if only lines differ that let time pass. On a busy machine a timer of a few
/// milliseconds may fire too late for such a line. A line with a wrong result fails each time.
const TRIES: usize = 3;

/// The lines of a script that differ, and the number of lines that do not.
struct Comparison {
    differences: Vec<Difference>,
    same: usize,
}

struct Difference {
    text: String,
    lets_time_pass: bool,
}

fn compare(source: &str, ours: &[u8], reference: &[u8]) -> Comparison {
    let (ours, reference) = (results(ours), results(reference));
    let lines: Vec<&str> = source.lines().collect();
    let mut comparison = Comparison { differences: Vec::new(), same: 0 };
    for (number, expected) in &reference {
        let line = number.parse::<usize>().ok().and_then(|number| lines.get(number.wrapping_sub(1))).copied();
        let line = line.unwrap_or_default();
        let got = ours.get(number);
        if let Some(error) = expected.iter().find(|text| text.starts_with("syntax error: ")) {
            // The evaluator is the same program under Node.
            let text = format!("line {number} tests nothing: the evaluator does not support it: {error}\n  {line}");
            comparison.differences.push(Difference { text, lets_time_pass: false });
            continue;
        }
        let is_known = DIFFERENCES.iter().any(|(known, _)| *known == line);
        let text = match (is_known, got == Some(expected)) {
            (false, true) => {
                comparison.same += 1;
                continue;
            }
            (true, false) => continue,
            (true, true) => format!("line {number} is as under Node, and on the list of those that are not: {line}"),
            (false, false) => {
                let got = got.map_or_else(String::new, |got| got.join("\n        "));
                format!("line {number}: {line}\n  ours: {got}\n  Node: {}", expected.join("\n        "))
            }
        };
        comparison.differences.push(Difference { text, lets_time_pass: line.contains("// async") });
    }
    comparison
}

/// A script with one release of Go. The trials of all runtimes share it.
struct Script {
    path: PathBuf,
    version: &'static str,
    node: Option<Arc<Path>>,
    /// The output under Node, which runs the script once.
    reference: OnceLock<Result<Outcome, String>>,
}

impl Script {
    fn input(&self) -> Result<Input, Failed> {
        let source = fs::read(&self.path)?;
        Ok(Input { stdin: Some(source), env: vec![("TZ".into(), "UTC".into())], ..Input::default() })
    }

    fn ask_node(&self) -> Result<Outcome, Failed> {
        let node = self.node.as_deref().ok_or("there is no `node` on the PATH")?;
        let go = Toolchain::get(self.version)?;
        let reference = process::run(node::command(node, &go, &go.build("js_eval")?)?, &self.input()?)?;
        if reference.status.success() {
            Ok(reference)
        } else {
            Err(format!("under Node: {}", reference.summary()).into())
        }
    }

    fn reference(&self) -> Result<Outcome, Failed> {
        let reference = self
            .reference
            .get_or_init(|| self.ask_node().map_err(|failed| failed.message().unwrap_or_default().to_owned()));
        Ok(reference.clone()?)
    }

    fn run(&self, engine: &str) -> Result<Outcome, Failed> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_go_js_wasm_exec"));
        command.arg(Toolchain::get(self.version)?.build("js_eval")?);
        let mut input = self.input()?;
        engines::ask_for(engine, &mut input);
        Ok(process::run(command, &input)?)
    }

    /// Compares the output under a runtime with Node's, and returns the number of checks.
    fn check(&self, engine: &str) -> Result<usize, Failed> {
        let source = fs::read_to_string(&self.path)?;
        let mut reference = self.reference()?;
        for number in 1.. {
            let ours = self.run(engine)?;
            let Comparison { differences, same } = compare(&source, &ours.stdout, &reference.stdout);
            if differences.is_empty() && ours.status == reference.status {
                return Ok(same);
            }
            if number == TRIES || !differences.iter().all(|difference| difference.lets_time_pass) {
                let number = differences.len();
                let texts: Vec<String> = differences.into_iter().map(|difference| difference.text).collect();
                let (texts, summary) = (texts.join("\n"), ours.summary());
                return Err(
                    format!("{number} of {} checks differ\n{texts}\nours ended with {summary}", same + number).into()
                );
            }
            // A timer may have fired too late under Node.
            reference = self.ask_node()?;
        }
        unreachable!("the last try returns")
    }
}

fn scripts() -> std::io::Result<Vec<PathBuf>> {
    let mut scripts = Vec::new();
    for entry in fs::read_dir(root().join("tests/guests/js_eval/scripts"))? {
        scripts.push(entry?.path());
    }
    scripts.sort();
    Ok(scripts)
}

pub(crate) fn trials(node: Option<&Arc<Path>>, compared: &Count) -> Vec<Trial> {
    let mut trials = Vec::new();
    for path in scripts().expect("the scripts are in the repository") {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        for version in go::tried(VERSIONS) {
            if version != NEWEST && NEWEST_ONLY.contains(&name.as_str()) {
                continue;
            }
            let (path, node) = (path.clone(), node.cloned());
            let script = Arc::new(Script { path, version, node, reference: OnceLock::new() });
            for &engine in ENGINES.iter().filter(|engine| engines::is_usual(engine, version)) {
                let (script, compared) = (script.clone(), compared.clone());
                let ignored = script.node.is_none();
                let trial = Trial::test(format!("js_values::{engine}/go{version}/{name}"), move || {
                    compared.add(script.check(engine)?);
                    Ok(())
                });
                trials.push(trial.with_ignored_flag(ignored));
            }
        }
    }
    trials
}
