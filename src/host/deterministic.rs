//! A host that makes runs reproducible.

use alloc::{collections::VecDeque, sync::Arc, vec::Vec};
use core::{fmt, mem, time::Duration};

use super::{
    Errno, Host, Instant, Stream,
    fetch::{FetchError, Network, Request, Responder, Response},
};

/// The amount by which each reading advances the clock, so a guest that polls the clock makes progress.
const TICK: Duration = Duration::from_micros(1);

/// A host that makes two runs of a program identical to the byte.
///
/// It has a virtual clock, entropy from a seed, input that is given in advance, and output that is kept in memory. The
/// clock advances by one microsecond at each reading, and jumps to the end of every sleep. The entropy is *not* fit for
/// cryptographic keys: the seed determines all of it.
///
/// ```
/// use gojs::{DeterministicHost, Host, Instant};
///
/// let mut host = DeterministicHost::new(42).stdin("a line\n");
/// host.wait(Some(Instant::from_millis(3_600_000))); // an hour, at once
/// assert!(host.monotonic() >= Instant::from_millis(3_600_000));
/// ```
#[derive(Clone, Debug)]
pub struct DeterministicHost {
    now: Instant,
    epoch: Duration,
    time_zone_offset: i32,
    random: u64,
    stdin: VecDeque<u8>,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
    exit: Option<i32>,
    network: Option<Answers>,
}

/// A function that answers each request.
#[derive(Clone)]
struct Answers(Arc<dyn Fn(&Request) -> Answer + Send + Sync>);

type Answer = Result<Response, FetchError>;

impl fmt::Debug for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answers").finish_non_exhaustive()
    }
}

impl Network for Answers {
    fn fetch(&mut self, request: Request, responder: Responder) {
        match (self.0)(&request) {
            // It does not matter here whether the guest has aborted the exchange.
            Ok(response) => drop(response.send(responder)),
            Err(error) => responder.fail(error),
        }
    }
}

impl DeterministicHost {
    /// Creates a host whose wall clock starts at 2000-01-01 00:00 UTC and whose input is empty.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        DeterministicHost {
            now: Instant::ZERO,
            epoch: Duration::from_secs(946_684_800),
            time_zone_offset: 0,
            random: seed,
            stdin: VecDeque::new(),
            stdout: Vec::new(),
            stderr: Vec::new(),
            exit: None,
            network: None,
        }
    }

    /// Appends to standard input. The guest reads end of file after these bytes.
    #[must_use]
    pub fn stdin(mut self, input: impl AsRef<[u8]>) -> Self {
        self.stdin.extend(input.as_ref());
        self
    }

    /// Sets the initial wall-clock time, as the time since 1970-01-01 00:00 UTC.
    #[must_use]
    pub fn epoch(mut self, epoch: Duration) -> Self {
        self.epoch = epoch;
        self
    }

    /// Sets the offset of local time from UTC in minutes, positive if local time is ahead.
    #[must_use]
    pub fn time_zone(mut self, minutes: i32) -> Self {
        self.time_zone_offset = minutes;
        self
    }

    /// Answers guest `fetch` calls with a function. Without one, the guest has no `fetch`. Each step of a redirect is a
    /// separate request.
    #[must_use]
    pub fn fetch(mut self, answer: impl Fn(&Request) -> Result<Response, FetchError> + Send + Sync + 'static) -> Self {
        self.network = Some(Answers(Arc::new(answer)));
        self
    }

    /// Returns the bytes that the guest has written to standard output.
    #[must_use]
    pub fn stdout(&self) -> &[u8] {
        &self.stdout
    }

    /// Returns the bytes that the guest has written to standard error.
    #[must_use]
    pub fn stderr(&self) -> &[u8] {
        &self.stderr
    }

    /// Removes and returns the bytes that the guest has written to a stream.
    pub fn take(&mut self, stream: Stream) -> Vec<u8> {
        mem::take(self.stream_mut(stream))
    }

    /// Returns the exit code of the guest, or `None` if it has not exited.
    #[must_use]
    pub fn exit_code(&self) -> Option<i32> {
        self.exit
    }

    fn stream_mut(&mut self, stream: Stream) -> &mut Vec<u8> {
        match stream {
            Stream::Stdout => &mut self.stdout,
            Stream::Stderr => &mut self.stderr,
        }
    }
}

impl Host for DeterministicHost {
    fn monotonic(&mut self) -> Instant {
        self.now = self.now + TICK;
        self.now
    }

    fn wall_clock(&mut self) -> Duration {
        self.epoch.saturating_add(Duration::from_nanos(self.monotonic().as_nanos()))
    }

    fn time_zone_offset(&mut self, _unix_ms: i64) -> i32 {
        self.time_zone_offset
    }

    fn entropy(&mut self, buf: &mut [u8]) -> Result<(), Errno> {
        for chunk in buf.chunks_mut(8) {
            // SplitMix64 (Steele, Lea, Flood 2014).
            self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut word = self.random;
            word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            word ^= word >> 31;
            for (byte, random) in chunk.iter_mut().zip(word.to_le_bytes()) {
                *byte = random;
            }
        }
        Ok(())
    }

    fn write(&mut self, stream: Stream, bytes: &[u8]) -> Result<usize, Errno> {
        let written = self.stream_mut(stream);
        written.try_reserve(bytes.len()).map_err(|_| Errno::ENOMEM)?;
        written.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn read(&mut self, buf: &mut [u8]) -> Result<usize, Errno> {
        let count = buf.len().min(self.stdin.len());
        for (place, byte) in buf.iter_mut().zip(self.stdin.drain(..count)) {
            *place = byte;
        }
        Ok(count)
    }

    fn exit(&mut self, code: i32) {
        self.exit = Some(code);
    }

    fn network(&mut self) -> Option<&mut dyn Network> {
        self.network.as_mut().map(|answers| answers as &mut dyn Network)
    }

    fn wait(&mut self, until: Option<Instant>) {
        self.now = self.now.max(until.unwrap_or(self.now));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entropy_is_splitmix64() {
        // The first three outputs of the reference implementation for the seed 1234567.
        let mut buf = [0; 24];
        DeterministicHost::new(1_234_567).entropy(&mut buf).unwrap();
        let words: Vec<u64> = buf.chunks(8).map(|word| u64::from_le_bytes(word.try_into().unwrap())).collect();
        assert_eq!(words, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn input_ends_after_what_was_given() {
        let mut host = DeterministicHost::new(0).stdin("abc");
        let mut buf = [0; 2];
        assert_eq!((host.read(&mut buf), buf), (Ok(2), *b"ab"));
        assert_eq!((host.read(&mut buf), buf[0]), (Ok(1), b'c'));
        assert_eq!(host.read(&mut buf), Ok(0));
    }
}
