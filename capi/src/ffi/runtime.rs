//! The wasm runtime, as a table of callbacks.

use alloc::borrow::Cow;
use core::{
    ffi::{CStr, c_char, c_void},
    slice,
};

use super::gojs_status;

/// A wasm runtime with one instance of a Go program in it: how gojs reaches the linear memory, and enters the wasm. The
/// exports are named `mem`, `run`, `resume` and `getsp`.
///
/// The callbacks are called from inside the functions that take a `gojs_program`, on the same thread, and not before the
/// program is started; the first argument is `ctx` always. They must return: neither `longjmp` nor a C++ exception may leave
/// them. A callback that returns an `int32_t` says 0 if all went well.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct gojs_runtime {
    /// The first argument of each callback.
    pub ctx: Option<core::ptr::NonNull<c_void>>,
    /// The size of the linear memory, in bytes. Required.
    pub memory_size: Option<unsafe extern "C" fn(ctx: *mut c_void) -> u64>,
    /// Where the linear memory begins, for a runtime that lends it: then nothing is copied, and `memory_read` and `memory_write`
    /// are not needed. It is asked for again at each access, as a memory that grows may move; until the next callback of this
    /// table, and for the time of a callback of `gojs_host`, it has to stay where it is. NULL: it is not lent now.
    pub memory_data: Option<unsafe extern "C" fn(ctx: *mut c_void) -> *mut u8>,
    /// Copies `len` bytes at `addr` into `bytes`, or does nothing and returns non-zero, where they don't lie wholly inside.
    pub memory_read: Option<unsafe extern "C" fn(ctx: *mut c_void, addr: u32, bytes: *mut u8, len: usize) -> i32>,
    /// Copies `len` of `bytes` to `addr`, or does nothing and returns non-zero, where they would not lie wholly inside.
    pub memory_write: Option<unsafe extern "C" fn(ctx: *mut c_void, addr: u32, bytes: *const u8, len: usize) -> i32>,
    /// Calls the export `run`. Non-zero: the wasm has trapped. Required.
    pub run: Option<unsafe extern "C" fn(ctx: *mut c_void, argc: i32, argv: i32) -> i32>,
    /// Calls the export `resume`. It is called from inside imports, too: the runtime must be able to enter an instance anew that
    /// is in the middle of a call. Non-zero: the wasm has trapped. Required.
    pub resume: Option<unsafe extern "C" fn(ctx: *mut c_void) -> i32>,
    /// Calls the export `getsp`, and stores what it returns. From inside imports, too; and after a trap, for the traceback in
    /// the error's text, so that an old trap must not keep it from running. Non-zero: the wasm has trapped. Required.
    pub getsp: Option<unsafe extern "C" fn(ctx: *mut c_void, sp: *mut u32) -> i32>,
    /// What went wrong when one of the three returned non-zero, for the error's text: a text that lives until the next
    /// callback. May be NULL, and may return NULL.
    pub error: Option<unsafe extern "C" fn(ctx: *mut c_void) -> *const c_char>,
}

/// A [`gojs_runtime`] that has what is required.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Runtime(gojs_runtime);

// SAFETY: nothing but the callbacks looks at what `ctx` points to. They are called by whoever calls a function of the program's,
// one at a time, and C is told that it must not call those from a thread that its callbacks are not fit for.
unsafe impl Send for Runtime {}
// SAFETY: as above.
unsafe impl Sync for Runtime {}

impl Runtime {
    /// # Safety
    ///
    /// The callbacks may be called with their `ctx` for as long as this or a copy of it lives, and do what they are to.
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

    /// The linear memory of so many bytes, if it is lent.
    pub(crate) fn memory_data(&self, size: u64) -> Option<&[u8]> {
        let (data, size) = (self.memory()?, length(size));
        // SAFETY: C says that so many bytes are there, and that they stay until wasm is entered the next time, for which the
        // borrow has to end: `Instance::enter` takes `&mut self`.
        Some(unsafe { slice::from_raw_parts(data, size) })
    }

    /// The same, to write to.
    pub(crate) fn memory_data_mut(&mut self, size: u64) -> Option<&mut [u8]> {
        let (data, size) = (self.memory()?, length(size));
        // SAFETY: as in `memory_data`. Another borrow can only be that of another instance of the same program, an import's above
        // or below: that one has ended before wasm was entered in between.
        Some(unsafe { slice::from_raw_parts_mut(data, size) })
    }

    pub(crate) fn memory_read(&self, addr: u32, buf: &mut [u8]) -> Option<()> {
        // SAFETY: by the contract of `new`; there is room for so many bytes.
        let status = unsafe { self.0.memory_read?(self.ctx(), addr, buf.as_mut_ptr(), buf.len()) };
        (status == 0).then_some(())
    }

    pub(crate) fn memory_write(&self, addr: u32, bytes: &[u8]) -> Option<()> {
        // SAFETY: by the contract of `new`; there are so many bytes.
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

    /// What went wrong.
    pub(crate) fn error(&self) -> Cow<'_, str> {
        // SAFETY: by the contract of `new`.
        let text = self.0.error.map_or(core::ptr::null(), |error| unsafe { error(self.ctx()) });
        if text.is_null() {
            return Cow::Borrowed("the wasm runtime does not say why");
        }
        // SAFETY: C says that it lives until the next callback, before which it is copied.
        let text = unsafe { CStr::from_ptr(text) };
        Cow::Owned(text.to_string_lossy().into_owned())
    }
}

/// As many bytes as a slice can have.
fn length(size: u64) -> usize {
    usize::try_from(size).unwrap_or(usize::MAX).min(isize::MAX.unsigned_abs())
}
