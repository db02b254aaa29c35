//! Runs real Go programs under our command line, and compares their behavior with that under Node.
//!
//! Each case of each guest is one or two trials for each version of Go and each available wasm runtime:
//! - `wasmi/runs/go1.27.3/<guest>/<case>` runs the case under `go_js_wasm_exec`, and checks the expectations of the
//!   case;
//! - `wasmi/node/go1.27.3/<guest>/<case>` also runs it under Node with the script of that Go release, and requires the
//!   same stdout, stderr and exit code, to the byte.
//!
//! Missing toolchains and guests are fetched or built first. The trials of the second kind are ignored without Node, as
//! the last lines of the output report. Older Go releases on runtimes other than wasmi run only with
//! `--include-ignored`, because they take long. The imports behave the same on each runtime, and the compiler of a
//! runtime hardly depends on the Go release.

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

/// A case of a guest with one version of Go. The trials of all runtimes share it.
struct Program {
    version: &'static str,
    guest: &'static str,
    prebuilt: bool,
    case: Case,
    /// The outcome under Node, which runs the case once.
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
            // The expectations must also hold under Node: if only we meet them, the case is wrong.
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
    /// The outcome under our command line. The program runs once, and both trials use the outcome.
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
