//! What the embedder and the guest have left for one another: an invocation, and the answer to it.

use alloc::{
    string::{String, ToString},
    sync::Arc,
    vec::Vec,
};
use core::fmt;

use spin::Mutex;

/// Why an invocation has no response.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) operation: String,
    /// What the guest says of it, if anything.
    pub(crate) message: Option<String>,
}

/// The invocation that the guest has to answer, or has answered.
#[derive(Debug)]
struct Current {
    id: u64,
    /// Nobody waits for the answer.
    is_given_up: bool,
    operation: String,
    payload: Vec<u8>,
    response: Option<Vec<u8>>,
    error: Option<String>,
    /// What the guest's function has returned, where that is the end of it.
    returned: Option<bool>,
}

impl Current {
    fn is_answered(&self) -> bool {
        self.response.is_some() || self.error.is_some() || self.returned.is_some()
    }
}

/// What the two sides have left for one another.
#[derive(Debug, Default)]
pub(crate) struct Exchange {
    last: u64,
    current: Option<Current>,
    /// How the guest's last call of its host has ended.
    host_answer: Option<Result<Vec<u8>, String>>,
}

impl Exchange {
    /// What the guest is asked: the operation, and the payload.
    pub(crate) fn request(&self) -> Option<(&str, &[u8])> {
        self.current.as_ref().map(|current| (&*current.operation, &*current.payload))
    }

    /// Takes in the guest's response. The last counts, as with waPC's own hosts.
    pub(crate) fn respond(&mut self, response: Result<Vec<u8>, String>) {
        match response {
            Ok(response) => self.answer(|current| current.response = Some(response)),
            Err(error) => self.fail(error),
        }
    }

    /// Takes in the text of the guest's error.
    pub(crate) fn fail(&mut self, error: String) {
        self.answer(|current| current.error = Some(error));
    }

    fn answer(&mut self, set: impl FnOnce(&mut Current)) {
        match &mut self.current {
            Some(current) if !current.is_given_up => set(current),
            // The guest can't be told: what would be thrown here ends it.
            Some(current) => {
                log::warn!("waPC: the guest has answered `{}`, which was given up", current.operation);
                self.current = None;
            }
            None => log::warn!("waPC: the guest has answered what nobody has asked"),
        }
    }

    /// How the guest's last call of its host has ended.
    pub(crate) fn host_answer(&self) -> Option<&Result<Vec<u8>, String>> {
        self.host_answer.as_ref()
    }

    pub(crate) fn set_host_answer(&mut self, answer: Option<Result<Vec<u8>, String>>) {
        self.host_answer = answer;
    }
}

/// An invocation that was begun, whose answer is taken later.
///
/// One that is dropped before is given up: the guest goes on, and its answer is passed over. The next can begin then, and not
/// before.
#[must_use = "an invocation that is dropped is given up"]
pub struct Invocation {
    exchange: Arc<Mutex<Exchange>>,
    id: u64,
}

impl fmt::Debug for Invocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Invocation").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Invocation {
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
        Some(Invocation { exchange: exchange.clone(), id })
    }

    /// The guest's function has returned, and there is no more to come.
    pub(crate) fn conclude(&self, is_success: bool) {
        let mut exchange = self.exchange.lock();
        exchange.host_answer = None;
        if let Some(current) = exchange.current.as_mut().filter(|current| current.id == self.id) {
            current.returned = Some(is_success);
        }
    }

    /// The payload, for a guest that does not ask for it.
    pub(crate) fn take_payload(&self) -> Vec<u8> {
        let mut exchange = self.exchange.lock();
        let current = exchange.current.as_mut().filter(|current| current.id == self.id);
        current.map(|current| core::mem::take(&mut current.payload)).unwrap_or_default()
    }

    /// Forgets an invocation that the guest was never told of, or that it can't answer.
    pub(crate) fn withdraw(self) {
        self.exchange.lock().current.take_if(|current| current.id == self.id);
    }

    /// Takes the answer, if it is there.
    pub(crate) fn take(&self) -> Option<Result<Vec<u8>, Fault>> {
        let answered = |current: &mut Current| current.id == self.id && current.is_answered();
        let current = self.exchange.lock().current.take_if(answered)?;
        // A guest that says it has failed has, whatever it has left.
        Some(match current.response {
            Some(response) if current.returned != Some(false) => Ok(response),
            _ => Err(Fault { operation: current.operation, message: current.error }),
        })
    }
}

impl Drop for Invocation {
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
