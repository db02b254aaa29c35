//! What must not go wrong when something does: a message, an end, and the firmware's other task unharmed.

use gojs::{
    Error, Exit, Host, Limits, Poll,
    globals::{self, Group},
    wasmi::{Module, Program},
};

use super::end;
use crate::{
    board::Board,
    damage, driver, engine, guest, heap,
    host::BoardHost,
    say,
    task::{self, Task},
};

const GROUPS: &[&Group] = globals::MINIMAL;

/// How large the linear memory may grow: too small for what Go is to be refused.
const LINEAR_MEMORY: usize = 64 << 16;

/// Some third of a millisecond.
const SLICE: u64 = 5_000;

/// How long a program is waited for.
const PATIENCE_MS: u64 = 5_000;

/// What JavaScript's values may take where they are what a program has too much of.
const FEW_VALUES: usize = 256 << 10;

/// How often the other task must have run, in time, after a fault.
const ACTIVATIONS: u32 = 100;

/// The faults, by the board's jumpers.
const FAULTS: [&str; 10] = [
    "a module that is cut short",
    "a wrong byte in a section's header",
    "a wrong byte in the code",
    "too little RAM to parse the module",
    "too little RAM for the linear memory to grow",
    "more JavaScript values than it may have",
    "a JavaScript object larger than the RAM",
    "a clock that goes backwards",
    "a source of random numbers that fails",
    "an event for a program that has exited",
];

/// Does what the jumpers say, and ends with 0 if the other task was always in time afterwards.
pub fn run<B: Board>() -> ! {
    let fault = B::jumpers();
    let Some(name) = FAULTS.get(fault as usize) else {
        say!(B, "there is no fault {fault}");
        B::exit(2)
    };
    say!(B, "fault {fault}: {name}");
    match provoke::<B>(fault) {
        Ok(Some(exit)) => say!(B, "the program has exited with code {}", exit.code()),
        Ok(None) => say!(B, "the program has not exited in {PATIENCE_MS} ms"),
        Err(error) => say!(B, "error: {error}"),
    }
    let unharmed = Task::new::<B>().goes_on::<B>(ACTIVATIONS);
    task::tell::<B>(unharmed);
    end::<B>(Ok(u8::from(!unharmed)))
}

fn provoke<B: Board>(fault: u32) -> Result<Option<Exit>, Error> {
    let host = BoardHost::<B>::new();
    match fault {
        0 => program(damage::cut_short(guest::TROUBLE), host, &["trouble", "greet"], usize::MAX),
        1 => program(&damage::wrong_section(guest::TROUBLE), host, &["trouble", "greet"], usize::MAX),
        2 => program(&damage::wrong_instruction(guest::TROUBLE), host, &["trouble", "greet"], usize::MAX),
        3 => {
            leave(256 << 10);
            program(guest::TROUBLE, host, &["trouble", "greet"], usize::MAX)
        }
        4 => program(guest::TROUBLE, host, &["trouble", "grow"], usize::MAX),
        5 => program(guest::TROUBLE, host, &["trouble", "hoard"], FEW_VALUES),
        6 => program(guest::TROUBLE, host, &["trouble", "bytes"], usize::MAX),
        7 => program(guest::TROUBLE, host.with_broken_clock(), &["trouble", "sleep"], usize::MAX),
        8 => program(guest::TROUBLE, host.without_entropy(), &["trouble", "greet"], usize::MAX),
        _ => late_event::<B>(),
    }
}

/// Takes so much of the heap that no more than `bytes` are left.
fn leave(bytes: usize) {
    heap::room(heap::free().saturating_sub(bytes)).leak();
}

/// Runs a program beside the other task. Its JavaScript values may take so many bytes.
fn program<B: Board>(wasm: &[u8], host: BoardHost<B>, args: &[&str], values: usize) -> Result<Option<Exit>, Error> {
    let engine = engine::metered();
    let module = Module::with_lent_memory(&engine, wasm).map_err(|error| Error::Engine(error.into()))?;
    let mut program = Program::builder_with(host, GROUPS)
        .args(args.iter().copied())
        .fuel_slice(SLICE)
        .limits(Limits::default().heap_bytes(values))
        .linear_memory(heap::linear_memory(LINEAR_MEMORY))
        .instantiate(&module)?;
    beside_the_task(&mut program)
}

fn beside_the_task<B: Board>(program: &mut Program<BoardHost<B>>) -> Result<Option<Exit>, Error> {
    let mut task = Task::new::<B>();
    let patience = B::nanos() + PATIENCE_MS * 1_000_000;
    while B::nanos() < patience {
        task.run::<B>();
        let now = program.host().monotonic();
        match program.poll(now)? {
            Poll::Exited(exit) => return Ok(Some(exit)),
            Poll::Ready => {}
            Poll::Waiting { .. } => B::idle(),
        }
    }
    Ok(None)
}

/// Tells a program of a press of the button, when it has exited.
fn late_event<B: Board>() -> Result<Option<Exit>, Error> {
    let engine = engine::metered();
    let module = Module::with_lent_memory(&engine, guest::TROUBLE).map_err(|error| Error::Engine(error.into()))?;
    let builder = Program::builder_with(BoardHost::<B>::new(), GROUPS)
        .args(["trouble", "press"])
        .fuel_slice(SLICE)
        .linear_memory(heap::linear_memory(LINEAR_MEMORY));
    let mut program = driver::offer(builder).instantiate(&module)?;
    program.start()?;
    let handler = loop {
        let now = program.host().monotonic();
        program.poll(now)?;
        if let Some(handler) = program.host().button.clone() {
            break handler;
        }
    };
    program.queue(&handler, (1,))?;
    let exit = beside_the_task(&mut program)?;
    program.queue(&handler, (2,))?;
    Ok(exit)
}
