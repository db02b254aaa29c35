//! Functions: those that C gives to Go, and those that it keeps of Go's.

use alloc::{string::String, sync::Arc, vec::Vec};
use core::ffi::{c_char, c_void};

use gojs::embed::Function;

use super::{attempt, borrow, borrow_mut, gojs_status, gojs_value, guard, text, value::Lent};
use crate::{datum::Datum, instance::Signals};

/// A function of C's, which Go calls with `js.Global().Call`. The arguments live until it returns. What it returns or throws
/// it says by `gojs_return` and `gojs_throw`; a function that says nothing returns `undefined`.
///
/// It must not call functions with the same program: those return `GOJS_STATUS_BUSY`. `gojs_function_clone` keeps a function
/// that was passed, to be called later.
pub type gojs_callback = Option<
    unsafe extern "C" fn(ctx: *mut c_void, arguments: *const gojs_value, count: usize, result: *mut gojs_result),
>;

/// What a `gojs_callback` returns or throws. It lives until the callback returns.
#[derive(Debug)]
pub struct gojs_result {
    outcome: Result<Datum, String>,
    owner: Arc<Signals>,
}

/// A function of a program's that C keeps.
#[derive(Debug)]
pub struct gojs_function {
    function: Function,
    owner: Arc<Signals>,
}

impl gojs_function {
    pub(super) fn new(function: Function, owner: &Arc<Signals>) -> Self {
        gojs_function { function, owner: Arc::clone(owner) }
    }

    /// The function, if it is one of that program's.
    pub(super) fn of(&self, owner: &Arc<Signals>) -> Result<&Function, gojs_status> {
        if Arc::ptr_eq(&self.owner, owner) { Ok(&self.function) } else { Err(gojs_status::Invalid) }
    }
}

/// A [`gojs_callback`] that may be called.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FunctionCallback {
    call: unsafe extern "C" fn(*mut c_void, *const gojs_value, usize, *mut gojs_result),
    ctx: *mut c_void,
}

// SAFETY: nothing but the callback looks at what `ctx` points to. It is called by whoever calls a function of the program's, and
// C is told that it must not call those from a thread that its callbacks are not fit for.
unsafe impl Send for FunctionCallback {}
// SAFETY: as above.
unsafe impl Sync for FunctionCallback {}

impl FunctionCallback {
    /// # Safety
    ///
    /// The callback may be called with `ctx` for as long as this or a copy of it lives.
    pub(super) unsafe fn new(call: gojs_callback, ctx: *mut c_void) -> Result<Self, gojs_status> {
        Ok(FunctionCallback { call: call.ok_or(gojs_status::Null)?, ctx })
    }

    /// Calls it. An error is the message of what it throws.
    pub(crate) fn call(&self, arguments: Vec<Datum>, owner: &Arc<Signals>) -> Result<Datum, String> {
        let arguments = Lent::new(arguments, owner);
        let arguments = arguments.as_slice();
        let mut result = gojs_result { outcome: Ok(Datum::Undefined), owner: Arc::clone(owner) };
        // SAFETY: by the contract of `new`; arguments and result live for as long as the call lasts.
        unsafe { (self.call)(self.ctx, arguments.as_ptr(), arguments.len(), &raw mut result) };
        result.outcome
    }
}

/// Has the callback return a value, which is copied.
///
/// # Safety
///
/// `result` is what the callback was given, which has not returned; `value` is what its kind says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_return(result: *mut gojs_result, value: *const gojs_value) -> gojs_status {
    attempt(|| {
        // SAFETY: by the contract above.
        let result = unsafe { borrow_mut(result) }?;
        // SAFETY: by the contract above.
        let value = unsafe { borrow(value) }?;
        // SAFETY: by the contract above.
        result.outcome = Ok(unsafe { value.datum(&result.owner) }?);
        Ok(())
    })
}

/// Has the callback throw an `Error` with a message: in Go, `Call` panics with a `js.Error`.
///
/// # Safety
///
/// `result` is what the callback was given, which has not returned; `message` is NULL or a text with a NUL at its end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_throw(result: *mut gojs_result, message: *const c_char) -> gojs_status {
    attempt(|| {
        // SAFETY: by the contract above.
        let result = unsafe { borrow_mut(result) }?;
        // SAFETY: by the contract above.
        result.outcome = Err(unsafe { text(message) }?.into());
        Ok(())
    })
}

/// Keeps a function: until what this returns is passed to `gojs_function_free`, it can be called. NULL for NULL.
///
/// # Safety
///
/// `function` is NULL, or that of a value that lives, or was returned by this function and not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_function_clone(function: *const gojs_function) -> *const gojs_function {
    if !function.is_null() {
        // SAFETY: every pointer to a function that C gets comes from `Arc::as_ptr`, and by the contract above that one lives.
        unsafe { Arc::increment_strong_count(function) };
    }
    function
}

/// Lets go of a function that was kept, before its program is freed or afterwards. NULL is nothing.
///
/// # Safety
///
/// `function` is NULL, or was returned by `gojs_function_clone`, and is not used any more.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_function_free(function: *const gojs_function) {
    let free = || {
        if !function.is_null() {
            // SAFETY: by the contract above, this is the count that `gojs_function_clone` has added.
            unsafe { Arc::decrement_strong_count(function) };
        }
    };
    guard(|| {}, free);
}
