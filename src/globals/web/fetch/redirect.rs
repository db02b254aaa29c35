//! Redirects, and which URLs can be fetched (Fetch §4.1, §4.4).

use alloc::string::String;

use ::url::Url;

use crate::host::fetch::Request;

/// The maximum number of redirects (§4.4, step 7).
const MAX_REDIRECTS: u32 = 20;

/// The headers that describe a request body (§2.2.2, request-body-header name), and its length.
const OF_BODY: [&str; 5] =
    ["content-encoding", "content-language", "content-length", "content-location", "content-type"];

/// The headers that are not sent to another origin: those of §4.4, step 13, and those that undici adds to them.
const OF_ORIGIN: [&str; 4] = ["authorization", "cookie", "host", "proxy-authorization"];

/// The ports of other services, which must not be used for HTTP (§2.9).
const BAD_PORTS: [u16; 83] = [
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109,
    110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531,
    532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060,
    5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
];

/// Returns whether a status is a redirect status (§2.2.3).
pub(super) fn is_redirect(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

/// Checks that a URL can be fetched. The error is the reason why it cannot.
pub(super) fn refuses(url: &Url) -> Result<(), &'static str> {
    match url.scheme() {
        "http" | "https" if url.port().is_some_and(|port| BAD_PORTS.contains(&port)) => Err("bad port"),
        "http" | "https" => Ok(()),
        "about" => Err("about scheme is not supported"),
        "file" => Err("not implemented... yet..."),
        _ => Err("unknown scheme"),
    }
}

/// Serializes a URL without its fragment, which is not sent to the server.
pub(super) fn without_fragment(url: &Url) -> String {
    let mut url = url.clone();
    url.set_fragment(None);
    url.into()
}

/// Changes a request that was redirected into the next request (§4.4, HTTP-redirect fetch).
pub(super) fn follow(
    request: &mut Request,
    url: &mut Url,
    status: u16,
    location: &str,
    followed: u32,
) -> Result<(), &'static str> {
    let next = url.join(location).map_err(|_| "Invalid URL")?;
    if !matches!(next.scheme(), "http" | "https") {
        return Err("URL scheme must be a HTTP(S) scheme");
    }
    if followed >= MAX_REDIRECTS {
        return Err("redirect count exceeded");
    }
    let is_same_origin = next.origin() == url.origin();
    if !is_same_origin && (!next.username().is_empty() || next.password().is_some()) {
        return Err("cross origin not allowed for request mode \"cors\"");
    }
    refuses(&next)?;
    let method = request.method.as_str();
    if matches!(status, 301 | 302) && method == "POST" || status == 303 && !matches!(method, "GET" | "HEAD") {
        request.method = "GET".into();
        request.body = None;
        request.headers.retain(|(name, _)| !OF_BODY.contains(&name.as_str()));
    }
    if !is_same_origin {
        request.headers.retain(|(name, _)| !OF_ORIGIN.contains(&name.as_str()));
    }
    request.url = without_fragment(&next);
    *url = next;
    Ok(())
}

#[cfg(test)]
mod tests {
    use alloc::{sync::Arc, vec::Vec};

    use super::*;

    fn posted(status: u16, location: &str) -> (String, Option<usize>, String, Vec<String>) {
        let mut url = Url::parse("http://a.example/x/y?q#f").unwrap();
        let mut request = Request::new("POST", without_fragment(&url));
        request.body = Some(Arc::new(Vec::from([1, 2])));
        request.headers = [("content-type", "t"), ("authorization", "s"), ("x", "y")]
            .map(|(name, value)| (name.into(), value.into()))
            .into();
        follow(&mut request, &mut url, status, location, 0).unwrap();
        let names = request.headers.iter().map(|(name, _)| name.clone()).collect();
        (request.method, request.body.map(|body| body.len()), request.url, names)
    }

    #[test]
    fn a_redirect_changes_method_body_and_headers_as_the_standard_says() {
        let names = |names: &[&str]| names.iter().map(|&name| name.into()).collect::<Vec<String>>();
        for status in [301, 302, 303] {
            let next = posted(status, "z");
            assert_eq!(next, ("GET".into(), None, "http://a.example/x/z".into(), names(&["authorization", "x"])));
        }
        for status in [307, 308] {
            let next = posted(status, "//b.example/#g");
            assert_eq!(next, ("POST".into(), Some(2), "http://b.example/".into(), names(&["content-type", "x"])));
        }
    }

    #[test]
    fn what_can_t_be_followed_says_why() {
        let mut request = Request::new("GET", "http://a.example/");
        let mut url = Url::parse("http://a.example/").unwrap();
        let mut why = |location: &str, followed| follow(&mut request, &mut url, 302, location, followed).unwrap_err();
        assert_eq!(why("ftp://a.example/", 0), "URL scheme must be a HTTP(S) scheme");
        assert_eq!(why("http://a.example:25/", 0), "bad port");
        assert_eq!(why("/", 20), "redirect count exceeded");
        assert_eq!(why("http://", 0), "Invalid URL");
    }
}
