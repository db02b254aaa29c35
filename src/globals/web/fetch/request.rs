//! `Request` (Fetch §5.4).

use alloc::{boxed::Box, format, string::String};

use ::url::Url;

use super::{
    body::{Body, Package, consume, extract},
    header_list::{HeaderList, is_name},
    headers::{list_from, list_of, new_headers},
    webidl::{choice, dictionary, illegal_invocation, member, require, string},
};
use crate::{
    globals::support::receiver::new_target_of,
    globals::{
        support::{
            idl::{operation, read_only},
            node_error::native_error,
        },
        web::{abort::Signal, streams::is_disturbed},
    },
    js::{Arguments, Class, Context, ErrorClass, Intrinsic, Kind, Object, Slots, Thrown, Value},
};

/// A read-only attribute whose value is the same for all requests outside of a browser.
macro_rules! fixed {
    ($name:literal, $value:expr) => {
        read_only($name, |cx, call| get(cx, &call, |cx, _| cx.heap().string($value).into()))
    };
}

pub(in crate::globals) static REQUEST: Class = Class::interface(Intrinsic::Request, "Request")
    .constructor(1, construct)
    .prototype(&[
        read_only("method", |cx, call| get(cx, &call, |cx, request| cx.heap().string_from(request.method).into())),
        read_only("url", |cx, call| get(cx, &call, |cx, request| cx.heap().string(request.url.as_str()).into())),
        read_only("headers", |cx, call| get(cx, &call, |_, request| request.headers.into())),
        fixed!("destination", ""),
        fixed!("referrer", "about:client"),
        fixed!("referrerPolicy", ""),
        read_only("mode", |cx, call| get(cx, &call, |cx, request| cx.heap().string(request.mode).into())),
        read_only("credentials", |cx, call| get(cx, &call, |cx, request| cx.heap().string(request.credentials).into())),
        read_only("cache", |cx, call| get(cx, &call, |cx, request| cx.heap().string(request.cache).into())),
        read_only("redirect", |cx, call| get(cx, &call, |cx, request| cx.heap().string(request.redirect).into())),
        fixed!("integrity", ""),
        read_only("keepalive", |cx, call| get(cx, &call, |_, _| false.into())),
        read_only("isReloadNavigation", |cx, call| get(cx, &call, |_, _| false.into())),
        read_only("isHistoryNavigation", |cx, call| get(cx, &call, |_, _| false.into())),
        read_only("signal", |cx, call| get(cx, &call, |_, request| request.signal.into())),
        read_only("body", |cx, call| {
            get(cx, &call, |_, request| request.body.map_or(Value::Null, |body| body.stream.into()))
        }),
        read_only("bodyUsed", |cx, call| {
            get(cx, &call, |cx, request| request.body.is_some_and(|body| is_disturbed(cx, body.stream)).into())
        }),
        fixed!("duplex", "half"),
        operation("clone", 0, clone),
        operation("arrayBuffer", 0, |cx, call| consume_as(cx, &call, Package::ArrayBuffer)),
        operation("text", 0, |cx, call| consume_as(cx, &call, Package::Text)),
        operation("json", 0, |cx, call| consume_as(cx, &call, Package::Json)),
        operation("bytes", 0, |cx, call| consume_as(cx, &call, Package::Bytes)),
    ])
    .tagged();

/// The internal slots of a `Request` (§2.2.5).
#[derive(Clone, Debug)]
pub(super) struct Request {
    method: String,
    url: Url,
    headers: Object,
    body: Option<Body>,
    mode: &'static str,
    credentials: &'static str,
    cache: &'static str,
    redirect: &'static str,
    signal: Object,
}

impl Slots for Request {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.headers.into());
        visit(self.signal.into());
        self.body.iter().for_each(|body| body.trace(visit));
    }

    fn bytes(&self) -> usize {
        size_of::<Request>().saturating_add(self.url.as_str().len())
    }
}

/// The parameters of a request, from which a `Request` is created.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) method: String,
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
    let from = cx.heap().slots::<Request>(input).cloned();
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
            method: "GET".into(),
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
    if (given.is_some() || inherited.is_some()) && matches!(asked.method.as_str(), "GET" | "HEAD") {
        return Err(cx.type_error("Request with GET/HEAD method cannot have body."));
    }
    match (given, inherited) {
        (Some(body), _) => {
            let (body, kind) = extract(cx, body)?;
            if body.source.is_none() {
                return Err(cx.type_error("a request body cannot be a stream: pass bytes or text"));
            }
            if let Some(kind) = kind.filter(|_| !asked.headers.contains("content-type")) {
                asked.headers.append("content-type", kind);
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
            crate::globals::web::streams::cancel(cx, body.stream, Value::Undefined);
        }
        (None, None) => {}
    }
    Ok(asked)
}

