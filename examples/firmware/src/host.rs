//! The board as a [`Host`] of Go programs.

use core::marker::PhantomData;

use gojs::{DeterministicHost, Errno, Host, Instant, Stream, embed::Function};

use crate::{board::Board, report};

/// A mode of the clock that the program reads.
#[derive(Clone, Copy, Debug)]
enum Clock {
    Forwards,
    /// Starts at `nanos`, and goes back by a millisecond at each read.
    Backwards {
        nanos: u64,
    },
}

/// The board's clock, console and button as the host of a Go program.
#[derive(Debug)]
pub struct BoardHost<B> {
    entropy: Option<DeterministicHost>,
    clock: Clock,
    /// The number of writes by the program.
    pub writes: u32,
    /// The handler that the program has registered for the button.
    pub button: Option<Function>,
    board: PhantomData<B>,
}

impl<B: Board> BoardHost<B> {
    /// Creates a host with INSECURE ENTROPY.
    ///
    /// The emulated boards have no hardware random number generator. These numbers come from a generator with a fixed
    /// seed: they are public, and the same after each reset. They are good enough to seed Go's maps in an example, and
    /// for nothing else. On a real board, `entropy` must read the hardware generator (the RNG of an STM32H7, the TRNG
    /// of an i.MX RT), and return its errors.
    #[must_use]
    pub fn new() -> Self {
        BoardHost {
            entropy: Some(DeterministicHost::new(0x676f_6a73)),
            clock: Clock::Forwards,
            writes: 0,
            button: None,
            board: PhantomData,
        }
    }

    /// Makes `entropy` fail, like a broken random number generator.
    #[must_use]
    pub fn without_entropy(self) -> Self {
        BoardHost { entropy: None, ..self }
    }

    /// Makes the clock run backwards, starting at one hour.
    #[must_use]
    pub fn with_broken_clock(self) -> Self {
        BoardHost { clock: Clock::Backwards { nanos: 3_600_000_000_000 }, ..self }
    }
}

impl<B: Board> Default for BoardHost<B> {
    fn default() -> Self {
        BoardHost::new()
    }
}

impl<B: Board> Host for BoardHost<B> {
    fn monotonic(&mut self) -> Instant {
        match &mut self.clock {
            Clock::Forwards => Instant::from_nanos(B::nanos()),
            Clock::Backwards { nanos } => {
                *nanos = nanos.saturating_sub(1_000_000);
                Instant::from_nanos(*nanos)
            }
        }
    }

    fn entropy(&mut self, buf: &mut [u8]) -> Result<(), Errno> {
        self.entropy.as_mut().ok_or(Errno::EIO)?.entropy(buf)
    }

    /// Writes both streams to the console.
    fn write(&mut self, _stream: Stream, bytes: &[u8]) -> Result<usize, Errno> {
        self.writes += 1;
        if self.writes == 1 {
            report::phase::<B>("first output");
        }
        B::write(bytes);
        Ok(bytes.len())
    }

    /// Sleeps from interrupt to interrupt until the time is reached; without a time, until the next interrupt.
    fn wait(&mut self, until: Option<Instant>) {
        match until {
            Some(until) => {
                while self.monotonic() < until {
                    B::idle();
                }
            }
            None => B::idle(),
        }
    }
}
