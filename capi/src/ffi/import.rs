//! The functions that a Go program imports, identified by numbers.

use core::ffi::c_char;

use super::{attempt, borrow, gojs_status, guard, program::gojs_program, store, text};
use crate::program::imports;

/// Returns the number of imports. Each smaller number identifies an import: first those of the module `gojs`, from
/// which Go 1.21 and later import, then the same functions of the module `go`, for earlier versions.
///
/// Each import takes one `i32`, the stack pointer, and returns nothing. The runtime defines the imports that the module
/// requires, or all of them, with the names from `gojs_import_module` and `gojs_import_name`. Each calls
/// `gojs_import_call`.
#[unsafe(no_mangle)]
pub extern "C" fn gojs_import_count() -> usize {
    imports().count()
}

/// Returns the module name of an import, `gojs` or `go`, or NULL if the number is out of range. The string is static.
#[unsafe(no_mangle)]
pub extern "C" fn gojs_import_module(import: usize) -> *const c_char {
    imports().nth(import).map_or(core::ptr::null(), |import| import.c_module().as_ptr())
}

/// Returns the name of an import, such as `syscall/js.valueGet`, or NULL if the number is out of range. The string is
/// static.
#[unsafe(no_mangle)]
pub extern "C" fn gojs_import_name(import: usize) -> *const c_char {
    imports().nth(import).map_or(core::ptr::null(), |import| import.c_name().as_ptr())
}

/// Stores the number of the import with these names, for a runtime that iterates over the imports of a module.
/// `GOJS_STATUS_INVALID`: gojs does not provide this import, so C must provide it.
///
/// # Safety
///
/// `module` and `name` are NULL or NUL-terminated strings; `import` is NULL or points to writable memory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_import_find(
    module: *const c_char,
    name: *const c_char,
    import: *mut usize,
) -> gojs_status {
    attempt(|| {
        // SAFETY: by the contract above.
        let module = unsafe { text(module) }?;
        // SAFETY: by the contract above.
        let name = unsafe { text(name) }?;
        let place = imports().position(|import| import.module() == module && import.name() == name);
        // SAFETY: by the contract above.
        unsafe { store(import, place.ok_or(gojs_status::Invalid)?) }
    })
}

/// Executes an import: the wasm runtime calls this function when the wasm calls the import, with the argument of the
/// import as `sp`. The call comes from inside `run`, `resume` or `getsp` of `gojs_runtime`, or from inside the callback
/// of `gojs_program_enter`, on the same thread. It may itself call `resume` and `getsp`.
///
/// Unless the result is `GOJS_STATUS_OK`, the runtime must trap, and the callback that entered the wasm must return
/// non-zero: the Go program cannot continue. This is also how a program exits.
///
/// # Safety
///
/// `program` is NULL or a valid program.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_import_call(program: *const gojs_program, import: usize, sp: u32) -> gojs_status {
    // SAFETY: by the contract above.
    let program = match unsafe { borrow(program) } {
        Ok(gojs_program { program }) => program,
        Err(status) => return status,
    };
    let panicked = || {
        program.shared.signals.panic();
        gojs_status::Panic
    };
    guard(panicked, || {
        let Some(import) = imports().nth(import) else { return gojs_status::Invalid };
        program.import(import, sp).err().unwrap_or(gojs_status::Ok)
    })
}
