//! JavaScript's values and globals against Node's: each line of `tests/guests/js_eval/scripts` is a check.
//!
//! The guest `js_eval` evaluates the lines by way of `syscall/js`, so that every operation is one of its host's, and
//! prints what came out. The same module under Node and under us must print the same. Each script is a trial for each
//! version of Go on wasmi, and for the newest on every other runtime. Where there is no Node nothing can be compared, and the last line says so.

#[allow(dead_code, reason = "of what runs guests, this needs no table of cases")]
mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use libtest_mimic::{Arguments, Failed, Trial};

use support::engines;
use support::go::{NEWEST, Toolchain};
use support::node;
use support::process::{self, Input};
use support::root;

/// The oldest release whose modules import from `gojs`, and the newest.
const VERSIONS: [&str; 2] = ["1.21.13", NEWEST];

/// Scripts about what the `wasm_exec_node.js` of older releases does not put on the global object.
const NEWEST_ONLY: [&str; 2] = ["fs", "path"];

/// Lines that come out otherwise than under Node, each with the reason. A line that does not, any more, must go.
const DIFFERENCES: &[(&str, &str)] = &[
    ("String.prototype", "there is no RegExp, and so no match, matchAll and search"),
    ("crypto.getRandomValues(new Uint8Array(65537))", "programs of Go 1.20 and earlier ask for more than the quota"),
    (
        "let t = new EventTarget(), n = 0, f = () => { n++ }; t.addEventListener(\"x\", f, {capture: true}); \
         t.removeEventListener(\"x\", f, true); t.dispatchEvent(new Event(\"x\")); n",
        "Node 20 keeps a listener that DOM's standard removes",
    ),
];

/// Checks that came out the same.
static CHECKS: AtomicUsize = AtomicUsize::new(0);

/// What a host printed, by the number of the line that it is of.
fn results(stdout: &[u8]) -> BTreeMap<String, Vec<String>> {
    let mut results = BTreeMap::<String, Vec<String>>::new();
    for line in String::from_utf8_lossy(stdout).lines() {
        let (number, result) = line.split_once(": ").unwrap_or(("", line));
        results.entry(number.to_owned()).or_default().push(result.to_owned());
    }
    results
}

/// How often a script is run again where lines differ that let time pass: on a busy machine a timer of some milliseconds
/// may be late for what the line is about. A line that is wrong is wrong each time.
const TRIES: usize = 3;

/// The lines of a script that differ, and how many don't.
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

fn check(engine: &str, version: &'static str, script: &Path, node: Option<&Path>) -> Result<(), Failed> {
    let node = node.ok_or("there is no `node` on the PATH")?;
    let go = Toolchain::get(version)?;
    let module = go.build("js_eval")?;
    let source = fs::read_to_string(script)?;
    let stdin = Some(source.clone().into_bytes());
    let input = Input { stdin, env: vec![("TZ".into(), "UTC".into())], ..Input::default() };
    let mut our_input = input.clone();
    engines::ask_for(engine, &mut our_input);
    let mut tries = 1..=TRIES;
    loop {
        let last_try = tries.next().is_none_or(|number| number == TRIES);
        let mut command = Command::new(env!("CARGO_BIN_EXE_go_js_wasm_exec"));
        command.arg(&module);
        let ours = process::run(command, &our_input)?;
        let reference = process::run(node::command(node, &go, &module)?, &input)?;
        if !reference.status.success() {
            return Err(format!("under Node: {}", reference.summary()).into());
        }
        let Comparison { differences, same } = compare(&source, &ours.stdout, &reference.stdout);
        if differences.is_empty() && ours.status == reference.status {
            CHECKS.fetch_add(same, Ordering::Relaxed);
            return Ok(());
        }
        if last_try || !differences.iter().all(|difference| difference.lets_time_pass) {
            let number = differences.len();
            let texts: Vec<String> = differences.into_iter().map(|difference| difference.text).collect();
            let (texts, summary) = (texts.join("\n"), ours.summary());
            return Err(
                format!("{number} of {} checks differ\n{texts}\nours ended with {summary}", same + number).into()
            );
        }
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

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let node: Option<Arc<Path>> = node::find().map(Arc::from);
    let mut trials = Vec::new();
    for script in scripts().expect("the scripts are in the repository") {
        for (engine, version) in engines::with_go(VERSIONS) {
            let name = script.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            if version != NEWEST && NEWEST_ONLY.contains(&name.as_str()) {
                continue;
            }
            let (script, node) = (script.clone(), node.clone());
            let ignored = node.is_none();
            let trial = Trial::test(format!("{engine}/go{version}/{name}"), move || {
                check(engine, version, &script, node.as_deref())
            });
            trials.push(trial.with_ignored_flag(ignored));
        }
    }
    let number = trials.len();
    let conclusion = libtest_mimic::run(&arguments, trials);
    println!("{} checks came out as under Node\n", CHECKS.load(Ordering::Relaxed));
    if node.is_none() {
        eprintln!(
            "WARNING: {number} SCRIPTS OF CHECKS WERE NOT RUN: there is no `node` on the PATH to compare with.\n"
        );
    }
    conclusion.exit_code()
}
