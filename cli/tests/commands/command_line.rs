//! Tests of the files that `gojs` gives a program: `--dir` and `--tmpfs`, and of other options.
//!
//! The guest `js_eval` evaluates a line of JavaScript for each check.
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use gojs_tests::go::{NEWEST, Toolchain};
use gojs_tests::process::{self, Input};
use libtest_mimic::Trial;

/// A host folder, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path =
            fs::canonicalize(std::env::temp_dir()).unwrap().join(format!("gojs-cli-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir(&path).unwrap();
        fs::write(path.join("a"), "text of the host").unwrap();
        Folder(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Evaluates lines of JavaScript under `gojs`, and returns the result of each.
fn evaluate(options: &[&str], lines: &[&str]) -> Vec<String> {
    let module = Toolchain::get(NEWEST).unwrap().build("js_eval").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_gojs"));
    command.args(options).arg(&module);
    let output =
        process::run(command, &Input { stdin: Some(lines.join("\n").into_bytes()), ..Input::default() }).unwrap();
    assert!(output.status.success(), "{}", output.summary());
    let printed = String::from_utf8(output.stdout).unwrap();
    printed.lines().map(|line| line.split_once(": ").unwrap().1.to_owned()).collect()
}

fn without_options_there_are_no_files() {
    assert_eq!(evaluate(&[], &["try { fs.readdirSync(\"/\") } catch (e) { e.code }"]), ["\"ENOSYS\""]);
}

fn a_folder_is_where_it_is_on_the_host_or_where_one_says() {
    let folder = Folder::new("dir");
    let read = format!("fs.readFileSync(\"{}/a\", \"utf8\")", folder.path());
    assert_eq!(evaluate(&["--dir", folder.path()], &[&read]), ["\"text of the host\""]);
    let dir = format!("{}::/data", folder.path());
    let lines = [
        "fs.readFileSync(\"/data/a\", \"utf8\")",
        "fs.writeFileSync(\"/data/b\", \"text of the guest\")",
        "fs.readdirSync(\"/data\")",
        "fs.readdirSync(\"/\")",
        "fs.existsSync(\"/data/../etc/passwd\")",
    ];
    let expected = ["\"text of the host\"", "undefined", "[\"a\", \"b\"]", "[\"data\"]", "false"];
    assert_eq!(evaluate(&["--dir", &dir], &lines), expected);
    assert_eq!(fs::read_to_string(folder.0.join("b")).unwrap(), "text of the guest");
}

fn a_folder_may_be_for_reading_alone() {
    let folder = Folder::new("ro");
    let dir = format!("{}::/data:ro", folder.path());
    let lines = [
        "fs.readFileSync(\"/data/a\", \"utf8\")",
        "try { fs.writeFileSync(\"/data/a\", \"x\") } catch (e) { e.code }",
        "try { fs.unlinkSync(\"/data/a\") } catch (e) { e.code }",
        "try { fs.mkdirSync(\"/data/b\") } catch (e) { e.code }",
    ];
    let expected = ["\"text of the host\"", "\"EROFS\"", "\"EROFS\"", "\"EROFS\""];
    assert_eq!(evaluate(&["--dir", &dir], &lines), expected);
    assert_eq!(fs::read_to_string(folder.0.join("a")).unwrap(), "text of the host");
}

fn the_working_directory_is_that_of_the_process_where_the_program_has_it() {
    // The working directory of the guests.
    let here = gojs_tests::root().join("target/guests");
    let there = format!("fs.existsSync(\"{NEWEST}\")");
    let expected = format!("{:?}", here.to_str().unwrap());
    assert_eq!(evaluate(&["--dir", "."], &["process.cwd()", &there]), [expected.as_str(), "true"]);
    assert_eq!(evaluate(&[], &["process.cwd()"]), ["\"/\""]);
}

fn a_tmpfs_is_empty_and_can_be_written_to() {
    let lines =
        ["fs.readdirSync(\"/tmp\")", "fs.writeFileSync(\"/tmp/a\", \"text\")", "fs.readFileSync(\"/tmp/a\", \"utf8\")"];
    assert_eq!(evaluate(&["--tmpfs", "/tmp"], &lines), ["[]", "undefined", "\"text\""]);
    assert_eq!(evaluate(&["--tmpfs", "/tmp"], &lines[..1]), ["[]"]);
}

fn a_limit_is_what_the_program_may_have() {
    let lines = ["try { setTimeout(() => {}, 1); setTimeout(() => {}, 1) } catch (e) { e.message }"];
    assert!(!evaluate(&["--limit", "timers=1K"], &lines)[0].contains("Too many"));
    assert_eq!(evaluate(&["--limit", "timers=1"], &lines), ["\"Too many timers are running\""]);
}

fn a_limit_of_fuel_ends_what_has_taken_it() {
    let run = |fuel: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gojs"));
        command.args(["--limit", fuel]).arg(gojs_tests::go::prebuilt()).args(["-exit", "3"]);
        process::run(command, &Input::default()).unwrap()
    };
    let enough = run("fuel=1G");
    assert_eq!(enough.status.code(), Some(3), "{}", enough.summary());
    let little = run("fuel=1K");
    let stderr = String::from_utf8_lossy(&little.stderr);
    assert_eq!(little.status.code(), Some(1), "{stderr}");
    assert!(stderr.contains("fuel") && stderr.contains("1024"), "{stderr}");
}

fn what_makes_no_sense_is_refused_with_code_2() {
    for (options, said) in [
        (["--dir", "/none/such"], "No such file or directory"),
        (["--dir", "::/data"], "expected a folder"),
        (["--dir", ".::data"], "must begin with `/`"),
        (["--dir", ".::/data:rw"], "`:ro`"),
        (["--tmpfs", "tmp"], "must begin with `/`"),
        (["--limit", "timers"], "expected NAME=AMOUNT"),
        (["--limit", "time=1"], "the limits are"),
        (["--limit", "timers=many"], "expected a whole number"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_gojs")).args(options).arg("none.wasm").output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{options:?}: {stderr}");
        assert!(stderr.contains(said), "{options:?}: {stderr}");
    }
}

fn stats_say_which_part_of_a_program_held_how_many_bytes() {
    let run = |options: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gojs"));
        command.args(options).arg(gojs_tests::go::prebuilt()).args(["-exit", "3"]);
        let output = process::run(command, &Input::default()).unwrap();
        assert_eq!(output.status.code(), Some(3), "{}", output.summary());
        String::from_utf8(output.stderr).unwrap()
    };
    assert_eq!(run(&[]), "");
    let printed = run(&["--stats"]);
    let row = |name: &str| -> [i64; 2] {
        let line = printed.lines().find(|line| line.starts_with(name)).unwrap_or_else(|| panic!("{name}: {printed}"));
        let numbers: Vec<i64> = line[name.len()..]
            .split_whitespace()
            .map(|number| number.replace(',', "").parse().unwrap_or_else(|_| panic!("{line}")))
            .collect();
        numbers.try_into().unwrap_or_else(|_| panic!("{line}"))
    };
    let owners = ["module", "translated code", "instance", "linear memory", "stacks", "values and host", "other"];
    for column in 0..2 {
        assert_eq!(owners.map(|owner| row(owner)[column]).iter().sum::<i64>(), row("all")[column], "{printed}");
    }
    assert!(row("all")[1] >= row("all")[0], "{printed}");
    // A Go program has at least 37 pages of memory, and the code of a few hundred translated functions. Its other
    // functions are not translated.
    let memory = row("linear memory")[0];
    assert!(memory % 65_536 == 0 && memory > 37 << 16, "{printed}");
    assert!(row("translated code")[0] > 100_000 && row("module")[0] > 500_000, "{printed}");
    assert!(printed.lines().last().unwrap().starts_with("values: "), "{printed}");
}

pub(crate) fn trials() -> Vec<Trial> {
    /// Creates a trial of each function, with the function's name.
    macro_rules! named {
        ($($test:ident),* $(,)?) => {
            vec![$(Trial::test(concat!("command_line::", stringify!($test)), || { $test(); Ok(()) })),*]
        };
    }
    named![
        without_options_there_are_no_files,
        a_folder_is_where_it_is_on_the_host_or_where_one_says,
        a_folder_may_be_for_reading_alone,
        the_working_directory_is_that_of_the_process_where_the_program_has_it,
        a_tmpfs_is_empty_and_can_be_written_to,
        a_limit_is_what_the_program_may_have,
        a_limit_of_fuel_ends_what_has_taken_it,
        what_makes_no_sense_is_refused_with_code_2,
        stats_say_which_part_of_a_program_held_how_many_bytes,
    ]
}
