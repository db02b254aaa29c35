//! Runs a Go program that uses the board: it handles presses of a button, and switches a light.

use gojs::{
    Error, Poll,
    globals::{self, Group},
    wasmi::{Module, Program},
};

use super::end;
use crate::{board::Board, driver, engine, guest, heap, host::BoardHost, report, say};

/// The smallest set of globals, which suffices for goroutines, timers and `syscall/js`.
const GROUPS: &[&Group] = globals::MINIMAL;

/// The maximum size of the linear memory: 64 pages.
const LINEAR_MEMORY: usize = 64 << 16;

/// The time between two presses of the button, in milliseconds.
const BUTTON_MS: u32 = 200;

/// The first press that finds Go idle, if the program starts in less than 800 ms.
const IDLE_FROM: u32 = 5;

/// Runs `board`, and presses its button.
pub fn run<B: Board>() -> ! {
    end::<B>(press::<B>())
}

fn press<B: Board>() -> Result<u8, Error> {
    report::phase::<B>("reset");
    let engine = engine::frugal();
    let module = Module::with_lent_memory(&engine, guest::BOARD).map_err(|error| Error::Engine(error.into()))?;
    report::phase::<B>("parsed");
    let builder = Program::builder_with(BoardHost::<B>::new(), GROUPS)
        .args(["board"])
        .linear_memory(heap::linear_memory(LINEAR_MEMORY));
    let mut program = driver::offer(builder).instantiate(&module)?;
    report::phase::<B>("instantiated");

    // Runs `main` until it waits. By then it has registered its handler, and the button can be started.
    program.start()?;
    B::start_button(BUTTON_MS);
    let mut told = 0;
    let (mut first, mut last) = (0, 0);
    let exit = loop {
        // The interrupt handler only counts. The main loop queues the events for Go.
        while told != B::presses() {
            told += 1;
            last = B::nanos();
            if told == IDLE_FROM {
                first = last;
            }
            if let Some(handler) = program.host().button.clone() {
                program.queue(&handler, (told,))?;
            }
        }
        let now = gojs::Host::monotonic(program.host());
        match program.poll(now)? {
            Poll::Exited(exit) => break exit,
            Poll::Ready => {}
            Poll::Waiting { .. } => B::idle(),
        }
    };
    report::phase::<B>("exit");
    say!(B, "exit code {}", exit.code());
    // Between presses that find Go idle, the clock and the interrupts must agree.
    let expected = u64::from(told.max(IDLE_FROM) - IDLE_FROM) * u64::from(BUTTON_MS) * 1_000_000;
    say!(B, "= button, drift ns {}", (last - first).abs_diff(expected));
    report::print::<B, _>(&mut program, guest::BOARD);
    Ok(exit.code() as u8)
}