/// Applies the members of the dictionary whose values are strings, and the signal.
fn take_options(cx: &mut Context<'_>, init: Option<Object>, asked: &mut Asked) -> Result<(), Thrown> {
    const OF: &str = "Request constructor";
    if !matches!(member(cx, init, "window")?, Value::Undefined | Value::Null) {
        return Err(cx.type_error("'window' option 'client' must be null"));
    }
    let mode = member(cx, init, "mode")?;
    if let Some(mode) = choice(cx, mode, &["navigate", "same-origin", "no-cors", "cors"], OF)? {
        if mode == "navigate" {
            return Err(cx.type_error("Request constructor: invalid request mode navigate."));
        }
        asked.mode = mode;
    }
    let credentials = member(cx, init, "credentials")?;
    if let Some(credentials) = choice(cx, credentials, &["omit", "same-origin", "include"], OF)? {
        asked.credentials = credentials;
    }
    let cache = member(cx, init, "cache")?;
    let caches = ["default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached"];
    if let Some(cache) = choice(cx, cache, &caches, OF)? {
        asked.cache = cache;
    }
    let redirect = member(cx, init, "redirect")?;
    if let Some(redirect) = choice(cx, redirect, &["follow", "manual", "error"], OF)? {
        asked.redirect = redirect;
    }
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
fn method_of(cx: &mut Context<'_>, value: Value) -> Result<String, Thrown> {
    let method = string(cx, value)?;
    if !is_name(&method) {
        return Err(cx.type_error(&format!("'{method}' is not a valid HTTP method.")));
    }
    let capital = method.to_ascii_uppercase();
    match capital.as_str() {
        "CONNECT" | "TRACE" | "TRACK" => Err(cx.type_error(&format!("'{method}' HTTP method is unsupported."))),
        "DELETE" | "GET" | "HEAD" | "OPTIONS" | "POST" | "PUT" => Ok(capital),
        _ => Ok(method),
    }
}

fn parse_url(cx: &mut Context<'_>, input: Value) -> Result<Url, Thrown> {
    let text = string(cx, input)?;
    let Ok(url) = Url::parse(&text) else {
        let error = cx.heap().error(ErrorClass::TypeError, &format!("Failed to parse URL from {text}"));
        let cause = native_error(cx, Intrinsic::TypeError, "ERR_INVALID_URL", "Invalid URL");
        let input = cx.heap().string_from(text);
        cx.heap().define_data(cause, "input", input);
        super::fetching::set_cause(cx, error, cause.into());
        return Err(error.into());
    };
    if !url.username().is_empty() || url.password().is_some() {
        let message = format!("Request cannot be constructed from a URL that includes credentials: {text}");
        return Err(cx.type_error(&message));
    }
    Ok(url)
}

/// `new Request(input, init)` (§5.4).
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let new_target = new_target_of(cx, &call, "_Request")?;
    require(cx, &call, 1, "Request constructor")?;
    let asked = ask(cx, call.get(0), call.get(1))?;
    let request = request_of(cx, asked)?;
    Ok(cx.create(new_target, Intrinsic::Request, Kind::Slots(Box::new(request)))?.into())
}

fn request_of(cx: &mut Context<'_>, asked: Asked) -> Result<Request, Thrown> {
    Ok(Request {
        headers: new_headers(cx, asked.headers, false),
        signal: Signal::following(cx, asked.signal)?,
        method: asked.method,
        url: asked.url,
        body: asked.body,
        mode: asked.mode,
        credentials: asked.credentials,
        cache: asked.cache,
        redirect: asked.redirect,
    })
}

fn this_request(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<Request, Thrown> {
    match cx.heap().slots::<Request>(call.this).cloned() {
        Some(request) => Ok(request),
        None => Err(illegal_invocation(cx)),
    }
}

fn get(
    cx: &mut Context<'_>,
    call: &Arguments<'_>,
    show: impl FnOnce(&mut Context<'_>, Request) -> Value,
) -> Result<Value, Thrown> {
    let request = this_request(cx, call)?;
    Ok(show(cx, request))
}

fn consume_as(cx: &mut Context<'_>, call: &Arguments<'_>, package: Package) -> Result<Value, Thrown> {
    let body = cx.heap().slots::<Request>(call.this).map(|request| request.body.clone());
    consume(cx, body, package)
}

/// `clone()` (§5.4).
fn clone(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let mut request = this_request(cx, &call)?;
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
