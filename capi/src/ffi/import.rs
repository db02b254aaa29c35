//! The functions that a Go program imports, by their numbers.

use core::ffi::c_char;

use super::{attempt, borrow, gojs_status, guard, program::gojs_program, store, text};
use crate::program::imports;

/// How many imports there are. A number below is one of them: first those of the module `gojs`, which Go 1.21 and later import
/// from, then the same of `go`, for earlier ones.
///
/// Each takes one `i32`, the stack pointer, and returns nothing. The runtime defines those that the module asks for, or all,
/// by `gojs_import_module` and `gojs_import_name`, each as a call of `gojs_import_call`.
#[unsafe(no_mangle)]
pub extern "C" fn gojs_import_count() -> usize {
    imports().count()
}

/// The module that an import is imported from, `gojs` or `go`; NULL if there is no such import. It lives forever.
#[unsafe(no_mangle)]
pub extern "C" fn gojs_import_module(import: usize) -> *const c_char {
    imports().nth(import).map_or(core::ptr::null(), |import| import.c_module().as_ptr())
}

/// The name that an import is imported by, such as `syscall/js.valueGet`; NULL if there is no such import. It lives forever.
#[unsafe(no_mangle)]
pub extern "C" fn gojs_import_name(import: usize) -> *const c_char {
    imports().nth(import).map_or(core::ptr::null(), |import| import.c_name().as_ptr())
}

/// Stores the number of an import, for a runtime that goes through a module's imports. `GOJS_STATUS_INVALID`: it is none of
/// these, and C has to provide it.
///
/// # Safety
///
/// `module` and `name` are NULL or texts with a NUL at their ends; `import` is NULL, or there is room for a number.
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

/// Does what an import is for: the runtime calls this where the wasm calls the import, with its one argument. It comes from
/// inside `run`, `resume` or `getsp` of `gojs_runtime`, on the same thread, and may call `resume` and `getsp` itself.
///
/// Unless it returns `GOJS_STATUS_OK`, the runtime must trap, and have `run` or `resume` return non-zero: the Go program can't go
/// on. That is how a program exits, too.
///
/// # Safety
///
/// `program` is NULL or a program.
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
