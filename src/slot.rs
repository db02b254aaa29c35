//! The state of a program whose runtime lends neither its bytes nor its store in parts.
//!
//! Such a runtime lends all of its store, or nothing: what lay in there could not be borrowed beside the memory. So the state
//! lies outside, in a [`StateSlot`], and whoever works with it takes it out for that time: an import for as long as it runs,
//! but for the time that Go runs below it.

use alloc::{boxed::Box, sync::Arc};
use core::fmt;

use spin::Mutex;

use crate::state::State;

/// The place of a program's state, known to its imports and to the program.
pub struct StateSlot<H>(Arc<Mutex<Option<Box<State<H>>>>>);

impl<H> StateSlot<H> {
    /// A slot with a state in it.
    #[must_use]
    pub fn new(state: State<H>) -> Self {
        StateSlot(Arc::new(Mutex::new(Some(Box::new(state)))))
    }

    /// The state, for as long as the lease lasts.
    #[must_use]
    pub fn lease(&self) -> StateLease<H> {
        StateLease { slot: self.clone(), state: None }
    }

    /// The same with the state already taken out; `None` where another lease has it. For an adapter whose runtime may call an
    /// import while none of its wasm is entered, as a faulty embedder makes it do.
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

/// A state that is taken out of its slot when it is first asked for, and put back when this is [released](Self::release) or
/// dropped.
pub struct StateLease<H> {
    slot: StateSlot<H>,
    state: Option<Box<State<H>>>,
}

impl<H> StateLease<H> {
    /// The state.
    ///
    /// # Panics
    ///
    /// If another lease has it: an adapter must [release](Self::release) its own before it enters wasm. No guest can cause it.
    #[inline]
    #[allow(clippy::expect_used, reason = "an adapter's mistake, which no guest can make")]
    pub fn state(&mut self) -> &mut State<H> {
        let slot = &self.slot;
        self.state.get_or_insert_with(|| slot.0.lock().take().expect("no other lease has the program's state"))
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
