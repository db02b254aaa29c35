//! Running a program: its event loop, and calls of its functions.

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

/// The state in which a poll leaves a program.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum gojs_progress {
    /// The program has more to do at once.
    Ready = 0,
    /// Every goroutine waits.
    Waiting,
    /// The program has exited.
    Exited,
}

/// The result of `gojs_program_poll`.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct gojs_poll {
    /// The state of the program.
    pub progress: gojs_progress,
    /// The exit code, if the program has exited.
    pub exit_code: i32,
    /// If the program waits: the deadline of the next timer, in nanoseconds of the monotonic clock. `UINT64_MAX` means
    /// that only input or a call by C can wake the program.
    pub until: u64,
}

/// Converts a deadline to nanoseconds. No deadline becomes [`u64::MAX`].
fn nanos(until: Option<Instant>) -> u64 {
    until.map_or(u64::MAX, Instant::as_nanos)
}

/// Starts the program. Returns when the program has exited or every goroutine waits. The module must have been
/// instantiated.
///
/// # Safety
///
/// `program` is NULL or a valid program.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_program_start(program: *const gojs_program) -> gojs_status {
    // SAFETY: by the contract above.
    unsafe { with(program, |_, running| running.attempt(gojs::Program::start)) }
}

/// Does the work that is due at `now`, in nanoseconds of the monotonic clock, until every goroutine waits. Starts a
/// program that has not been started. Returns only when Go does: a goroutine that computes without pause blocks it for
/// that long.
///
/// # Safety
///
/// `program` is NULL or a valid program; `poll` is NULL or points to writable memory.
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

/// Stores the result of `see` for a program.
///
/// # Safety
///
/// `program` is NULL or a valid program; `place` is NULL or valid for writing a `T`.
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

/// Stores the time at which `gojs_program_poll` next has something to do: 0 if there is something already, else the
/// deadline of the next timer. `UINT64_MAX` means that only input or a call by C can wake the program, or that it has
/// ended.
///
/// # Safety
///
/// `program` is NULL or a valid program; `at` is NULL or points to writable memory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_program_poll_at(program: *const gojs_program, at: *mut u64) -> gojs_status {
    // SAFETY: by the contract above.
    unsafe { look(program, at, |program| nanos(program.poll_at())) }
}

/// Stores the time of the monotonic clock of the host, for `gojs_program_poll`.
///
/// # Safety
///
/// `program` is NULL or a valid program; `now` is NULL or points to writable memory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_program_now(program: *const gojs_program, now: *mut u64) -> gojs_status {
    // SAFETY: by the contract above.
    unsafe { look(program, now, |program| program.host().monotonic().as_nanos()) }
}

/// Stores whether only a call by C can wake the program: no timer is running, and no read waits for input. If no call
/// will come, this is a deadlock. `gojs_program_wake` makes Go report it.
///
/// # Safety
///
/// `program` is NULL or a valid program; `is_idle` is NULL or points to writable memory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_program_is_idle(program: *const gojs_program, is_idle: *mut bool) -> gojs_status {
    // SAFETY: by the contract above.
    unsafe { look(program, is_idle, gojs::Program::is_idle) }
}

/// Wakes an idle program. Go then finds all goroutines asleep, reports the deadlock with their stacks, and exits with
/// code 2.
///
/// # Safety
///
/// `program` is NULL or a valid program.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_program_wake(program: *const gojs_program) -> gojs_status {
    // SAFETY: by the contract above.
    unsafe { with(program, |_, running| running.attempt(gojs::Program::wake)) }
}

/// Runs the program to its exit, with the host clock and `wait`, and stores the exit code. A program that waits for
/// something that can never happen is woken once, to report its deadlock.
///
/// # Safety
///
/// `program` is NULL or a valid program; `exit_code` is NULL or points to writable memory.
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

/// Stores a value for C, unless `result` is NULL.
///
/// # Safety
///
/// `result` is NULL or valid for writing a value.
unsafe fn give(result: *mut gojs_value, values: &[gojs_value]) -> Result<(), gojs_status> {
    match values {
        // SAFETY: by the contract above.
        [value] if !result.is_null() => unsafe { store(result, *value) },
        _ => Ok(()),
    }
}

/// Calls a function of the global object, such as one that Go has set with `js.Global().Set` and `js.FuncOf`. Returns
/// when the function has returned and every goroutine waits again. Stores the result, unless `result` is NULL. The
/// result lives until the next call with this program.
///
/// A Go function that waits for a timer or for input has not returned by then: its result is `undefined`, as in a
/// browser. The function continues in the next poll.
///
/// # Safety
///
/// `program` is NULL or a valid program; `name` is NULL or a NUL-terminated string; `arguments` is NULL or points to
/// `count` valid values; `result` is NULL or points to writable memory.
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

/// Calls a function through its handle, with `this` undefined. Otherwise like `gojs_program_call`.
///
/// # Safety
///
/// As for `gojs_program_call`; `function` is NULL or a valid handle.
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

/// Queues a call of a function. The next poll makes the call. Use this for events whose handler Go has passed. The
/// return value is ignored. A thrown value ends the program.
///
/// # Safety
///
/// `program` is NULL or a valid program; `function` is NULL or a valid handle; `arguments` is NULL or points to `count`
/// valid values.
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

/// Calls a guest operation through waPC with a payload, and runs the program until the guest has answered, with the
/// host clock and `wait`. Stores the answer as bytes, unless `result` is NULL. The answer lives until the next call
/// with this program. The program must have been started.
///
/// `GOJS_STATUS_THROWN`: the guest has failed. The string from `gojs_program_error` includes its error message.
///
/// # Safety
///
/// `program` is NULL or a valid program; `operation` is NULL or a NUL-terminated string; `payload` is NULL or points to
/// `len` bytes; `result` is NULL or points to writable memory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_program_guest_call(
    program: *const gojs_program,
    operation: *const c_char,
    payload: *const u8,
    len: usize,
    result: *mut gojs_value,
) -> gojs_status {
    let call = |program: &Program, running: &mut Running| {
        // SAFETY: by the contract above.
        let operation = unsafe { text(operation) }?;
        // SAFETY: by the contract above.
        let payload = unsafe { elements(payload, len) }?;
        let answer = running
            .evaluate(&program.shared.signals, |program| program.guest_call(operation, payload).map(Datum::Bytes))?;
        // SAFETY: by the contract above.
        unsafe { give(result, answer.as_slice()) }
    };
    // SAFETY: by the contract above.
    unsafe { with(program, call) }
}

/// Enters the wasm through an export that is not part of the Go runtime, such as a `//go:wasmexport` function: `call`
/// makes the wasm runtime call the export, and returns non-zero if the wasm trapped. If the export is called in any
/// other way, its imports fail. The program must have been started, because the Go runtime is not initialized before
/// that.
///
/// # Safety
///
/// `program` is NULL or a valid program; `call` is NULL or can be called with `ctx`.
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

/// Stores the value of a property of the global object. The value lives until the next call with this program.
///
/// # Safety
///
/// `program` is NULL or a valid program; `name` is NULL or a NUL-terminated string; `value` is NULL or points to
/// writable memory.
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
/// `program` is NULL or a valid program; `name` is NULL or a NUL-terminated string; `value` is NULL or a valid value.
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
