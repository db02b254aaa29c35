//! The operating system as a host.

extern crate std;

use std::{
    io::{self, Read, Write},
    sync::{
        Arc, Condvar, Mutex, PoisonError,
        mpsc::{Receiver, TryRecvError, sync_channel},
    },
    task::{Wake, Waker},
    thread,
    time::{Instant as StdInstant, SystemTime},
    vec,
    vec::Vec,
};

use core::time::Duration;

use chrono::{DateTime, Local, Offset};

#[cfg(any(unix, windows))]
use super::fs::Metadata;
#[cfg(unix)]
use super::fs::unix::of_stream;
#[cfg(windows)]
use super::fs::windows::of_stream;
use super::{Errno, Host, Instant, Stream, system_error::errno};

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
    alarm: Arc<Alarm>,
    #[cfg(feature = "fetch")]
    network: Option<super::http::HttpClient>,
}

/// What ends a wait before its time, from another thread.
#[derive(Debug, Default)]
struct Alarm {
    rung: Mutex<bool>,
    changed: Condvar,
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        *self.rung.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.changed.notify_all();
    }
}

impl Alarm {
    /// Waits until it rings, for so long at most.
    fn wait(&self, timeout: Option<Duration>) {
        let mut rung = self.rung.lock().unwrap_or_else(PoisonError::into_inner);
        let start = StdInstant::now();
        while !*rung {
            match timeout.map(|timeout| timeout.saturating_sub(start.elapsed())) {
                Some(Duration::ZERO) => break,
                Some(left) => rung = self.changed.wait_timeout(rung, left).unwrap_or_else(PoisonError::into_inner).0,
                None => rung = self.changed.wait(rung).unwrap_or_else(PoisonError::into_inner),
            }
        }
        *rung = false;
    }
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
    },
}

impl StdHost {
    /// A host with the three streams of this process.
    #[must_use]
    pub fn new() -> Self {
        StdHost {
            start: StdInstant::now(),
            stdin: Stdin::Untouched,
            alarm: Arc::default(),
            #[cfg(feature = "fetch")]
            network: None,
        }
    }

    /// The same, but standard input is left alone: the guest finds it at its end.
    #[must_use]
    pub fn without_stdin(mut self) -> Self {
        self.stdin = Stdin::Closed;
        self
    }

    /// Lets the guest `fetch` from a host; each call allows one more. Without any, the guest has no `fetch`.
    ///
    /// The host is a name or an address, with a port or without: `example.com`, `example.com:8080`, `[::1]:80`; `*` is
    /// every host. Each step of a redirect is looked at as well. A name is a name, and not the addresses that it stands
    /// for: with `example.com` allowed, its own address is not, and wherever the name leads is.
    ///
    /// Connections are HTTP/1.1, over TLS for `https`, with the root certificates of Mozilla; proxies are not used. What
    /// is compressed with gzip is decompressed.
    ///
    /// # Errors
    ///
    /// The text names no host.
    #[cfg(feature = "fetch")]
    pub fn allow_net(mut self, host: &str) -> Result<Self, super::fetch::NotAHost> {
        self.network.get_or_insert_default().allow(host)?;
        Ok(self)
    }
}

impl Default for StdHost {
    fn default() -> Self {
        Self::new()
    }
}

/// Starts the thread that reads standard input, one chunk ahead of whoever receives; each chunk rings the alarm.
fn open_stdin(alarm: Arc<Alarm>) -> io::Result<Receiver<io::Result<Vec<u8>>>> {
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
            let received = sender.send(chunk).is_ok();
            if !received || ended {
                // The end is the sender's, which has to be gone before anybody looks.
                drop(sender);
                return alarm.wake();
            }
            alarm.clone().wake();
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
        let number = |error: getrandom::Error| error.raw_os_error().map(io::Error::from_raw_os_error);
        getrandom::fill(buf).map_err(|error| number(error).as_ref().map_or(Errno::EIO, errno))
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
            let chunks = open_stdin(self.alarm.clone()).map_err(|error| errno(&error))?;
            self.stdin = Stdin::Open { chunks, chunk: Ok(Vec::new()), taken: 0 };
        }
        let Stdin::Open { chunks, chunk, taken } = &mut self.stdin else { return Ok(0) };
        if matches!(chunk, Ok(chunk) if *taken == chunk.len()) {
            *chunk = match chunks.try_recv() {
                Ok(chunk) => chunk,
                Err(TryRecvError::Disconnected) => return Ok(0),
                Err(TryRecvError::Empty) => return Err(Errno::EAGAIN),
            };
            *taken = 0;
        }
        match chunk {
            Err(error) => Err(errno(error)),
            Ok(chunk) => {
                let rest = chunk.get(*taken..).unwrap_or_default();
                let count = rest.len().min(buf.len());
                for (place, byte) in buf.iter_mut().zip(rest) {
                    *place = *byte;
                }
                *taken = taken.saturating_add(count);
                Ok(count)
            }
        }
    }

    #[cfg(feature = "fetch")]
    fn network(&mut self) -> Option<&mut dyn super::fetch::Network> {
        self.network.as_mut().map(|client| client as &mut dyn super::fetch::Network)
    }

    #[cfg(any(unix, windows))]
    fn stream_metadata(&mut self, fd: i32) -> Option<Metadata> {
        of_stream(fd)
    }

    fn waker(&mut self) -> Option<Waker> {
        Some(self.alarm.clone().into())
    }

    fn wait(&mut self, until: Option<Instant>) {
        let now = self.monotonic();
        self.alarm.wait(until.map(|until| until - now));
    }
}
