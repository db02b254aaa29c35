//! The operating system as a host.

extern crate std;

use std::{
    io::{self, Read, Write},
    sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, sync_channel},
    thread,
    time::{Instant as StdInstant, SystemTime},
    vec,
    vec::Vec,
};

use core::time::Duration;

use chrono::{DateTime, Local, Offset};

use super::{Errno, Host, Instant, Stream};

/// How much of standard input is read at once.
const CHUNK: usize = 64 << 10;

/// What the operating system has: its clocks, local time zone and entropy, and the streams of the process.
///
/// Standard input is read by a thread, from the guest's first read on, so that a guest which waits for input does not
/// keep its other goroutines waiting. The thread reads ahead by up to 128 KiB, which is lost to the process.
#[derive(Debug)]
pub struct StdHost {
    start: StdInstant,
    stdin: Stdin,
}

#[derive(Debug)]
enum Stdin {
    /// Always at its end.
    Closed,
    /// Nobody has read yet.
    Untouched,
    Open {
        chunks: Receiver<io::Result<Vec<u8>>>,
        chunk: io::Result<Vec<u8>>,
        /// How much of the chunk was read.
        taken: usize,
        /// A read has found nothing since the last chunk came.
        awaited: bool,
    },
}

impl StdHost {
    /// A host with the three streams of this process.
    #[must_use]
    pub fn new() -> Self {
        StdHost { start: StdInstant::now(), stdin: Stdin::Untouched }
    }

    /// The same, but standard input is left alone: the guest finds it at its end.
    #[must_use]
    pub fn without_stdin(mut self) -> Self {
        self.stdin = Stdin::Closed;
        self
    }
}

impl Default for StdHost {
    fn default() -> Self {
        Self::new()
    }
}

fn errno(error: &io::Error) -> Errno {
    error.raw_os_error().and_then(Errno::from_raw).unwrap_or(Errno::EIO)
}

/// Starts the thread that reads standard input, one chunk ahead of whoever receives.
fn open_stdin() -> io::Result<Receiver<io::Result<Vec<u8>>>> {
    let (sender, receiver) = sync_channel(1);
    thread::Builder::new().name("stdin".into()).spawn(move || {
        let mut stdin = io::stdin().lock();
        loop {
            let mut chunk = vec![0; CHUNK];
            let chunk = match stdin.read(&mut chunk) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                read => read.map(|count| {
                    chunk.truncate(count);
                    chunk
                }),
            };
            let ended = !matches!(&chunk, Ok(chunk) if !chunk.is_empty());
            if sender.send(chunk).is_err() || ended {
                return;
            }
        }
    })?;
    Ok(receiver)
}

impl Host for StdHost {
    fn monotonic(&mut self) -> Instant {
        Instant::from_nanos(u64::try_from(self.start.elapsed().as_nanos()).unwrap_or(u64::MAX))
    }

    fn wall_clock(&mut self) -> Duration {
        SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default()
    }

    fn time_zone_offset(&mut self, unix_ms: i64) -> i32 {
        DateTime::from_timestamp_millis(unix_ms)
            .map_or(0, |time| time.with_timezone(&Local).offset().fix().local_minus_utc() / 60)
    }

    fn entropy(&mut self, buf: &mut [u8]) -> Result<(), Errno> {
        getrandom::fill(buf).map_err(|error| error.raw_os_error().and_then(Errno::from_raw).unwrap_or(Errno::EIO))
    }

    fn write(&mut self, stream: Stream, bytes: &[u8]) -> Result<usize, Errno> {
        fn write_all(mut stream: impl Write, bytes: &[u8]) -> io::Result<()> {
            stream.write_all(bytes)?;
            stream.flush()
        }
        match stream {
            Stream::Stdout => write_all(io::stdout().lock(), bytes),
            Stream::Stderr => write_all(io::stderr().lock(), bytes),
        }
        .map_err(|error| errno(&error))?;
        Ok(bytes.len())
    }

    fn read(&mut self, buf: &mut [u8]) -> Result<usize, Errno> {
        if matches!(self.stdin, Stdin::Untouched) {
            let chunks = open_stdin().map_err(|error| errno(&error))?;
            self.stdin = Stdin::Open { chunks, chunk: Ok(Vec::new()), taken: 0, awaited: false };
        }
        let Stdin::Open { chunks, chunk, taken, awaited } = &mut self.stdin else { return Ok(0) };
        if matches!(chunk, Ok(chunk) if *taken == chunk.len()) {
            *chunk = match chunks.try_recv() {
                Ok(chunk) => chunk,
                Err(TryRecvError::Disconnected) => return Ok(0),
                Err(TryRecvError::Empty) => {
                    *awaited = true;
                    return Err(Errno::EAGAIN);
                }
            };
            *taken = 0;
        }
        *awaited = false;
        match chunk {
            Err(error) => Err(errno(error)),
            Ok(chunk) => {
                let rest = chunk.get(*taken..).unwrap_or_default();
                let count = rest.len().min(buf.len());
                for (place, byte) in buf.iter_mut().zip(rest) {
                    *place = *byte;
                }
                *taken += count;
                Ok(count)
            }
        }
    }

    fn wait(&mut self, until: Option<Instant>) {
        let now = self.monotonic();
        let left = until.map(|until| until - now);
        match (&mut self.stdin, left) {
            (Stdin::Open { chunks, chunk, taken, awaited: awaited @ true }, _) => {
                let received = match left {
                    Some(left) => chunks.recv_timeout(left),
                    None => chunks.recv().map_err(|_| RecvTimeoutError::Disconnected),
                };
                if let Ok(received) = received {
                    (*chunk, *taken, *awaited) = (received, 0, false);
                }
            }
            (_, Some(left)) => thread::sleep(left),
            (_, None) => {}
        }
    }
}
