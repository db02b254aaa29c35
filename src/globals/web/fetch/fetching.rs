//! `fetch` (Fetch §5.6): from the arguments to the response.

use alloc::boxed::Box;

use ::url::Url;

use super::{
    body::Body,
    header_list::HeaderList,
    headers::new_headers,
    redirect::{follow, is_redirect, refuses, without_fragment},
    request::{Asked, ask},
    response::{Response, has_no_body, new_response},
};
use crate::{
    globals::{
        support::node_error::coded_error,
        web::{
            abort::Signal,
            streams::{self, Source, new_stream, promised},
        },
    },
    host::fetch::{Exchange, FetchError, Head, Next, Request, WINDOW},
    js::{Arguments, Attributes, Context, ErrorClass, Heap, Intrinsic, Kind, Object, Property, Slots, Thrown, Value},
};

/// Removes the global `fetch`, for a program whose host has no network: Go's `net/http` checks whether it exists.
pub(crate) fn remove_fetch(heap: &mut Heap) {
    let key = heap.key_from("fetch");
    let global = heap.global();
    heap.delete(global, key);
}

/// Sets the `cause` of an error, which is not enumerable (ECMA-262 §20.5.8.1).
pub(super) fn set_cause(cx: &mut Context<'_>, error: Object, cause: Value) {
    let key = cx.heap().key_from("cause");
    cx.heap().define(error, key, Property::data(cause, Attributes::METHOD));
}

fn caused(cx: &mut Context<'_>, message: &str, cause: Value) -> Object {
    let error = cx.heap().error(ErrorClass::TypeError, message);
    set_cause(cx, error, cause);
    error
}

fn cause_of(cx: &mut Context<'_>, failure: &FetchError) -> Value {
    match &failure.code {
        Some(code) => coded_error(cx, Intrinsic::Error, code, &failure.message).into(),
        None => cx.heap().error(ErrorClass::Error, &failure.message).into(),
    }
}

/// Creates the error of a response body that ends prematurely.
pub(in crate::globals::web) fn terminated(cx: &mut Context<'_>, failure: &FetchError) -> Object {
    let cause = cause_of(cx, failure);
    caused(cx, "terminated", cause)
}

/// Creates the error that rejects the promise of a `fetch`.
fn fetch_failed(cx: &mut Context<'_>, failure: &FetchError) -> Object {
    let cause = cause_of(cx, failure);
    caused(cx, "fetch failed", cause)
}

/// The state of a `fetch` in progress (§2.2, fetch controller).
#[derive(Debug)]
struct Fetching {
    /// The promise that `fetch` returned.
    promise: Object,
    /// The guest end of the latest request's exchange, until its response has arrived.
    exchange: Option<Exchange>,
    request: Request,
    url: Url,
    redirect: &'static str,
    /// The number of redirects that were followed.
    followed: u32,
    /// The signal, and the abort algorithm that was added to it.
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
        let held = self.exchange.as_ref().map_or(0, Exchange::held);
        size_of::<Fetching>().saturating_add(self.url.as_str().len()).saturating_add(held)
    }
}

fn of<'a>(cx: &'a mut Context<'_>, fetching: Object) -> Option<&'a mut Fetching> {
    cx.heap().slots_mut::<Fetching>(fetching.into())
}

/// `fetch(input, init)` (§5.6).
pub(super) fn fetch(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let asked = match ask(cx, call.get(0), call.get(1)) {
        Ok(asked) => asked,
        Err(thrown) => return Ok(promised(cx, Err(thrown))),
    };
    if let Some(signal) = asked.signal {
        if Signal::is_aborted(cx, signal) {
            let reason = Signal::reason(cx, signal);
            let thrown = cx.heap().throw(reason);
            return Ok(promised(cx, Err(thrown)));
        }
    }
    if let Err(why) = refuses(&asked.url) {
        let reason = fetch_failed(cx, &FetchError::new(why));
        return Ok(promised(cx, Err(reason.into())));
    }
    let promise = cx.heap().promise();
    let Asked { method, url, headers, body, redirect, signal, .. } = asked;
    let mut request = Request::new(method, without_fragment(&url));
    request.headers = headers.to_vec();
    request.body = body.and_then(|body| body.source);
    let fetching = Fetching { promise, exchange: None, request, url, redirect, followed: 0, abort: None, stream: None };
    let fetching = cx.heap().alloc_kind(Intrinsic::Object, Kind::Slots(Box::new(fetching)));
    if let Some(signal) = signal {
        let algorithm = cx.heap().captured(0, abort, [fetching.into()]);
        Signal::add_algorithm(cx, signal, algorithm);
        if let Some(slots) = of(cx, fetching) {
            slots.abort = Some((signal, algorithm));
        }
    }
    begin(cx, fetching);
    Ok(promise.into())
}

