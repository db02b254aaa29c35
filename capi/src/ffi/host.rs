//! The host, as a table of callbacks.

use core::{ffi::c_void, ptr};

/// Error number for `gojs_host` callbacks: no input is available yet, but some may arrive later.
pub const GOJS_EAGAIN: i32 = 11;
/// Error number for `gojs_host` callbacks: an input or output error.
pub const GOJS_EIO: i32 = 5;
/// Error number for `gojs_host` callbacks: the facility is not available.
pub const GOJS_ENOSYS: i32 = 38;

/// The facilities that the embedder provides to a program. Each callback may be NULL: the operating system, or the host
/// of `gojs_config_deterministic`, then provides the facility. Without either, the stated default applies.
///
/// gojs calls the callbacks from inside the functions that create or take a `gojs_program`, on the same thread. The
/// first argument is always `ctx`. The callbacks must return. They must not call gojs functions with the same program:
/// those would return `GOJS_STATUS_BUSY`.
///
/// Errors are Linux `errno` numbers on every system, such as `GOJS_EAGAIN`. A number that Go does not know becomes
/// `EIO`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct gojs_host {
    /// The first argument of each callback.
    pub ctx: Option<ptr::NonNull<c_void>>,
    /// Returns the time of a monotonic clock in nanoseconds, with an arbitrary origin. It is the clock of
    /// `gojs_program_poll`. No default: without a clock, which Go needs, `gojs_program_new` returns
    /// `GOJS_STATUS_NO_CLOCK`. If this callback is set, set `wait`, too: otherwise, gojs waits by polling this clock.
    pub monotonic: Option<unsafe extern "C" fn(ctx: *mut c_void) -> u64>,
    /// Returns the time since 1970-01-01 00:00 UTC in nanoseconds. Default: the monotonic time, as if that clock had
    /// started in 1970.
    pub wall_clock: Option<unsafe extern "C" fn(ctx: *mut c_void) -> u64>,
    /// Returns the offset of local time from UTC in minutes, positive if local time is ahead. `unix_ms` is the time to
    /// convert, in milliseconds since 1970-01-01 00:00 UTC. Default: 0.
    pub time_zone_offset: Option<unsafe extern "C" fn(ctx: *mut c_void, unix_ms: i64) -> i32>,
    /// Fills `bytes` with `len` random bytes that are fit for cryptographic keys. Returns 0 or an error number.
    /// Default: `ENOSYS`, which prevents every Go program from starting.
    pub entropy: Option<unsafe extern "C" fn(ctx: *mut c_void, bytes: *mut u8, len: usize) -> i32>,
    /// Writes to the stream `fd`, 1 (stdout) or 2 (stderr). Returns the number of bytes written, at least one, or a
    /// negative error number. Default: discards the bytes.
    pub write: Option<unsafe extern "C" fn(ctx: *mut c_void, fd: i32, bytes: *const u8, len: usize) -> i64>,
    /// Reads at most `len` bytes from standard input. Returns the number of bytes read, which is 0 at end of file, or a
    /// negative error number. After `-GOJS_EAGAIN`, the next poll tries again. Default: end of file.
    pub read: Option<unsafe extern "C" fn(ctx: *mut c_void, bytes: *mut u8, len: usize) -> i64>,
    /// Blocks until the monotonic clock reaches `until` or input arrives. `UINT64_MAX` means no deadline. May return
    /// early. Only `gojs_program_run` and `gojs_program_guest_call` call it. Default, also on an operating system if
    /// `monotonic` is set: polls the clock, and returns immediately if there is no deadline.
    pub wait: Option<unsafe extern "C" fn(ctx: *mut c_void, until: u64)>,
    /// Notifies the host that the program has exited with `code`. Default: does nothing.
    pub exit: Option<unsafe extern "C" fn(ctx: *mut c_void, code: i32)>,
}

/// A [`gojs_host`] whose callbacks can be called.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct HostCallbacks(gojs_host);

// SAFETY: only the callbacks access the data behind `ctx`. They run on the thread that calls a function with the
// program, one at a time. The header forbids such calls on a thread on which the callbacks cannot run.
unsafe impl Send for HostCallbacks {}
// SAFETY: as above.
unsafe impl Sync for HostCallbacks {}

impl HostCallbacks {
    /// # Safety
    ///
    /// The callbacks can be called with their `ctx` as long as the result or a copy of it lives, and behave as
    /// documented.
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
        // SAFETY: by the contract of `new`. `buf` has room for `buf.len()` bytes.
        self.0.entropy.map(|entropy| unsafe { entropy(self.ctx(), buf.as_mut_ptr(), buf.len()) })
    }

    pub(crate) fn write(&self, fd: i32, bytes: &[u8]) -> Option<i64> {
        // SAFETY: by the contract of `new`. `bytes` has `bytes.len()` bytes.
        self.0.write.map(|write| unsafe { write(self.ctx(), fd, bytes.as_ptr(), bytes.len()) })
    }

    pub(crate) fn read(&self, buf: &mut [u8]) -> Option<i64> {
        // SAFETY: by the contract of `new`. `buf` has room for `buf.len()` bytes.
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
