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

/// How many requests are carried at once. More than these wait for one to end.
const MOST: usize = 256;

/// How long a thread waits for another request, with its connection held open: as long as undici's.
const LINGER: Duration = Duration::from_secs(4);

/// A request, and who is told the answer.
pub(super) type Job = (Request, Responder);

#[derive(Debug, Default)]
struct State {
    jobs: VecDeque<Job>,
    workers: usize,
    idle: usize,
}

/// Threads that are started as they are needed.
#[derive(Debug, Default)]
pub(super) struct Pool {
    state: Mutex<State>,
    submitted: Condvar,
}

#[expect(
    clippy::arithmetic_side_effects,
    reason = "threads that are counted are counted off once, and there are no more than MOST"
)]
impl Pool {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has a request carried by some thread.
    pub(super) fn submit(self: &Arc<Self>, request: Request, responder: Responder) {
        let mut state = self.lock();
        state.jobs.push_back((request, responder));
        if state.jobs.len() <= state.idle || state.workers >= MOST {
            drop(state);
            self.submitted.notify_one();
            return;
        }
        state.workers += 1;
        drop(state);
        if let Err(error) = self.start() {
            let mut state = self.lock();
            state.workers -= 1;
            // If nobody is there who would take it some time.
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

    /// The next request. `None` where none comes: the thread is not counted any more, and should end.
    pub(super) fn take(&self) -> Option<Job> {
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
