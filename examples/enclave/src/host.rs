//! What the guest has of the world: three streams, a clock that nobody else looks at, and a generator.

use core::time::Duration;

use gojs::{Errno, Host, Instant, Stream};
use rand_chacha::{
    ChaCha20Rng,
    rand_core::{Rng, SeedableRng},
};

use crate::process::{self, Standard};

/// How far the clock goes each time that it is read, so that a guest which watches it gets somewhere.
const TICK: Duration = Duration::from_micros(1);

/// A host for a process that can read and write, and nothing else.
///
/// There is no clock: clock_gettime(2) is forbidden, and what the vDSO does in its place reads the processor's time stamp
/// counter, which strict mode forbids as well. So time is the guest's own: it begins with what the system's clock showed
/// before the door was shut, goes on by one microsecond with each look at it, and leaps over every sleep. How long the
/// guest computes or waits for input it can't tell.
///
/// A read keeps the whole guest waiting, for poll(2) is forbidden, too: no timer fires until something comes.
#[derive(Debug)]
pub(crate) struct EnclaveHost {
    now: Instant,
    /// What the clock has begun with, since 1970.
    epoch: Duration,
    random: ChaCha20Rng,
}

impl EnclaveHost {
    /// With a seed for everything random, which is as secret as the seed is, and the time of day in seconds since 1970.
    pub(crate) fn new(seed: [u8; 32], epoch: u64) -> Self {
        EnclaveHost { now: Instant::ZERO, epoch: Duration::from_secs(epoch), random: ChaCha20Rng::from_seed(seed) }
    }
}

fn errno(error: rustix::io::Errno) -> Errno {
    Errno::from_raw(error.raw_os_error()).unwrap_or(Errno::EIO)
}

impl Host for EnclaveHost {
    fn monotonic(&mut self) -> Instant {
        self.now = self.now + TICK;
        self.now
    }

    fn wall_clock(&mut self) -> Duration {
        self.epoch.saturating_add(Duration::from_nanos(self.monotonic().as_nanos()))
    }

    fn entropy(&mut self, buf: &mut [u8]) -> Result<(), Errno> {
        self.random.fill_bytes(buf);
        Ok(())
    }

    fn write(&mut self, stream: Stream, bytes: &[u8]) -> Result<usize, Errno> {
        let stream = match stream {
            Stream::Stdout => Standard::Output,
            Stream::Stderr => Standard::Error,
        };
        process::write(stream, bytes).map_err(errno)
    }

    fn read(&mut self, buf: &mut [u8]) -> Result<usize, Errno> {
        process::read(Standard::Input, buf).map_err(errno)
    }

    fn wait(&mut self, until: Option<Instant>) {
        self.now = self.now.max(until.unwrap_or(self.now));
    }
}
