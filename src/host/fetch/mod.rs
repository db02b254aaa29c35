//! The network of a program: the requests of guest `fetch` calls, and the answers of the embedder.
//!
//! A [`Host`](crate::Host) with a [`Network`] gives its guest the global `fetch`, and thereby Go's `net/http`. A
//! [`Request`] is a single HTTP exchange. Redirects are followed above this layer, each in a separate exchange, so a
//! network that refuses a host refuses it on every route. The answer can come later and from another thread: a
//! [`Responder`] accepts the status and headers first, and then the body in pieces.
//!
//! For tests, a function that returns a [`Response`] is enough of a network:
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

/// A network that carries guest requests.
pub trait Network {
    /// Starts an exchange. The network can answer immediately or later. Dropping the responder fails the guest `fetch`.
    fn fetch(&mut self, request: Request, responder: Responder);
}

/// A guest request: a single HTTP exchange, in which redirects must not be followed.
///
/// Header names and values are byte strings: each `char` is one byte, up to U+00FF. The network adds the headers that
/// the connection itself needs (`Host`, `Content-Length`), and must not trust values that the guest sets for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub(crate) method: String,
    pub(crate) url: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<Arc<Vec<u8>>>,
}

impl Request {
    /// Creates a request without headers or body. The method is sent as given. The URL must be absolute.
    #[must_use]
    pub fn new(method: impl Into<String>, url: impl Into<String>) -> Self {
        Request { method: method.into(), url: url.into(), headers: Vec::new(), body: None }
    }

    /// Returns the method as it is sent, for example `GET`.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.method
    }

    /// Returns the URL as the WHATWG [URL] Standard serializes it, with the scheme `http` or `https` and no fragment.
    ///
    /// [URL]: https://url.spec.whatwg.org/
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the headers in order. Their names are in lower case.
    #[must_use]
    pub fn headers(&self) -> &[(String, String)] {
        &self.headers
    }

    /// Returns the value of the first header with this name, which must be in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// Returns the body, if any.
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        self.body.as_ref().map(|body| body.as_slice())
    }
}

/// The reason that an exchange failed. The guest gets a `TypeError` whose `cause` is an `Error` with this message and
/// code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchError {
    pub(crate) message: String,
    pub(crate) code: Option<Cow<'static, str>>,
}

impl FetchError {
    /// Creates a failure without a code. Messages of Node look like `connect ECONNREFUSED 127.0.0.1:80`.
    pub fn new(message: impl Into<String>) -> Self {
        FetchError { message: message.into(), code: None }
    }

    /// Sets the Node error code, for example `ECONNREFUSED`.
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
