//! The state that the two ends of an exchange share.

use alloc::{boxed::Box, collections::VecDeque, string::String, sync::Arc, vec::Vec};
use core::{fmt, mem, task::Waker};

use spin::Mutex;

use super::{FetchError, responder::Responder};

/// The backpressure threshold: the responder is not ready while this many body bytes wait for the guest.
pub(crate) const WINDOW: usize = 64 << 10;

/// A callback that runs once, on the thread of either end.
pub(super) type Hook = Box<dyn FnOnce() + Send>;

/// The status and headers of a response.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) status: u16,
    pub(crate) status_text: String,
    pub(crate) headers: Vec<(String, String)>,
}

/// The next event of an exchange.
#[derive(Debug)]
pub(crate) enum Next {
    /// No event has arrived yet.
    Pending,
    Head(Head),
    Chunk(Vec<u8>),
    End,
    Failed(FetchError),
}

#[derive(Default)]
pub(super) struct Mailbox {
    pub(super) head: Option<Head>,
    pub(super) chunks: VecDeque<Vec<u8>>,
    /// The total size of the chunks in bytes.
    pub(super) held: usize,
    /// The result of the response, once it has ended.
    pub(super) end: Option<Result<(), FetchError>>,
    /// Whether the guest has aborted the exchange.
    pub(super) aborted: bool,
    /// Called when the next event arrives.
    listener: Option<Hook>,
    /// Woken when there is room again.
    pub(super) writer: Option<Waker>,
    /// Called when the guest aborts the exchange.
    pub(super) on_abort: Option<Hook>,
}

impl Mailbox {
    pub(super) fn has_room(&self) -> bool {
        self.held < WINDOW
    }

    fn has_something(&self) -> bool {
        self.head.is_some() || !self.chunks.is_empty() || self.end.is_some()
    }
}

/// The mailbox and its lock. Hooks and wakers must not be called while it is locked.
#[derive(Default)]
pub(super) struct SharedMailbox(Mutex<Mailbox>);

impl fmt::Debug for SharedMailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mailbox").finish_non_exhaustive()
    }
}

impl SharedMailbox {
    pub(super) fn with<R>(&self, f: impl FnOnce(&mut Mailbox) -> R) -> R {
        f(&mut self.0.lock())
    }

    /// Modifies the mailbox and calls the listener.
    pub(super) fn put(&self, f: impl FnOnce(&mut Mailbox)) {
        let listener = self.with(|mailbox| {
            f(mailbox);
            mailbox.listener.take()
        });
        if let Some(listener) = listener {
            listener();
        }
    }
}

/// The guest end of an exchange. Dropping it aborts the exchange.
#[derive(Debug)]
pub(crate) struct Exchange {
    shared: Arc<SharedMailbox>,
}

impl Exchange {
    /// Creates both ends of a new exchange.
    pub(crate) fn new() -> (Responder, Exchange) {
        let shared = Arc::<SharedMailbox>::default();
        (Responder::new(shared.clone()), Exchange { shared })
    }

    /// Returns the number of body bytes that wait for the guest.
    pub(crate) fn held(&self) -> usize {
        self.shared.with(|mailbox| mailbox.held)
    }

    /// Takes the next event. An end or a failure stays, and later calls return it again.
    pub(crate) fn take(&mut self) -> Next {
        let (next, writer) = self.shared.with(|mailbox| {
            if let Some(head) = mailbox.head.take() {
                return (Next::Head(head), None);
            }
            if let Some(chunk) = mailbox.chunks.pop_front() {
                mailbox.held = mailbox.held.saturating_sub(chunk.len());
                let writer = if mailbox.has_room() { mailbox.writer.take() } else { None };
                return (Next::Chunk(chunk), writer);
            }
            match mailbox.end.clone() {
                None => (Next::Pending, None),
                Some(Ok(())) => (Next::End, None),
                Some(Err(error)) => (Next::Failed(error), None),
            }
        });
        if let Some(writer) = writer {
            writer.wake();
        }
        next
    }

    /// Calls `listener` once, as soon as an event can be taken; immediately, if one has already arrived.
    pub(crate) fn listen(&self, listener: impl FnOnce() + Send + 'static) {
        let listener: Hook = Box::new(listener);
        let due = self.shared.with(|mailbox| {
            if mailbox.has_something() {
                return Some(listener);
            }
            mailbox.listener = Some(listener);
            None
        });
        if let Some(listener) = due {
            listener();
        }
    }

