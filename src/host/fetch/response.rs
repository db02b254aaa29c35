//! Answers that are there as a whole: for tests, and for hosts that serve their guest themselves.

use alloc::{string::String, vec::Vec};

use super::{Aborted, Responder};

/// How much of a body a guest is handed at once.
const PIECE: usize = 16 << 10;

/// An answer that is there as a whole.
///
/// It is held in memory until the guest has read it; who has more to say than that uses a [`Responder`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    status: u16,
    status_text: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Response {
    /// An answer without headers and body.
    #[must_use]
    pub fn new(status: u16) -> Self {
        Response { status, status_text: String::new(), headers: Vec::new(), body: Vec::new() }
    }

    /// Sets what is said beside the status: `Not Found`.
    #[must_use]
    pub fn status_text(mut self, text: impl Into<String>) -> Self {
        self.status_text = text.into();
        self
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sets the body.
    #[must_use]
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// Answers with this.
    ///
    /// # Errors
    ///
    /// [`Aborted`], if nobody waits for it any more.
    pub fn send(self, mut responder: Responder) -> Result<(), Aborted> {
        responder.respond(self.status, self.status_text, self.headers)?;
        for piece in self.body.chunks(PIECE) {
            responder.chunk(piece)?;
        }
        responder.end();
        Ok(())
    }
}
