//! Failures, with the messages and codes of Node.

extern crate std;

use std::{format, io, string::ToString};

use ureq::{Error, Timeout};
use url::Url;

use crate::host::{fetch::FetchError, system_error::is_unknown_host};

/// The part of the response that the client was waiting for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    Head,
    Body,
}

/// Converts a client error to the failure that the guest sees.
pub(super) fn failure(error: &Error, moment: Moment, url: &str) -> FetchError {
    match error {
        Error::Io(error) => io_failure(error, moment, url),
        Error::HostNotFound => not_found(url),
        Error::Timeout(Timeout::Resolve | Timeout::Connect) => {
            FetchError::new("Connect Timeout Error").code("UND_ERR_CONNECT_TIMEOUT")
        }
        Error::Timeout(_) if moment == Moment::Body => {
            FetchError::new("Body Timeout Error").code("UND_ERR_BODY_TIMEOUT")
        }
        Error::Timeout(_) => FetchError::new("Headers Timeout Error").code("UND_ERR_HEADERS_TIMEOUT"),
        Error::LargeResponseHeader(..) => FetchError::new("Headers Overflow Error").code("UND_ERR_HEADERS_OVERFLOW"),
        Error::Protocol(error) => FetchError::new(error.to_string()).code("HPE_INVALID"),
        other => FetchError::new(other.to_string()),
    }
}

fn not_found(url: &str) -> FetchError {
    let url = Url::parse(url).ok();
    let host = url.as_ref().and_then(Url::host_str).unwrap_or_default();
    FetchError::new(format!("getaddrinfo ENOTFOUND {host}")).code("ENOTFOUND")
}

fn io_failure(error: &io::Error, moment: Moment, url: &str) -> FetchError {
    let code = match error.kind() {
        io::ErrorKind::ConnectionRefused => "ECONNREFUSED",
        io::ErrorKind::HostUnreachable => "EHOSTUNREACH",
        io::ErrorKind::NetworkUnreachable => "ENETUNREACH",
        io::ErrorKind::NetworkDown => "ENETDOWN",
        io::ErrorKind::AddrNotAvailable => "EADDRNOTAVAIL",
        io::ErrorKind::ConnectionReset => return FetchError::new("read ECONNRESET").code("ECONNRESET"),
        io::ErrorKind::BrokenPipe => return FetchError::new("write EPIPE").code("EPIPE"),
        io::ErrorKind::TimedOut if moment == Moment::Head => "ETIMEDOUT",
        io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionAborted => {
            return FetchError::new("other side closed").code("UND_ERR_SOCKET");
        }
        _ if is_unknown_host(error) => return not_found(url),
        _ => return FetchError::new(error.to_string()),
    };
    let url = Url::parse(url).ok();
    let host = url.as_ref().and_then(Url::host_str).unwrap_or_default();
    let port = url.as_ref().and_then(Url::port_or_known_default).unwrap_or_default();
    FetchError::new(format!("connect {code} {host}:{port}")).code(code)
}
