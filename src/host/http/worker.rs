//! A worker thread, which carries one request after another.

extern crate std;

use std::{
    borrow::ToOwned,
    io::{BufRead, BufReader, Read},
    string::String,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll, Wake, Waker},
    thread::{self, Thread},
    time::Duration,
    vec,
    vec::Vec,
};

use flate2::bufread::MultiGzDecoder;
use ureq::{
    Agent, Body,
    http::{self, HeaderName, HeaderValue, Method},
};

use super::{
    failure::{Moment, failure},
    pool::{Pool, QueuedRequest},
};
use crate::host::fetch::{Aborted, FetchError, Request, Responder};

/// The size of the pieces in which the guest gets a body, in bytes.
const PIECE: usize = 16 << 10;

/// The timeouts for connecting (`CONNECT`) and for a silent server (`SILENCE`): those of undici.
const CONNECT: Duration = Duration::from_secs(10);
const SILENCE: Duration = Duration::from_secs(300);

/// Headers that belong to the connection and that a guest must not set (Fetch §2.2.2, forbidden request-header).
const OF_CONNECTION: [&str; 10] = [
    "connection",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Carries requests until the pool has none for this thread.
pub(super) fn work(pool: &Pool) {
    let mut agent = new_agent();
    while let Some((request, responder)) = pool.take() {
        if !carry(&agent, request, responder) {
            agent = new_agent();
        }
    }
}

fn new_agent() -> Agent {
    Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(None)
        .user_agent(concat!("gojs/", env!("CARGO_PKG_VERSION")))
        .accept("*/*")
        .accept_encoding("gzip")
        .allow_non_standard_methods(true)
        .timeout_connect(Some(CONNECT))
        .timeout_recv_response(Some(SILENCE))
        .timeout_per_read(Some(SILENCE))
        .max_idle_connections_per_host(1)
        .build()
        .into()
}

/// Carries a request. Returns `false` if the agent was shut down meanwhile because the guest aborted the exchange.
fn carry(agent: &Agent, request: Request, mut responder: Responder) -> bool {
    // Taken by the abort of the guest or by the end of the exchange, whichever comes first.
    let running = Arc::new(Mutex::new(Some(agent.clone())));
    let hook = running.clone();
    responder.on_abort(move || {
        let agent = hook.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(agent) = agent {
            agent.shutdown();
        }
    });
    exchange(agent, (request, responder));
    let agent = running.lock().unwrap_or_else(PoisonError::into_inner).take();
    agent.is_some()
}

fn exchange(agent: &Agent, (request, mut responder): QueuedRequest) {
    let result = to_http(&request).and_then(|asked| {
        let answer = match request.body() {
            Some(body) => agent.run(asked.map(|()| body)),
            // Fetch §4.6, step 9.8: these methods send a `Content-Length` even without a body.
            None if matches!(request.method(), "POST" | "PUT" | "PATCH") => agent.run(asked.map(|()| &[][..])),
            None => agent.run(asked),
        };
        answer.map_err(|error| failure(&error, Moment::Head, request.url()))
    });
    let response = match result {
        Ok(response) => response,
        Err(error) => return responder.fail(error),
    };
    let (head, body) = response.into_parts();
    let headers: Vec<(String, String)> =
        head.headers.iter().map(|(name, value)| (name.as_str().to_owned(), from_latin1(value.as_bytes()))).collect();
    let is_gzip = headers.iter().any(|(name, value)| {
        name == "content-encoding" && ["gzip", "x-gzip"].iter().any(|gzip| value.trim().eq_ignore_ascii_case(gzip))
    });
    let text = head.status.canonical_reason().unwrap_or_default();
    if responder.respond(head.status.as_u16(), text, headers).is_err() {
        return;
    }
    match hand_over(body, is_gzip && request.method() != "HEAD", &mut responder) {
        Ok(()) => responder.end(),
        Err(Stop::Aborted) => {}
        Err(Stop::Failed(error)) => responder.fail(failure(&error, Moment::Body, request.url())),
    }
}

/// The reason that a body was not forwarded to its end.
enum Stop {
    Aborted,
    Failed(ureq::Error),
}

impl From<Aborted> for Stop {
    fn from(_: Aborted) -> Self {
        Stop::Aborted
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        Stop::Failed(error.into())
    }
}

fn hand_over(body: Body, is_gzip: bool, responder: &mut Responder) -> Result<(), Stop> {
    let mut reader = BufReader::with_capacity(PIECE, body.into_reader());
    // An empty body is not valid gzip, but is not an error either.
    if !is_gzip || reader.fill_buf()?.is_empty() {
        return pump(&mut reader, responder);
    }
    pump(&mut MultiGzDecoder::new(reader), responder)
}

fn pump(reader: &mut impl Read, responder: &mut Responder) -> Result<(), Stop> {
    let mut piece = vec![0; PIECE];
    loop {
        wait_for_room(responder)?;
        let count = match reader.read(&mut piece) {
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        match piece.get(..count) {
            None | Some([]) => return Ok(()),
            Some(bytes) => responder.chunk(bytes)?,
        }
    }
}

/// A waker that unparks a thread.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

fn wait_for_room(responder: &mut Responder) -> Result<(), Aborted> {
    if let Poll::Ready(ready) = responder.poll_ready(&mut Context::from_waker(Waker::noop())) {
        return ready;
    }
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    loop {
        match responder.poll_ready(&mut Context::from_waker(&waker)) {
            Poll::Ready(ready) => return ready,
            Poll::Pending => thread::park(),
        }
    }
}

fn to_http(request: &Request) -> Result<http::Request<()>, FetchError> {
    let wrong = |what: &str| FetchError::new(std::format!("invalid {what}")).code("UND_ERR_INVALID_ARG");
    let method = Method::from_bytes(request.method().as_bytes()).map_err(|_| wrong("request method"))?;
    let mut asked = http::Request::builder().method(method).uri(request.url());
    for (name, value) in request.headers() {
        if OF_CONNECTION.contains(&name.as_str()) {
            continue;
        }
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| wrong("header name"))?;
        let value = HeaderValue::from_bytes(&to_latin1(value)).map_err(|_| wrong("header value"))?;
        asked = asked.header(name, value);
    }
    asked.body(()).map_err(|error| FetchError::new(std::format!("{error}")).code("UND_ERR_INVALID_ARG"))
}

/// Encodes each character as one byte: isomorphic encode (Fetch §2.1). [`from_latin1`] decodes.
fn to_latin1(text: &str) -> Vec<u8> {
    text.chars().map(|character| u8::try_from(character).unwrap_or(b'?')).collect()
}

fn from_latin1(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}
