//! A Go program's instance in a runtime that is a table of callbacks.

use alloc::{borrow::Cow, sync::Arc};
use core::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};

use gojs::{Memory, OutOfBounds, State, StateLease, Trap};

use crate::{ffi::Runtime, host::Host};

/// The most that a 32-bit memory can have, in bytes.
const MAX_SIZE: u64 = 1 << 32;

/// What an import and the event loop tell each other, past the wasm between them.
#[derive(Debug, Default)]
pub(crate) struct Signals {
    /// How often wasm is entered, and was not left.
    depth: AtomicU32,
    /// An import has ended the wasm that is being left.
    raised: AtomicBool,
    panicked: AtomicBool,
}

impl Signals {
    /// Whether an import may run.
    pub(crate) fn is_in_wasm(&self) -> bool {
        self.depth.load(Relaxed) > 0
    }

    pub(crate) fn raise(&self) {
        self.raised.store(true, Relaxed);
    }

    pub(crate) fn is_raised(&self) -> bool {
        self.raised.load(Relaxed)
    }

    pub(crate) fn panic(&self) {
        self.panicked.store(true, Relaxed);
    }

    pub(crate) fn has_panicked(&self) -> bool {
        self.panicked.load(Relaxed)
    }
}

/// The linear memory, lent if the runtime lends it.
#[derive(Debug)]
pub(crate) struct LinearMemory(pub(crate) Runtime);

impl LinearMemory {
    #[cold]
    fn out_of_bounds(&self, addr: u32, len: usize) -> OutOfBounds {
        OutOfBounds { addr: addr.into(), len: len as u64, size: self.size() }
    }
}

impl Memory for LinearMemory {
    fn size(&self) -> u64 {
        self.0.memory_size().min(MAX_SIZE)
    }

    fn read(&self, addr: u32, buf: &mut [u8]) -> Result<(), OutOfBounds> {
        match self.bytes() {
            Some(bytes) => bytes.read(addr, buf),
            None => self.0.memory_read(addr, buf).ok_or_else(|| self.out_of_bounds(addr, buf.len())),
        }
    }

    fn write(&mut self, addr: u32, bytes: &[u8]) -> Result<(), OutOfBounds> {
        if let Some(memory) = self.bytes_mut() {
            return memory.write(addr, bytes);
        }
        self.0.memory_write(addr, bytes).ok_or_else(|| self.out_of_bounds(addr, bytes.len()))
    }

    fn bytes(&self) -> Option<&[u8]> {
        self.0.memory_data(self.size())
    }

    fn bytes_mut(&mut self) -> Option<&mut [u8]> {
        let size = self.size();
        self.0.memory_data_mut(size)
    }
}

/// A Go program's instance: for the event loop, or for one call of an import.
#[derive(Debug)]
pub(crate) struct Instance {
    pub(crate) memory: LinearMemory,
    pub(crate) lease: StateLease<Host>,
    pub(crate) signals: Arc<Signals>,
}

impl Instance {
    /// Calls a function of the wasm. The state waits for it in its slot, where imports find it.
    pub(crate) fn enter<R>(&mut self, call: impl FnOnce(&Runtime) -> Option<R>) -> Result<R, Trap> {
        self.lease.release();
        self.signals.depth.fetch_add(1, Relaxed);
        let result = call(&self.memory.0);
        self.signals.depth.fetch_sub(1, Relaxed);
        // What an import has ended is at its end, even where the runtime has not trapped as it was told to.
        let is_raised = self.signals.raised.swap(false, Relaxed);
        match result {
            Some(result) if !is_raised => Ok(result),
            _ => {
                let error = match self.signals.has_panicked() {
                    true => Cow::Borrowed("gojs has panicked in an import"),
                    false => self.memory.0.error(),
                };
                Err(self.lease.state().raised(&error))
            }
        }
    }
}

impl gojs::Instance for Instance {
    type Memory = LinearMemory;
    type Host = Host;

    fn parts(&mut self) -> (&mut LinearMemory, &mut State<Host>) {
        (&mut self.memory, self.lease.state())
    }

    fn run(&mut self, argc: i32, argv: i32) -> Result<(), Trap> {
        self.enter(|runtime| runtime.run(argc, argv))
    }

    fn resume(&mut self) -> Result<(), Trap> {
        self.enter(Runtime::resume)
    }

    fn getsp(&mut self) -> Result<u32, Trap> {
        self.enter(Runtime::getsp)
    }
}
