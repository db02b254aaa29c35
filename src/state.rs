//! What one program owns apart from its wasm instance.

use alloc::{string::ToString, sync::Arc, vec::Vec};
use core::fmt;

use crate::{
    error::{Error, Trap},
    fuel::FuelLimits,
    globals,
    go::Refs,
    host::{Environment, Errno, Files, Host, Limit, Limits, Stream},
    js::{EventLoop, Excess, Group, Heap, HostFunction, Inbox, Object, PropertyKey, Statistics, Value},
    wapc::Wapc,
};

/// The state of one program: its JavaScript values, the refs that Go holds to them, what it waits for, and the
/// embedder's [`Host`].
///
/// A runtime's adapter keeps it where imports find it, next to the linear memory.
#[derive(Debug)]
pub struct State<H> {
    pub(crate) host: H,
    pub(crate) heap: Heap,
    pub(crate) refs: Refs,
    pub(crate) event_loop: EventLoop,
    pub(crate) environment: Environment,
    pub(crate) files: Files,
    /// Why the program is ending: on its way out of the wasm that an import has ended, and of the native function above that.
    pub(crate) ending: Option<Trap>,
    /// How often Go was resumed from inside an import: where this has changed, Go's stack may have moved.
    pub(crate) resumes: u64,
    /// The calls of Go functions that are on the native stack, as the event objects that Go was given.
    pub(crate) events: Vec<Object>,
    /// How many calls of functions that the module exports beside Go's own are on the native stack.
    pub(crate) exports: u32,
    /// How deep Go and its host may call one another.
    pub(crate) depth: u32,
    /// How large the linear memory may grow, in bytes.
    pub(crate) linear_memory: u64,
    /// How many elements a table of the module's may have.
    pub(crate) table_elements: u64,
    pub(crate) fuel: FuelLimits,
    /// The promises that somebody outside has to settle.
    pub(crate) settlers: Inbox,
    /// What runs JavaScript source, if anything does.
    pub(crate) evaluator: Option<Arc<HostFunction>>,
    /// What the embedder and the guest say to one another by waPC.
    pub(crate) wapc: Wapc,
    /// Room for the arguments of the next call.
    pub(crate) arguments: Vec<Value>,
}

impl<H: Host> State<H> {
    /// The state of a program that has not started, with every group of globals.
    pub fn new(host: H) -> Self {
        State::with_globals(host, globals::ALL)
    }

