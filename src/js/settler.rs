//! Promises that are settled from outside: by the embedder's main loop, or on another thread.

use alloc::{boxed::Box, collections::BTreeMap, sync::Arc, vec::Vec};
use core::{fmt, task::Waker};

use spin::Mutex;

use super::{
    convert::IntoJs,
    heap::Heap,
    throw::{IntoThrow, Throw},
    thrown::Thrown,
    value::{Object, Value},
};

/// Makes the value that a promise is fulfilled with, or the reason it is rejected with.
type Settlement = Box<dyn FnOnce(&mut Heap) -> Result<Value, Thrown> + Send>;

/// What was settled and not yet been taken in, and whom to wake then.
#[derive(Default)]
struct Shared {
    settled: Mutex<Vec<(u64, Settlement)>>,
    waker: Mutex<Option<Waker>>,
}

/// The promises of a program that somebody outside has still to settle.
#[derive(Default)]
pub(crate) struct Inbox {
    shared: Arc<Shared>,
    last: u64,
    open: BTreeMap<u64, Object>,
}

impl fmt::Debug for Inbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inbox").field("open", &self.open).finish_non_exhaustive()
    }
}

impl Inbox {
    /// Begins to wait for a promise.
    pub(crate) fn open(&mut self, promise: Object) -> Settler {
        self.last = self.last.saturating_add(1);
        self.open.insert(self.last, promise);
        Settler { id: self.last, shared: Some(self.shared.clone()) }
    }

    /// Whom to wake when something is settled.
    pub(crate) fn set_waker(&mut self, waker: Option<Waker>) {
        *self.shared.waker.lock() = waker;
    }

    /// Whether nobody outside has anything to settle any more.
    pub(crate) fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Whether something was settled that has not been taken in yet.
    pub(crate) fn is_ready(&self) -> bool {
        // The lock is for those who wait for somebody: most programs never do.
        !self.open.is_empty() && !self.shared.settled.lock().is_empty()
    }

    /// What was settled, with its promise.
    pub(crate) fn take(&mut self) -> Vec<(Object, Settlement)> {
        let settled = core::mem::take(&mut *self.shared.settled.lock());
        settled.into_iter().filter_map(|(id, settlement)| Some((self.open.remove(&id)?, settlement))).collect()
    }

    /// The promises that are waited for, for the collector.
    pub(crate) fn roots(&self) -> impl Iterator<Item = Value> {
        self.open.values().copied().map(Value::from)
    }
}

/// Settles a promise, once: see [`Caller::promise`](crate::embed::Caller::promise).
///
/// It may be sent to another thread. What it does takes effect in the program's next [`poll`](crate::Program::poll);
/// [`run`](crate::Program::run) waits as long as there is one, and is woken by it where the host has a
/// [`waker`](crate::Host::waker). One that is dropped rejects its promise. In an interrupt handler it may not be used: it
/// takes a lock that the main loop may be holding; have the handler set a flag for the main loop to see.
pub struct Settler {
    id: u64,
    shared: Option<Arc<Shared>>,
}

impl fmt::Debug for Settler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settler").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Settler {
    fn send(&mut self, settlement: Settlement) {
        let Some(shared) = self.shared.take() else { return };
        shared.settled.lock().push((self.id, settlement));
        let waker = shared.waker.lock().clone();
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// Fulfils the promise with a value, or rejects it with a reason.
    pub fn settle<T, E>(mut self, result: Result<T, E>)
    where
        T: IntoJs + Send + 'static,
        E: IntoThrow + Send + 'static,
    {
        self.send(Box::new(|heap| match result {
            Ok(value) => value.into_js(heap),
            Err(error) => Err(error.into_throw().into_thrown(heap)),
        }));
    }

    /// Fulfils the promise with a value.
    pub fn resolve(self, value: impl IntoJs + Send + 'static) {
        self.settle::<_, Throw>(Ok(value));
    }

    /// Rejects the promise with a reason: a text becomes an `Error`'s message.
    pub fn reject(self, reason: impl IntoThrow + Send + 'static) {
        self.settle::<(), _>(Err(reason));
    }
}

impl Drop for Settler {
    fn drop(&mut self) {
        self.send(Box::new(|heap| {
            Err(Throw::error("the promise was given up: its settler was dropped").into_thrown(heap))
        }));
    }
}
