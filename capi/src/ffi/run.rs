//! What has a program go on: its event loop, and calls of its functions.

use core::ffi::{c_char, c_void};

use gojs::{Host, Instant, Poll};

use super::{
    borrow, elements,
    function::gojs_function,
    gojs_status,
    program::{gojs_program, with},
    store, text,
    value::{data, gojs_value},
};
use crate::{
    datum::Datum,
    instance::Instance,
    program::{Program, Running, parsed},
};

/// How far a program has come.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum gojs_progress {
    /// There is more to do at once.
    Ready = 0,
    /// Every goroutine waits.
    Waiting,
    /// The program has exited.
    Exited,
}

/// What `gojs_program_poll` has come to.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct gojs_poll {
    /// How far the program has come.
    pub progress: gojs_progress,
    /// The exit code, of a program that has exited.
    pub exit_code: i32,
    /// When the next timer is due, in nanoseconds of the monotonic clock, of a program that waits. `UINT64_MAX`: only input, or
    /// a call of C's, can wake it.
    pub until: u64,
}

/// A moment, or what stands for none.
fn nanos(until: Option<Instant>) -> u64 {
    until.map_or(u64::MAX, Instant::as_nanos)
}

/// Starts the program, and returns when it has exited or every goroutine waits. The wasm must have been instantiated.
///
/// # Safety
///
/// `program` is NULL or a program.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_program_start(program: *const gojs_program) -> gojs_status {
    // SAFETY: by the contract above.
    unsafe { with(program, |_, running| running.attempt(gojs::Program::start)) }
}

/// Does what is due at `now`, in nanoseconds of the monotonic clock, until every goroutine waits. A program that was not
/// started is started. A goroutine that computes without pause keeps it for so long.
///
/// # Safety
///
/// `program` is NULL or a program; `poll` is NULL, or there is room for one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_program_poll(
    program: *const gojs_program,
    now: u64,
    poll: *mut gojs_poll,
) -> gojs_status {
    let go_on = |_: &Program, running: &mut Running| {
        if poll.is_null() {
            return Err(gojs_status::Null);
        }
        let (progress, exit_code, until) = match running.attempt(|program| program.poll(Instant::from_nanos(now)))? {
            Poll::Ready => (gojs_progress::Ready, 0, 0),
            Poll::Waiting { until } => (gojs_progress::Waiting, 0, nanos(until)),
            Poll::Exited(exit) => (gojs_progress::Exited, exit.code(), u64::MAX),
        };
        // SAFETY: by the contract above.
        unsafe { store(poll, gojs_poll { progress, exit_code, until }) }
    };
    // SAFETY: by the contract above.
    unsafe { with(program, go_on) }
}

/// Stores what there is to see of a program.
///
/// # Safety
///
/// `program` is NULL or a program; `place` is NULL, or there is room for a `T`.
unsafe fn look<T>(
    program: *const gojs_program,
    place: *mut T,
    see: impl FnOnce(&mut gojs::Program<Instance>) -> T,
) -> gojs_status {
    let look = |_: &Program, running: &mut Running| {
        let seen = see(&mut running.program);
        // SAFETY: by the contract above.
        unsafe { store(place, seen) }
    };
    // SAFETY: by the contract above.
    unsafe { with(program, look) }
}

/// Stores when `gojs_program_poll` has something to do: when the next timer is due, 0 if there is something already,
/// `UINT64_MAX` if only input or a call of C's can wake the program, or nothing can.
///
/// # Safety
///
/// `program` is NULL or a program; `at` is NULL, or there is room for a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_program_poll_at(program: *const gojs_program, at: *mut u64) -> gojs_status {
    // SAFETY: by the contract above.
    unsafe { look(program, at, |program| nanos(program.poll_at())) }
}

/// Stores what the monotonic clock of the program's host shows, for `gojs_program_poll`.
///
/// # Safety
///
/// `program` is NULL or a program; `now` is NULL, or there is room for a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_program_now(program: *const gojs_program, now: *mut u64) -> gojs_status {
    // SAFETY: by the contract above.
    unsafe { look(program, now, |program| program.host().monotonic().as_nanos()) }
}

/// Stores whether nothing can wake the program but a call of C's: no timer runs, and no read waits for input. Where no such
/// call will come, this is a deadlock, which `gojs_program_wake` has Go report.
///
/// # Safety
///
/// `program` is NULL or a program; `is_idle` is NULL, or there is room for it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_program_is_idle(program: *const gojs_program, is_idle: *mut bool) -> gojs_status {
    // SAFETY: by the contract above.
    unsafe { look(program, is_idle, gojs::Program::is_idle) }
}