/// Passes the request to the host's network.
fn begin(cx: &mut Context<'_>, fetching: Object) {
    // Accounts for the receive buffer in advance. Otherwise, a guest could start many requests without reading their
    // responses.
    cx.heap().account(WINDOW);
    let Some(slots) = of(cx, fetching) else { return };
    let (responder, exchange) = Exchange::new();
    slots.exchange = Some(exchange);
    let request = slots.request.clone();
    match cx.host().network() {
        Some(network) => network.fetch(request, responder),
        None => responder.fail(FetchError::new("the host no longer has a network")),
    }
    advance(cx, fetching);
}

/// Checks for a response, and waits for it if it has not arrived.
fn advance(cx: &mut Context<'_>, fetching: Object) {
    let Some(exchange) = of(cx, fetching).and_then(|slots| slots.exchange.as_mut()) else { return };
    match exchange.take() {
        Next::Head(head) => answered(cx, fetching, head),
        // A chunk or the end arrives only after the head.
        Next::Chunk(_) | Next::End => {}
        Next::Failed(failure) => {
            let reason = fetch_failed(cx, &failure);
            reject(cx, fetching, reason.into());
        }
        Next::Pending => {
            let promise = cx.heap().promise();
            let settler = cx.event_loop().settlers.open(promise);
            let resumed = cx.heap().captured(0, resumed, [fetching.into()]);
            cx.then(promise, resumed.into(), resumed.into());
            if let Some(exchange) = of(cx, fetching).and_then(|slots| slots.exchange.as_ref()) {
                exchange.listen(move || settler.resolve(()));
            }
        }
    }
}

fn resumed(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    if let Value::Object(fetching) = cx.captured(&call, 0) {
        advance(cx, fetching);
    }
    Ok(Value::Undefined)
}

/// Detaches a finished `fetch` from its signal. Returns its exchange.
fn release(cx: &mut Context<'_>, fetching: Object) -> Option<Exchange> {
    let slots = of(cx, fetching)?;
    let (exchange, abort) = (slots.exchange.take(), slots.abort.take());
    if let Some((signal, algorithm)) = abort {
        Signal::remove_algorithm(cx, signal, algorithm);
    }
    exchange
}

fn reject(cx: &mut Context<'_>, fetching: Object, reason: Value) {
    drop(release(cx, fetching));
    if let Some(promise) = of(cx, fetching).map(|slots| slots.promise) {
        cx.reject(promise, reason);
    }
}

/// Aborts a `fetch` whose signal was aborted (§4.8, abort a fetch call).
fn abort(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let Value::Object(fetching) = cx.captured(&call, 0) else { return Ok(Value::Undefined) };
    let Some(slots) = of(cx, fetching) else { return Ok(Value::Undefined) };
    let (signal, stream) = (slots.abort.map(|(signal, _)| signal), slots.stream);
    let Some(signal) = signal else { return Ok(Value::Undefined) };
    let reason = Signal::reason(cx, signal);
    match stream {
        Some(stream) => streams::error(cx, stream, reason),
        None => reject(cx, fetching, reason),
    }
    Ok(Value::Undefined)
}

/// Handles the head of a response: follows a redirect, or resolves the promise of `fetch`.
fn answered(cx: &mut Context<'_>, fetching: Object, head: Head) {
    let headers = HeaderList::of(&head.headers);
    let Some(slots) = of(cx, fetching) else { return };
    if let Some(location) = headers.get("location").filter(|_| is_redirect(head.status)) {
        let followed = match slots.redirect {
            "manual" => None,
            "error" => Some(Err("unexpected redirect")),
            _ => Some(follow(&mut slots.request, &mut slots.url, head.status, &location, slots.followed)),
        };
        match followed {
            Some(Ok(())) => {
                slots.followed = slots.followed.saturating_add(1);
                return begin(cx, fetching);
            }
            Some(Err(why)) => {
                let reason = fetch_failed(cx, &FetchError::new(why));
                return reject(cx, fetching, reason.into());
            }
            None => {}
        }
    }
    let (promise, url, redirected) = (slots.promise, without_fragment(&slots.url), slots.followed > 0);
    let body = if slots.request.method == "HEAD" || has_no_body(head.status) {
        drop(release(cx, fetching));
        None
    } else {
        let abort = slots.abort;
        let source = match slots.exchange.take() {
            Some(exchange) => Source::Exchange { exchange, abort },
            None => Source::Nothing,
        };
        let stream = new_stream(cx, None, source);
        if let Some(slots) = of(cx, fetching) {
            slots.stream = Some(stream);
        }
        Some(Body::of_stream(stream))
    };
    let headers = new_headers(cx, headers, true);
    let Head { status, status_text, .. } = head;
    let response = Response { kind: "basic", url, redirected, status, status_text, headers, body };
    let response = new_response(cx, response);
    cx.resolve(promise, response.into());
}
