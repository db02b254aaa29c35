//! Promises and their jobs (ECMA-262 §27.2).

use alloc::{sync::Arc, vec, vec::Vec};

use super::{
    builtin::{Arguments, Intrinsic, NativeFn},
    context::Context,
    event_loop::Job,
    function::Function,
    heap::Heap,
    list::try_push,
    object::Kind,
    thrown::Thrown,
    value::{Object, Value},
};

/// The state of a promise (ECMA-262 §27.2.6, `[[PromiseState]]` and `[[PromiseResult]]`).
#[derive(Clone, Copy, Debug)]
pub enum PromiseState {
    /// Neither fulfilled nor rejected yet.
    Pending,
    /// Fulfilled with a value.
    Fulfilled(Value),
    /// Rejected with a reason.
    Rejected(Value),
}

/// The promise that a handler of `then` settles (§27.2.1.2, the `[[Capability]]` of a reaction).
#[derive(Clone, Copy, Debug)]
pub(crate) enum Derived {
    /// The promise that `then` returned.
    Promise(Object),
    /// A promise that a constructor of the program created, by its two resolving functions.
    Functions {
        /// Called with the value that the handler returns.
        resolve: Value,
        /// Called with the value that the handler throws.
        reject: Value,
    },
}

impl Derived {
    /// Returns the referenced values, for the collector.
    pub(crate) fn values(self) -> [Value; 2] {
        match self {
            Derived::Promise(promise) => [promise.into(), Value::Undefined],
            Derived::Functions { resolve, reject } => [resolve, reject],
        }
    }
}

/// A PromiseReaction record (§27.2.1.2). Each call of `then` creates one.
#[derive(Clone, Copy, Debug)]
struct Reaction {
    derived: Derived,
    on_fulfilled: Value,
    on_rejected: Value,
}

/// A handler that is due to run (§27.2.2.1 NewPromiseReactionJob).
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReactionJob {
    pub(crate) derived: Derived,
    pub(crate) handler: Value,
    /// The value that the promise was fulfilled with, or the reason that it was rejected with. Without a handler, it is
    /// passed on.
    pub(crate) settlement: Result<Value, Value>,
}

impl ReactionJob {
    /// Returns the argument of the handler.
    pub(crate) fn argument(&self) -> Value {
        self.settlement.unwrap_or_else(|reason| reason)
    }

    /// Returns the values that the job refers to, for the collector.
    pub(crate) fn values(&self) -> [Value; 4] {
        let [derived, reject] = self.derived.values();
        [derived, reject, self.handler, self.argument()]
    }
}

/// The internal slots of a promise.
#[derive(Debug)]
pub(crate) struct PromiseSlots {
    state: PromiseState,
    reactions: Vec<Reaction>,
    /// Whether a rejection is handled (`[[PromiseIsHandled]]`).
    handled: bool,
}

impl PromiseSlots {
    pub(crate) fn bytes(&self) -> usize {
        size_of::<PromiseSlots>().saturating_add(self.reactions.capacity().saturating_mul(size_of::<Reaction>()))
    }

    /// Appends the values that the promise refers to, for the collector.
    pub(crate) fn trace(&self, found: &mut Vec<Value>) {
        if let PromiseState::Fulfilled(value) | PromiseState::Rejected(value) = self.state {
            found.push(value);
        }
        for reaction in &self.reactions {
            found.extend(reaction.derived.values());
            found.extend([reaction.on_fulfilled, reaction.on_rejected]);
        }
    }
}

impl Heap {
    /// Creates a pending promise.
    pub(crate) fn promise(&mut self) -> Object {
        self.alloc_kind(Intrinsic::Promise, Heap::pending())
    }

    /// Returns the internal slots of a pending promise.
    pub(crate) fn pending() -> Kind {
        Kind::Promise(PromiseSlots { state: PromiseState::Pending, reactions: Vec::new(), handled: false }.into())
    }

