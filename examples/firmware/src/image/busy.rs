//! Runs a program that never waits alongside a task that must run every millisecond.

use gojs::{
    Error, Host, Poll,
    globals::{self, Group},
    wasmi::{Module, Program},
};

use super::{FAILED, end};
use crate::{board::Board, engine, guest, heap, host::BoardHost, report, say, task::Task};

const GROUPS: &[&Group] = globals::MINIMAL;

/// The maximum size of the linear memory: 64 pages.
const LINEAR_MEMORY: usize = 64 << 16;

/// The number of rounds that count as start-up, in which Go's runtime initialises itself, and its collector runs for
/// the first time.
const START_UP: u32 = 1;

/// The fuel for one poll. It lasts for half a millisecond at most, and mostly a tenth, at two to nine machine
/// instructions per unit of fuel.
const SLICE: u64 = 10_000;

/// Runs `busy` alongside the task. The exit code is `FAILED` if the task has missed a deadline.
pub fn run<B: Board>() -> ! {
    end::<B>(compute::<B>())
}

fn compute<B: Board>() -> Result<u8, Error> {
    report::phase::<B>("reset");
    let engine = engine::prompt();
    let module = Module::with_lent_memory(&engine, guest::BUSY).map_err(|error| Error::Engine(error.into()))?;
    report::phase::<B>("parsed");
    let mut program = Program::builder_with(BoardHost::<B>::new(), GROUPS)
        .args(["busy"])
        .fuel_slice(SLICE)
        .linear_memory(heap::linear_memory(LINEAR_MEMORY))
        .instantiate(&module)?;
    report::phase::<B>("instantiated");

    // The steps above take long and cannot be interrupted, so the task starts after them. No later step takes long.
    let mut task = Task::new::<B>();
    let mut polls = Polls::default();
    let mut running = false;
    let exit = loop {
        task.run::<B>();
        let before = B::nanos();
        let now = program.host().monotonic();
        let polled = program.poll(now)?;
        polls.count(B::nanos() - before);
        match polled {
            Poll::Exited(exit) => break exit,
            Poll::Ready => {}
            Poll::Waiting { .. } => B::idle(),
        }
        if !running && program.host().writes >= START_UP {
            running = true;
            task.run::<B>();
            print::<B>("start-up", &task, polls);
            task.reset();
            polls = Polls::default();
        }
    };
    report::phase::<B>("exit");
    task.run::<B>();
    print::<B>("running", &task, polls);
    report::print::<B, _>(&mut program, guest::BUSY);
    Ok(if task.missed == 0 { exit.code() as u8 } else { FAILED })
}

/// Statistics of the polls.
#[derive(Clone, Copy, Debug, Default)]
struct Polls {
    count: u32,
    longest: u64,
}

impl Polls {
    fn count(&mut self, nanos: u64) {
        self.count += 1;
        self.longest = self.longest.max(nanos);
    }
}

fn print<B: Board>(phase: &str, task: &Task, polls: Polls) {
    say!(B, "= {phase}, polls {}", polls.count);
    say!(B, "= {phase}, longest poll ns {}", polls.longest);
    say!(B, "= {phase}, activations {}", task.activations);
    say!(B, "= {phase}, most late ns {}", task.lateness);
    say!(B, "= {phase}, missed deadlines {}", task.missed);
}
