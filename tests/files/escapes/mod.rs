//! Attempts to escape from a [`HostDir`]. No file outside of it may be read or changed, as observed from outside.
//!
//! Each attempt is a trial. The same attempts are also made on a plain folder without a sandbox, where nearly all of
//! them must succeed. This shows that the attempts are effective.
mod attempts;
mod plain_dir;
mod swap;
mod yard;

use gojs::fs::{FileSystem, FileTree, HostDir, MemFs};
use libtest_mimic::{Failed, Trial};

use attempts::{ATTEMPTS, Attempt};
use plain_dir::PlainDir;
use yard::{SECRET, Yard};

/// Returns a tree with an in-memory file system, and the folder at `/data`.
fn tree(folder: impl FileSystem + 'static) -> FileTree {
    let mut tree = FileTree::new();
    tree.mount("/", MemFs::from_entries(&[("/mine", b"mine")]).unwrap());
    tree.mount("/data", folder);
    tree
}

/// Makes an attempt, and returns a description of the escape, if it succeeds.
fn make(attempt: &Attempt, yard: &Yard, mut tree: FileTree) -> Option<String> {
    let before = yard.outside();
    let read = (attempt.run)(&mut tree);
    let after = yard.outside();
    if before != after {
        return Some(format!("changed outside:\n{before:#?}\nnow:\n{after:#?}"));
    }
    read.windows(SECRET.len()).any(|bytes| bytes == SECRET).then(|| "read the secret".to_owned())
}

fn check(attempt: &Attempt) -> Result<(), Failed> {
    let yard = Yard::new();
    let dir = HostDir::open(yard.inside())?;
    match make(attempt, &yard, tree(dir)) {
        None => Ok(()),
        Some(escape) => Err(escape.into()),
    }
}

/// Checks that without a sandbox all attempts succeed, except those that the tree itself prevents.
fn check_plain() -> Result<(), Failed> {
    let failed: Vec<&str> = ATTEMPTS
        .iter()
        .filter(|attempt| {
            let yard = Yard::new();
            make(attempt, &yard, tree(PlainDir::new(&yard.inside()))).is_none()
        })
        .map(|attempt| attempt.name)
        .collect();
    let expected: Vec<&str> =
        ATTEMPTS.iter().filter(|attempt| attempt.is_barred_by_the_tree).map(|attempt| attempt.name).collect();
    if failed == expected { Ok(()) } else { Err(format!("got nowhere: {failed:?}, expected of {expected:?}").into()) }
}

pub(crate) fn trials() -> Vec<Trial> {
    let attempt = |attempt: &'static Attempt| Trial::test(format!("escapes::{}", attempt.name), || check(attempt));
    let mut trials: Vec<Trial> = ATTEMPTS.iter().map(attempt).collect();
    trials.push(Trial::test("escapes::without_a_sandbox_they_succeed", check_plain));
    trials.push(Trial::test("escapes::a_link_is_swapped_under_the_guest", swap::check));
    trials
}
