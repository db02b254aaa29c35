//! The host of the guest: three streams, a virtual clock, and a random number generator.

use core::time::Duration;

use gojs::{Errno, Host, Instant, Stream};
use rand_chacha::{
    ChaCha20Rng,
    rand_core::{Rng, SeedableRng},
};

use crate::process::{self, Standard};

/// The amount by which each reading advances the clock, so a guest that polls it makes progress.
const TICK: Duration = Duration::from_micros(1);

/// A host for a process that can only read and write.
///
/// The system clock is not available: strict mode forbids clock_gettime(2), and also the processor's time stamp
/// counter, which its replacement in the vDSO reads. The guest has a virtual clock instead. It starts at the system
/// time before strict mode, or at the value of `--time`, advances by one microsecond at each reading, and skips all
/// sleeps. The guest cannot measure how long it computes or waits for input.
///
/// A read blocks the whole guest, because poll(2) is forbidden as well. No timer fires until input arrives.
#[derive(Debug)]
pub(crate) struct EnclaveHost {
    now: Instant,
    /// The start of the clock, since 1970.
    epoch: Duration,
    random: ChaCha20Rng,
}

impl EnclaveHost {
    /// Creates a host from a seed and the time of day in seconds since 1970. All random numbers derive from the seed,
    /// and are only as secret as the seed.
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
