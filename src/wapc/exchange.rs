//! The data that the embedder and the guest exchange: a guest call, and its answer.

use alloc::{
    string::{String, ToString},
    sync::Arc,
    vec::Vec,
};
use core::fmt;

use spin::Mutex;

/// The reason why a guest call has no response.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) operation: String,
    /// The error text from the guest, if there is one.
    pub(crate) message: Option<String>,
}

/// The guest call that the guest has to answer, or has answered.
#[derive(Debug)]
struct Current {
    id: u64,
    /// The guest call was abandoned: its answer is discarded.
    is_given_up: bool,
    operation: String,
    payload: Vec<u8>,
    response: Option<Vec<u8>>,
    error: Option<String>,
    /// The return value of the guest function, if no answer can follow it.
    returned: Option<bool>,
}

impl Current {
    fn is_answered(&self) -> bool {
        self.response.is_some() || self.error.is_some() || self.returned.is_some()
    }
}

/// The data that the two sides exchange.
#[derive(Debug, Default)]
pub(crate) struct Exchange {
    last: u64,
    current: Option<Current>,
    /// The result of the last host call by the guest.
    host_answer: Option<Result<Vec<u8>, String>>,
}

impl Exchange {
    /// Returns the operation and the payload that the guest is invoked with.
    pub(crate) fn request(&self) -> Option<(&str, &[u8])> {
        self.current.as_ref().map(|current| (&*current.operation, &*current.payload))
    }

    /// Records a response of the guest. The last response counts, as in the waPC hosts.
    pub(crate) fn respond(&mut self, response: Result<Vec<u8>, String>) {
        match response {
            Ok(response) => self.answer(|current| current.response = Some(response)),
            Err(error) => self.fail(error),
        }
    }

    /// Records the error text of the guest.
    pub(crate) fn fail(&mut self, error: String) {
        self.answer(|current| current.error = Some(error));
    }

    fn answer(&mut self, set: impl FnOnce(&mut Current)) {
        match &mut self.current {
            Some(current) if !current.is_given_up => set(current),
            // The guest can't be notified: an exception here would end it.
            Some(current) => {
                log::warn!("waPC: the guest answered the abandoned guest call `{}`", current.operation);
                self.current = None;
            }
            None => log::warn!("waPC: the guest answered without a guest call"),
        }
    }

    /// Returns the result of the last host call by the guest.
    pub(crate) fn host_answer(&self) -> Option<&Result<Vec<u8>, String>> {
        self.host_answer.as_ref()
    }

    pub(crate) fn set_host_answer(&mut self, answer: Option<Result<Vec<u8>, String>>) {
        self.host_answer = answer;
    }
}

/// A guest call whose answer is taken later: see [`Program::begin_guest_call`](crate::Program::begin_guest_call).
///
/// Dropping it before the answer abandons it: the guest continues, and its answer is discarded. Only after that answer
/// can the next guest call begin.
#[must_use = "dropping a guest call abandons it"]
pub struct GuestCall {
    exchange: Arc<Mutex<Exchange>>,
    id: u64,
}

impl fmt::Debug for GuestCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GuestCall").field("id", &self.id).finish_non_exhaustive()
    }
}

impl GuestCall {
    pub(super) fn begin(exchange: &Arc<Mutex<Exchange>>, operation: &str, payload: &[u8]) -> Option<Self> {
        let mut locked = exchange.lock();
        if locked.current.is_some() {
            return None;
        }
        locked.last = locked.last.wrapping_add(1);
        locked.host_answer = None;
        let id = locked.last;
        locked.current = Some(Current {
            id,
            is_given_up: false,
            operation: operation.to_string(),
            payload: payload.to_vec(),
            response: None,
            error: None,
            returned: None,
        });
        drop(locked);
        Some(GuestCall { exchange: exchange.clone(), id })
    }

    /// Records that the guest function has returned, and that no answer can follow.
    pub(crate) fn conclude(&self, is_success: bool) {
        let mut exchange = self.exchange.lock();
        exchange.host_answer = None;
        if let Some(current) = exchange.current.as_mut().filter(|current| current.id == self.id) {
            current.returned = Some(is_success);
        }
    }

    /// Takes the payload, for a guest that does not ask for it.
    pub(crate) fn take_payload(&self) -> Vec<u8> {
        let mut exchange = self.exchange.lock();
        let current = exchange.current.as_mut().filter(|current| current.id == self.id);
        current.map(|current| core::mem::take(&mut current.payload)).unwrap_or_default()
    }

    /// Removes a guest call that the guest has not been notified of, or that it can't answer.
    pub(crate) fn withdraw(self) {
        self.exchange.lock().current.take_if(|current| current.id == self.id);
    }

    /// Takes the answer, if it has arrived.
    pub(crate) fn take(&self) -> Option<Result<Vec<u8>, Fault>> {
        let answered = |current: &mut Current| current.id == self.id && current.is_answered();
        let current = self.exchange.lock().current.take_if(answered)?;
        // A guest that reports failure has failed, even if it has left a response.
        Some(match current.response {
            Some(response) if current.returned != Some(false) => Ok(response),
            _ => Err(Fault { operation: current.operation, message: current.error }),
        })
    }
}

impl Drop for GuestCall {
    fn drop(&mut self) {
        let mut exchange = self.exchange.lock();
        let Some(current) = exchange.current.as_mut().filter(|current| current.id == self.id) else { return };
        if current.is_answered() {
            exchange.current = None;
        } else {
            current.is_given_up = true;
        }
    }
}
