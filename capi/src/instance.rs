//! The instance of a Go program, in a runtime that is a table of callbacks.

use alloc::{borrow::Cow, sync::Arc};
use core::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};

use gojs::{Error, Memory, OutOfBounds, State, StateLease, Trap};

use crate::{ffi::Runtime, host::Host};

/// The maximum size of a 32-bit memory, in bytes.
const MAX_SIZE: u64 = 1 << 32;

/// The signals between an import and the event loop, which are separated by wasm frames on the stack. The address of
/// the [`Arc`] also identifies the program.
#[derive(Debug, Default)]
pub(crate) struct Signals {
    /// The number of calls into wasm that have not returned.
    depth: AtomicU32,
    /// Whether an import has ended the wasm, until the call into the wasm has returned.
    raised: AtomicBool,
    panicked: AtomicBool,
}

impl Signals {
    /// Returns whether an import may run.
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

/// The linear memory, which is borrowed if the runtime lends it, and copied otherwise.
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

/// The instance of a Go program, for the event loop or for one call of an import.
#[derive(Debug)]
pub(crate) struct Instance {
    pub(crate) memory: LinearMemory,
    pub(crate) lease: StateLease<Host>,
    pub(crate) signals: Arc<Signals>,
}

impl Instance {
    /// Calls into the wasm. Meanwhile, the state is in its slot, where imports find it.
    pub(crate) fn enter<R>(&mut self, call: impl FnOnce(&Runtime) -> Option<R>) -> Result<R, Trap> {
        self.lease.release();
        self.signals.depth.fetch_add(1, Relaxed);
        let result = call(&self.memory.0);
        self.signals.depth.fetch_sub(1, Relaxed);
        // A program that an import has ended stays ended, even if the runtime did not trap as required.
        let is_raised = self.signals.raised.swap(false, Relaxed);
        match result {
            Some(result) if !is_raised => Ok(result),
            _ => {
                let error = match self.signals.has_panicked() {
                    true => Cow::Borrowed("gojs has panicked in an import"),
                    false => self.memory.0.error(),
                };
                Err(Error::trap(error).into())
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
