//! `MemFs` without memory: each operation fails with an error, and changes nothing.

use std::env;
use std::process::{Command, ExitCode};

use gojs::{
    Errno,
    fs::{FileSystem, Links, MemFs, OpenFlags},
};
use libtest_mimic::Failed;

use super::allocator::within;

/// The variable that tells a child process its operation.
const CHILD: &str = "GOJS_FAULTS_MEM_FS";

/// The number of times that an operation is repeated: maps and tables grow several times.
const TIMES: usize = 200;

/// The paths of one call of an operation. They exist before memory is limited.
struct Paths {
    old: String,
    new: String,
    link: String,
    /// The text of a link.
    text: String,
    index: usize,
}

impl Paths {
    fn new(index: usize) -> Paths {
        let link = format!("links/{index}");
        Paths { old: path("old", index), new: path("new", index), link, text: "text/".repeat(50), index }
    }
}

type Operation = fn(&mut MemFs, &Paths) -> Result<(), Errno>;

const OPERATIONS: &[(&str, Operation)] = &[
    ("open, of a new file", |fs, paths| {
        fs.open(&paths.new, OpenFlags::WRONLY | OpenFlags::CREAT | OpenFlags::EXCL, 0o666).map(drop)
    }),
    ("open", |fs, paths| fs.open(&paths.link, OpenFlags::RDONLY, 0).map(drop)),
    ("mkdir", |fs, paths| fs.mkdir(&paths.new, 0o777)),
    ("symlink", |fs, paths| fs.symlink(&paths.text, &paths.new)),
    ("link", |fs, paths| fs.link("file", &paths.new)),
    ("rename", |fs, paths| fs.rename(&paths.old, &paths.new)),
    ("write", |fs, paths| {
        let file = fs.open("file", OpenFlags::WRONLY, 0)?;
        let written = fs.write(file, Some((paths.index * 5000) as u64), b"text").map(drop);
        fs.close(file)?;
        written
    }),
    ("ftruncate", |fs, paths| {
        let file = fs.open(&paths.old, OpenFlags::WRONLY, 0)?;
        let written = fs.write(file, None, b"text").and_then(|_| fs.ftruncate(file, 2));
        fs.close(file)?;
        written
    }),
    ("read_dir", |fs, _| fs.read_dir("old").map(drop)),
    ("read_link", |fs, paths| fs.read_link(&paths.link).map(drop)),
];

fn path(directory: &str, index: usize) -> String {
    format!("{directory}/{index:0>200}")
}

fn prepare() -> Result<MemFs, Errno> {
    let mut fs = MemFs::new().with_dir("new")?.with_dir("old")?.with_dir("links")?.with_file("file", b"")?;
    for index in 0..TIMES {
        fs.write_file(&path("old", index), b"")?;
        // Each link leads through a chain of links.
        let target = if index % 30 == 0 { "../file".into() } else { format!("{}", index - 1) };
        fs.symlink(&target, &format!("links/{index}"))?;
    }
    Ok(fs)
}

/// Returns everything that an operation can change, except access times.
fn state(fs: &mut MemFs) -> Result<String, Errno> {
    let mut state = format!("{fs:?}");
    for directory in ["new", "old"] {
        state += &format!("{:?}{:?}", fs.stat(directory, Links::Follow)?.nlink, fs.read_dir(directory)?);
    }
    let file = fs.stat("file", Links::Follow)?;
    Ok(format!("{state}{:?}", (file.size, file.nlink, file.blocks)))
}

/// Repeats an operation until memory ends, with more and more memory. Prints how often it failed.
fn exhaust(operation: Operation) -> Result<(), Failed> {
    let paths: Vec<Paths> = (0..TIMES).map(Paths::new).collect();
    let mut failed = 0;
    for bytes in (0..).step_by(1999) {
        let mut fs = prepare()?;
        let mut done = 0;
        let result = within(bytes, || {
            paths.iter().try_for_each(|paths| {
                operation(&mut fs, paths)?;
                done += 1;
                Ok(())
            })
        });
        match result {
            Ok(()) => break,
            Err(Errno::ENOSPC | Errno::ENOMEM) => failed += 1,
            Err(errno) => return Err(format!("with {bytes} bytes: {errno}").into()),
        }
        let mut same = prepare()?;
        paths[..done].iter().try_for_each(|paths| operation(&mut same, paths))?;
        if state(&mut fs)? != state(&mut same)? {
            return Err(format!("with {bytes} bytes, operation {done} has changed something").into());
        }
        operation(&mut fs, &paths[done]).map_err(|errno| format!("with memory again: {errno}"))?;
    }
    println!("{failed}");
    Ok(())
}

/// Runs the child's task, if this process is a child.
pub(crate) fn child() -> Option<ExitCode> {
    let index: usize = env::var(CHILD).ok()?.parse().ok()?;
    Some(match exhaust(OPERATIONS.get(index)?.1) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", error.message().unwrap_or_default());
            ExitCode::FAILURE
        }
    })
}

pub(crate) fn memory_ends() -> Result<(), Failed> {
    let mut failures = Vec::new();
    for (index, (name, _)) in OPERATIONS.iter().enumerate() {
        let output = Command::new(env::current_exe()?).env(CHILD, index.to_string()).output()?;
        // Each operation allocates, so it fails at least without any memory.
        let failed = String::from_utf8_lossy(&output.stdout).trim().parse().unwrap_or(0);
        if !output.status.success() || failed == 0 {
            let error = String::from_utf8_lossy(&output.stderr);
            failures.push(format!("{name}: {}, failed {failed} times: {}", output.status, error.trim()));
        }
    }
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n").into()) }
}
