//! The host of a program: the callbacks from C, and a fallback for those that are not set.

use alloc::boxed::Box;
use core::{fmt, task::Waker, time::Duration};

use gojs::{Errno, Instant, Stream, fs::Metadata};

use crate::ffi::HostCallbacks;

/// The host of a program that C has created.
pub(crate) struct Host {
    callbacks: HostCallbacks,
    /// The fallback for callbacks that are not set.
    base: Box<dyn gojs::Host + Send>,
    /// Whether `base` has a clock, which [`Bare`] lacks.
    has_base: bool,
    /// Whether output without a callback is lost: `base` would keep it in memory.
    discards: bool,
}

impl fmt::Debug for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Host").field("callbacks", &self.callbacks).finish_non_exhaustive()
    }
}

/// A host with only the defaults of the trait. It has no clock.
struct Bare;

impl gojs::Host for Bare {
    fn monotonic(&mut self) -> Instant {
        Instant::ZERO
    }
}

impl Host {
    /// Creates a host. Returns `None` if it would have no clock.
    pub(crate) fn new(
        callbacks: HostCallbacks,
        base: Option<Box<dyn gojs::Host + Send>>,
        discards: bool,
    ) -> Option<Self> {
        let has_base = base.is_some();
        let base = base.unwrap_or_else(|| Box::new(Bare));
        (callbacks.has_clock() || has_base).then_some(Host { callbacks, base, has_base, discards })
    }
}

/// Converts the return value of a callback: a count, which is clamped to `len`, or a negative error number.
fn count(returned: i64, len: usize) -> Result<usize, Errno> {
    match usize::try_from(returned) {
        Ok(count) => Ok(count.min(len)),
        Err(_) => Err(errno(returned.checked_neg().and_then(|number| i32::try_from(number).ok()))),
    }
}

/// Returns the error with a Linux error number, or `EIO` if Go does not know the number.
fn errno(number: Option<i32>) -> Errno {
    number.and_then(Errno::from_raw).unwrap_or(Errno::EIO)
}

impl gojs::Host for Host {
    fn monotonic(&mut self) -> Instant {
        match self.callbacks.monotonic() {
            Some(nanos) => Instant::from_nanos(nanos),
            None => self.base.monotonic(),
        }
    }

    fn wall_clock(&mut self) -> Duration {
        match self.callbacks.wall_clock() {
            Some(nanos) => Duration::from_nanos(nanos),
            None if self.has_base => self.base.wall_clock(),
            None => Duration::from_nanos(self.monotonic().as_nanos()),
        }
    }

    fn time_zone_offset(&mut self, unix_ms: i64) -> i32 {
        match self.callbacks.time_zone_offset(unix_ms) {
            Some(minutes) => minutes,
            None => self.base.time_zone_offset(unix_ms),
        }
    }

    fn entropy(&mut self, buf: &mut [u8]) -> Result<(), Errno> {
        match self.callbacks.entropy(buf) {
            Some(0) => Ok(()),
            Some(number) => Err(errno(Some(number))),
            None => self.base.entropy(buf),
        }
    }

    fn write(&mut self, stream: Stream, bytes: &[u8]) -> Result<usize, Errno> {
        let fd = match stream {
            Stream::Stdout => 1,
            Stream::Stderr => 2,
        };
        match self.callbacks.write(fd, bytes) {
            Some(returned) => count(returned, bytes.len()),
            None if self.discards => Ok(bytes.len()),
            None => self.base.write(stream, bytes),
        }
    }

    fn read(&mut self, buf: &mut [u8]) -> Result<usize, Errno> {
        match self.callbacks.read(buf) {
            Some(returned) => count(returned, buf.len()),
            None => self.base.read(buf),
        }
    }

    fn stream_metadata(&mut self, fd: i32) -> Option<Metadata> {
        // The metadata of a stream of the operating system applies only if no callback replaces the stream.
        let is_callback = if fd == 0 { self.callbacks.has_read() } else { self.callbacks.has_write() };
        if is_callback { None } else { self.base.stream_metadata(fd) }
    }

    fn exit(&mut self, code: i32) {
        if self.callbacks.exit(code).is_none() {
            self.base.exit(code);
        }
    }

    fn waker(&mut self) -> Option<Waker> {
        self.base.waker()
    }

    fn wait(&mut self, until: Option<Instant>) {
        if self.callbacks.wait(until.map_or(u64::MAX, Instant::as_nanos)).is_some() {
            return;
        }
        // The clock of `base` is not the clock of the callbacks, so `base` cannot tell when `until` is reached.
        if !self.callbacks.has_clock() {
            return self.base.wait(until);
        }
        while until.is_some_and(|until| self.monotonic() < until) {
            core::hint::spin_loop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_no_more_than_there_was_and_an_error_is_one_that_go_knows() {
        assert_eq!(count(3, 5), Ok(3));
        assert_eq!(count(i64::MAX, 5), Ok(5));
        assert_eq!(count(-11, 5), Err(Errno::EAGAIN));
        assert_eq!(count(-123_456, 5), Err(Errno::EIO));
        assert_eq!(count(i64::MIN, 5), Err(Errno::EIO));
    }
}
