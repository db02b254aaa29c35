//! The wasm runtime, as a table of callbacks.

use alloc::borrow::Cow;
use core::{
    ffi::{CStr, c_char, c_void},
    slice,
};

use super::gojs_status;

/// A wasm runtime with one instance of a Go program: the callbacks through which gojs accesses the linear memory and
/// enters the wasm. Every Go program exports `mem`, `run`, `resume` and `getsp`.
///
/// gojs calls the callbacks from inside the functions that take a `gojs_program`, on the same thread, and not before
/// the program is started. The first argument is always `ctx`. The callbacks must return: neither `longjmp` nor a C++
/// exception may leave them. A callback with the result type `int32_t` returns 0 for success.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct gojs_runtime {
    /// The first argument of each callback.
    pub ctx: Option<core::ptr::NonNull<c_void>>,
    /// Returns the size of the linear memory in bytes. Required.
    pub memory_size: Option<unsafe extern "C" fn(ctx: *mut c_void) -> u64>,
    /// Returns the address of the linear memory, for a runtime that can lend it. gojs then copies nothing, and does not
    /// need `memory_read` and `memory_write`. gojs asks for the address again at each access, because a memory that
    /// grows may move. The memory must not move until the next call of a callback in this table, nor during a callback
    /// of `gojs_host`. Returns NULL if the memory cannot be lent at the moment.
    pub memory_data: Option<unsafe extern "C" fn(ctx: *mut c_void) -> *mut u8>,
    /// Copies `len` bytes at `addr` to `bytes`. If the range is not entirely inside the memory, copies nothing and
    /// returns non-zero. Required without `memory_data`.
    pub memory_read: Option<unsafe extern "C" fn(ctx: *mut c_void, addr: u32, bytes: *mut u8, len: usize) -> i32>,
    /// Copies `len` bytes from `bytes` to `addr`. If the range is not entirely inside the memory, copies nothing and
    /// returns non-zero. Required without `memory_data`.
    pub memory_write: Option<unsafe extern "C" fn(ctx: *mut c_void, addr: u32, bytes: *const u8, len: usize) -> i32>,
    /// Calls the export `run`. Returns non-zero if the wasm trapped. Required.
    pub run: Option<unsafe extern "C" fn(ctx: *mut c_void, argc: i32, argv: i32) -> i32>,
    /// Calls the export `resume`. Returns non-zero if the wasm trapped. Required. gojs also calls it from inside
    /// imports, so the runtime must be able to re-enter an instance in the middle of a call.
    pub resume: Option<unsafe extern "C" fn(ctx: *mut c_void) -> i32>,
    /// Calls the export `getsp`, and stores the result in `sp`. Returns non-zero if the wasm trapped. Required. gojs
    /// also calls it from inside imports, and after a trap, for the traceback in the error message: an earlier trap
    /// must not prevent this call.
    pub getsp: Option<unsafe extern "C" fn(ctx: *mut c_void, sp: *mut u32) -> i32>,
    /// Returns the error message after `run`, `resume`, `getsp` or the callback of `gojs_program_enter` has returned
    /// non-zero. The string must stay valid until the next callback. Optional; may return NULL.
    pub error: Option<unsafe extern "C" fn(ctx: *mut c_void) -> *const c_char>,
}

/// A [`gojs_runtime`] with all required callbacks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Runtime(gojs_runtime);

// SAFETY: only the callbacks access the data behind `ctx`. They run on the thread that calls a function with the
// program, one at a time. The header forbids such calls on a thread on which the callbacks cannot run.
unsafe impl Send for Runtime {}
// SAFETY: as above.
unsafe impl Sync for Runtime {}

impl Runtime {
    /// Checks that all required callbacks are set.
    ///
    /// # Safety
    ///
    /// The callbacks can be called with their `ctx` as long as the result or a copy of it lives, and behave as
    /// documented.
    pub(super) unsafe fn new(callbacks: gojs_runtime) -> Result<Self, gojs_status> {
        let gojs_runtime { memory_size, memory_data, memory_read, memory_write, run, resume, getsp, .. } = &callbacks;
        let has_memory = memory_data.is_some() || (memory_read.is_some() && memory_write.is_some());
        let is_complete = has_memory && memory_size.is_some() && run.is_some() && resume.is_some() && getsp.is_some();
        if is_complete { Ok(Runtime(callbacks)) } else { Err(gojs_status::Null) }
    }

