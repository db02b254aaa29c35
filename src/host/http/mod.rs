//! The network of the operating system, through `ureq`: HTTP/1.1 with TLS.
//!
//! Each request runs on a thread, because the guest must not block on it. An idle thread ends after a few seconds and
//! closes its connections. Proxy settings in the environment are ignored.

extern crate std;

mod allow;
mod failure;
mod pool;
mod worker;

use std::{format, string::String, sync::Arc, vec::Vec};

use url::Url;

pub use self::allow::NotAHost;
use self::{allow::Allowed, pool::Pool};
use super::fetch::{FetchError, Network, Request, Responder};

/// The hosts that a guest can reach, and the threads that carry its requests.
#[derive(Debug, Default)]
pub(super) struct HttpClient {
    allowed: Vec<Allowed>,
    pool: Arc<Pool>,
}

impl HttpClient {
    /// Allows another host.
    pub(super) fn allow(&mut self, host: &str) -> Result<(), NotAHost> {
        self.allowed.push(Allowed::parse(host)?);
        Ok(())
    }

    fn check(&self, request: &Request) -> Result<(), FetchError> {
        let Ok(url) = Url::parse(request.url()) else { return Err(FetchError::new("Invalid URL")) };
        if self.allowed.iter().any(|allowed| allowed.covers(&url)) {
            return Ok(());
        }
        let host = url.host_str().unwrap_or_default();
        let host = match url.port() {
            Some(port) => format!("{host}:{port}"),
            None => String::from(host),
        };
        let message = format!("no network access to {host}: it takes --allow-net {host}");
        Err(FetchError::new(message).code("ERR_ACCESS_DENIED"))
    }
}

impl Network for HttpClient {
    fn fetch(&mut self, request: Request, responder: Responder) {
        match self.check(&request) {
            Ok(()) => self.pool.submit(request, responder),
            Err(error) => responder.fail(error),
        }
    }
}
