//! The plan of a run: which call is to fail, and which calls were made.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use gojs::Errno;

/// The error of a failing method, if it can return one. Nothing else in these tests causes this error.
pub(crate) const ERRNO: Errno = Errno::EIO;

#[derive(Debug, Default)]
struct State {
    calls: BTreeMap<&'static str, u32>,
    fault: Option<(&'static str, u32)>,
    /// The length of each stream when the call failed.
    written: Option<[usize; 2]>,
    /// The number of bytes that have been written to each stream.
    output: [usize; 2],
}

/// A plan that is shared by a host, its files, and the test that evaluates the run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan(Arc<Mutex<State>>);

impl Plan {
    /// Creates a plan in which the `at`-th call of this method fails, counted from 1.
    pub(crate) fn failing(method: &'static str, at: u32) -> Plan {
        Plan(Arc::new(Mutex::new(State { fault: Some((method, at)), ..State::default() })))
    }

    /// Records a call of a method, and returns whether it is to fail.
    pub(crate) fn call(&self, method: &'static str) -> bool {
        let mut state = self.0.lock().unwrap();
        let count = state.calls.entry(method).or_default();
        *count += 1;
        let at = *count;
        let fails = state.fault == Some((method, at));
        if fails {
            state.written = Some(state.output);
        }
        fails
    }

    pub(crate) fn wrote(&self, stream: usize, bytes: usize) {
        self.0.lock().unwrap().output[stream] += bytes;
    }

    pub(crate) fn calls(&self) -> BTreeMap<&'static str, u32> {
        self.0.lock().unwrap().calls.clone()
    }

    /// Returns the length of each stream when the call failed, if it did.
    pub(crate) fn written(&self) -> Option<[usize; 2]> {
        self.0.lock().unwrap().written
    }
}
