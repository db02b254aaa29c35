//! What the embedder supplies: the [`Host`] of a program.
//!
//! Everything that reaches outside of the sandbox goes through this one trait, and what an embedder leaves out the guest
//! has not. [`StdHost`] lends what the operating system has; [`DeterministicHost`] makes two runs of a program equal.

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
    files::{Descriptor, Files, character_device},
};

/// Without a standard library a panic is not caught.
#[cfg(not(feature = "std"))]
pub(crate) fn catch<R>(f: impl FnOnce() -> R) -> Result<R, alloc::string::String> {
    Ok(f())
}

/// The two streams that a guest writes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// File descriptor 1.
    Stdout,
    /// File descriptor 2.
    Stderr,
}

impl Stream {
    /// The stream of a file descriptor.
    #[must_use]
    pub fn from_fd(fd: i64) -> Option<Stream> {
        match fd {
            1 => Some(Stream::Stdout),
            2 => Some(Stream::Stderr),
            _ => None,
        }
    }
}

/// The embedder's side of a program.
///
/// Only the clock must be given: Go's scheduler can't do without. Each other method has a default for a machine that
/// lacks the thing. The program calls from inside [`poll`](crate::Program::poll) and its like, on the same thread.
pub trait Host: Any {
    /// The time on a clock that never goes backwards, with any beginning. The program's timers are due on this clock.
    fn monotonic(&mut self) -> Instant;

    /// The time since 1970-01-01 00:00 UTC. Default: 1970 began when the monotonic clock did.
    fn wall_clock(&mut self) -> Duration {
        Duration::from_nanos(self.monotonic().as_nanos())
    }

    /// What local time is ahead of UTC, in minutes, at a moment given in milliseconds since 1970. Default: 0.
    fn time_zone_offset(&mut self, unix_ms: i64) -> i32 {
        let _ = unix_ms;
        0
    }

    /// Fills `buf` with random bytes, fit for keys. Default: `ENOSYS`, which ends a Go program at its start, since it
    /// seeds its maps with them: a guest is never given predictable bytes by omission.
    ///
    /// # Errors
    ///
    /// Why there are none.
    fn entropy(&mut self, buf: &mut [u8]) -> Result<(), Errno> {
        let _ = buf;
        Err(Errno::ENOSYS)
    }

    /// Writes to a stream, and says how many of the bytes were taken: at least one, if there is one. Default: takes
    /// all, and drops them.
    ///
    /// # Errors
    ///
    /// Why nothing was written. `os.File.Write` returns it in Go; where Go's runtime itself writes (`println`, a
    /// panic's trace) the program ends.
    fn write(&mut self, stream: Stream, bytes: &[u8]) -> Result<usize, Errno> {
        let _ = stream;
        Ok(bytes.len())
    }

    /// Reads from standard input, and says how many bytes came; 0 is its end. Default: it is at its end.
    ///
    /// # Errors
    ///
    /// [`Errno::EAGAIN`] where nothing has come yet: the reading goroutine waits and the others go on, and the next
    /// [`poll`](crate::Program::poll) asks again. Anything else is returned in Go.
    fn read(&mut self, buf: &mut [u8]) -> Result<usize, Errno> {
        let _ = buf;
        Ok(0)
    }

    /// What is known of the stream behind a descriptor, 0 to 2: whether it is a terminal, a pipe or a file. Default:
    /// nothing, and the guest finds a device (`os.ModeCharDevice`).
    fn stream_metadata(&mut self, fd: i32) -> Option<Metadata> {
        let _ = fd;
        None
    }

    /// The program has exited with this code; nothing of it runs any more. Default: does nothing.
    fn exit(&mut self, code: i32) {
        let _ = code;
    }

    /// The network, for the guest's `fetch`. Default: there is none. Where there is none when the program is made, it has
    /// no `fetch`, and Go's `net/http` talks to servers of the same program alone.
    fn network(&mut self) -> Option<&mut dyn fetch::Network> {
        None
    }

    /// What ends a [`wait`](Host::wait) from another thread, when a promise was settled there; it is asked for once, when
    /// the program is made. Default: nothing does, and `wait` returns early by itself if that is to be noticed.
    fn waker(&mut self) -> Option<Waker> {
        None
    }

    /// Lets time pass until `until`, or until input has come; without `until`, until input has come. It may return
    /// early, and is called by [`run`](crate::Program::run) alone. Default: watches the clock, and returns at once
    /// without `until`.
    fn wait(&mut self, until: Option<Instant>) {
        if let Some(until) = until {
            while self.monotonic() < until {
                core::hint::spin_loop();
            }
        }
    }
}
