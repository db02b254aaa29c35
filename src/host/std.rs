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

/// The maximum number of bytes per read from standard input.
const CHUNK: usize = 64 << 10;

/// A [`Host`] backed by the operating system: its clocks, local time zone and entropy, and the standard streams of the
/// process.
///
/// A thread reads standard input, so a guest that waits for input does not block its other goroutines. The thread
/// starts at the first read by the guest. It reads ahead by up to 192 KiB of input, which is then lost to the rest of
/// the process.
#[derive(Debug)]
pub struct StdHost {
    start: StdInstant,
    stdin: Stdin,
    alarm: Arc<Alarm>,
    #[cfg(feature = "fetch")]
    network: Option<super::http::HttpClient>,
}

/// A flag that another thread sets to end a wait early.
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
    /// Waits until the alarm rings, but no longer than `timeout`, and resets it.
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
    /// Always at end of file.
    Closed,
    /// Not read yet: the thread has not started.
    Untouched,
    Open {
        chunks: Receiver<io::Result<Vec<u8>>>,
        chunk: io::Result<Vec<u8>>,
        /// The number of bytes of `chunk` that the guest has read.
        taken: usize,
    },
}

impl StdHost {
    /// Creates a host with the standard streams of this process.
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

    /// Disconnects standard input: the guest finds end of file, and the host does not read the stream.
    #[must_use]
    pub fn without_stdin(mut self) -> Self {
        self.stdin = Stdin::Closed;
        self
    }

    /// Lets the guest `fetch` from a host. Each call allows another host; without any, the guest has no `fetch`.
    ///
    /// `host` is a name or an address, with or without a port: `example.com`, `example.com:8080`, `[::1]:80`. `*`
    /// allows every host. The rule applies to each step of a redirect. It compares names literally, before they are
    /// resolved: allowing `example.com` does not allow a URL with its IP address, but allows every address that the
    /// name resolves to.
    ///
    /// Connections use HTTP/1.1, with TLS and Mozilla's root certificates for `https`. Proxies are not used. Bodies
    /// that are compressed with gzip are decompressed.
    ///
    /// # Errors
    ///
    /// `NotAHost` if `host` does not have one of these forms.
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

/// Starts the thread that reads standard input. It wakes `alarm` after each chunk, and reads two chunks ahead of the
/// receiver: one in the channel, and one that waits for room there.
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
                // Dropping the sender marks the end of input. It must happen before the alarm makes the receiver look.
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