    fn promise_slots(&mut self, promise: Object) -> Option<&mut PromiseSlots> {
        match &mut self.cell_mut(promise).kind {
            Kind::Promise(promise) => Some(promise),
            _ => None,
        }
    }

    /// Returns the state of a promise, or `None` if the value is not a promise.
    #[must_use]
    pub fn promise_state(&self, value: Value) -> Option<PromiseState> {
        match &self.cell(value.as_object()?).kind {
            Kind::Promise(promise) => Some(promise.state),
            _ => None,
        }
    }

    /// Marks a promise as handled, so its rejection is not reported.
    pub(crate) fn set_handled(&mut self, promise: Object) {
        if let Some(promise) = self.promise_slots(promise) {
            promise.handled = true;
        }
    }

    pub(crate) fn is_handled(&mut self, promise: Object) -> bool {
        self.promise_slots(promise).is_none_or(|promise| promise.handled)
    }

    /// Creates a native function with captured values.
    pub(crate) fn captured(&mut self, length: u8, call: NativeFn, values: impl Into<Arc<[Value]>>) -> Object {
        self.function(Function::Captured { length, call, values: values.into() })
    }
}

impl Context<'_> {
    /// Returns the captured value at `index` of the function being called, or `undefined` if there are fewer.
    pub(crate) fn captured(&mut self, call: &Arguments<'_>, index: usize) -> Value {
        match &self.heap().cell(call.callee).kind {
            Kind::Function(Function::Captured { values, .. }) => values.get(index).copied().unwrap_or_default(),
            _ => Value::Undefined,
        }
    }

    /// Creates the two functions that settle a promise (§27.2.1.3 CreateResolvingFunctions). Only the first call of
    /// either counts.
    pub(crate) fn resolving_functions(&mut self, promise: Object) -> (Object, Object) {
        // The `[[AlreadyResolved]]` record that they share: an object that the first call makes non-extensible.
        let once = self.heap().object();
        let values: Arc<[Value]> = Arc::new([promise.into(), once.into()]);
        let resolve = self.heap().captured(1, |cx, call| settle_once(cx, &call, false), values.clone());
        let reject = self.heap().captured(1, |cx, call| settle_once(cx, &call, true), values);
        (resolve, reject)
    }

    /// Resolves a promise (§27.2.1.3.2). The promise follows a thenable; any other value fulfils it.
    pub(crate) fn resolve(&mut self, promise: Object, resolution: Value) {
        let Value::Object(thenable) = resolution else { return self.fulfill(promise, resolution) };
        if thenable == promise {
            let error = self.type_error("Chaining cycle detected for promise #<Promise>");
            return self.reject_caught(promise, error);
        }
        match self.get_named(thenable, "then") {
            Err(thrown) => self.reject_caught(promise, thrown),
            Ok(then) if self.heap().is_callable(then) => {
                let values = vec![promise.into(), resolution, then];
                self.enqueue(Job::Native { run: follow, values });
            }
            Ok(_) => self.fulfill(promise, resolution),
        }
    }

    fn fulfill(&mut self, promise: Object, value: Value) {
        self.settle(promise, PromiseState::Fulfilled(value));
    }

    /// Rejects a promise (§27.2.1.7 RejectPromise).
    pub(crate) fn reject(&mut self, promise: Object, reason: Value) {
        self.settle(promise, PromiseState::Rejected(reason));
        if !self.heap().is_handled(promise) && !try_push(&mut self.event_loop().rejected, promise) {
            self.heap().meter.refuse();
        }
    }

    /// Rejects a promise with a thrown value.
    pub(crate) fn reject_caught(&mut self, promise: Object, thrown: Thrown) {
        let reason = self.heap().caught(thrown);
        self.reject(promise, reason);
    }

    /// Calls a function that rejects a promise, with a thrown value.
    pub(crate) fn call_reject(&mut self, reject: Value, thrown: Thrown) -> Result<(), Thrown> {
        let reason = self.heap().caught(thrown);
        self.call(reject, Value::Undefined, &[reason]).map(drop)
    }

    fn settle(&mut self, promise: Object, state: PromiseState) {
        let Some(slots) = self.heap().promise_slots(promise) else { return };
        if !matches!(slots.state, PromiseState::Pending) {
            return;
        }
        slots.state = state;
        for reaction in core::mem::take(&mut slots.reactions) {
            self.queue_reaction(reaction, state);
        }
    }

    fn queue_reaction(&mut self, reaction: Reaction, state: PromiseState) {
        let (handler, settlement) = match state {
            PromiseState::Pending => return,
            PromiseState::Fulfilled(value) => (reaction.on_fulfilled, Ok(value)),
            PromiseState::Rejected(reason) => (reaction.on_rejected, Err(reason)),
        };
        let job = ReactionJob { derived: reaction.derived, handler, settlement };
        self.enqueue(Job::Reaction(job));
    }

    /// Registers functions to call when a promise is settled. `derived` is resolved with the value that they return
    /// (§27.2.5.4.1 PerformPromiseThen). A value that is not a function passes the settlement on.
    pub(crate) fn perform_then(&mut self, promise: Object, on_fulfilled: Value, on_rejected: Value, derived: Derived) {
        let reaction = Reaction { derived, on_fulfilled, on_rejected };
        let Some(slots) = self.heap().promise_slots(promise) else { return };
        slots.handled = true;
        match slots.state {
            PromiseState::Pending => {
                if !try_push(&mut slots.reactions, reaction) {
                    self.heap().meter.refuse();
                }
            }
            state => self.queue_reaction(reaction, state),
        }
    }

    /// Settles the derived promise with the outcome of a handler (§27.2.2.1, from step 1.f on).
    pub(crate) fn settle_derived(&mut self, derived: Derived, outcome: Result<Value, Thrown>) -> Result<(), Thrown> {
        match (derived, outcome) {
            (Derived::Promise(derived), Ok(value)) => self.resolve(derived, value),
            (Derived::Promise(derived), Err(thrown)) => self.reject_caught(derived, thrown),
            (Derived::Functions { resolve, .. }, Ok(value)) => drop(self.call(resolve, Value::Undefined, &[value])?),
            (Derived::Functions { reject, .. }, Err(thrown)) => self.call_reject(reject, thrown)?,
        }
        Ok(())
    }

    /// Performs `Promise.prototype.then`, and returns the new promise.
    pub(crate) fn then(&mut self, promise: Object, on_fulfilled: Value, on_rejected: Value) -> Object {
        let derived = self.heap().promise();
        self.perform_then(promise, on_fulfilled, on_rejected, Derived::Promise(derived));
        derived
    }

    /// Creates a promise that is resolved with a value.
    pub(crate) fn promise_of(&mut self, value: Value) -> Object {
        let promise = self.heap().promise();
        self.resolve(promise, value);
        promise
    }
}

/// Handles a call of one of the two resolving functions: only the first call counts.
fn settle_once(cx: &mut Context<'_>, call: &Arguments<'_>, is_rejection: bool) -> Result<Value, Thrown> {
    let (promise, once) = (cx.captured(call, 0), cx.captured(call, 1));
    if let (Value::Object(promise), Value::Object(once)) = (promise, once) {
        if core::mem::replace(&mut cx.heap().cell_mut(once).extensible, false) {
            match is_rejection {
                false => cx.resolve(promise, call.get(0)),
                true => cx.reject(promise, call.get(0)),
            }
        }
    }
    Ok(Value::Undefined)
}

/// Makes a promise follow the thenable that it was resolved with (§27.2.2.2 NewPromiseResolveThenableJob).
fn follow(cx: &mut Context<'_>, values: &[Value]) -> Result<(), Thrown> {
    let &[Value::Object(promise), thenable, then] = values else { return Ok(()) };
    let (resolve, reject) = cx.resolving_functions(promise);
    if let Err(thrown) = cx.call(then, thenable, &[resolve.into(), reject.into()]) {
        cx.call_reject(reject.into(), thrown)?;
    }
    Ok(())
}
