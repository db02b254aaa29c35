//! What one program owns apart from its wasm instance.

use alloc::{string::ToString, sync::Arc, vec::Vec};
use core::fmt;

use crate::{
    error::{Error, Trap},
    globals,
    go::Refs,
    host::{Environment, Files, Host},
    js::{EventLoop, Group, Heap, HostFunction, Inbox, Object, PropertyKey, Statistics, Value},
    wapc::Wapc,
};

/// How deep Go and its host may call one another where the embedder does not say.
///
/// Each level takes some kilobytes of the native stack: the interpreter's own frames, and those of the functions in
/// between.
const DEFAULT_MAX_DEPTH: u32 = 128;

/// How many slices a call that can't be left may take where the embedder does not say.
const DEFAULT_OVERDRAFT_SLICES: u64 = 1_000;

/// How long a program may keep its embedder waiting, in the runtime's fuel.
#[derive(Debug, Default)]
pub(crate) struct FuelLimits {
    /// For one poll. `None`: there is no limit.
    pub(crate) slice: Option<u64>,
    /// Beyond that, for what can't be left in the middle.
    pub(crate) overdraft: Option<u64>,
    /// Of which so much is used, in this poll.
    overdrawn: u64,
}

impl FuelLimits {
    /// A poll begins, or a call of the embedder's: what it may take.
    pub(crate) fn begin(&mut self) -> u64 {
        self.overdrawn = 0;
        self.slice.unwrap_or(u64::MAX)
    }

    fn overdraft(&self, slice: u64) -> u64 {
        self.overdraft.unwrap_or(slice.saturating_mul(DEFAULT_OVERDRAFT_SLICES))
    }
}

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
    pub(crate) max_depth: u32,
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
        State {
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
            max_depth: DEFAULT_MAX_DEPTH,
            fuel: FuelLimits::default(),
            settlers: Inbox::default(),
            evaluator: None,
            wapc: Wapc::default(),
            arguments: Vec::new(),
        }
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
    /// [`Error::OutOfFuel`], where the program has come to the limit of what it may take beyond its slice.
    pub fn overdraw(&mut self, required: u64) -> Result<u64, Trap> {
        let Some(slice) = self.fuel.slice else { return Ok(u64::MAX) };
        let fuel = slice.max(required);
        let limit = self.fuel.overdraft(slice);
        self.fuel.overdrawn = self.fuel.overdrawn.saturating_add(fuel);
        if self.fuel.overdrawn > limit {
            return Err(self.out_of_fuel());
        }
        Ok(fuel)
    }

    /// All that the program may still take beyond its slice: for a runtime that can't leave wasm in the middle, and has to be
    /// given the fuel beforehand. [`give_back`](Self::give_back) takes what is left.
    pub fn overdraw_rest(&mut self) -> u64 {
        let Some(slice) = self.fuel.slice else { return u64::MAX };
        let limit = self.fuel.overdraft(slice);
        let rest = limit.saturating_sub(self.fuel.overdrawn);
        self.fuel.overdrawn = limit;
        rest
    }

    /// That the program has come to the limit of what it may take beyond its slice.
    pub fn out_of_fuel(&self) -> Trap {
        let slice = self.fuel.slice.unwrap_or(u64::MAX);
        Error::OutOfFuel { slice, overdraft: self.fuel.overdraft(slice) }.into()
    }

    /// Takes back what was left of that.
    pub fn give_back(&mut self, fuel: u64) {
        self.fuel.overdrawn = self.fuel.overdrawn.saturating_sub(fuel);
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
        if self.heap.wants_collection() { self.make_room() } else { Ok(()) }
    }

    #[cold]
    fn make_room(&mut self) -> Result<(), Trap> {
        if self.heap.is_collectable() {
            self.collect();
        }
        if self.heap.is_over_limit() {
            return Err(Error::HeapLimit { limit: self.heap.limit }.into());
        }
        Ok(())
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
