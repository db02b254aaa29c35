//! The requirements on a file system, checked on each implementation. The first is the host's own file system, which is
//! Linux itself and therefore defines the correct behavior.
//!
//! A case is written once, and runs on each file system in `systems.rs`. `random.rs` performs many thousands of the
//! same operations on an in-memory file system and on the host's, and compares the results.
mod absolute_links;
mod case;
mod directories;
mod files;
mod links;
mod mem_fs;
mod metadata;
mod mounts;
mod open;
mod paths;
mod random;
mod read_only;
mod read_write;
mod removal;
mod rename;
mod systems;
mod times;
mod whole;

use case::Case;
use files::Files;
use gojs_tests::harness::panics;
use libtest_mimic::Trial;
use systems::MAKERS;

/// The cases that each file system must pass, grouped by topic.
const GROUPS: &[(&str, &[Case])] = &[
    ("open", open::CASES),
    ("read_write", read_write::CASES),
    ("directories", directories::CASES),
    ("removal", removal::CASES),
    ("rename", rename::CASES),
    ("links", links::CASES),
    ("links", absolute_links::CASES),
    ("paths", paths::CASES),
    ("metadata", metadata::CASES),
    ("times", times::CASES),
    ("whole", whole::CASES),
];

/// The name and the function of a case that concerns a single file system.
type OwnCase = (&'static str, fn());

/// The cases of one file system, or of two together.
const OWN: &[(&str, &[OwnCase])] =
    &[("of_mem_fs", mem_fs::CASES), ("of_mounts", mounts::CASES), ("of_read_only", read_only::CASES)];

/// The cases that fail on a host folder, with the reasons. A case that passes must be removed from this list.
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

pub(crate) fn trials() -> Vec<Trial> {
    let mut trials = Vec::new();
    for maker in MAKERS {
        for (group, cases) in GROUPS {
            for case in cases.iter().filter(|case| maker.has_root || !case.needs_root) {
                let name = format!("conformance::{}::{group}::{}", maker.name, case.name);
                let differs = HOST_DIR_DIFFERS.iter().find(|(name, _)| maker.on_host_dir && *name == case.name);
                trials.push(Trial::test(name, move || {
                    let mut system = (maker.make)();
                    let mut run = || (case.run)(&mut Files::new(&mut *system.fs, &system.base));
                    match differs {
                        None => run(),
                        Some(_) if panics(run) => {}
                        Some((_, reason)) => {
                            return Err(format!("passes, and is listed as different: {reason}").into());
                        }
                    }
                    Ok(())
                }));
            }
        }
    }
    for (group, cases) in OWN {
        for (name, run) in *cases {
            trials.push(Trial::test(format!("conformance::{group}::{name}"), || {
                run();
                Ok(())
            }));
        }
    }
    trials.extend(random::trials());
    trials
}
