//! `Request` (Fetch §5.4).

use alloc::boxed::Box;

use ::url::Url;

use super::{
    body::{Body, HasBody, Package, body_used, consume, extract, stream_of},
    header_list::{HeaderList, is_name},
    headers::{list_from, list_of, new_headers},
    webidl::{choice, dictionary, member, require, string, type_error},
};
use crate::{
    globals::{
        support::{
            idl::{operation, read_only},
            node_error::{native_error, set_cause},
            receiver::{Receiver, new_target},
        },
        web::{abort::Signal, streams::cancel},
    },
    js::{Arguments, Class, Context, ErrorClass, Intrinsic, JsString, Kind, Object, Slots, Thrown, Value},
};

/// A read-only attribute whose value is the same for all requests outside of a browser.
macro_rules! fixed {
    ($name:literal, $value:expr) => {
        read_only($name, |cx, call| word(cx, &call, |_| $value))
    };
}

pub(in crate::globals) static REQUEST: Class = Class::undici(Intrinsic::Request, "Request")
    .constructor(1, construct)
    .prototype(&[
        read_only("method", |cx, call| get(cx, &call, |request| request.method.into())),
        read_only("url", |cx, call| {
            let url = cx.this::<RequestState>(&call)?.url.clone();
            Ok(cx.heap().string(url.as_str()).into())
        }),
        read_only("headers", |cx, call| get(cx, &call, |request| request.headers.into())),
        fixed!("destination", ""),
        fixed!("referrer", "about:client"),
        fixed!("referrerPolicy", ""),
        read_only("mode", |cx, call| word(cx, &call, |request| request.mode)),
        read_only("credentials", |cx, call| word(cx, &call, |request| request.credentials)),
        read_only("cache", |cx, call| word(cx, &call, |request| request.cache)),
        read_only("redirect", |cx, call| word(cx, &call, |request| request.redirect)),
        fixed!("integrity", ""),
        read_only("keepalive", |cx, call| get(cx, &call, |_| false.into())),
        read_only("isReloadNavigation", |cx, call| get(cx, &call, |_| false.into())),
        read_only("isHistoryNavigation", |cx, call| get(cx, &call, |_| false.into())),
        read_only("signal", |cx, call| get(cx, &call, |request| request.signal.into())),
        read_only("body", stream_of::<RequestState>),
        read_only("bodyUsed", body_used::<RequestState>),
        fixed!("duplex", "half"),
        operation("clone", 0, clone),
        operation("arrayBuffer", 0, |cx, call| consume::<RequestState>(cx, &call, Package::ArrayBuffer)),
        operation("text", 0, |cx, call| consume::<RequestState>(cx, &call, Package::Text)),
        operation("json", 0, |cx, call| consume::<RequestState>(cx, &call, Package::Json)),
        operation("bytes", 0, |cx, call| consume::<RequestState>(cx, &call, Package::Bytes)),
    ])
    .tagged();

/// The internal slots of a `Request` (§2.2.5).
#[derive(Clone, Debug)]
struct RequestState {
    method: JsString,
    url: Url,
    headers: Object,
    body: Option<Body>,
    mode: &'static str,
    credentials: &'static str,
    cache: &'static str,
    redirect: &'static str,
    signal: Object,
}

impl Slots for RequestState {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        [self.method.into(), self.headers.into(), self.signal.into()].into_iter().for_each(&mut *visit);
        self.body.iter().for_each(|body| body.trace(visit));
    }

    fn bytes(&self) -> usize {
        let body = self.body.as_ref().map_or(0, Body::bytes);
        size_of::<RequestState>().saturating_add(self.url.as_str().len()).saturating_add(body)
    }
}

impl Receiver for RequestState {
    const CLASS: &'static Class = &REQUEST;
}

impl HasBody for RequestState {
    fn body(&self) -> Option<&Body> {
        self.body.as_ref()
    }
}

fn get(cx: &mut Context<'_>, call: &Arguments<'_>, field: fn(&RequestState) -> Value) -> Result<Value, Thrown> {
    Ok(field(cx.this(call)?))
}

fn word(cx: &mut Context<'_>, call: &Arguments<'_>, field: fn(&RequestState) -> &'static str) -> Result<Value, Thrown> {
    let word = field(cx.this(call)?);
    Ok(cx.heap().string(word).into())
}

/// The parameters of a request, from which a `Request` is created.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) method: JsString,
    pub(super) url: Url,
    pub(super) headers: HeaderList,
    pub(super) body: Option<Body>,
    mode: &'static str,
    credentials: &'static str,
    cache: &'static str,
    pub(super) redirect: &'static str,
    pub(super) signal: Option<Object>,
}

