//! Storage for the program state on runtimes that can't lend memory and store data at the same time.
//!
//! These runtimes lend their store as a whole, or not at all, so state inside the store could not be borrowed together
//! with the memory. The state therefore lives outside, in a [`StateSlot`], and is taken out of the slot for use: an
//! import holds it while it runs, except while it calls Go.

use alloc::{boxed::Box, sync::Arc};
use core::fmt;

use spin::Mutex;

use super::state::State;

/// The slot for the state of a program, shared by the program and its imports.
pub struct StateSlot<H>(Arc<Mutex<Option<Box<State<H>>>>>);

impl<H> StateSlot<H> {
    /// Creates a slot that contains `state`.
    #[must_use]
    pub fn new(state: State<H>) -> Self {
        StateSlot(Arc::new(Mutex::new(Some(Box::new(state)))))
    }

    /// Returns a lease, which takes the state out of the slot on first use.
    #[must_use]
    pub fn lease(&self) -> StateLease<H> {
        StateLease { slot: self.clone(), state: None }
    }

    /// Returns a lease that has already taken the state, or `None` if another lease holds it. For an adapter whose
    /// runtime may call an import while none of its wasm is entered, which a faulty embedder can cause.
    #[must_use]
    pub fn try_lease(&self) -> Option<StateLease<H>> {
        let state = self.0.lock().take()?;
        Some(StateLease { slot: self.clone(), state: Some(state) })
    }
}

impl<H> Clone for StateSlot<H> {
    fn clone(&self) -> Self {
        StateSlot(Arc::clone(&self.0))
    }
}

impl<H> fmt::Debug for StateSlot<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StateSlot").finish_non_exhaustive()
    }
}

/// A lease of the state in a slot. It takes the state out on first use, and puts it back when it is
/// [released](Self::release) or dropped.
pub struct StateLease<H> {
    slot: StateSlot<H>,
    state: Option<Box<State<H>>>,
}

impl<H> StateLease<H> {
    /// Returns the state.
    ///
    /// # Panics
    ///
    /// If another lease holds the state: an adapter must [release](Self::release) its lease before it enters wasm. A
    /// guest can't cause this.
    #[inline]
    #[allow(clippy::expect_used, reason = "only a faulty adapter causes this, not a guest")]
    pub fn state(&mut self) -> &mut State<H> {
        let slot = &self.slot;
        self.state.get_or_insert_with(|| slot.0.lock().take().expect("no other lease holds the program state"))
    }

    /// Puts the state back, for the imports of the wasm that is entered next.
    #[inline]
    pub fn release(&mut self) {
        if let Some(state) = self.state.take() {
            *self.slot.0.lock() = Some(state);
        }
    }
}

impl<H> Drop for StateLease<H> {
    fn drop(&mut self) {
        self.release();
    }
}

impl<H> fmt::Debug for StateLease<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StateLease").field("is_taken", &self.state.is_some()).finish_non_exhaustive()
    }
}
