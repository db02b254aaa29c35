//! The C interface. All `unsafe` code of this crate is here. It relies on these requirements, which the header states:
//!
//! - a pointer is NULL, or points to a valid object of its type for the duration of the call;
//! - an object is not used after it has been freed;
//! - a callback can be called with its `ctx` until every program that uses it is freed; it behaves as documented, and
//!   returns;
//! - `memory_data` and `memory_size` of `gojs_runtime` describe the linear memory, which does not change or move while
//!   it is borrowed.
//!
//! Every pointer is checked for NULL, which is an error.
#![allow(non_camel_case_types)]

mod config;
#[cfg(all(feature = "freestanding", not(feature = "std")))]
mod freestanding;
mod function;
mod host;
mod import;
mod program;
mod run;
mod runtime;
mod value;

use core::{
    ffi::{CStr, c_char},
    slice,
};

pub use self::{config::*, function::*, host::*, import::*, program::*, run::*, runtime::*, value::*};
pub use crate::status::gojs_status;

/// Runs the body of an extern function. Catches a panic, which must not unwind into C.
#[cfg(feature = "std")]
fn guard<R>(panicked: impl FnOnce() -> R, f: impl FnOnce() -> R) -> R {
    // A panic can leave a program in an inconsistent state. `panicked` marks the program as unusable.
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(f)).unwrap_or_else(|_| panicked())
}

/// Runs the body of an extern function. A panic does not return here.
#[cfg(not(feature = "std"))]
fn guard<R>(_: impl FnOnce() -> R, f: impl FnOnce() -> R) -> R {
    f()
}

/// Runs the body of an extern function, and returns its status.
fn attempt(f: impl FnOnce() -> Result<(), gojs_status>) -> gojs_status {
    guard(|| gojs_status::Panic, || f().err().unwrap_or(gojs_status::Ok))
}

/// Returns the object that a pointer refers to.
///
/// # Safety
///
/// `pointer` is NULL, or points to a `T` that stays alive and unchanged for `'a`.
unsafe fn borrow<'a, T>(pointer: *const T) -> Result<&'a T, gojs_status> {
    // SAFETY: by the contract above.
    unsafe { pointer.as_ref() }.ok_or(gojs_status::Null)
}

/// Returns the object that a pointer refers to, for writing.
///
/// # Safety
///
/// `pointer` is NULL, or points to a `T` that stays alive for `'a` and that nothing else accesses meanwhile.
unsafe fn borrow_mut<'a, T>(pointer: *mut T) -> Result<&'a mut T, gojs_status> {
    // SAFETY: by the contract above.
    unsafe { pointer.as_mut() }.ok_or(gojs_status::Null)
}

/// Stores a result for C.
///
/// # Safety
///
/// `pointer` is NULL or valid for writing a `T`.
unsafe fn store<T>(pointer: *mut T, value: T) -> Result<(), gojs_status> {
    if pointer.is_null() {
        return Err(gojs_status::Null);
    }
    // SAFETY: by the contract above.
    unsafe { pointer.write(value) };
    Ok(())
}

/// Returns the elements of an array. The pointer to an empty array may be NULL.
///
/// # Safety
///
/// `pointer` is NULL, or points to `len` elements that stay alive and unchanged for `'a`.
unsafe fn elements<'a, T>(pointer: *const T, len: usize) -> Result<&'a [T], gojs_status> {
    if len == 0 {
        return Ok(&[]);
    }
    if pointer.is_null() {
        return Err(gojs_status::Null);
    }
    match len.checked_mul(size_of::<T>()) {
        // SAFETY: by the contract above. The size in bytes does not exceed `isize::MAX`, the maximum for any object.
        Some(bytes) if isize::try_from(bytes).is_ok() => Ok(unsafe { slice::from_raw_parts(pointer, len) }),
        _ => Err(gojs_status::Invalid),
    }
}

/// Returns a C string as UTF-8.
///
/// # Safety
///
/// `pointer` is NULL, or points to a NUL-terminated string that stays alive and unchanged for `'a`.
unsafe fn text<'a>(pointer: *const c_char) -> Result<&'a str, gojs_status> {
    if pointer.is_null() {
        return Err(gojs_status::Null);
    }
    // SAFETY: by the contract above.
    let text = unsafe { CStr::from_ptr(pointer) };
    text.to_str().map_err(|_| gojs_status::Invalid)
}

/// Returns a short English description of a status, also for a number that is not a status. Never returns NULL. The
/// string is static.
#[unsafe(no_mangle)]
pub extern "C" fn gojs_status_text(status: u32) -> *const c_char {
    let known = usize::try_from(status).ok().and_then(|number| gojs_status::ALL.get(number));
    known.map_or(c"an unknown status", |status| status.text()).as_ptr()
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_status() {
        assert_eq!(attempt(|| panic!("a mistake")), gojs_status::Panic);
    }

    #[test]
    fn a_program_may_be_called_from_any_thread() {
        fn check<T: Send + Sync>() {}
        check::<gojs_program>();
    }
}
