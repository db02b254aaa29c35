//! The creation, state and release of a program.

use alloc::boxed::Box;
use core::ffi::c_char;

use super::{attempt, borrow, config::gojs_config, gojs_runtime, gojs_status, guard, runtime::Runtime, store};
use crate::program::{Program, Running};

/// One Go program, in one instance of the wasm runtime.
///
/// A program never sleeps and never spawns a thread: `gojs_program_poll` does the work that is due,
/// `gojs_program_poll_at` stores the time of the next poll, and `gojs_program_run` is that loop.
///
/// Calls with the same program must not overlap. A call from inside a callback, or from another thread during a call,
/// returns `GOJS_STATUS_BUSY` and has no effect. The exception is `gojs_import_call`, which is called from inside
/// `run`, `resume`, `getsp` and the callback of `gojs_program_enter`. Calls may come from different threads, if the
/// callbacks can run on these threads.
#[derive(Debug)]
pub struct gojs_program {
    pub(super) program: Program,
}

/// Runs `f` on the program, unless another call is using it.
///
/// # Safety
///
/// `program` is NULL or a valid program.
pub(super) unsafe fn with(
    program: *const gojs_program,
    f: impl FnOnce(&Program, &mut Running) -> Result<(), gojs_status>,
) -> gojs_status {
    // SAFETY: by the contract above. The borrow is shared, because imports are called during the call.
    let program = match unsafe { borrow(program) } {
        Ok(gojs_program { program }) => program,
        Err(status) => return status,
    };
    let panicked = || {
        program.shared.signals.panic();
        gojs_status::Panic
    };
    guard(panicked, || match program.lock() {
        Ok(mut running) => f(program, &mut running).err().unwrap_or(gojs_status::Ok),
        Err(status) => status,
    })
}

/// Creates a program and stores it. Until it is started, no wasm runs and no callback of `runtime` is called. The
/// module can therefore be instantiated afterwards, with imports that call `gojs_import_call` with this program.
/// Creation calls only one callback, `entropy` of the host. `runtime` is copied; its callbacks and its `ctx` must stay
/// valid until the program is freed.
///
/// `GOJS_STATUS_NULL`: a pointer or a required callback is NULL. Stores NULL unless the result is `GOJS_STATUS_OK`.
///
/// # Safety
///
/// `config` is NULL or a valid configuration; `runtime` is NULL, or its callbacks can be called with its `ctx` as long
/// as described above, and behave as `gojs_runtime` requires; `program` is NULL or points to writable memory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_program_new(
    config: *const gojs_config,
    runtime: *const gojs_runtime,
    program: *mut *mut gojs_program,
) -> gojs_status {
    attempt(|| {
        // SAFETY: by the contract above.
        unsafe { store(program, core::ptr::null_mut()) }?;
        // SAFETY: by the contract above.
        let config = unsafe { borrow(config) }?;
        // SAFETY: by the contract above.
        let callbacks = unsafe { borrow(runtime) }?;
        // SAFETY: by the contract above.
        let runtime = unsafe { Runtime::new(*callbacks) }?;
        let made = Box::new(gojs_program { program: config.config.program(runtime)? });
        // SAFETY: by the contract above.
        unsafe { store(program, Box::into_raw(made)) }
    })
}

/// Frees a program in any state. Ignores NULL. `GOJS_STATUS_BUSY`: the call came from inside a callback, and the
/// program was not freed.
///
/// # Safety
///
/// `program` is NULL, or was stored by `gojs_program_new` and is not used after this function has returned
/// `GOJS_STATUS_OK`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_program_free(program: *mut gojs_program) -> gojs_status {
    // SAFETY: by the contract above.
    let is_busy = unsafe { program.as_ref() }.is_some_and(|program| !program.program.is_free());
    if is_busy {
        return gojs_status::Busy;
    }
    let free = || {
        if !program.is_null() {
            // SAFETY: by the contract above, and no call on the stack borrows the program.
            drop(unsafe { Box::from_raw(program) });
        }
        gojs_status::Ok
    };
    guard(|| gojs_status::Panic, free)
}

/// Returns the message of the last error in a call with this program. If the error ended the program, the message
/// includes the call stack of Go. Calls that fail because of wrong arguments or with `GOJS_STATUS_BUSY` do not change
/// it. Returns an empty string if no error has occurred, and never NULL. The string lives until the next call with this
/// program.
///
/// # Safety
///
/// `program` is NULL or a valid program.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_program_error(program: *const gojs_program) -> *const c_char {
    let mut text = c"".as_ptr();
    let status = |_: &Program, running: &mut Running| {
        text = running.error().as_ptr();
        Ok(())
    };
    // SAFETY: by the contract above.
    match unsafe { with(program, status) } {
        gojs_status::Ok => text,
        status => status.text().as_ptr(),
    }
}

/// Stores the code that the program passed to `os.Exit`: 0 if `main` returned, 2 after a panic or a deadlock.
/// `GOJS_STATUS_INVALID`: the program has not exited.
///
/// # Safety
///
/// `program` is NULL or a valid program; `code` is NULL or points to writable memory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_program_exit_code(program: *const gojs_program, code: *mut i32) -> gojs_status {
    let look = |_: &Program, running: &mut Running| {
        let exit = running.program.exit().ok_or(gojs_status::Invalid)?;
        // SAFETY: by the contract above.
        unsafe { store(code, exit.code()) }
    };
    // SAFETY: by the contract above.
    unsafe { with(program, look) }
}
