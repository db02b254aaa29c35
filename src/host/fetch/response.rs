//! Complete responses, for tests and for hosts that serve their guest themselves.

use alloc::{string::String, vec::Vec};

use super::{Aborted, Responder};

/// The size of the pieces in which the guest gets a body, in bytes.
const PIECE: usize = 16 << 10;

/// A complete response.
///
/// It stays in memory until the guest has read it. For larger responses, use a [`Responder`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    status: u16,
    status_text: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Response {
    /// Creates a response without headers or body.
    #[must_use]
    pub fn new(status: u16) -> Self {
        Response { status, status_text: String::new(), headers: Vec::new(), body: Vec::new() }
    }

    /// Sets the reason phrase, for example `Not Found`.
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

    /// Sends this response.
    ///
    /// # Errors
    ///
    /// [`Aborted`] if the guest has aborted the exchange.
    pub fn send(self, mut responder: Responder) -> Result<(), Aborted> {
        responder.respond(self.status, self.status_text, self.headers)?;
        for piece in self.body.chunks(PIECE) {
            responder.chunk(piece)?;
        }
        responder.end();
        Ok(())
    }
}