/// Wakes an idle program: Go finds that all goroutines are asleep, reports the deadlock with their stacks, and exits with
/// code 2.
///
/// # Safety
///
/// `program` is NULL or a program.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_program_wake(program: *const gojs_program) -> gojs_status {
    // SAFETY: by the contract above.
    unsafe { with(program, |_, running| running.attempt(gojs::Program::wake)) }
}

/// Runs the program to its exit, over the host's clock and its `wait`, and stores the exit code. A program that waits for what
/// will never come is woken once, to report its deadlock.
///
/// # Safety
///
/// `program` is NULL or a program; `exit_code` is NULL, or there is room for a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_program_run(program: *const gojs_program, exit_code: *mut i32) -> gojs_status {
    let run = |_: &Program, running: &mut Running| {
        if exit_code.is_null() {
            return Err(gojs_status::Null);
        }
        let exit = running.attempt(gojs::Program::run)?;
        // SAFETY: by the contract above.
        unsafe { store(exit_code, exit.code()) }
    };
    // SAFETY: by the contract above.
    unsafe { with(program, run) }
}

/// Stores a value for C, if C wants it.
///
/// # Safety
///
/// `result` is NULL, or there is room for a value.
unsafe fn give(result: *mut gojs_value, values: &[gojs_value]) -> Result<(), gojs_status> {
    match values {
        // SAFETY: by the contract above.
        [value] if !result.is_null() => unsafe { store(result, *value) },
        _ => Ok(()),
    }
}

/// Calls a function of the global object, such as one that Go has put there with `js.Global().Set` and `js.FuncOf`, and returns
/// when it has, and every goroutine waits again. What it returns is stored, unless `result` is NULL, and lives until the next
/// call with this program.
///
/// A Go function that waits for a timer or for input has not returned by then: its result is `undefined`, as in a browser. It
/// goes on in the next poll.
///
/// # Safety
///
/// `program` is NULL or a program; `name` is NULL or a text with a NUL at its end; `arguments` is NULL, or there are `count`
/// values, each what its kind says; `result` is NULL, or there is room for a value.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_program_call(
    program: *const gojs_program,
    name: *const c_char,
    arguments: *const gojs_value,
    count: usize,
    result: *mut gojs_value,
) -> gojs_status {
    let call = |program: &Program, running: &mut Running| {
        let owner = &program.shared.signals;
        // SAFETY: by the contract above.
        let name = unsafe { text(name) }?;
        // SAFETY: by the contract above.
        let arguments = unsafe { data(arguments, count, owner) }?;
        let returned = running.evaluate(owner, |program| {
            let arguments = parsed(program, arguments)?;
            program.call(name, arguments)
        })?;
        // SAFETY: by the contract above.
        unsafe { give(result, returned.as_slice()) }
    };
    // SAFETY: by the contract above.
    unsafe { with(program, call) }
}

/// Calls a function that C keeps, with `this` undefined; otherwise like `gojs_program_call`.
///
/// # Safety
///
/// As `gojs_program_call`; `function` is NULL or a function that lives.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_program_call_function(
    program: *const gojs_program,
    function: *const gojs_function,
    arguments: *const gojs_value,
    count: usize,
    result: *mut gojs_value,
) -> gojs_status {
    let call = |program: &Program, running: &mut Running| {
        let owner = &program.shared.signals;
        // SAFETY: by the contract above.
        let function = unsafe { borrow(function) }?.of(owner)?.clone();
        // SAFETY: by the contract above.
        let arguments = unsafe { data(arguments, count, owner) }?;
        let returned = running.evaluate(owner, |program| {
            let arguments = parsed(program, arguments)?;
            program.call_function(&function, arguments)
        })?;
        // SAFETY: by the contract above.
        unsafe { give(result, returned.as_slice()) }
    };
    // SAFETY: by the contract above.
    unsafe { with(program, call) }
}

