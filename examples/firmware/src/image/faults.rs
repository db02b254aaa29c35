//! Provokes faults. Each must lead to a message and to the end of the program, and must not affect the firmware's other
//! task.

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

/// The maximum size of the linear memory, which is too small for the guest's `grow`.
const LINEAR_MEMORY: usize = 64 << 16;

/// The fuel for one poll, which lasts for about a third of a millisecond.
const SLICE: u64 = 5_000;

/// The time limit for a program.
const PATIENCE_MS: u64 = 5_000;

/// The limit for JavaScript values, in bytes, in the fault that exceeds it.
const FEW_VALUES: usize = 256 << 10;

/// The number of times that the other task must run in time after a fault.
const ACTIVATIONS: u32 = 100;

/// The names of the faults, indexed by the value of the jumpers.
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

/// Provokes the fault that the jumpers select. The exit code is 0 if the other task meets all deadlines afterwards.
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

/// Allocates most of the heap, and leaves about `bytes` free.
fn leave(bytes: usize) {
    heap::room(heap::free().saturating_sub(bytes)).leak();
}

/// Runs a program alongside the other task, with a limit of `values` bytes for JavaScript values.
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

/// Queues a press of the button for a program that has exited.
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