    /// Abandons the rest of the response and notifies the responder.
    pub(crate) fn abort(&self) {
        let (hook, writer, _dropped) = self.shared.with(|mailbox| {
            mailbox.aborted = true;
            mailbox.held = 0;
            let dropped = (mem::take(&mut mailbox.chunks), mailbox.listener.take());
            (mailbox.on_abort.take(), mailbox.writer.take(), dropped)
        });
        if let Some(writer) = writer {
            writer.wake();
        }
        if let Some(hook) = hook {
            hook();
        }
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        self.abort();
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;
    use core::{
        sync::atomic::{AtomicUsize, Ordering},
        task::{self, Poll},
    };

    use super::*;

    fn counter() -> (Arc<AtomicUsize>, impl Fn() + Send + Clone + 'static) {
        let count = Arc::<AtomicUsize>::default();
        let counted = count.clone();
        (count, move || {
            counted.fetch_add(1, Ordering::Relaxed);
        })
    }

    fn respond(responder: &mut Responder) {
        responder.respond(200, "OK", [("a", "b")]).unwrap();
    }

    #[test]
    fn what_is_put_in_comes_out_in_order_and_the_end_stays() {
        let (mut responder, mut exchange) = Exchange::new();
        assert!(matches!(exchange.take(), Next::Pending));
        respond(&mut responder);
        responder.chunk(vec![1]).unwrap();
        responder.chunk(vec![]).unwrap();
        responder.chunk(vec![2, 3]).unwrap();
        responder.end();
        assert!(matches!(exchange.take(), Next::Head(Head { status: 200, .. })));
        assert!(matches!(exchange.take(), Next::Chunk(chunk) if chunk == [1]));
        assert!(matches!(exchange.take(), Next::Chunk(chunk) if chunk == [2, 3]));
        assert!(matches!(exchange.take(), Next::End));
        assert!(matches!(exchange.take(), Next::End));
    }

    #[test]
    fn a_responder_that_is_dropped_fails_the_exchange() {
        let (responder, mut exchange) = Exchange::new();
        drop(responder);
        assert!(matches!(exchange.take(), Next::Failed(_)));
        let (mut responder, mut exchange) = Exchange::new();
        respond(&mut responder);
        drop(responder);
        assert!(matches!(exchange.take(), Next::Head(_)));
        assert!(matches!(exchange.take(), Next::Failed(_)));
    }

    #[test]
    fn who_listens_is_told_once() {
        let (count, tell) = counter();
        let (mut responder, mut exchange) = Exchange::new();
        exchange.listen(tell.clone());
        assert_eq!(count.load(Ordering::Relaxed), 0);
        respond(&mut responder);
        responder.chunk(vec![1]).unwrap();
        assert_eq!(count.load(Ordering::Relaxed), 1);
        exchange.listen(tell.clone());
        assert_eq!(count.load(Ordering::Relaxed), 2, "an event has already arrived");
        assert!(matches!(exchange.take(), Next::Head(_)));
        assert!(matches!(exchange.take(), Next::Chunk(_)));
        exchange.listen(tell);
        assert_eq!(count.load(Ordering::Relaxed), 2);
        responder.end();
        assert_eq!(count.load(Ordering::Relaxed), 3);
    }

    #[test]
    fn there_is_room_for_a_window_and_one_chunk() {
        let (mut responder, mut exchange) = Exchange::new();
        respond(&mut responder);
        let mut cx = task::Context::from_waker(Waker::noop());
        while responder.poll_ready(&mut cx) == Poll::Ready(Ok(())) {
            responder.chunk(vec![0; 1 << 14]).unwrap();
        }
        let held = exchange.shared.with(|mailbox| mailbox.held);
        assert_eq!(held, WINDOW);
        assert!(matches!(exchange.take(), Next::Head(_)));
        assert_eq!(responder.poll_ready(&mut cx), Poll::Pending);
        assert!(matches!(exchange.take(), Next::Chunk(_)));
        assert_eq!(responder.poll_ready(&mut cx), Poll::Ready(Ok(())));
    }

    #[test]
    fn an_abort_is_told_whenever_it_was() {
        let (count, tell) = counter();
        let (mut responder, exchange) = Exchange::new();
        responder.on_abort(tell.clone());
        assert!(!responder.is_aborted());
        drop(exchange);
        assert!(responder.is_aborted());
        assert_eq!(count.load(Ordering::Relaxed), 1);
        responder.on_abort(tell.clone());
        assert_eq!(count.load(Ordering::Relaxed), 2, "the exchange was already aborted");
        assert_eq!(responder.chunk(vec![1]), Err(super::super::Aborted));

        let (mut responder, exchange) = Exchange::new();
        responder.on_abort(tell);
        respond(&mut responder);
        responder.end();
        drop(exchange);
        assert_eq!(count.load(Ordering::Relaxed), 2, "the exchange had already ended");
    }
}
