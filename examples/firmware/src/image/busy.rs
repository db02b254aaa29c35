//! A program that never waits, beside a task that must run each millisecond.

use gojs::{
    Error, Host, Poll,
    globals::{self, Group},
    wasmi::{Module, Program},
};

use super::{FAILED, end};
use crate::{board::Board, engine, guest, heap, host::BoardHost, report, say, task::Task};

const GROUPS: &[&Group] = globals::MINIMAL;

/// How large the linear memory may grow: 64 pages.
const LINEAR_MEMORY: usize = 64 << 16;

/// How many rounds count as the start: Go's runtime sets itself up, and its collector runs for the first time.
const START_UP: u32 = 1;

/// How much the program may do before the main loop has its turn: half a millisecond at most, and a tenth mostly, at two to
/// nine machine instructions for each unit of fuel.
const SLICE: u64 = 10_000;

/// Runs `busy` beside the task, and ends with an error where the task has missed a deadline.
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

    // From here on nothing takes long. What came before did, each in one piece, and with no other task beside it.
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

/// How long the polls took.
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
