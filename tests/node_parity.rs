//! Runs real Go programs under our command line, and compares what they do with what they do under Node.
//!
//! Each case of each guest is one or two trials for each version of Go and each wasm runtime that there is:
//! - `wasmi/runs/go1.27.3/<guest>/<case>` runs it under `go_js_wasm_exec` and checks what is written down with the case;
//! - `wasmi/node/go1.27.3/<guest>/<case>` runs it under Node with that Go's own script as well, and requires the same
//!   stdout, stderr and exit code, to the byte.
//!
//! What is missing is fetched or built first. Ignored, which the last lines say, are the second kind where there is no Node,
//! and what only `--include-ignored` runs, since it takes long: older Go on any runtime but wasmi. An import does the same on
//! each, and what the compiler of a runtime makes of a module depends little on which Go it is from.

mod support;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::{Arc, OnceLock};

use libtest_mimic::{Arguments, Failed, Trial};

use support::case::{Case, Guest};
use support::cases;
use support::engines::{self, ENGINES};
use support::go::{self, Toolchain};
use support::node::{self, Comparison};
use support::process::{self, Outcome};

/// A case of a guest with one version of Go on one runtime.
struct Run {
    engine: &'static str,
    version: &'static str,
    guest: &'static str,
    prebuilt: bool,
    case: Case,
    /// What it did under our command line: run once, looked at by both trials.
    ours: OnceLock<Result<Outcome, String>>,
}

impl Run {
    fn name(&self) -> String {
        let name = format!("go{}/{}", self.version, self.guest);
        if self.case.name.is_empty() { name } else { format!("{name}/{}", self.case.name) }
    }

    fn module(&self) -> Result<PathBuf, String> {
        if self.prebuilt { Ok(go::prebuilt()) } else { Toolchain::get(self.version)?.build(self.guest) }
    }

    fn ours(&self) -> Result<&Outcome, String> {
        let outcome = self.ours.get_or_init(|| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_go_js_wasm_exec"));
            command.arg(self.module()?);
            let mut input = self.case.input.clone();
            engines::ask_for(self.engine, &mut input);
            process::run(command, &input)
        });
        outcome.as_ref().map_err(Clone::clone)
    }

    fn check(&self) -> Result<(), Failed> {
        let ours = self.ours()?;
        self.case.check(ours).map_err(|what| format!("{what}\n{}", ours.summary()).into())
    }

    fn compare(&self, node: Option<&Path>) -> Result<(), Failed> {
        let node = node.ok_or("there is no `node` on the PATH")?;
        let module = self.module()?;
        let go = Toolchain::get(self.version)?;
        let reference = process::run(node::command(node, &go, &module)?, &self.case.input)?;
        // What is written down must hold under Node, too: a case that only we pass would be a mistake in the case.
        self.case.check(&reference).map_err(|what| format!("under Node: {what}\n{}", reference.summary()))?;
        Ok(node::compare(&self.name(), self.ours()?, &reference, self.case.comparison)?)
    }
}

fn trials(guests: Vec<Guest>, node: Option<&Arc<Path>>) -> Vec<Trial> {
    let mut trials = Vec::new();
    for guest in guests {
        for &version in guest.versions {
            for (case, &engine) in guest.cases.iter().flat_map(|case| ENGINES.iter().map(move |engine| (case, engine)))
            {
                let (guest, prebuilt, case) = (guest.name, guest.prebuilt, case.clone());
                let run = Arc::new(Run { engine, version, guest, prebuilt, case, ours: OnceLock::new() });
                let name = run.name();
                let for_long = !engines::is_usual(engine, version);
                if !matches!(run.case.comparison, Comparison::Nothing(_)) {
                    let (run, node) = (run.clone(), node.cloned());
                    let ignored = node.is_none();
                    let trial = Trial::test(format!("{engine}/node/{name}"), move || run.compare(node.as_deref()));
                    trials.push(trial.with_ignored_flag(ignored || for_long));
                }
                let trial = Trial::test(format!("{engine}/runs/{name}"), move || run.check());
                trials.push(trial.with_ignored_flag(for_long));
            }
        }
    }
    trials
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let node: Option<Arc<Path>> = node::find().map(Arc::from);
    let conclusion = libtest_mimic::run(&arguments, trials(cases::all(), node.as_ref()));
    if node.is_none() && conclusion.num_ignored > 0 {
        eprintln!("WARNING: NO COMPARISON WITH NODE WAS RUN: there is no `node` on the PATH.");
    }
    if conclusion.num_ignored > 0 {
        let number = conclusion.num_ignored;
        eprintln!("{number} trials were not run: older Go on other runtimes takes --include-ignored.\n");
    }
    conclusion.exit_code()
}
