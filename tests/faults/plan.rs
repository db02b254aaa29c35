//! Which call is to fail, and which were made.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use gojs::Errno;

/// The error that is given, where a method can give one. Nothing else in these tests does.
pub(crate) const ERRNO: Errno = Errno::EIO;

#[derive(Debug, Default)]
struct State {
    calls: BTreeMap<&'static str, u32>,
    fault: Option<(&'static str, u32)>,
    /// How much had been written to the streams when it failed.
    written: Option<[usize; 2]>,
    /// Bytes that were written to each stream so far.
    output: [usize; 2],
}

/// Shared by a host, its files, and who looks at how it went.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan(Arc<Mutex<State>>);

impl Plan {
    /// The call of this method that comes at this place among those of its kind, from 1 on, fails.
    pub(crate) fn failing(method: &'static str, at: u32) -> Plan {
        Plan(Arc::new(Mutex::new(State { fault: Some((method, at)), ..State::default() })))
    }

    /// A method is called: whether it is to fail.
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

    /// How much had been written to each stream when the call failed, if it did.
    pub(crate) fn written(&self) -> Option<[usize; 2]> {
        self.0.lock().unwrap().written
    }
}
