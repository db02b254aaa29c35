//! Many programs in one process, each ended at a random moment: two thousand in sequence, and a thousand with two
//! hundred at a time. Each program's output is its own, no output is lost, and the process finally uses no more memory
//! than it did soon after the beginning.

use std::env;
use std::process::{Command, ExitCode};
use std::sync::OnceLock;

use gojs::{
    DeterministicHost, Error, Host, Instant, Limits, Poll,
    fs::MemFs,
    wasmi::{Module, Program},
};
use gojs_tests::go::{NEWEST, Toolchain};
use gojs_tests::harness;
use gojs_tests::rng::Rng;
use libtest_mimic::{Failed, Trial};

/// The fuel of one poll. Go's start-up needs about twenty slices.
const SLICE: u64 = 500_000;

/// The maximum number of polls of a program. By then it has written about half of its lines.
const LONGEST: u64 = 150;

struct Tenant {
    program: Program<DeterministicHost>,
    name: String,
    now: Instant,
    /// The number of polls that are left.
    left: u64,
}

impl Tenant {
    fn new(module: &Module<'_>, number: u64, random: &mut Rng) -> Result<Self, Error> {
        let name = format!("tenant-{number}");
        let program = Program::builder(DeterministicHost::new(number))
            .args(["guest", &name])
            .mount("/", MemFs::new().quota(1 << 16, 10))
            .limits(Limits::default().linear_memory(16 << 20).heap_bytes(1 << 20))
            .fuel_slice(SLICE)
            .instantiate(module)?;
        Ok(Tenant { program, name, now: Instant::ZERO, left: random.word() % LONGEST })
    }

    /// Polls the program. Returns false if it has ended or has no polls left.
    fn poll(&mut self) -> Result<bool, Error> {
        if self.left == 0 {
            return Ok(false);
        }
        self.left -= 1;
        match self.program.poll(self.now)? {
            Poll::Exited(_) => return Ok(false),
            Poll::Ready => {}
            Poll::Waiting { until } => {
                self.program.host().wait(until);
                self.now = until.unwrap_or(self.now).max(self.now);
            }
        }
        Ok(true)
    }

    /// Ends the program, wherever it is. Checks that its output is the first lines that it should write, and returns
    /// their number.
    fn end(mut self) -> Result<usize, Failed> {
        let host = self.program.host();
        let text = String::from_utf8(host.stdout().to_vec())?;
        let lines = text.lines().count();
        let expected: String = (0..lines).map(|line| format!("{} {line}\n", self.name)).collect();
        if text != expected || !host.stderr().is_empty() {
            let stderr = String::from_utf8_lossy(host.stderr()).into_owned();
            return Err(format!("{} has written {text:?}, and {stderr:?}", self.name).into());
        }
        Ok(lines)
    }
}

/// Returns the resident memory of the process in bytes, if the system reports it.
fn resident() -> Option<u64> {
    let statm = std::fs::read_to_string("/proc/self/statm").ok()?;
    Some(statm.split_whitespace().nth(1)?.parse::<u64>().ok()? * 4096)
}

/// Checks that the resident memory is no larger than before, within the tolerance for an allocator.
fn check_resident(before: Option<u64>, what: &str) -> Result<(), Failed> {
    let (Some(before), Some(after)) = (before, resident()) else {
        eprintln!("WARNING: {what}: resident memory IS NOT CHECKED: this system has no /proc/self/statm");
        return Ok(());
    };
    harness::remark(format_args!("{what}: {} KiB resident, then {}", before >> 10, after >> 10));
    if after <= before + before / 8 + (2 << 20) {
        Ok(())
    } else {
        Err(format!("{what}: {before} bytes were resident, and {after} are").into())
    }
}

fn module() -> Result<Vec<u8>, Failed> {
    Ok(std::fs::read(Toolchain::get(NEWEST)?.build("tenant")?)?)
}

fn one_after_another() -> Result<(), Failed> {
    let wasm = module()?;
    let module = Module::new(&gojs::wasmi::metered_engine(), &wasm)?;
    let mut random = Rng::with_state(1);
    let (mut lines, mut before) = (0, None);
    for number in 0..2_000 {
        if number == 200 {
            before = resident();
        }
        let mut tenant = Tenant::new(&module, number, &mut random)?;
        while tenant.poll()? {}
        lines += tenant.end()?;
    }
    if lines < 2_000 {
        return Err(format!("{lines} lines were written in all").into());
    }
    check_resident(before, "two thousand, one after another")
}

/// Keeps two hundred programs alive at a time. When one ends, the next one is started.
fn at_once() -> Result<(), Failed> {
    let wasm = module()?;
    let module = Module::new(&gojs::wasmi::metered_engine(), &wasm)?;
    let mut random = Rng::with_state(2);
    let mut tenants = Vec::new();
    let (mut lines, mut before) = (0, None);
    for number in 0..1_000 {
        tenants.push(Tenant::new(&module, number, &mut random)?);
        // Both measurements are made with the same number of live programs.
        match number {
            400 => before = resident(),
            999 => check_resident(before, "two hundred at once")?,
            _ => {}
        }
        while tenants.len() == 200 || (number == 999 && !tenants.is_empty()) {
            let at = (random.word() % tenants.len() as u64) as usize;
            if !tenants[at].poll()? {
                lines += tenants.swap_remove(at).end()?;
            }
        }
    }
    if lines < 1_000 {
        return Err(format!("{lines} lines were written in all").into());
    }
    Ok(())
}

type Check = fn() -> Result<(), Failed>;

const CHECKS: [(&str, Check); 2] = [("one after another", one_after_another), ("at once", at_once)];

/// The variable that makes this executable run only the checks. They need their own process because resident memory is
/// measured per process.
const CHILD: &str = "GOJS_TENANTS";

/// If this is the process for the checks, runs them in the order of the list and prints their results. The second check
/// inherits the allocator state of the first, so it does not measure the growth of a fresh process.
pub(crate) fn child() -> Option<ExitCode> {
    env::var_os(CHILD)?;
    for (name, check) in CHECKS {
        match check() {
            Ok(()) => println!("{name}: passed"),
            Err(failed) => println!("{name}: {}", failed.message().unwrap_or("failed")),
        }
    }
    Some(ExitCode::SUCCESS)
}

/// Returns the output of the process for the checks, which runs once for all trials.
fn printed() -> Result<&'static str, Failed> {
    static PRINTED: OnceLock<Result<String, String>> = OnceLock::new();
    let printed = PRINTED.get_or_init(|| {
        let program = env::current_exe().map_err(|error| error.to_string())?;
        let output = Command::new(program).args(env::args_os().skip(1)).env(CHILD, "1").output();
        let output = output.map_err(|error| error.to_string())?;
        let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        eprint!("{stderr}");
        harness::remark(format_args!("{}", stdout.trim_end()));
        if output.status.success() { Ok(stdout.into_owned()) } else { Err(format!("{}: {stderr}", output.status)) }
    });
    Ok(printed.as_ref()?)
}

pub(crate) fn trials() -> Vec<Trial> {
    let trial = |(name, _)| {
        Trial::test(format!("tenants::{name}"), move || {
            let prefix = format!("{name}: ");
            match printed()?.lines().find_map(|line| line.strip_prefix(&prefix)) {
                Some("passed") => Ok(()),
                Some(failed) => Err(failed.into()),
                None => Err("the process for the checks said nothing of it".into()),
            }
        })
    };
    CHECKS.map(trial).into()
}
