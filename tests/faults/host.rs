//! A host in which each method can fail.

use std::time::Duration;

use gojs::{DeterministicHost, Errno, Host, Instant, Stream, fs::Metadata};

use super::plan::{ERRNO, Plan};

#[derive(Debug)]
pub(crate) struct FaultyHost {
    pub(crate) inner: DeterministicHost,
    plan: Plan,
}

impl FaultyHost {
    pub(crate) fn new(plan: Plan) -> FaultyHost {
        FaultyHost { inner: DeterministicHost::new(1).stdin("one\ntwo\nthree\n"), plan }
    }
}

/// A method that cannot return an error returns its worst result instead: a clock at its origin, or a stream without
/// metadata.
impl Host for FaultyHost {
    fn monotonic(&mut self) -> Instant {
        let now = self.inner.monotonic();
        if self.plan.call("monotonic") { Instant::ZERO } else { now }
    }

    fn wall_clock(&mut self) -> Duration {
        let now = self.inner.wall_clock();
        if self.plan.call("wall_clock") { Duration::ZERO } else { now }
    }

    fn time_zone_offset(&mut self, unix_ms: i64) -> i32 {
        let offset = self.inner.time_zone_offset(unix_ms);
        if self.plan.call("time_zone_offset") { i32::MIN } else { offset }
    }

    fn entropy(&mut self, buf: &mut [u8]) -> Result<(), Errno> {
        if self.plan.call("entropy") { Err(ERRNO) } else { self.inner.entropy(buf) }
    }

    fn write(&mut self, stream: Stream, bytes: &[u8]) -> Result<usize, Errno> {
        let (method, index) = match stream {
            Stream::Stdout => ("write to stdout", 0),
            Stream::Stderr => ("write to stderr", 1),
        };
        if self.plan.call(method) {
            return Err(ERRNO);
        }
        let written = self.inner.write(stream, bytes)?;
        self.plan.wrote(index, written);
        Ok(written)
    }

    fn read(&mut self, buf: &mut [u8]) -> Result<usize, Errno> {
        if self.plan.call("read of stdin") { Err(ERRNO) } else { self.inner.read(buf) }
    }

    fn stream_metadata(&mut self, fd: i32) -> Option<Metadata> {
        let known = self.inner.stream_metadata(fd);
        if self.plan.call("stream_metadata") { None } else { known }
    }

    fn exit(&mut self, code: i32) {
        self.plan.call("exit");
        self.inner.exit(code);
    }

    fn wait(&mut self, until: Option<Instant>) {
        // Returns early, which `wait` is allowed to do.
        if !self.plan.call("wait") {
            self.inner.wait(until);
        }
    }
}
