//! Shows that each import behaves as in the `wasm_exec.js` of the Go releases, to the bit.
//!
//! A session is a sequence of import calls that a Go program might make, and of calls that no Go program makes. This
//! crate runs it over a memory of plain bytes. Node replays it with the script of each Go release, over its own memory.
//! After each call the two must agree on every byte of the memory, on whether the call ended the program and the class
//! of the error, on whether Go was resumed, and on the output to the standard streams.
//!
//! Not compared are the messages of errors, which JavaScript leaves to the engine, the memory of a program that has
//! ended, and the results of clocks and entropy.
//!
//! Without Node the trials are ignored.

mod frames;
mod random;
mod reference;
mod scripts;
mod session;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use gojs::ImportModule;
use libtest_mimic::{Failed, Trial};

use self::reference::Observations;
use self::scripts::SCRIPTS;
use self::session::Trace;
use gojs_tests::go::{self, VERSIONS};
use gojs_tests::harness::Count;

/// The sessions of each script.
type Recording = BTreeMap<&'static str, Vec<Trace>>;

/// Returns this crate's side of the sessions, recorded once for each module name that Go has imported from.
fn recording(module: ImportModule) -> &'static Recording {
    static RECORDINGS: [OnceLock<Recording>; 2] = [OnceLock::new(), OnceLock::new()];
    RECORDINGS[usize::from(module == ImportModule::Go)]
        .get_or_init(|| SCRIPTS.iter().map(|script| (script.name, script.record(module))).collect())
}

/// A Go release, whose script is the reference.
struct Release {
    version: &'static str,
    observations: OnceLock<Result<Observations, String>>,
}

impl Release {
    fn recording(&self) -> &'static Recording {
        recording(if self.version == "1.19" { ImportModule::Go } else { ImportModule::Gojs })
    }

    fn observations(&self, node: &Path) -> Result<&Observations, String> {
        let traces = || self.recording().values().flatten();
        self.observations.get_or_init(|| reference::replay(node, self.version, traces())).as_ref().map_err(Clone::clone)
    }

    /// Compares the sessions of one script.
    fn compare(&self, node: Option<&Path>, script: &str) -> Result<usize, Failed> {
        let observations = self.observations(node.ok_or("there is no `node` on the PATH")?)?;
        let traces = &self.recording()[script];
        let mut calls = 0;
        let mut differences = Vec::new();
        for trace in traces {
            match reference::compare(self.version, trace, observations.get(&trace.name)) {
                Ok(count) => calls += count,
                Err(difference) => differences.push(difference),
            }
        }
        let count = differences.len();
        // The first few differences suffice.
        differences.truncate(3);
        match count {
            0 => Ok(calls),
            _ => Err(format!("{count} of {} sessions differ\n{}", traces.len(), differences.join("\n\n")).into()),
        }
    }
}

pub(crate) fn trials(node: Option<&Arc<Path>>, compared: &Count) -> Vec<Trial> {
    session::listen();
    let mut trials = Vec::new();
    for version in go::tried(&VERSIONS) {
        let release = Arc::new(Release { version, observations: OnceLock::new() });
        for script in SCRIPTS {
            let (release, node, compared) = (release.clone(), node.cloned(), compared.clone());
            let ignored = node.is_none();
            let trial = Trial::test(format!("imports::go{version}/{}", script.name), move || {
                compared.add(release.compare(node.as_deref(), script.name)?);
                Ok(())
            });
            trials.push(trial.with_ignored_flag(ignored));
        }
    }
    trials
}
