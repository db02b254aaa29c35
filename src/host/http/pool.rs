//! The threads that carry requests.

extern crate std;

use std::{
    collections::VecDeque,
    io,
    string::ToString,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

use super::worker;
use crate::host::fetch::{FetchError, Request, Responder};

/// The maximum number of concurrent requests. Further requests wait until one ends.
const MAX_WORKERS: usize = 256;

/// How long an idle thread waits for another request and keeps its connection open: as long as undici.
const LINGER: Duration = Duration::from_secs(4);

/// A request and its responder.
pub(super) type QueuedRequest = (Request, Responder);

#[derive(Debug, Default)]
struct PoolState {
    jobs: VecDeque<QueuedRequest>,
    workers: usize,
    idle: usize,
}

/// A pool of threads that are started on demand.
#[derive(Debug, Default)]
pub(super) struct Pool {
    state: Mutex<PoolState>,
    submitted: Condvar,
}

#[expect(
    clippy::arithmetic_side_effects,
    reason = "every increment has one decrement, and there are at most MOST threads"
)]
impl Pool {
    fn lock(&self) -> MutexGuard<'_, PoolState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Queues a request, and starts a thread for it if none is idle and fewer than `MAX_WORKERS` exist.
    pub(super) fn submit(self: &Arc<Self>, request: Request, responder: Responder) {
        let mut state = self.lock();
        state.jobs.push_back((request, responder));
        if state.jobs.len() <= state.idle || state.workers >= MAX_WORKERS {
            drop(state);
            self.submitted.notify_one();
            return;
        }
        state.workers += 1;
        drop(state);
        if let Err(error) = self.start() {
            let mut state = self.lock();
            state.workers -= 1;
            // Without any thread, the request would never be taken from the queue.
            let stranded = if state.workers == 0 { state.jobs.pop_back() } else { None };
            drop(state);
            if let Some((_, responder)) = stranded {
                responder.fail(FetchError::new(error.to_string()).code("EAGAIN"));
            }
        }
    }

    fn start(self: &Arc<Self>) -> io::Result<()> {
        let pool = self.clone();
        thread::Builder::new().name("fetch".into()).spawn(move || worker::work(&pool)).map(drop)
    }

    /// Waits for the next request. On `None`, the thread is no longer counted and must end.
    pub(super) fn take(&self) -> Option<QueuedRequest> {
        let mut state = self.lock();
        if state.jobs.is_empty() {
            state.idle += 1;
            let waited = self.submitted.wait_timeout_while(state, LINGER, |state| state.jobs.is_empty());
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
            state.idle -= 1;
        }
        let job = state.jobs.pop_front();
        if job.is_none() {
            state.workers -= 1;
        }
        job
    }
}
