//! What a file system has to do, shown of each there is: the host's own first, which is Linux itself and so knows best.
//!
//! A case is written once, and run over each of `systems.rs`. `random.rs` does the same things to a file system in memory
//! and to the host's, many thousands of them, and compares.
#![cfg(unix)]

#[path = "fs_conformance/case.rs"]
mod case;
#[path = "fs_conformance/directories.rs"]
mod directories;
#[path = "fs_conformance/files.rs"]
mod files;
#[path = "fs_conformance/folder.rs"]
mod folder;
#[path = "fs_conformance/links.rs"]
mod links;
#[path = "fs_conformance/mem_fs.rs"]
mod mem_fs;
#[path = "fs_conformance/metadata.rs"]
mod metadata;
#[path = "fs_conformance/mounts.rs"]
mod mounts;
#[path = "fs_conformance/open.rs"]
mod open;
#[path = "fs_conformance/paths.rs"]
mod paths;
#[path = "fs_conformance/random.rs"]
mod random;
#[path = "fs_conformance/read_only.rs"]
mod read_only;
#[path = "fs_conformance/read_write.rs"]
mod read_write;
#[path = "fs_conformance/removal.rs"]
mod removal;
#[path = "fs_conformance/rename.rs"]
mod rename;
#[path = "fs_conformance/systems.rs"]
mod systems;
#[path = "fs_conformance/times.rs"]
mod times;
#[path = "fs_conformance/whole.rs"]
mod whole;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::process::ExitCode;

use case::Case;
use files::Files;
use libtest_mimic::{Arguments, Trial};
use systems::MAKERS;

/// The cases that each file system is to pass, by what they are about.
const GROUPS: &[(&str, &[Case])] = &[
    ("open", open::CASES),
    ("read_write", read_write::CASES),
    ("directories", directories::CASES),
    ("removal", removal::CASES),
    ("rename", rename::CASES),
    ("links", links::CASES),
    ("links", links::ABSOLUTE),
    ("paths", paths::CASES),
    ("metadata", metadata::CASES),
    ("times", times::CASES),
    ("whole", whole::CASES),
];

/// A case about one file system alone: its name, and what it does.
type OwnCase = (&'static str, fn());

/// The cases of one file system, or of two together.
const OWN: &[(&str, &[OwnCase])] =
    &[("of_mem_fs", mem_fs::CASES), ("of_mounts", mounts::CASES), ("of_read_only", read_only::CASES)];

/// What is otherwise over a folder of the host, each with the reason. A case that passes must go from here.
const HOST_DIR_DIFFERS: &[(&str, &str)] = &[
    ("chmod_keeps_all_twelve_bits", "a guest makes no set-user-ID program on the host"),
    ("chown_takes_what_a_program_runs_as", "a guest makes no set-user-ID program on the host"),
    ("a_directory_gives_its_group", "a guest makes no set-group-ID directory on the host"),
    ("a_hard_link_says_the_first_of_two_errors", "both parents are opened before the file is looked for"),
    (
        "create_through_a_link_to_a_name_with_a_slash_is_eisdir",
        "cap-std follows the link, and finds nothing there: ENOENT",
    ),
];

fn main() -> ExitCode {
    let mut trials = Vec::new();
    for maker in MAKERS {
        for (group, cases) in GROUPS {
            for case in cases.iter().filter(|case| maker.has_root || !case.needs_root) {
                let name = format!("{}::{group}::{}", maker.name, case.name);
                let known =
                    maker.on_host_dir.then(|| HOST_DIR_DIFFERS.iter().find(|(differs, _)| *differs == case.name));
                let known = known.flatten();
                trials.push(Trial::test(name, move || {
                    let mut system = (maker.make)();
                    let run = || (case.run)(&mut Files::new(&mut *system.fs, &system.base));
                    match (known, catch_unwind(AssertUnwindSafe(run))) {
                        (None, Ok(())) | (Some(_), Err(_)) => Ok(()),
                        (None, Err(panic)) => resume_unwind(panic),
                        (Some((_, reason)), Ok(())) => {
                            Err(format!("passes, and is listed as different: {reason}").into())
                        }
                    }
                }));
            }
        }
    }
    for (group, cases) in OWN {
        for (name, run) in *cases {
            trials.push(Trial::test(format!("{group}::{name}"), || {
                run();
                Ok(())
            }));
        }
    }
    trials.extend(random::trials());
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
