//! The embedder's end of an exchange.

use alloc::{boxed::Box, string::String, sync::Arc, vec::Vec};
use core::{
    fmt,
    task::{self, Poll},
};

use super::{
    FetchError,
    mailbox::{Head, Shared},
};

/// The guest has given up an exchange: nobody will look at what is still to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aborted;

impl fmt::Display for Aborted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the guest has given up the exchange")
    }
}

impl core::error::Error for Aborted {}

/// Answers a guest's `fetch`: status and headers, then the body in pieces, then its end.
///
/// It may be sent to another thread, and wakes the program where the host has a [`waker`](crate::Host::waker). One that
/// is dropped before the end fails the exchange. As with a [`Settler`](crate::embed::Settler), it may not be used in an
/// interrupt handler.
///
/// A guest may read slowly, or not at all: who answers with much should ask [`poll_ready`](Responder::poll_ready) before
/// each piece, so that no more than some 64 KiB and a piece are held for the guest.
#[derive(Debug)]
pub struct Responder {
    /// Empty once the answer has ended.
    shared: Option<Arc<Shared>>,
    responded: bool,
}

impl Responder {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Responder { shared: Some(shared), responded: false }
    }

    /// Answers with a status and headers. The first call counts.
    ///
    /// A redirect (301, 302, 303, 307 or 308 with a `Location`) is followed by the guest's `fetch`, unless the guest wants
    /// to see it: the next request of the [`Network`](super::Network) is then for where it leads.
    ///
    /// # Errors
    ///
    /// [`Aborted`], if nobody waits for it any more.
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

    /// Hands over the next piece of the body. Without a [`respond`](Responder::respond) before it the status is 200.
    ///
    /// # Errors
    ///
    /// [`Aborted`], if nobody waits for it any more.
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

    /// Whether the guest has room for another piece. If not, the task is woken when it has, or when it has given up.
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

    /// The body is whole.
    pub fn end(mut self) {
        self.ensure_head();
        self.finish(Ok(()));
    }

    /// The exchange has failed. Before [`respond`](Responder::respond) the guest's `fetch` is rejected, after it what
    /// reads the body.
    pub fn fail(mut self, error: impl Into<FetchError>) {
        self.finish(Err(error.into()));
    }

    /// Whether the guest has given up: it has aborted its `fetch`, cancelled the body, or dropped it.
    #[must_use]
    pub fn is_aborted(&self) -> bool {
        self.shared.as_ref().is_some_and(|shared| shared.with(|mailbox| mailbox.aborted))
    }

    /// Has a function called when the guest gives up, on the thread of the program; at once, if it has. It is not called
    /// once the answer has ended. A second function takes the place of the first.
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
            // Whether anybody still waits for it does not matter here.
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
        self.finish(Err(FetchError::new("the request was given up: its responder was dropped")));
    }
}