    fn ctx(&self) -> *mut c_void {
        self.0.ctx.map_or(core::ptr::null_mut(), core::ptr::NonNull::as_ptr)
    }

    pub(crate) fn memory_size(&self) -> u64 {
        // SAFETY: by the contract of `new`.
        self.0.memory_size.map_or(0, |size| unsafe { size(self.ctx()) })
    }

    fn memory(&self) -> Option<*mut u8> {
        // SAFETY: by the contract of `new`.
        let data = unsafe { self.0.memory_data?(self.ctx()) };
        (!data.is_null()).then_some(data)
    }

    /// Returns the linear memory of `size` bytes, if the runtime lends it.
    pub(crate) fn memory_data(&self, size: u64) -> Option<&[u8]> {
        let (data, size) = (self.memory()?, length(size));
        // SAFETY: by the contract of `new`, the memory has `size` bytes, which stay in place until wasm is entered
        // next. The borrow must have ended by then, because `Instance::enter` takes `&mut self`.
        Some(unsafe { slice::from_raw_parts(data, size) })
    }

    /// Returns the linear memory of `size` bytes for writing, if the runtime lends it.
    pub(crate) fn memory_data_mut(&mut self, size: u64) -> Option<&mut [u8]> {
        let (data, size) = (self.memory()?, length(size));
        // SAFETY: as in `memory_data`. Only another instance of the same program could hold another borrow: that of an
        // import call above or below on the stack. That borrow ended before the wasm between the two was entered.
        Some(unsafe { slice::from_raw_parts_mut(data, size) })
    }

    pub(crate) fn memory_read(&self, addr: u32, buf: &mut [u8]) -> Option<()> {
        // SAFETY: by the contract of `new`. `buf` has room for `buf.len()` bytes.
        let status = unsafe { self.0.memory_read?(self.ctx(), addr, buf.as_mut_ptr(), buf.len()) };
        (status == 0).then_some(())
    }

    pub(crate) fn memory_write(&self, addr: u32, bytes: &[u8]) -> Option<()> {
        // SAFETY: by the contract of `new`. `bytes` has `bytes.len()` bytes.
        let status = unsafe { self.0.memory_write?(self.ctx(), addr, bytes.as_ptr(), bytes.len()) };
        (status == 0).then_some(())
    }

    pub(crate) fn run(&self, argc: i32, argv: i32) -> Option<()> {
        // SAFETY: by the contract of `new`.
        let status = unsafe { self.0.run?(self.ctx(), argc, argv) };
        (status == 0).then_some(())
    }

    pub(crate) fn resume(&self) -> Option<()> {
        // SAFETY: by the contract of `new`.
        let status = unsafe { self.0.resume?(self.ctx()) };
        (status == 0).then_some(())
    }

    pub(crate) fn getsp(&self) -> Option<u32> {
        let mut sp = 0;
        // SAFETY: by the contract of `new`.
        let status = unsafe { self.0.getsp?(self.ctx(), &raw mut sp) };
        (status == 0).then_some(sp)
    }

    /// Returns the error message of the callback that failed last.
    pub(crate) fn error(&self) -> Cow<'_, str> {
        // SAFETY: by the contract of `new`.
        let text = self.0.error.map_or(core::ptr::null(), |error| unsafe { error(self.ctx()) });
        if text.is_null() {
            return Cow::Borrowed("the wasm runtime does not say why");
        }
        // SAFETY: by the contract of `new`, the string is valid until the next callback. It is copied before that.
        let text = unsafe { CStr::from_ptr(text) };
        Cow::Owned(text.to_string_lossy().into_owned())
    }
}

/// Clamps a size to the maximum length of a slice.
fn length(size: u64) -> usize {
    usize::try_from(size).unwrap_or(usize::MAX).min(isize::MAX.unsigned_abs())
}