/// Has a function that C keeps called by the next poll: for an event whose handler Go has passed. What it returns nobody looks
/// at; what it throws ends the program.
///
/// # Safety
///
/// `program` is NULL or a program; `function` is NULL or a function that lives; `arguments` is NULL, or there are `count`
/// values, each what its kind says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_program_queue(
    program: *const gojs_program,
    function: *const gojs_function,
    arguments: *const gojs_value,
    count: usize,
) -> gojs_status {
    let queue = |program: &Program, running: &mut Running| {
        let owner = &program.shared.signals;
        // SAFETY: by the contract above.
        let function = unsafe { borrow(function) }?.of(owner)?;
        // SAFETY: by the contract above.
        let arguments = unsafe { data(arguments, count, owner) }?;
        running.attempt(|program| {
            let arguments = parsed(program, arguments)?;
            program.queue(function, arguments)
        })
    };
    // SAFETY: by the contract above.
    unsafe { with(program, queue) }
}

/// Invokes an operation of the guest's by waPC, with bytes, and runs the program until it has answered, over the host's clock and
/// its `wait`. The answer, as bytes, is stored, unless `result` is NULL, and lives until the next call with this program. The
/// program must have been started.
///
/// `GOJS_STATUS_THROWN`: the guest has failed, and `gojs_program_error` has what it says of it.
///
/// # Safety
///
/// `program` is NULL or a program; `operation` is NULL or a text with a NUL at its end; `payload` is NULL, or there are `len`
/// bytes; `result` is NULL, or there is room for a value.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_program_invoke(
    program: *const gojs_program,
    operation: *const c_char,
    payload: *const u8,
    len: usize,
    result: *mut gojs_value,
) -> gojs_status {
    let invoke = |program: &Program, running: &mut Running| {
        // SAFETY: by the contract above.
        let operation = unsafe { text(operation) }?;
        // SAFETY: by the contract above.
        let payload = unsafe { elements(payload, len) }?;
        let answer = running
            .evaluate(&program.shared.signals, |program| program.invoke(operation, payload).map(Datum::Bytes))?;
        // SAFETY: by the contract above.
        unsafe { give(result, answer.as_slice()) }
    };
    // SAFETY: by the contract above.
    unsafe { with(program, invoke) }
}

/// Has the runtime call an export of the module's own, such as one with `//go:wasmexport`: `call` does it, and returns
/// non-zero if the wasm has trapped. Outside of this, what such an export imports is refused. The program must have been
/// started: Go's runtime is not there before.
///
/// # Safety
///
/// `program` is NULL or a program; `call` is NULL or may be called with `ctx`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_program_enter(
    program: *const gojs_program,
    call: Option<unsafe extern "C" fn(ctx: *mut c_void) -> i32>,
    ctx: *mut c_void,
) -> gojs_status {
    let enter = |_: &Program, running: &mut Running| {
        let call = call.ok_or(gojs_status::Null)?;
        running.attempt(|program| {
            program.enter_wasm(|instance| {
                instance.enter(|_| {
                    // SAFETY: by the contract above.
                    let status = unsafe { call(ctx) };
                    (status == 0).then_some(())
                })
            })
        })
    };
    // SAFETY: by the contract above.
    unsafe { with(program, enter) }
}

/// Stores a property of the global object, which lives until the next call with this program.
///
/// # Safety
///
/// `program` is NULL or a program; `name` is NULL or a text with a NUL at its end; `value` is NULL, or there is room for a
/// value.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_program_get(
    program: *const gojs_program,
    name: *const c_char,
    value: *mut gojs_value,
) -> gojs_status {
    let get = |program: &Program, running: &mut Running| {
        // SAFETY: by the contract above.
        let name = unsafe { text(name) }?;
        if value.is_null() {
            return Err(gojs_status::Null);
        }
        let found = running.evaluate(&program.shared.signals, |program| program.get(name))?;
        // SAFETY: by the contract above.
        unsafe { give(value, found.as_slice()) }
    };
    // SAFETY: by the contract above.
    unsafe { with(program, get) }
}

/// Sets a property of the global object, before the program starts or while it runs.
///
/// # Safety
///
/// `program` is NULL or a program; `name` is NULL or a text with a NUL at its end; `value` is NULL, or what its kind says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_program_set(
    program: *const gojs_program,
    name: *const c_char,
    value: *const gojs_value,
) -> gojs_status {
    let set = |program: &Program, running: &mut Running| {
        // SAFETY: by the contract above.
        let name = unsafe { text(name) }?;
        // SAFETY: by the contract above.
        let data = unsafe { data(value, 1, &program.shared.signals) }?;
        running.attempt(|program| {
            let data = parsed(program, data)?;
            data.into_iter().try_for_each(|datum| program.set(name, datum))
        })
    };
    // SAFETY: by the contract above.
    unsafe { with(program, set) }
}