/// Converts the arguments of `new Request(input, init)` (§5.4, steps 5 to 40).
pub(super) fn ask(cx: &mut Context<'_>, input: Value, init: Value) -> Result<Asked, Thrown> {
    let from = cx.heap().slots::<RequestState>(input).cloned();
    let init = dictionary(cx, init, "Request constructor")?;
    let mut asked = match from.clone() {
        Some(request) => Asked {
            headers: list_of(cx, request.headers),
            method: request.method,
            url: request.url,
            body: None,
            mode: request.mode,
            credentials: request.credentials,
            cache: request.cache,
            redirect: request.redirect,
            signal: Some(request.signal),
        },
        None => Asked {
            method: cx.heap().string("GET"),
            url: parse_url(cx, input)?,
            headers: HeaderList::default(),
            body: None,
            mode: "cors",
            credentials: "same-origin",
            cache: "default",
            redirect: "follow",
            signal: None,
        },
    };
    take_options(cx, init, &mut asked)?;
    match member(cx, init, "headers")? {
        Value::Undefined => {}
        headers => asked.headers = list_from(cx, headers)?,
    }
    let given = match member(cx, init, "body")? {
        Value::Undefined | Value::Null => None,
        body => Some(body),
    };
    let inherited = from.and_then(|request| request.body);
    if (given.is_some() || inherited.is_some()) && matches!(cx.heap().text(asked.method), "GET" | "HEAD") {
        return Err(cx.type_error("Request with GET/HEAD method cannot have body."));
    }
    match (given, inherited) {
        (Some(body), _) => {
            let (body, kind) = extract(cx, body)?;
            if body.source.is_none() {
                return Err(cx.type_error("a request body cannot be a stream: pass bytes or text"));
            }
            if let Some(kind) = kind.filter(|_| !asked.headers.contains(cx.heap(), "content-type")) {
                asked.headers.append(cx.heap(), "content-type", kind);
            }
            asked.body = Some(body);
        }
        (None, Some(mut body)) => {
            if body.is_unusable(cx) {
                return Err(
                    cx.type_error("Cannot construct a Request with a Request object that has already been used.")
                );
            }
            asked.body = Some(body.try_clone(cx)?);
            // The new request takes over the body, and the original is left with a disturbed stream (§5.4, step 41).
            cancel(cx, body.stream, Value::Undefined)?;
        }
        (None, None) => {}
    }
    Ok(asked)
}

/// Applies the members of the dictionary whose values are strings, and the signal.
fn take_options(cx: &mut Context<'_>, init: Option<Object>, asked: &mut Asked) -> Result<(), Thrown> {
    if !matches!(member(cx, init, "window")?, Value::Undefined | Value::Null) {
        return Err(cx.type_error("'window' option 'client' must be null"));
    }
    asked.mode = choice(cx, init, "mode", &["navigate", "same-origin", "no-cors", "cors"], asked.mode)?;
    if asked.mode == "navigate" {
        return Err(cx.type_error("Request constructor: invalid request mode navigate."));
    }
    let credentials = ["omit", "same-origin", "include"];
    asked.credentials = choice(cx, init, "credentials", &credentials, asked.credentials)?;
    let caches = ["default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached"];
    asked.cache = choice(cx, init, "cache", &caches, asked.cache)?;
    asked.redirect = choice(cx, init, "redirect", &["follow", "manual", "error"], asked.redirect)?;
    match member(cx, init, "method")? {
        Value::Undefined => {}
        method => asked.method = method_of(cx, method)?,
    }
    match member(cx, init, "signal")? {
        Value::Undefined => {}
        Value::Null => asked.signal = None,
        Value::Object(signal) if Signal::is(cx, signal) => asked.signal = Some(signal),
        _ => return Err(cx.type_error("Failed to construct 'Request': member signal is not of type AbortSignal.")),
    }
    Ok(())
}

/// Converts a method (§2.2.1). DELETE, GET, HEAD, OPTIONS, POST and PUT are converted to upper case.
fn method_of(cx: &mut Context<'_>, value: Value) -> Result<JsString, Thrown> {
    let method = cx.to_string(value)?;
    let text = cx.heap().copied(method);
    if !is_name(&text) {
        return Err(type_error(cx, ["'", &text, "' is not a valid HTTP method."]));
    }
    let is = |word: &&str| text.eq_ignore_ascii_case(word);
    if ["CONNECT", "TRACE", "TRACK"].iter().any(is) {
        return Err(type_error(cx, ["'", &text, "' HTTP method is unsupported."]));
    }
    let known = ["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"];
    Ok(known.iter().copied().find(is).map_or(method, |known| cx.heap().string(known)))
}

fn parse_url(cx: &mut Context<'_>, input: Value) -> Result<Url, Thrown> {
    let text = string(cx, input)?;
    let Ok(url) = Url::parse(&text) else {
        let message = cx.heap().concat(["Failed to parse URL from ", &text]);
        let error = cx.heap().error(ErrorClass::TypeError, &message);
        let cause = native_error(cx, Intrinsic::TypeError, "ERR_INVALID_URL", "Invalid URL");
        let input = cx.heap().string_from(text);
        cx.heap().define_data(cause, "input", input);
        set_cause(cx, error, cause.into());
        return Err(error.into());
    };
    if !url.username().is_empty() || url.password().is_some() {
        return Err(type_error(cx, ["Request cannot be constructed from a URL that includes credentials: ", &text]));
    }
    Ok(url)
}

/// `new Request(input, init)` (§5.4).
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let new_target = new_target(cx, &call)?;
    require(cx, &call, 1, "Request constructor")?;
    let asked = ask(cx, call.get(0), call.get(1))?;
    let request = RequestState {
        headers: new_headers(cx, asked.headers, false),
        signal: Signal::following(cx, asked.signal)?,
        method: asked.method,
        url: asked.url,
        body: asked.body,
        mode: asked.mode,
        credentials: asked.credentials,
        cache: asked.cache,
        redirect: asked.redirect,
    };
    Ok(cx.create(new_target, Intrinsic::Request, Kind::Slots(Box::new(request)))?.into())
}

/// `clone()` (§5.4).
fn clone(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let mut request = cx.this::<RequestState>(&call)?.clone();
    if let Some(body) = &mut request.body {
        if body.is_unusable(cx) {
            return Err(cx.type_error("unusable"));
        }
        request.body = Some(body.try_clone(cx)?);
    }
    let list = list_of(cx, request.headers);
    request.headers = new_headers(cx, list, false);
    request.signal = Signal::following(cx, Some(request.signal))?;
    Ok(cx.heap().alloc_kind(Intrinsic::Request, Kind::Slots(Box::new(request))).into())
}
