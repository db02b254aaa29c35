//! The [`Host`] of a program: everything that the embedder supplies.
//!
//! A guest reaches the outside of the sandbox only through this trait, and lacks every facility that the embedder
//! leaves out. `StdHost` provides those of the operating system; [`DeterministicHost`] makes runs reproducible.

mod deterministic;
mod environment;
mod errno;
pub mod fetch;
mod files;
pub mod fs;
#[cfg(feature = "fetch")]
mod http;
mod instant;
mod limits;
#[cfg(feature = "std")]
mod panic;
mod platform;
#[cfg(feature = "std")]
mod std;
#[cfg(feature = "std")]
mod system_error;

use core::{any::Any, task::Waker, time::Duration};

use self::fs::Metadata;
#[cfg(feature = "std")]
pub(crate) use self::panic::catch;
#[cfg(feature = "std")]
pub use self::std::StdHost;
pub use self::{
    deterministic::DeterministicHost,
    environment::ProcessIds,
    errno::Errno,
    instant::Instant,
    limits::{Limit, Limits},
};
pub(crate) use self::{
    environment::Environment,
    files::{FileDescriptor, Files, character_device},
    platform::Platform,
};

/// Calls `f`. Without the standard library, panics are not caught.
#[cfg(not(feature = "std"))]
pub(crate) fn catch<R>(f: impl FnOnce() -> R) -> Result<R, alloc::string::String> {
    Ok(f())
}

/// An output stream of a guest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// File descriptor 1.
    Stdout,
    /// File descriptor 2.
    Stderr,
}

impl Stream {
    /// Returns the stream of a file descriptor, or `None` if the descriptor is not an output stream.
    #[must_use]
    pub fn from_fd(fd: i64) -> Option<Stream> {
        match fd {
            1 => Some(Stream::Stdout),
            2 => Some(Stream::Stderr),
            _ => None,
        }
    }
}

/// The facilities that the embedder provides to a program.
///
/// Only the clock is required, because Go's scheduler cannot work without one. Every other method has a default for
/// machines that lack the facility. The program calls these methods from within [`poll`](crate::Program::poll) and the
/// other methods of `Program`, on the calling thread.
///
/// To change one facility of `StdHost` and keep the others, wrap it and forward the methods that the program needs:
///
/// ```
/// # #[cfg(feature = "std")]
/// # mod example {
/// use gojs::{Errno, Host, Instant, StdHost, Stream};
/// use std::time::Duration;
///
/// /// Collects standard output; everything else is the operating system's.
/// struct Captured {
///     host: StdHost,
///     stdout: Vec<u8>,
/// }
///
/// impl Host for Captured {
///     fn write(&mut self, stream: Stream, bytes: &[u8]) -> Result<usize, Errno> {
///         match stream {
///             Stream::Stdout => self.stdout.extend_from_slice(bytes),
///             Stream::Stderr => return self.host.write(stream, bytes),
///         }
///         Ok(bytes.len())
///     }
///
///     fn monotonic(&mut self) -> Instant {
///         self.host.monotonic()
///     }
///
///     fn wall_clock(&mut self) -> Duration {
///         self.host.wall_clock()
///     }
///
///     fn time_zone_offset(&mut self, unix_ms: i64) -> i32 {
///         self.host.time_zone_offset(unix_ms)
///     }
///
///     fn entropy(&mut self, buf: &mut [u8]) -> Result<(), Errno> {
///         self.host.entropy(buf)
///     }
///
///     fn waker(&mut self) -> Option<std::task::Waker> {
///         self.host.waker()
///     }
///
///     fn wait(&mut self, until: Option<Instant>) {
///         self.host.wait(until);
///     }
/// }
/// # }
/// ```
///
/// On a board, a host is a clock, a source of entropy and an output:
///
/// ```
/// use gojs::{Errno, Host, Instant, Stream};
///
/// # fn ticks_ns() -> u64 { 0 }
/// # fn hardware_random(_: &mut [u8]) {}
/// # fn uart_send(_: &[u8]) {}
/// struct Board;
///
/// impl Host for Board {
///     fn monotonic(&mut self) -> Instant {
///         Instant::from_nanos(ticks_ns())
///     }
///
///     fn entropy(&mut self, buf: &mut [u8]) -> Result<(), Errno> {
///         hardware_random(buf);
///         Ok(())
///     }
///
///     fn write(&mut self, _: Stream, bytes: &[u8]) -> Result<usize, Errno> {
///         uart_send(bytes);
///         Ok(bytes.len())
///     }
/// }
/// ```
pub trait Host: Any {
    /// Returns the time of a monotonic clock with an arbitrary origin. Program timers run on this clock.
    fn monotonic(&mut self) -> Instant;

