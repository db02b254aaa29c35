//! `fetch` and its classes, of the [Fetch] standard, with the error messages of undici, the implementation in Node 20.
//!
//! Not implemented are `blob`, `formData`, `data:` and `blob:` URLs, a cache, and a cookie store. As under Node,
//! requests have no origin, so CORS does not apply.
//!
//! [Fetch]: https://fetch.spec.whatwg.org/

mod body;
mod fetching;
mod header_list;
mod headers;
mod redirect;
mod request;
mod response;
mod webidl;

pub(crate) use self::fetching::remove_fetch;
pub(in crate::globals) use self::headers::HEADERS_ITERATOR;
use self::{headers::HEADERS, request::REQUEST, response::RESPONSE};
use super::streams;
use crate::{
    globals::support::idl::promising,
    js::{Attributes, Builtin},
};

pub(in crate::globals) static FETCH: &[Builtin] = &[
    Builtin::method("fetch", 1, |cx, call| promising(cx, call, fetching::fetch)).with(Attributes::ASSIGNED),
    Builtin::class(&HEADERS),
    Builtin::class(&REQUEST),
    Builtin::class(&RESPONSE),
    Builtin::class(&streams::READABLE_STREAM),
    Builtin::class(&streams::READABLE_STREAM_DEFAULT_CONTROLLER),
    Builtin::class(&streams::READABLE_STREAM_DEFAULT_READER),
];
