//! The state of one program, except its wasm instance.

use alloc::vec::Vec;

use super::{
    error::{Error, Trap},
    fuel::Fuel,
};
use crate::{
    globals,
    go::{EventNames, Refs, go_object},
    host::{Errno, Host, Limit, Limits, Platform, Stream},
    js::{EventLoop, Excess, Group, Heap, Object, Statistics, Value},
    wapc::Wapc,
};

/// The state of one program: its JavaScript values, the refs that Go holds to them, its event loop, and the embedder's
/// [`Host`].
///
/// An adapter stores it where imports find it, next to the linear memory.
#[derive(Debug)]
pub struct State<H> {
    pub(crate) platform: Platform<H>,
    pub(crate) heap: Heap,
    pub(crate) refs: Refs,
    pub(crate) event_names: EventNames,
    pub(crate) event_loop: EventLoop,
    /// The reason why the program is ending, while the wasm that an import has ended unwinds, and the native function
    /// above that wasm.
    pub(crate) ending: Option<Trap>,
    /// The number of times that Go was resumed from inside an import. If it has changed, the Go stack may have moved.
    pub(crate) resumes: u64,
    /// The event objects of the Go function calls that are on the native stack, as passed to Go.
    pub(crate) events: Vec<Object>,
    /// The number of calls on the native stack to exports that are not part of the Go runtime.
    pub(crate) exports: u32,
    /// The maximum depth of nested calls between Go and its host.
    pub(crate) depth: u32,
    /// The maximum size of the linear memory, in bytes.
    pub(crate) linear_memory: u64,
    /// The maximum number of table elements of the module.
    pub(crate) table_elements: u64,
    pub(crate) fuel: Fuel,
    /// The handler for waPC calls, and the data exchanged in them.
    pub(crate) wapc: Wapc,
    /// A reusable buffer for the arguments of the next call.
    pub(crate) arguments: Vec<Value>,
}

impl<H: Host> State<H> {
    /// Creates the state of a program that has not started, with every group of globals.
    pub fn new(host: H) -> Self {
        State::with_globals(host, globals::ALL)
    }

