//! `fetch` (Fetch §5.6): from the arguments to the response.

use alloc::{boxed::Box, vec::Vec};

use ::url::Url;

use super::{
    body::Body,
    header_list::HeaderList,
    headers::new_headers,
    redirect::{follow, is_redirect, refuses, without_fragment},
    request::{Asked, ask},
    response::{ResponseState, has_no_body, new_response},
};
use crate::{
    globals::{
        support::node_error::{coded_error, set_cause},
        web::{
            abort::Signal,
            streams::{
                Source, captured_object, enqueue, error as error_stream, finish_pull, new_stream, pull_if_needed,
                react, request_close,
            },
        },
    },
    host::fetch::{Exchange, FetchError, Head, Next, Request, WINDOW},
    js::{Arguments, Context, ErrorClass, Heap, Intrinsic, Kind, Object, Slots, Thrown, Value},
};

/// Removes the global `fetch`, for a program whose host has no network: Go's `net/http` checks whether it exists.
pub(crate) fn remove_fetch(heap: &mut Heap) {
    let key = heap.key_from("fetch");
    let global = heap.global();
    heap.delete(global, key);
}

/// Creates the error of a failed exchange.
fn failed(cx: &mut Context<'_>, message: &str, failure: &FetchError) -> Thrown {
    let cause = match &failure.code {
        Some(code) => coded_error(cx, Intrinsic::Error, code, &failure.message),
        None => cx.heap().error(ErrorClass::Error, &failure.message),
    };
    let error = cx.heap().error(ErrorClass::TypeError, message);
    set_cause(cx, error, cause.into());
    error.into()
}

/// Creates the error that rejects the promise of a `fetch`.
fn fetch_failed(cx: &mut Context<'_>, failure: &FetchError) -> Thrown {
    failed(cx, "fetch failed", failure)
}

/// The state of a `fetch` in progress (§2.2, fetch controller). It is also the source of the response body.
#[derive(Debug)]
struct Fetching {
    /// The promise that `fetch` returned.
    promise: Object,
    /// The guest end of the latest request's exchange, until it is complete.
    exchange: Option<Exchange>,
    request: Request,
    url: Url,
    redirect: &'static str,
    /// The number of redirects that were followed.
    followed: u32,
    /// The signal, and the abort algorithm that was added to it. The algorithm is removed once nothing is left to
    /// abort.
    abort: Option<(Object, Object)>,
    /// The stream of the response body, once the response has arrived.
    stream: Option<Object>,
}

impl Slots for Fetching {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.promise.into());
        let abort = self.abort.into_iter().flat_map(|(signal, algorithm)| [signal, algorithm]);
        abort.chain(self.stream).for_each(|object| visit(object.into()));
    }

    fn bytes(&self) -> usize {
        let Request { url, headers, body, .. } = &self.request;
        let headers = headers.iter().map(|(name, value)| name.len().saturating_add(value.len()));
        [
            size_of::<Fetching>(),
            self.url.as_str().len(),
            url.len(),
            body.as_ref().map_or(0, |body| body.len()),
            self.exchange.as_ref().map_or(0, Exchange::held),
        ]
        .into_iter()
        .chain(headers)
        .fold(0, usize::saturating_add)
    }
}

/// `fetch(input, init)` (§5.6).
pub(super) fn fetch(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let Asked { method, url, headers, body, redirect, signal, .. } = ask(cx, call.get(0), call.get(1))?;
    if let Some(signal) = signal.filter(|&signal| Signal::is_aborted(cx, signal)) {
        let reason = Signal::reason(cx, signal);
        return Err(cx.heap().throw(reason));
    }
    if let Err(why) = refuses(&url) {
        return Err(fetch_failed(cx, &FetchError::new(why)));
    }
    let promise = cx.heap().promise();
    let mut request = Request::new(cx.heap().copied(method), without_fragment(&url));
    request.headers = headers.pairs(cx.heap());
    request.body = body.and_then(|body| body.source);
    let fetching = Fetching { promise, exchange: None, request, url, redirect, followed: 0, abort: None, stream: None };
    let fetching = cx.heap().alloc_kind(Intrinsic::Object, Kind::Slots(Box::new(fetching)));
    if let Some(signal) = signal {
        let algorithm = cx.heap().captured(0, abort, [fetching.into()]);
        Signal::add_algorithm(cx, signal, algorithm)?;
        cx.slots::<Fetching>(fetching)?.abort = Some((signal, algorithm));
    }
    begin(cx, fetching)?;
    Ok(promise.into())
}

/// Passes the request to the host's network.
fn begin(cx: &mut Context<'_>, fetching: Object) -> Result<(), Thrown> {
    // Accounts for the receive buffer in advance. Otherwise, a guest could start many requests without reading their
    // responses.
    cx.heap().account(WINDOW);
    let slots = cx.slots::<Fetching>(fetching)?;
    let (responder, exchange) = Exchange::new();
    slots.exchange = Some(exchange);
    let request = slots.request.clone();
    match cx.host().network() {
        Some(network) => network.fetch(request, responder),
        None => responder.fail(FetchError::new("the host no longer has a network")),
    }
    advance(cx, fetching)
}