    /// Returns the time since 1970-01-01 00:00 UTC. Default: the monotonic time, as if that clock had started in 1970.
    fn wall_clock(&mut self) -> Duration {
        Duration::from_nanos(self.monotonic().as_nanos())
    }

    /// Returns the offset of local time from UTC in minutes, positive if local time is ahead. `unix_ms` is the time to
    /// convert, in milliseconds since 1970-01-01 00:00 UTC. Default: 0.
    fn time_zone_offset(&mut self, unix_ms: i64) -> i32 {
        let _ = unix_ms;
        0
    }

    /// Fills `buf` with random bytes that are fit for cryptographic keys.
    ///
    /// Default: `ENOSYS`, which ends a Go program at startup, because Go seeds its maps with these bytes. A guest thus
    /// never gets predictable bytes by omission.
    ///
    /// # Errors
    ///
    /// The reason that no random bytes are available.
    fn entropy(&mut self, buf: &mut [u8]) -> Result<(), Errno> {
        let _ = buf;
        Err(Errno::ENOSYS)
    }

    /// Writes to a stream and returns the number of bytes written: at least one, unless `bytes` is empty. Default:
    /// discards all bytes.
    ///
    /// # Errors
    ///
    /// The reason that nothing was written. Go's `os.File.Write` returns the error. If Go's runtime itself writes
    /// (`println`, the trace of a panic), the program ends.
    fn write(&mut self, stream: Stream, bytes: &[u8]) -> Result<usize, Errno> {
        let _ = stream;
        Ok(bytes.len())
    }

    /// Reads from standard input and returns the number of bytes read; 0 means end of file. Default: end of file.
    ///
    /// # Errors
    ///
    /// [`Errno::EAGAIN`] if no input is available yet: the reading goroutine waits, the others continue, and the next
    /// [`poll`](crate::Program::poll) tries again. Any other error is returned to the caller in Go.
    fn read(&mut self, buf: &mut [u8]) -> Result<usize, Errno> {
        let _ = buf;
        Ok(0)
    }

    /// Returns the metadata of the stream behind a descriptor from 0 to 2, which distinguishes a terminal, a pipe and a
    /// file. Default: `None`, and the guest sees a character device (`os.ModeCharDevice`).
    fn stream_metadata(&mut self, fd: i32) -> Option<Metadata> {
        let _ = fd;
        None
    }

    /// Notifies the host that the program has exited with this code. No guest code runs afterwards. Default: does
    /// nothing.
    fn exit(&mut self, code: i32) {
        let _ = code;
    }

    /// Returns the network for guest `fetch` calls. Default: `None`.
    ///
    /// If this returns `None` when the program is created, the guest has no `fetch`, and Go's `net/http` reaches only
    /// servers in the same program.
    fn network(&mut self) -> Option<&mut dyn fetch::Network> {
        None
    }

    /// Returns the waker that ends a [`wait`](Host::wait) when another thread settles a promise. Called once, when the
    /// program is created. Default: `None`; `wait` must then return early by itself for the program to notice.
    fn waker(&mut self) -> Option<Waker> {
        None
    }

    /// Blocks until the time `until` or until input arrives; without `until`, until input arrives.
    ///
    /// An implementation can return early. Only the blocking methods of `Program`, such as
    /// [`run`](crate::Program::run), call it. Default: spins until `until`; without `until`, returns immediately.
    fn wait(&mut self, until: Option<Instant>) {
        if let Some(until) = until {
            while self.monotonic() < until {
                core::hint::spin_loop();
            }
        }
    }
}