    /// The state of a program that has not started, with these groups of globals.
    pub fn with_globals(mut host: H, groups: &'static [&'static Group]) -> Self {
        let mut seed = [0; 8];
        // A host without entropy still has a heap; Go itself will say what it lacks.
        if host.entropy(&mut seed).is_err() {
            log::warn!("the host has no entropy: the hash tables of the heap are not seeded");
        }
        let mut heap = Heap::new(groups, u64::from_le_bytes(seed));
        if host.network().is_none() {
            globals::remove_fetch(&mut heap);
        }
        let go = globals::go_object(&mut heap);
        let mut state = State {
            host,
            refs: Refs::new(heap.global(), go),
            heap,
            event_loop: EventLoop::default(),
            environment: Environment::default(),
            files: Files::default(),
            ending: None,
            resumes: 0,
            events: Vec::new(),
            exports: 0,
            depth: 0,
            linear_memory: 0,
            table_elements: 0,
            fuel: FuelLimits::default(),
            settlers: Inbox::default(),
            evaluator: None,
            wapc: Wapc::default(),
            arguments: Vec::new(),
        };
        state.set_limits(&Limits::default());
        state
    }

    /// Each part of the state keeps the limits that are its own.
    pub(crate) fn set_limits(&mut self, limits: &Limits) {
        self.heap.limit = limits.heap_bytes;
        self.heap.most_cells = limits.cells;
        self.heap.longest_string = limits.string_bytes;
        self.heap.longest_buffer = limits.buffer_bytes;
        self.event_loop.set_limits(limits);
        self.files.set_limits(limits);
        self.fuel.set_most(limits.fuel);
        self.depth = limits.depth;
        self.linear_memory = limits.linear_memory;
        self.table_elements = limits.table_elements;
    }

    /// Writes what Go's runtime prints, and waPC's guests: what is refused ends the program.
    pub(crate) fn print(&mut self, stream: Stream, bytes: &[u8]) -> Result<(), Error> {
        self.files.write_all(&mut self.host, stream, bytes).map_err(|errno| {
            let operation = match stream {
                Stream::Stdout => "write to stdout",
                Stream::Stderr => "write to stderr",
            };
            match self.files.spent_allowance(stream) {
                Some(most) if errno == Errno::EFBIG => Error::LimitReached { limit: Limit::OutputBytes, most },
                _ => Error::Host { operation, errno },
            }
        })
    }

    /// The program's JavaScript values.
    pub fn heap(&mut self) -> &mut Heap {
        &mut self.heap
    }

    /// The embedder's side.
    pub fn host(&mut self) -> &mut H {
        &mut self.host
    }

    /// Keeps what an import has ended the wasm with, for an adapter whose runtime's error can't carry it:
    /// [`raised`](Self::raised) has it where the wasm was entered.
    pub fn raise(&mut self, trap: Trap) {
        self.ending = Some(trap);
    }

    /// What has ended the wasm: what an import has [raised](Self::raise), or else the runtime's own error.
    pub fn raised(&mut self, error: &dyn fmt::Display) -> Trap {
        self.ending.take().unwrap_or_else(|| Error::Trap { message: error.to_string() }.into())
    }

    /// Fuel for wasm that has run out of it where it can't be left: under a native function that waits for it, or in a call of
    /// the embedder's. `required` is what its next step needs.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfFuel`] or [`Error::LimitReached`], where the program has come to the limit of what it may take beyond its
    /// slice, or in all.
    pub fn overdraw(&mut self, required: u64) -> Result<u64, Trap> {
        Ok(self.fuel.overdraw(required)?)
    }

    /// Fuel for a module's start function, which is called when the module is instantiated, and which no compiler of Go's makes.
    #[must_use]
    pub fn start_fuel(&self) -> u64 {
        self.fuel.for_start()
    }

    /// All that the program may still take beyond its slice: for a runtime that can't leave wasm in the middle, and has to be
    /// given the fuel beforehand. [`give_back`](Self::give_back) takes what is left.
    pub fn overdraw_rest(&mut self) -> u64 {
        self.fuel.overdraw_rest()
    }

    /// That the program has come to the limit of what it may take beyond its slice, or in all.
    pub fn out_of_fuel(&self) -> Trap {
        self.fuel.out_of_fuel().into()
    }

    /// What the program has ended with, where its requests have gone beyond what they may take.
    pub(crate) fn excess(&self) -> Option<Trap> {
        self.heap.meter.reached().map(|excess| self.trap_of(excess))
    }

    /// What a program ends with that has gone beyond this.
    fn trap_of(&self, excess: Excess) -> Trap {
        let (limit, most) = match excess {
            Excess::Fuel => return self.out_of_fuel(),
            Excess::Memory => {
                let operation = "give memory for JavaScript values";
                return Error::Host { operation, errno: Errno::ENOMEM }.into();
            }
            Excess::HeapBytes => (Limit::HeapBytes, self.heap.limit),
            Excess::Cells => (Limit::Cells, self.heap.most_cells),
            Excess::StringBytes => (Limit::StringBytes, self.heap.longest_string),
            Excess::BufferBytes => (Limit::BufferBytes, self.heap.longest_buffer),
        };
        Error::LimitReached { limit, most: most as u64 }.into()
    }

    /// Takes back what was left of that.
    pub fn give_back(&mut self, fuel: u64) {
        self.fuel.give_back(fuel);
    }

    /// Whether a Go function that was called has not returned yet. `syscall/js` sets the event's `result` when it has;
    /// the call itself ends later, when every other goroutine waits, too. An exported function has returned when its call
    /// ends.
    pub(crate) fn is_in_function(&self) -> bool {
        if self.exports > 0 {
            return true;
        }
        let result = PropertyKey::String(self.heap.names().result);
        self.events.iter().any(|&event| self.heap.cell(event).properties.get(result).is_none())
    }

    /// Frees the values that nothing refers to any more, if it is time to, and safe. Fails where there are more than there may
    /// be all the same.
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
            return Err(Error::LimitReached { limit: Limit::Queue, most: self.event_loop.most as u64 }.into());
        }
        Ok(())
    }

    /// What the next requests may cost in all, as a poll of a program's own would say it.
    #[cfg(fuzzing)]
    #[doc(hidden)]
    pub fn refuel(&mut self) {
        if self.fuel.begin(0).is_ok() {
            self.heap.meter.begin(self.fuel.for_requests());
        }
    }

    /// Frees what can be freed, and looks at everything that is left: see [`Heap::audit`]. Not for a moment at which somebody
    /// holds a value that Go does not.
    ///
    /// # Panics
    ///
    /// Where something is not as it must be.
    #[cfg(any(test, fuzzing))]
    #[doc(hidden)]
    pub fn audit(&mut self) {
        if self.heap.is_collectable() {
            self.collect();
        }
        self.refs.audit(&self.heap);
        let events = self.events.iter().copied().map(Value::from);
        let kept = self.refs.roots().chain(self.event_loop.roots()).chain(self.settlers.roots()).chain(events);
        self.heap.audit(kept);
        assert!(
            !self.event_loop.is_overfull()
                && self.heap.statistics().bytes / 4 <= self.heap.limit
                && self.heap.cells() / 4 <= self.heap.most_cells,
            "beyond a limit"
        );
    }

    #[cold]
    pub(crate) fn collect(&mut self) -> Statistics {
        // A walk of the whole heap, which only a reader of the log has a use for.
        let before = log::log_enabled!(log::Level::Trace).then(|| self.heap.statistics());
        let events = self.events.iter().copied().map(Value::from);
        let left = self
            .heap
            .collect(self.refs.roots().chain(self.event_loop.roots()).chain(self.settlers.roots()).chain(events));
        if let Some(before) = before {
            log::trace!("collected the heap: {before:?}, then {left:?}");
        }
        left
    }
}