/// Checks for a response, and waits for it if it has not arrived.
fn advance(cx: &mut Context<'_>, fetching: Object) -> Result<(), Thrown> {
    match next(cx, fetching)? {
        Next::Head(head) => answered(cx, fetching, head),
        // A chunk or the end arrives only after the head.
        Next::Pending | Next::Chunk(_) | Next::End => Ok(()),
        Next::Failed(failure) => {
            let thrown = fetch_failed(cx, &failure);
            let reason = cx.heap().caught(thrown);
            reject(cx, fetching, reason)
        }
    }
}

/// Takes the next event of the exchange. If none has arrived, calls [`resumed`] once one has.
fn next(cx: &mut Context<'_>, fetching: Object) -> Result<Next, Thrown> {
    let Some(exchange) = &mut cx.slots::<Fetching>(fetching)?.exchange else { return Ok(Next::Pending) };
    let next = exchange.take();
    if matches!(next, Next::Pending) {
        let promise = cx.heap().promise();
        let settler = cx.event_loop().settlers.open(promise);
        // The settler is dropped with an abandoned exchange, which rejects the promise.
        react(cx, promise, fetching, resumed, resumed);
        if let Some(exchange) = &cx.slots::<Fetching>(fetching)?.exchange {
            exchange.listen(move || settler.resolve(()));
        }
    }
    Ok(next)
}

fn resumed(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let fetching = captured_object(cx, &call)?;
    match cx.slots::<Fetching>(fetching)?.stream {
        Some(stream) => {
            finish_pull(cx, stream)?;
            pull_if_needed(cx, stream)?;
        }
        None => advance(cx, fetching)?,
    }
    Ok(Value::Undefined)
}

/// Passes the next part of the response to its stream.
fn pull(cx: &mut Context<'_>, fetching: Object, stream: Object) -> Result<bool, Thrown> {
    match next(cx, fetching)? {
        Next::Pending | Next::Head(_) => return Ok(false),
        Next::Chunk(bytes) => {
            let chunk = cx.heap().uint8_array(bytes);
            enqueue(cx, stream, chunk.into())?;
        }
        Next::End => request_close(cx, stream)?,
        Next::Failed(failure) => {
            let thrown = failed(cx, "terminated", &failure);
            let reason = cx.heap().caught(thrown);
            error_stream(cx, stream, reason)?;
        }
    }
    Ok(true)
}

/// Detaches a finished `fetch` from its signal, and aborts the exchange if it is not complete.
fn release(cx: &mut Context<'_>, fetching: Object) -> Result<(), Thrown> {
    let slots = cx.slots::<Fetching>(fetching)?;
    slots.exchange = None;
    slots.abort.take().map_or(Ok(()), |(signal, algorithm)| Signal::remove_algorithm(cx, signal, algorithm))
}

fn reject(cx: &mut Context<'_>, fetching: Object, reason: Value) -> Result<(), Thrown> {
    release(cx, fetching)?;
    let promise = cx.slots::<Fetching>(fetching)?.promise;
    cx.reject(promise, reason);
    Ok(())
}

/// Aborts a `fetch` whose signal was aborted (§4.8, abort a fetch call).
fn abort(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let fetching = captured_object(cx, &call)?;
    let slots = cx.slots::<Fetching>(fetching)?;
    let stream = slots.stream;
    let Some((signal, _)) = slots.abort else { return Ok(Value::Undefined) };
    let reason = Signal::reason(cx, signal);
    match stream {
        Some(stream) => error_stream(cx, stream, reason)?,
        None => reject(cx, fetching, reason)?,
    }
    Ok(Value::Undefined)
}

/// Handles the head of a response: follows a redirect, or resolves the promise of `fetch`.
fn answered(cx: &mut Context<'_>, fetching: Object, head: Head) -> Result<(), Thrown> {
    let headers = HeaderList::of(cx.heap(), &head.headers);
    let location = headers.get(cx.heap(), "location").filter(|_| is_redirect(head.status));
    let slots = cx.slots::<Fetching>(fetching)?;
    if let Some(location) = location.filter(|_| slots.redirect != "manual") {
        let followed = match slots.redirect {
            "error" => Err("unexpected redirect"),
            _ => follow(&mut slots.request, &mut slots.url, head.status, &location, slots.followed),
        };
        return match followed {
            Ok(()) => {
                slots.followed = slots.followed.saturating_add(1);
                begin(cx, fetching)
            }
            Err(why) => {
                let thrown = fetch_failed(cx, &FetchError::new(why));
                let reason = cx.heap().caught(thrown);
                reject(cx, fetching, reason)
            }
        };
    }
    let (promise, url, redirected) = (slots.promise, without_fragment(&slots.url), slots.followed > 0);
    let has_body = slots.request.method != "HEAD" && !has_no_body(head.status);
    // The source of the stream no longer needs them.
    (slots.request.headers, slots.request.body) = (Vec::new(), None);
    let body = if has_body {
        let source = Source::Native { source: fetching, pull, end: |cx, fetching, _, _| release(cx, fetching) };
        let stream = new_stream(cx, None, source);
        cx.slots::<Fetching>(fetching)?.stream = Some(stream);
        Some(Body::of_stream(stream))
    } else {
        release(cx, fetching)?;
        None
    };
    let headers = new_headers(cx, headers, true);
    let (url, status_text) = (cx.heap().string_from(url), cx.heap().string_from(head.status_text));
    let response = ResponseState { kind: "basic", url, redirected, status: head.status, status_text, headers, body };
    let response = new_response(cx, response);
    cx.resolve(promise, response.into());
    Ok(())
}
