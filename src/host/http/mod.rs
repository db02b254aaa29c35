//! The network of the operating system, by way of `ureq`: HTTP/1.1, with TLS.
//!
//! A request is carried by a thread, since the guest must not wait for it; a thread that has nothing to do any more goes
//! away after some seconds, and its connections with it. Proxies of the environment are not asked.

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

/// The hosts that a guest may talk to, and the threads that do it.
#[derive(Debug, Default)]
pub(super) struct HttpClient {
    allowed: Vec<Allowed>,
    pool: Arc<Pool>,
}

impl HttpClient {
    /// Allows one host more.
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
