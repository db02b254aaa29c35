//! A program: made, looked at, freed.

use alloc::boxed::Box;
use core::ffi::c_char;

use super::{attempt, borrow, config::gojs_config, gojs_runtime, gojs_status, guard, runtime::Runtime, store};
use crate::program::{Program, Running};

/// One running Go program, in one instance of the wasm runtime.
///
/// It never sleeps and never spawns a thread: `gojs_program_poll` does what is due, `gojs_program_poll_at` says when to come
/// back, and `gojs_program_run` is that loop.
///
/// Calls with the same program must come one after the other: one that comes from inside a callback, or from another thread
/// meanwhile, returns `GOJS_STATUS_BUSY` and does nothing; `gojs_import_call` alone comes from inside `run`, `resume` and
/// `getsp`. They may come from different threads, if the callbacks may.
#[derive(Debug)]
pub struct gojs_program {
    pub(super) program: Program,
}

/// Does something with the program that nothing else is at work in.
///
/// # Safety
///
/// `program` is NULL or a program.
pub(super) unsafe fn with(
    program: *const gojs_program,
    f: impl FnOnce(&Program, &mut Running) -> Result<(), gojs_status>,
) -> gojs_status {
    // SAFETY: by the contract above. Shared: an import comes while a call lasts.
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

/// Makes a program. Nothing is called and nothing runs before it is started, so that the wasm can be instantiated afterwards,
/// with imports that call `gojs_import_call` with this program. The callbacks and the `ctx` of `runtime`, which is copied,
/// have to last until the program is freed.
///
/// `GOJS_STATUS_NULL`: one of the callbacks is missing that are required. Unless it is `GOJS_STATUS_OK`, NULL is stored.
///
/// # Safety
///
/// `config` is NULL or a configuration; `runtime` is NULL, or its callbacks may be called with its `ctx` for as long as said,
/// and do what `gojs_runtime` says; `program` is NULL, or there is room for a pointer.
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

/// Frees a program, wherever it is. NULL is nothing. `GOJS_STATUS_BUSY`: the call came from inside a callback, and the program
/// was not freed.
///
/// # Safety
///
/// `program` is NULL, or was stored by `gojs_program_new`, and is not used any more once this has returned `GOJS_STATUS_OK`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_program_free(program: *mut gojs_program) -> gojs_status {
    // SAFETY: by the contract above.
    let is_busy = unsafe { program.as_ref() }.is_some_and(|program| !program.program.is_free());
    if is_busy {
        return gojs_status::Busy;
    }
    let free = || {
        if !program.is_null() {
            // SAFETY: by the contract above; and no call is on the stack that has borrowed it.
            drop(unsafe { Box::from_raw(program) });
        }
        gojs_status::Ok
    };
    guard(|| gojs_status::Panic, free)
}

/// What went wrong in the last call with this program that said that something did: a text with the Go functions that were
/// being called, where the program was ended by an error. `GOJS_STATUS_BUSY` and the like of wrong arguments leave it as it
/// was. Empty, if nothing has gone wrong; never NULL. It lives until the next call with this program.
///
/// # Safety
///
/// `program` is NULL or a program.
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

/// Stores what the program has passed to `os.Exit`: 0 when `main` returned, 2 after a panic or a deadlock. `GOJS_STATUS_INVALID`:
/// it has not exited.
///
/// # Safety
///
/// `program` is NULL or a program; `code` is NULL, or there is room for a number.
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
