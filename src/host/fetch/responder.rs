//! The embedder end of an exchange.

use alloc::{boxed::Box, string::String, sync::Arc, vec::Vec};
use core::{
    fmt,
    task::{self, Poll},
};

use super::{
    FetchError,
    mailbox::{Head, SharedMailbox},
};

/// The error for a write to an exchange that the guest has aborted. The rest of the response is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aborted;

impl fmt::Display for Aborted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the guest has aborted the request")
    }
}

impl core::error::Error for Aborted {}

/// The embedder end of a guest `fetch`: accepts the status and headers, then the body in pieces, then its end.
///
/// A responder can be sent to another thread, and wakes the program if the host has a [`waker`](crate::Host::waker).
/// Dropping it before the end fails the exchange. Like a [`Settler`](crate::embed::Settler), it must not be used in an
/// interrupt handler.
///
/// A guest can read slowly or not at all. Call [`poll_ready`](Responder::poll_ready) before each piece of a large body:
/// this limits the buffer for the guest to about 64 KiB plus one piece.
#[derive(Debug)]
pub struct Responder {
    /// `None` once the response has ended.
    shared: Option<Arc<SharedMailbox>>,
    responded: bool,
}

impl Responder {
    pub(super) fn new(shared: Arc<SharedMailbox>) -> Self {
        Responder { shared: Some(shared), responded: false }
    }

    /// Sends the status and headers. Only the first call has an effect.
    ///
    /// The guest `fetch` follows a redirect (301, 302, 303, 307 or 308 with a `Location`) by making a new request to
    /// the [`Network`](super::Network), unless the guest has chosen to handle redirects itself.
    ///
    /// # Errors
    ///
    /// [`Aborted`] if the guest has aborted the exchange.
    pub fn respond<N: Into<String>, V: Into<String>>(
        &mut self,
        status: u16,
        status_text: impl Into<String>,
        headers: impl IntoIterator<Item = (N, V)>,
    ) -> Result<(), Aborted> {
        let headers = headers.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        let head = Head { status, status_text: status_text.into(), headers };
        self.check()?;
        if core::mem::replace(&mut self.responded, true) {
            log::warn!("a request was answered twice");
            return Ok(());
        }
        if let Some(shared) = &self.shared {
            shared.put(|mailbox| mailbox.head = Some(head));
        }
        Ok(())
    }

    /// Sends the next piece of the body. If [`respond`](Responder::respond) was not called before, the status is 200.
    ///
    /// # Errors
    ///
    /// [`Aborted`] if the guest has aborted the exchange.
    pub fn chunk(&mut self, bytes: impl Into<Vec<u8>>) -> Result<(), Aborted> {
        let bytes = bytes.into();
        self.check()?;
        self.ensure_head();
        if let Some(shared) = self.shared.as_ref().filter(|_| !bytes.is_empty()) {
            shared.put(|mailbox| {
                mailbox.held = mailbox.held.saturating_add(bytes.len());
                mailbox.chunks.push_back(bytes);
            });
        }
        Ok(())
    }

    /// Checks whether the guest has room for another piece. If not, wakes the task when the guest has room or aborts.
    pub fn poll_ready(&mut self, cx: &mut task::Context<'_>) -> Poll<Result<(), Aborted>> {
        let Some(shared) = &self.shared else { return Poll::Ready(Ok(())) };
        shared.with(|mailbox| match mailbox {
            _ if mailbox.aborted => Poll::Ready(Err(Aborted)),
            _ if mailbox.has_room() => Poll::Ready(Ok(())),
            _ => {
                mailbox.writer = Some(cx.waker().clone());
                Poll::Pending
            }
        })
    }

    /// Ends the response: the body is complete.
    pub fn end(mut self) {
        self.ensure_head();
        self.finish(Ok(()));
    }

    /// Fails the exchange. Before [`respond`](Responder::respond), this rejects the guest `fetch`; afterwards, it
    /// rejects the reading of the body.
    pub fn fail(mut self, error: impl Into<FetchError>) {
        self.finish(Err(error.into()));
    }

    /// Returns whether the guest has aborted its `fetch`, or has cancelled or dropped the body.
    #[must_use]
    pub fn is_aborted(&self) -> bool {
        self.shared.as_ref().is_some_and(|shared| shared.with(|mailbox| mailbox.aborted))
    }

    /// Calls `hook` when the guest aborts the exchange, on the thread of the program; immediately, if the guest already
    /// has. The hook is not called once the response has ended. A second hook replaces the first.
    pub fn on_abort(&mut self, hook: impl FnOnce() + Send + 'static) {
        let Some(shared) = &self.shared else { return };
        let due = shared.with(|mailbox| -> Option<Box<dyn FnOnce() + Send>> {
            if mailbox.aborted {
                return Some(Box::new(hook));
            }
            mailbox.on_abort.replace(Box::new(hook));
            None
        });
        if let Some(hook) = due {
            hook();
        }
    }

    fn check(&self) -> Result<(), Aborted> {
        if self.is_aborted() { Err(Aborted) } else { Ok(()) }
    }

    fn ensure_head(&mut self) {
        if !self.responded {
            // It does not matter here whether the guest has aborted the exchange.
            let _ = self.respond(200, "OK", [("", ""); 0]);
        }
    }

    fn finish(&mut self, end: Result<(), FetchError>) {
        let Some(shared) = self.shared.take() else { return };
        let mut hook = None;
        shared.put(|mailbox| {
            mailbox.end = Some(end);
            hook = mailbox.on_abort.take();
        });
        drop(hook);
    }
}

impl Drop for Responder {
    fn drop(&mut self) {
        self.finish(Err(FetchError::new("the request was abandoned: its responder was dropped")));
    }
}