    /// Creates the state of a program that has not started, with these groups of globals.
    pub fn with_globals(mut host: H, groups: &'static [&'static Group]) -> Self {
        let mut seed = [0; 8];
        // A host without entropy still gets a heap: Go itself will report the missing entropy.
        if host.entropy(&mut seed).is_err() {
            log::warn!("the host has no entropy: the hash tables of the heap are not seeded");
        }
        let mut heap = Heap::new(groups, u64::from_le_bytes(seed));
        if host.network().is_none() {
            globals::remove_fetch(&mut heap);
        }
        let go = go_object(&mut heap);
        let mut state = State {
            platform: Platform::new(host),
            refs: Refs::new(heap.global(), go),
            event_names: EventNames::new(&mut heap),
            heap,
            event_loop: EventLoop::default(),
            ending: None,
            resumes: 0,
            events: Vec::new(),
            exports: 0,
            depth: 0,
            linear_memory: 0,
            table_elements: 0,
            fuel: Fuel::default(),
            wapc: Wapc::default(),
            arguments: Vec::new(),
        };
        state.set_limits(&Limits::default());
        state
    }

    /// Passes the limits on to the parts of the state that enforce them.
    pub(crate) fn set_limits(&mut self, limits: &Limits) {
        self.heap.limit = limits.heap_bytes;
        self.heap.max_cells = limits.cells;
        self.heap.max_string_bytes = limits.string_bytes;
        self.heap.max_buffer_bytes = limits.buffer_bytes;
        self.event_loop.set_limits(limits);
        self.platform.files.set_limits(limits);
        self.fuel.max = limits.fuel;
        self.depth = limits.depth;
        self.linear_memory = limits.linear_memory;
        self.table_elements = limits.table_elements;
    }

    /// Writes output of the Go runtime or of a waPC guest. If the write fails, the program ends.
    pub(crate) fn print(&mut self, stream: Stream, bytes: &[u8]) -> Result<(), Error> {
        let Platform { files, host, .. } = &mut self.platform;
        files.write_all(host, stream, bytes).map_err(|errno| {
            let operation = match stream {
                Stream::Stdout => "write to stdout",
                Stream::Stderr => "write to stderr",
            };
            match files.spent_allowance(stream) {
                Some(max) if errno == Errno::EFBIG => Error::LimitReached { limit: Limit::OutputBytes, max },
                _ => Error::Host { operation, errno },
            }
        })
    }

    /// Returns the JavaScript values of the program.
    pub fn heap(&mut self) -> &mut Heap {
        &mut self.heap
    }

    /// Returns the embedder's [`Host`].
    pub fn host(&mut self) -> &mut H {
        &mut self.platform.host
    }

    /// Stores the trap with which an import ends the wasm, for an adapter whose runtime error can't carry it. The trap
    /// takes precedence over the error that the adapter returns where the wasm was entered.
    pub fn raise(&mut self, trap: Trap) {
        self.ending = Some(trap);
    }

    /// Takes the trap with which the program is ending: the trap that was raised, or else that of an exceeded limit.
    #[inline]
    pub(crate) fn take_ending(&mut self) -> Option<Trap> {
        // A trap is large, so it is only moved if there is one.
        if self.is_ending() { self.ending.take().or_else(|| self.excess()) } else { None }
    }

    /// Returns whether the program is ending.
    #[inline]
    pub(crate) fn is_ending(&self) -> bool {
        self.ending.is_some() || self.heap.meter.reached().is_some()
    }

    /// Returns the trap for a program whose requests have exceeded a limit.
    pub(crate) fn excess(&self) -> Option<Trap> {
        self.heap.meter.reached().map(|excess| self.trap_of(excess))
    }

    /// Converts an exceeded limit to the trap that ends the program.
    fn trap_of(&self, excess: Excess) -> Trap {
        let (limit, max) = match excess {
            Excess::Fuel => return self.fuel.out_of_fuel().into(),
            Excess::Memory => {
                let operation = "give memory for JavaScript values";
                return Error::Host { operation, errno: Errno::ENOMEM }.into();
            }
            Excess::HeapBytes => (Limit::HeapBytes, self.heap.limit),
            Excess::Cells => (Limit::Cells, self.heap.max_cells),
            Excess::StringBytes => (Limit::StringBytes, self.heap.max_string_bytes),
            Excess::BufferBytes => (Limit::BufferBytes, self.heap.max_buffer_bytes),
        };
        Error::LimitReached { limit, max: max as u64 }.into()
    }

    /// Returns whether a Go function that was called has not returned yet. `syscall/js` sets `result` on the event when
    /// the function returns; the call itself ends later, when every other goroutine waits, too. An exported function
    /// has returned when its call ends.
    pub(crate) fn is_in_function(&self) -> bool {
        if self.exports > 0 {
            return true;
        }
        let result = self.event_names.result;
        self.events.iter().any(|&event| self.heap.cell(event).properties.get(result).is_none())
    }

    /// Collects garbage if that is due and safe. Fails if the heap or a queue exceeds its limit nevertheless.
    #[inline]
    pub(crate) fn safe_point(&mut self) -> Result<(), Trap> {
        if self.heap.wants_collection() || self.event_loop.is_overfull() { self.make_room() } else { Ok(()) }
    }

    #[cold]
    fn make_room(&mut self) -> Result<(), Trap> {
        if self.heap.is_collectable() {
            self.collect();
        }
        if let Some(excess) = self.heap.over_limit() {
            return Err(self.trap_of(excess));
        }
        if self.event_loop.is_overfull() {
            return Err(Error::LimitReached { limit: Limit::Queue, max: self.event_loop.max as u64 }.into());
        }
        Ok(())
    }

    /// Sets the total cost that the next requests may have, as a poll of the program would.
    #[cfg(fuzzing)]
    #[doc(hidden)]
    pub fn refuel(&mut self) {
        if self.fuel.grant(Some(0)).is_ok() {
            self.heap.meter.begin(self.fuel.for_requests());
        }
    }

    /// Collects garbage, and checks the invariants of everything that is left: see [`Heap::audit`]. Native code must
    /// not hold a value meanwhile that Go does not hold.
    ///
    /// # Panics
    ///
    /// If an invariant is violated.
    #[cfg(any(test, fuzzing))]
    #[doc(hidden)]
    pub fn audit(&mut self) {
        if self.heap.is_collectable() {
            self.collect();
        }
        self.refs.audit(&self.heap);
        let events = self.events.iter().copied().map(Value::from);
        let names = self.event_names.roots();
        self.heap.audit(self.refs.roots().chain(self.event_loop.roots()).chain(names).chain(events));
        assert!(
            !self.event_loop.is_overfull()
                && self.heap.statistics().bytes / 4 <= self.heap.limit
                && self.heap.cells() / 4 <= self.heap.max_cells,
            "a limit is exceeded"
        );
    }

    #[cold]
    pub(crate) fn collect(&mut self) -> Statistics {
        // The statistics need a walk of the whole heap, and only a reader of the log needs the statistics.
        let before = log::log_enabled!(log::Level::Trace).then(|| self.heap.statistics());
        let events = self.events.iter().copied().map(Value::from);
        let names = self.event_names.roots();
        let left = self.heap.collect(self.refs.roots().chain(self.event_loop.roots()).chain(names).chain(events));
        if let Some(before) = before {
            log::trace!("collected the heap: {before:?}, then {left:?}");
        }
        left
    }
}
