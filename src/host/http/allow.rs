//! The hosts that a guest can reach.

extern crate std;

use core::fmt;
use std::string::String;

use url::{Host, Url};

/// The error for text that does not name a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAHost(String);

impl fmt::Display for NotAHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a host: expected HOST[:PORT], a name or an address, or `*`", self.0)
    }
}

impl core::error::Error for NotAHost {}

/// An allowed host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Allowed {
    /// `None` for every host.
    host: Option<Host>,
    /// `None` for every port.
    port: Option<u16>,
}

impl Allowed {
    /// Parses `example.com`, `example.com:8080`, `127.0.0.1`, `[::1]:80` or `*`.
    pub(super) fn parse(text: &str) -> Result<Self, NotAHost> {
        let wrong = || NotAHost(text.into());
        // The last colon is that of the port, unless it is inside an IPv6 address.
        let (host, port) = match text.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (host, Some(port.parse().map_err(|_| wrong())?)),
            _ => (text, None),
        };
        if host == "*" {
            return Ok(Allowed { host: None, port });
        }
        Ok(Allowed { host: Some(Host::parse(host).map_err(|_| wrong())?), port })
    }

    /// Returns whether the rule allows a URL.
    pub(super) fn covers(&self, url: &Url) -> bool {
        let host = self.host.as_ref().is_none_or(|host| url.host().is_some_and(|other| other.to_owned() == *host));
        host && self.port.is_none_or(|port| url.port_or_known_default() == Some(port))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_covered_by_its_own_name_alone() {
        for (allowed, url, covered) in [
            ("example.com", "https://example.com/x", true),
            ("example.com", "http://example.com:8080/", true),
            ("EXAMPLE.com", "http://example.com/", true),
            ("example.com", "http://www.example.com/", false),
            ("example.com", "http://example.com.evil.example/", false),
            ("example.com", "http://evil.example/?example.com", false),
            ("example.com", "http://example.com@evil.example/", false),
            ("example.com:443", "https://example.com/", true),
            ("example.com:443", "http://example.com/", false),
            ("example.com:80", "http://example.com:8080/", false),
            ("bücher.example", "http://xn--bcher-kva.example/", true),
            ("127.0.0.1", "http://127.1/", true),
            ("127.0.0.1", "http://localhost/", false),
            ("[::1]:80", "http://[0:0::1]/", true),
            ("[::1]", "http://[::2]/", false),
            ("*", "http://anything.example:1234/", true),
            ("*:443", "https://anything.example/", true),
            ("*:443", "http://anything.example/", false),
        ] {
            let rule = Allowed::parse(allowed).unwrap();
            assert_eq!(rule.covers(&Url::parse(url).unwrap()), covered, "{allowed} and {url}");
        }
    }

    #[test]
    fn what_names_no_host_is_an_error() {
        for text in
            ["", "http://example.com", "example.com/x", "a b", "example.com:x", "example.com:99999", ":80", "::1"]
        {
            assert_eq!(Allowed::parse(text), Err(NotAHost(text.into())));
        }
    }
}
