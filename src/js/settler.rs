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

/// Creates the value that a promise is fulfilled with, or the reason that it is rejected with.
type Settlement = Box<dyn FnOnce(&mut Heap) -> Result<Value, Thrown> + Send>;

/// The settlements that the program has not received yet, and the waker to call for a new one.
#[derive(Default)]
struct SharedInbox {
    settled: Mutex<Vec<(u64, Settlement)>>,
    waker: Mutex<Option<Waker>>,
}

/// The promises of a program that are to be settled from outside.
#[derive(Default)]
pub(crate) struct Inbox {
    shared: Arc<SharedInbox>,
    last: u64,
    open: BTreeMap<u64, Object>,
}

impl fmt::Debug for Inbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inbox").field("open", &self.open).finish_non_exhaustive()
    }
}

impl Inbox {
    /// Registers a promise, and returns the handle that settles it.
    pub(crate) fn open(&mut self, promise: Object) -> Settler {
        self.last = self.last.saturating_add(1);
        self.open.insert(self.last, promise);
        Settler { id: self.last, shared: Some(self.shared.clone()) }
    }

    /// Sets the waker to call when a promise is settled.
    pub(crate) fn set_waker(&mut self, waker: Option<Waker>) {
        *self.shared.waker.lock() = waker;
    }

    /// Returns whether no promise remains to be settled from outside.
    pub(crate) fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Returns whether a settlement has not been received yet.
    pub(crate) fn is_ready(&self) -> bool {
        // Programs without open promises, which are most of them, skip the lock.
        !self.open.is_empty() && !self.shared.settled.lock().is_empty()
    }

    /// Takes the settlements, each with its promise.
    pub(crate) fn take(&mut self) -> Vec<(Object, Settlement)> {
        let settled = core::mem::take(&mut *self.shared.settled.lock());
        settled.into_iter().filter_map(|(id, settlement)| Some((self.open.remove(&id)?, settlement))).collect()
    }

    /// Returns the promises that remain to be settled, for the collector.
    pub(crate) fn roots(&self) -> impl Iterator<Item = Value> {
        self.open.values().copied().map(Value::from)
    }
}

/// A handle that settles a promise, once: see [`Caller::promise`](crate::embed::Caller::promise).
///
/// It can be sent to another thread. The settlement takes effect in the program's next [`poll`](crate::Program::poll).
/// [`run`](crate::Program::run) waits as long as a settler exists, and is woken by the settlement if the host has a
/// [`waker`](crate::Host::waker). Dropping a settler rejects its promise. An interrupt handler must not use a settler,
/// which takes a lock that the main loop may be holding: let the handler set a flag for the main loop instead.
///
/// ```
/// # #[cfg(feature = "std")] {
/// # use gojs::{Builder, StdHost};
/// fn with_measure<E>(builder: Builder<StdHost, E>) -> Builder<StdHost, E> {
///     // In Go: await(js.Global().Call("measure", 3))
///     builder.function("measure", |cx, channel: u32| {
///         let (promise, settler) = cx.promise();
///         std::thread::spawn(move || match channel {
///             0..8 => settler.resolve(3300),
///             _ => settler.reject(format!("unknown channel {channel}")),
///         });
///         promise
///     })
/// }
/// # }
/// ```
pub struct Settler {
    id: u64,
    shared: Option<Arc<SharedInbox>>,
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

    /// Rejects the promise with a reason. A string becomes the message of an `Error`.
    pub fn reject(self, reason: impl IntoThrow + Send + 'static) {
        self.settle::<(), _>(Err(reason));
    }
}

impl Drop for Settler {
    fn drop(&mut self) {
        self.send(Box::new(|heap| {
            Err(Throw::error("the promise was abandoned: its settler was dropped").into_thrown(heap))
        }));
    }
}
