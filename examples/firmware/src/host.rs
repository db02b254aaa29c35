//! The board as a [`Host`] of Go programs.

use core::marker::PhantomData;

use gojs::{DeterministicHost, Errno, Host, Instant, Stream, embed::Function};

use crate::{board::Board, report};

/// How the program's clock goes.
#[derive(Clone, Copy, Debug)]
enum Clock {
    Forwards,
    /// By a millisecond each time that it is read, from this on.
    Backwards {
        nanos: u64,
    },
}

/// The board's clock and console, as a Go program has them.
#[derive(Debug)]
pub struct BoardHost<B> {
    entropy: Option<DeterministicHost>,
    clock: Clock,
    /// How often the program has written.
    pub writes: u32,
    /// What the program wants to be called when the button is pressed.
    pub button: Option<Function>,
    board: PhantomData<B>,
}

impl<B: Board> BoardHost<B> {
    /// A host with a STAND-IN FOR ENTROPY.
    ///
    /// The emulated boards have no source of random numbers, so that these come from a generator with a fixed seed: whoever
    /// reads this knows them all, and they are the same after each reset. They are good enough to seed Go's maps in an
    /// example, and for nothing else. On a real board `entropy` reads the hardware's generator (the RNG of an STM32H7, the
    /// TRNG of an i.MX RT), and returns its error where it has failed.
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

    /// A host whose source of random numbers has failed.
    #[must_use]
    pub fn without_entropy(self) -> Self {
        BoardHost { entropy: None, ..self }
    }

    /// A host whose clock is broken: it goes backwards, from an hour on.
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

    /// Both streams go to the one console.
    fn write(&mut self, _stream: Stream, bytes: &[u8]) -> Result<usize, Errno> {
        self.writes += 1;
        if self.writes == 1 {
            report::phase::<B>("first output");
        }
        B::write(bytes);
        Ok(bytes.len())
    }

    /// Sleeps from interrupt to interrupt.
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
