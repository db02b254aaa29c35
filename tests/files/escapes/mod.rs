//! Attempts to get out of a [`HostDir`]: nothing outside of it is read or changed, as seen from the outside.
//!
//! Each attempt is a trial. The same attempts are made on the plain folder, without a sandbox, where nearly all of them must
//! succeed: so it is known that they are worth something.
mod attempts;
mod plain_dir;
mod swap;
mod yard;

use gojs::fs::{FileSystem, FileTree, HostDir, MemFs};
use libtest_mimic::{Failed, Trial};

use attempts::{ATTEMPTS, Attempt};
use plain_dir::PlainDir;
use yard::{SECRET, Yard};

/// A tree with a file system in memory, and the folder at `/data`.
fn tree(folder: impl FileSystem + 'static) -> FileTree {
    let mut tree = FileTree::new();
    tree.mount("/", MemFs::from_entries(&[("/mine", b"mine")]).unwrap());
    tree.mount("/data", folder);
    tree
}

/// What has got out, if anything has.
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

/// Without a sandbox, all of them get out but those whose way the tree itself bars.
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
