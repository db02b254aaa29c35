//! Functions that C provides to Go, and handles to functions of a program.

use alloc::{string::String, sync::Arc, vec::Vec};
use core::ffi::{c_char, c_void};

use gojs::embed::Function;

use super::{attempt, borrow, borrow_mut, gojs_status, gojs_value, guard, text, value::Lent};
use crate::{datum::Datum, instance::Signals};

/// A C function that Go calls with `js.Global().Call`. The arguments live until it returns. It returns a value with
/// `gojs_return`, or throws with `gojs_throw`. If it calls neither, it returns `undefined`.
///
/// It must not call gojs functions with the same program: those would return `GOJS_STATUS_BUSY`. To call a function
/// argument later, keep it with `gojs_function_clone`.
pub type gojs_callback = Option<
    unsafe extern "C" fn(ctx: *mut c_void, arguments: *const gojs_value, count: usize, result: *mut gojs_result),
>;

/// The outcome of a `gojs_callback`: the value that it returns, or the error that it throws. Lives until the callback
/// returns.
#[derive(Debug)]
pub struct gojs_result {
    outcome: Result<Datum, String>,
    owner: Arc<Signals>,
}

/// A handle to a JavaScript function of a program. The handle in a value is valid as long as the value lives.
/// `gojs_function_clone` returns one that is valid until `gojs_function_free`.
#[derive(Debug)]
pub struct gojs_function {
    function: Function,
    owner: Arc<Signals>,
}

impl gojs_function {
    pub(super) fn new(function: Function, owner: &Arc<Signals>) -> Self {
        gojs_function { function, owner: Arc::clone(owner) }
    }

    /// Returns the function, if it belongs to the program that `owner` identifies.
    pub(super) fn of(&self, owner: &Arc<Signals>) -> Result<&Function, gojs_status> {
        if Arc::ptr_eq(&self.owner, owner) { Ok(&self.function) } else { Err(gojs_status::Invalid) }
    }
}

/// A [`gojs_callback`] that is not NULL, with its `ctx`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FunctionCallback {
    call: unsafe extern "C" fn(*mut c_void, *const gojs_value, usize, *mut gojs_result),
    ctx: *mut c_void,
}

// SAFETY: only the callback accesses the data behind `ctx`. It runs on the thread that calls a function with the
// program. The header forbids such calls on a thread on which the callbacks cannot run.
unsafe impl Send for FunctionCallback {}
// SAFETY: as above.
unsafe impl Sync for FunctionCallback {}

impl FunctionCallback {
    /// # Safety
    ///
    /// The callback can be called with `ctx` as long as the result or a copy of it lives.
    pub(super) unsafe fn new(call: gojs_callback, ctx: *mut c_void) -> Result<Self, gojs_status> {
        Ok(FunctionCallback { call: call.ok_or(gojs_status::Null)?, ctx })
    }

    /// Calls the callback. An error is the message of the `Error` that the callback throws.
    pub(crate) fn call(&self, arguments: Vec<Datum>, owner: &Arc<Signals>) -> Result<Datum, String> {
        let arguments = Lent::new(arguments, owner);
        let arguments = arguments.as_slice();
        let mut result = gojs_result { outcome: Ok(Datum::Undefined), owner: Arc::clone(owner) };
        // SAFETY: by the contract of `new`. The arguments and the result outlive the call.
        unsafe { (self.call)(self.ctx, arguments.as_ptr(), arguments.len(), &raw mut result) };
        result.outcome
    }
}

/// Makes the callback return a value, which is copied.
///
/// # Safety
///
/// `result` is NULL, or was passed to a callback that has not returned yet; `value` is NULL or a valid value.
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

/// Makes the callback throw an `Error` with a message. In Go, `Call` then panics with a `js.Error`.
///
/// # Safety
///
/// `result` is NULL, or was passed to a callback that has not returned yet; `message` is NULL or a NUL-terminated
/// string.
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

/// Keeps a function: returns a handle that can be called until it is passed to `gojs_function_free`. Returns NULL for
/// NULL.
///
/// # Safety
///
/// `function` is NULL or a valid handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_function_clone(function: *const gojs_function) -> *const gojs_function {
    if !function.is_null() {
        // SAFETY: every handle that C receives comes from `Arc::as_ptr`, and by the contract above its `Arc` is alive.
        unsafe { Arc::increment_strong_count(function) };
    }
    function
}

/// Frees a handle that `gojs_function_clone` returned, before or after the program is freed. Ignores NULL.
///
/// # Safety
///
/// `function` is NULL, or was returned by `gojs_function_clone` and is not used afterwards.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_function_free(function: *const gojs_function) {
    let free = || {
        if !function.is_null() {
            // SAFETY: by the contract above, `gojs_function_clone` has added this reference.
            unsafe { Arc::decrement_strong_count(function) };
        }
    };
    guard(|| {}, free);
}
