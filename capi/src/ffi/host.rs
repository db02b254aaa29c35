//! The host, as a table of callbacks.

use core::{ffi::c_void, ptr};

/// Of `gojs_host`: nothing has come yet, but it may later.
pub const GOJS_EAGAIN: i32 = 11;
/// Of `gojs_host`: an input or output error.
pub const GOJS_EIO: i32 = 5;
/// Of `gojs_host`: there is no such thing here.
pub const GOJS_ENOSYS: i32 = 38;

/// What a program has of the world. Each callback may be NULL: then it is the operating system that answers; where there is
/// none, the comment says what happens.
///
/// The callbacks are called from inside the functions that take a `gojs_program`, on the same thread; the first argument is
/// `ctx` always. They must return. They must not call functions with the same program: those return `GOJS_STATUS_BUSY`.
///
/// Errors are numbers of Linux's `errno`, whatever the system: `GOJS_EAGAIN` and its like. One that Go does not know is `EIO`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct gojs_host {
    /// The first argument of each callback.
    pub ctx: Option<ptr::NonNull<c_void>>,
    /// Nanoseconds on a clock that never goes backwards, with any beginning: the one of `gojs_program_poll`. Go can't do
    /// without. Where it is given, `wait` should be, too: otherwise the clock is watched until it is time.
    pub monotonic: Option<unsafe extern "C" fn(ctx: *mut c_void) -> u64>,
    /// Nanoseconds since 1970-01-01 00:00 UTC. Otherwise: 1970 began when the monotonic clock did.
    pub wall_clock: Option<unsafe extern "C" fn(ctx: *mut c_void) -> u64>,
    /// What local time is ahead of UTC, in minutes, at a moment in milliseconds since 1970. Otherwise: 0.
    pub time_zone_offset: Option<unsafe extern "C" fn(ctx: *mut c_void, unix_ms: i64) -> i32>,
    /// Fills `bytes` with `len` random bytes, fit for keys, and returns 0; or an error. Otherwise: `ENOSYS`, with which no Go
    /// program starts.
    pub entropy: Option<unsafe extern "C" fn(ctx: *mut c_void, bytes: *mut u8, len: usize) -> i32>,
    /// Writes to the stream `fd`, 1 or 2, and returns how many of the bytes were taken, at least one; or a negative error.
    /// Otherwise: they are dropped.
    pub write: Option<unsafe extern "C" fn(ctx: *mut c_void, fd: i32, bytes: *const u8, len: usize) -> i64>,
    /// Reads from standard input, and returns how many bytes have come, 0 at its end; or a negative error: after
    /// `-GOJS_EAGAIN` it is asked again by the next poll. Otherwise: it is at its end.
    pub read: Option<unsafe extern "C" fn(ctx: *mut c_void, bytes: *mut u8, len: usize) -> i64>,
    /// Lets time pass until the monotonic clock shows `until`, `UINT64_MAX` for ever, or until input has come. It may return
    /// early. `gojs_program_run` alone calls it. Otherwise: the clock is watched.
    pub wait: Option<unsafe extern "C" fn(ctx: *mut c_void, until: u64)>,
    /// The program has exited with this code. Otherwise: nothing happens.
    pub exit: Option<unsafe extern "C" fn(ctx: *mut c_void, code: i32)>,
}

/// A [`gojs_host`] that may be called.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct HostCallbacks(gojs_host);

// SAFETY: nothing but the callbacks looks at what `ctx` points to. They are called by whoever calls a function of the program's,
// one at a time, and C is told that it must not call those from a thread that its callbacks are not fit for.
unsafe impl Send for HostCallbacks {}
// SAFETY: as above.
unsafe impl Sync for HostCallbacks {}

impl HostCallbacks {
    /// # Safety
    ///
    /// The callbacks may be called with their `ctx` for as long as this or a copy of it lives, and do what they are to.
    pub(super) unsafe fn new(callbacks: gojs_host) -> Self {
        HostCallbacks(callbacks)
    }

    fn ctx(&self) -> *mut c_void {
        self.0.ctx.map_or(ptr::null_mut(), ptr::NonNull::as_ptr)
    }

    pub(crate) fn has_clock(&self) -> bool {
        self.0.monotonic.is_some()
    }

    pub(crate) fn has_read(&self) -> bool {
        self.0.read.is_some()
    }

    pub(crate) fn has_write(&self) -> bool {
        self.0.write.is_some()
    }

    pub(crate) fn monotonic(&self) -> Option<u64> {
        // SAFETY: by the contract of `new`.
        self.0.monotonic.map(|monotonic| unsafe { monotonic(self.ctx()) })
    }

    pub(crate) fn wall_clock(&self) -> Option<u64> {
        // SAFETY: by the contract of `new`.
        self.0.wall_clock.map(|wall_clock| unsafe { wall_clock(self.ctx()) })
    }

    pub(crate) fn time_zone_offset(&self, unix_ms: i64) -> Option<i32> {
        // SAFETY: by the contract of `new`.
        self.0.time_zone_offset.map(|offset| unsafe { offset(self.ctx(), unix_ms) })
    }

    pub(crate) fn entropy(&self, buf: &mut [u8]) -> Option<i32> {
        // SAFETY: by the contract of `new`; there is room for so many bytes.
        self.0.entropy.map(|entropy| unsafe { entropy(self.ctx(), buf.as_mut_ptr(), buf.len()) })
    }

    pub(crate) fn write(&self, fd: i32, bytes: &[u8]) -> Option<i64> {
        // SAFETY: by the contract of `new`; there are so many bytes.
        self.0.write.map(|write| unsafe { write(self.ctx(), fd, bytes.as_ptr(), bytes.len()) })
    }

    pub(crate) fn read(&self, buf: &mut [u8]) -> Option<i64> {
        // SAFETY: by the contract of `new`; there is room for so many bytes.
        self.0.read.map(|read| unsafe { read(self.ctx(), buf.as_mut_ptr(), buf.len()) })
    }

    pub(crate) fn wait(&self, until: u64) -> Option<()> {
        // SAFETY: by the contract of `new`.
        self.0.wait.map(|wait| unsafe { wait(self.ctx(), until) })
    }

    pub(crate) fn exit(&self, code: i32) -> Option<()> {
        // SAFETY: by the contract of `new`.
        self.0.exit.map(|exit| unsafe { exit(self.ctx(), code) })
    }
}
