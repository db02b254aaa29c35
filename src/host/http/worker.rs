//! One thread, which carries one request after another.

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
    pool::{Job, Pool},
};
use crate::host::fetch::{Aborted, FetchError, Request, Responder};

/// How much of a body is handed over at once.
const PIECE: usize = 16 << 10;

/// How long a connection may take to be made, and how long a server may be silent: as long as with undici.
const CONNECT: Duration = Duration::from_secs(10);
const SILENCE: Duration = Duration::from_secs(300);

/// Headers that are the connection's own, and not a guest's to set (Fetch §2.2.2, forbidden request-header).
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

/// The work of a thread, until there is none.
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

/// Carries a request. `false` where the agent was shut down meanwhile, because the guest had given up.
fn carry(agent: &Agent, request: Request, mut responder: Responder) -> bool {
    // Taken by whoever comes first: the guest that gives up, or the end of the exchange.
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

fn exchange(agent: &Agent, (request, mut responder): Job) {
    let result = to_http(&request).and_then(|asked| {
        let answer = match request.body() {
            Some(body) => agent.run(asked.map(|()| body)),
            // Fetch §4.6, step 9.8: of these the length is said even so.
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

/// Why a body was not handed over to its end.
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
    // Nothing at all is no gzip, and no error either.
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

/// Wakes a thread that is parked.
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

/// Fetch §2.1, isomorphic encode and decode: a character is a byte.
fn to_latin1(text: &str) -> Vec<u8> {
    text.chars().map(|character| u8::try_from(character).unwrap_or(b'?')).collect()
}

fn from_latin1(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}
