//! The C interface. Everything `unsafe` of this crate is here, and what it rests on is what the header asks of C:
//!
//! - a pointer is NULL, or points to what its type says, for as long as the call lasts;
//! - an object that was freed is not used again;
//! - a callback may be called with its `ctx` until what it was given to is freed, does what its comment says, and returns;
//! - what `memory_data` and `memory_size` of `gojs_runtime` say is the linear memory, which nothing changes or moves meanwhile.
//!
//! NULL itself is looked for at each pointer, and is an error.
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

/// Does what an extern function is for. A panic must not unwind into C.
#[cfg(feature = "std")]
fn guard<R>(panicked: impl FnOnce() -> R, f: impl FnOnce() -> R) -> R {
    // What a panic has left half done is not looked at again: `panicked` sees to that.
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(f)).unwrap_or_else(|_| panicked())
}

/// Does what an extern function is for. A panic does not return here.
#[cfg(not(feature = "std"))]
fn guard<R>(_: impl FnOnce() -> R, f: impl FnOnce() -> R) -> R {
    f()
}

/// The status of what an extern function does.
fn attempt(f: impl FnOnce() -> Result<(), gojs_status>) -> gojs_status {
    guard(|| gojs_status::Panic, || f().err().unwrap_or(gojs_status::Ok))
}

/// What a pointer points to.
///
/// # Safety
///
/// It is NULL, or points to a `T` that lives and that nothing changes for `'a`.
unsafe fn borrow<'a, T>(pointer: *const T) -> Result<&'a T, gojs_status> {
    // SAFETY: by the contract above.
    unsafe { pointer.as_ref() }.ok_or(gojs_status::Null)
}

/// The same, to be changed.
///
/// # Safety
///
/// It is NULL, or points to a `T` that lives and that nobody else reaches for `'a`.
unsafe fn borrow_mut<'a, T>(pointer: *mut T) -> Result<&'a mut T, gojs_status> {
    // SAFETY: by the contract above.
    unsafe { pointer.as_mut() }.ok_or(gojs_status::Null)
}

/// Stores a result where C wants it.
///
/// # Safety
///
/// The pointer is NULL, or there is room for a `T` where it points to.
unsafe fn store<T>(pointer: *mut T, value: T) -> Result<(), gojs_status> {
    if pointer.is_null() {
        return Err(gojs_status::Null);
    }
    // SAFETY: by the contract above.
    unsafe { pointer.write(value) };
    Ok(())
}

/// Some elements. Of none the pointer may be NULL.
///
/// # Safety
///
/// The pointer is NULL, or points to `len` elements that live and that nothing changes for `'a`.
unsafe fn elements<'a, T>(pointer: *const T, len: usize) -> Result<&'a [T], gojs_status> {
    if len == 0 {
        return Ok(&[]);
    }
    if pointer.is_null() {
        return Err(gojs_status::Null);
    }
    match len.checked_mul(size_of::<T>()) {
        // SAFETY: by the contract above; the length was looked at, and that of any object in memory is below the limit.
        Some(bytes) if isize::try_from(bytes).is_ok() => Ok(unsafe { slice::from_raw_parts(pointer, len) }),
        _ => Err(gojs_status::Invalid),
    }
}

/// A text of C's.
///
/// # Safety
///
/// The pointer is NULL, or points to bytes with a NUL at their end, which live and which nothing changes for `'a`.
unsafe fn text<'a>(pointer: *const c_char) -> Result<&'a str, gojs_status> {
    if pointer.is_null() {
        return Err(gojs_status::Null);
    }
    // SAFETY: by the contract above.
    let text = unsafe { CStr::from_ptr(pointer) };
    text.to_str().map_err(|_| gojs_status::Invalid)
}

/// What a status means, in a few English words. A number that is no status has a text as well. Never NULL; it lives forever.
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
