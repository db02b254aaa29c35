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

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, OnceLock};

use libtest_mimic::{Failed, Trial};

use crate::engines::{self, ENGINES};
use gojs_tests::case::{Case, Guest};
use gojs_tests::cases;
use gojs_tests::go::{self, Toolchain};
use gojs_tests::harness::Count;
use gojs_tests::node::{self, Comparison};
use gojs_tests::process::{self, Outcome};

/// A case of a guest with one version of Go, which the trials of all runtimes share.
struct Program {
    version: &'static str,
    guest: &'static str,
    prebuilt: bool,
    case: Case,
    /// What it does under Node, run once.
    reference: OnceLock<Result<Outcome, String>>,
}

impl Program {
    fn name(&self) -> String {
        let name = format!("go{}/{}", self.version, self.guest);
        if self.case.name.is_empty() { name } else { format!("{name}/{}", self.case.name) }
    }

    fn module(&self) -> Result<PathBuf, String> {
        if self.prebuilt { Ok(go::prebuilt()) } else { Toolchain::get(self.version)?.build(self.guest) }
    }

    fn reference(&self, node: Option<&Path>) -> Result<&Outcome, String> {
        let outcome = self.reference.get_or_init(|| {
            let node = node.ok_or("there is no `node` on the PATH")?;
            let go = Toolchain::get(self.version)?;
            let reference = process::run(node::command(node, &go, &self.module()?)?, &self.case.input)?;
            // What is written down must hold under Node, too: a case that only we pass would be a mistake in the case.
            let checked = self.case.check(&reference);
            checked.map_err(|what| format!("under Node: {what}\n{}", reference.summary()))?;
            Ok(reference)
        });
        outcome.as_ref().map_err(Clone::clone)
    }
}

/// A program on one runtime.
struct Run {
    program: Arc<Program>,
    engine: &'static str,
    /// What it did under our command line: run once, looked at by both trials.
    ours: OnceLock<Result<Outcome, String>>,
}

impl Run {
    fn ours(&self) -> Result<&Outcome, String> {
        let outcome = self.ours.get_or_init(|| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_go_js_wasm_exec"));
            command.arg(self.program.module()?);
            let mut input = self.program.case.input.clone();
            engines::ask_for(self.engine, &mut input);
            process::run(command, &input)
        });
        outcome.as_ref().map_err(Clone::clone)
    }

    fn check(&self) -> Result<(), Failed> {
        let ours = self.ours()?;
        self.program.case.check(ours).map_err(|what| format!("{what}\n{}", ours.summary()).into())
    }

    fn compare(&self, node: Option<&Path>) -> Result<(), Failed> {
        let reference = self.program.reference(node)?;
        Ok(node::compare(&self.program.name(), self.ours()?, reference, self.program.case.comparison)?)
    }
}

pub(crate) fn trials(node: Option<&Arc<Path>>, compared: &Count) -> Vec<Trial> {
    let mut trials = Vec::new();
    for Guest { name: guest, versions, prebuilt, cases } in cases::all() {
        for (version, case) in go::tried(versions).flat_map(|version| cases.iter().map(move |case| (version, case))) {
            let reference = OnceLock::new();
            let program = Arc::new(Program { version, guest, prebuilt, case: case.clone(), reference });
            let name = program.name();
            for &engine in ENGINES {
                let run = Arc::new(Run { program: program.clone(), engine, ours: OnceLock::new() });
                let is_usual = engines::is_usual(engine, version);
                if !matches!(case.comparison, Comparison::Nothing(_)) {
                    let (run, node, compared) = (run.clone(), node.cloned(), compared.clone());
                    let ignored = node.is_none() || !is_usual;
                    let trial = Trial::test(format!("node_parity::{engine}/node/{name}"), move || {
                        run.compare(node.as_deref())?;
                        compared.add(1);
                        Ok(())
                    });
                    trials.push(trial.with_ignored_flag(ignored));
                }
                let trial = Trial::test(format!("node_parity::{engine}/runs/{name}"), move || run.check());
                trials.push(trial.with_ignored_flag(!is_usual));
            }
        }
    }
    trials
}
