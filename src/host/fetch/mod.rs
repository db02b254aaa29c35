//! The network of a program: what its `fetch` asks for, and how the embedder answers.
//!
//! A [`Host`](crate::Host) that has a [`Network`] gives its guest the global `fetch`, and with it Go's `net/http`. A
//! [`Request`] is one exchange over HTTP: redirects are followed above it, each as an exchange of its own, so that a
//! network which refuses a host refuses it however a guest gets there. The answer may come later, and from another
//! thread: a [`Responder`] takes status and headers first, and then the body in pieces.
//!
//! For tests a function that returns a [`Response`] is network enough:
//!
//! ```
//! use gojs::{DeterministicHost, fetch::{FetchError, Response}};
//!
//! let host = DeterministicHost::new(1).fetch(|request| match request.url() {
//!     "http://example.com/greeting" => Ok(Response::new(200).header("content-type", "text/plain").body("hello")),
//!     url => Err(FetchError::new(format!("connect ECONNREFUSED {url}")).code("ECONNREFUSED")),
//! });
//! ```

mod mailbox;
mod responder;
mod response;

use alloc::{
    borrow::Cow,
    string::{String, ToString},
    sync::Arc,
    vec::Vec,
};
use core::fmt;

pub(crate) use self::mailbox::{Exchange, Head, Next, WINDOW};
pub use self::{
    responder::{Aborted, Responder},
    response::Response,
};
#[cfg(feature = "fetch")]
pub use super::http::NotAHost;

/// What carries a guest's requests.
pub trait Network {
    /// Begins an exchange. It may be answered at once, or whenever there is something to answer with; a responder that
    /// is dropped fails the guest's `fetch`.
    fn fetch(&mut self, request: Request, responder: Responder);
}

/// A request of a guest: one exchange over HTTP, of which no redirect is to be followed.
///
/// Names and values of headers are byte strings: each `char` is a byte, up to U+00FF. What the connection itself needs
/// (`Host`, `Content-Length`) is the network's to add, and what a guest says of such is not to be trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub(crate) method: String,
    pub(crate) url: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<Arc<Vec<u8>>>,
}

impl Request {
    /// A request without headers and body. The method is as it is sent, the URL whole.
    #[must_use]
    pub fn new(method: impl Into<String>, url: impl Into<String>) -> Self {
        Request { method: method.into(), url: url.into(), headers: Vec::new(), body: None }
    }

    /// The method, as it is sent: `GET`.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The URL, as WHATWG's [URL] serializes it, with a scheme of `http` or `https` and without a fragment.
    ///
    /// [URL]: https://url.spec.whatwg.org/
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The headers in order, with names in lower case.
    #[must_use]
    pub fn headers(&self) -> &[(String, String)] {
        &self.headers
    }

    /// The first header of a name, which is written in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// The body, if there is one.
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        self.body.as_ref().map(|body| body.as_slice())
    }
}

/// Why an exchange failed. The guest is thrown a `TypeError` whose `cause` is an `Error` with this message and code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchError {
    pub(crate) message: String,
    pub(crate) code: Option<Cow<'static, str>>,
}

impl FetchError {
    /// A failure without a code. Node's messages are like `connect ECONNREFUSED 127.0.0.1:80`.
    pub fn new(message: impl Into<String>) -> Self {
        FetchError { message: message.into(), code: None }
    }

    /// Gives it a code of Node's: `ECONNREFUSED`.
    #[must_use]
    pub fn code(mut self, code: impl Into<Cow<'static, str>>) -> Self {
        self.code = Some(code.into());
        self
    }
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl core::error::Error for FetchError {}

impl From<super::Errno> for FetchError {
    fn from(errno: super::Errno) -> Self {
        FetchError::new(errno.to_string()).code(errno.code())
    }
}
