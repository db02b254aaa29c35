//! `Response` (Fetch §5.5).

use alloc::{boxed::Box, format, string::String};

use ::url::Url;

use super::{
    body::{Body, HasBody, Package, body_used, consume, extract, stream_of},
    header_list::HeaderList,
    headers::{list_from, list_of, new_headers},
    redirect::is_redirect,
    webidl::{byte_string, dictionary, member, require, string, type_error},
};
use crate::{
    globals::{
        structured::stringify_json,
        support::{
            idl::{operation, read_only},
            receiver::{Receiver, new_target},
        },
    },
    js::{Arguments, Class, Context, Intrinsic, JsString, Kind, Object, Slots, Thrown, Value, number},
};

pub(in crate::globals) static RESPONSE: Class = Class::undici(Intrinsic::Response, "Response")
    .constructor(0, construct)
    .statics(&[operation("error", 0, error), operation("json", 1, json_of), operation("redirect", 1, redirect)])
    .prototype(&[
        read_only("type", |cx, call| {
            let kind = cx.this::<ResponseState>(&call)?.kind;
            Ok(cx.heap().string(kind).into())
        }),
        read_only("url", |cx, call| get(cx, &call, |response| response.url.into())),
        read_only("redirected", |cx, call| get(cx, &call, |response| response.redirected.into())),
        read_only("status", |cx, call| get(cx, &call, |response| u32::from(response.status).into())),
        read_only("ok", |cx, call| get(cx, &call, |response| (200..300).contains(&response.status).into())),
        read_only("statusText", |cx, call| get(cx, &call, |response| response.status_text.into())),
        read_only("headers", |cx, call| get(cx, &call, |response| response.headers.into())),
        read_only("body", stream_of::<ResponseState>),
        read_only("bodyUsed", body_used::<ResponseState>),
        operation("clone", 0, clone),
        operation("arrayBuffer", 0, |cx, call| consume::<ResponseState>(cx, &call, Package::ArrayBuffer)),
        operation("text", 0, |cx, call| consume::<ResponseState>(cx, &call, Package::Text)),
        operation("json", 0, |cx, call| consume::<ResponseState>(cx, &call, Package::Json)),
        operation("bytes", 0, |cx, call| consume::<ResponseState>(cx, &call, Package::Bytes)),
    ])
    .tagged();

/// Returns whether a response with this status has no body (§2.2.3, null body status).
pub(super) fn has_no_body(status: u16) -> bool {
    matches!(status, 101 | 103 | 204 | 205 | 304)
}

/// The internal slots of a `Response` (§2.2.6).
#[derive(Clone, Debug)]
pub(super) struct ResponseState {
    pub(super) kind: &'static str,
    pub(super) url: JsString,
    pub(super) redirected: bool,
    pub(super) status: u16,
    pub(super) status_text: JsString,
    pub(super) headers: Object,
    pub(super) body: Option<Body>,
}

impl Slots for ResponseState {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        [self.url.into(), self.status_text.into(), self.headers.into()].into_iter().for_each(&mut *visit);
        self.body.iter().for_each(|body| body.trace(visit));
    }

    fn bytes(&self) -> usize {
        size_of::<ResponseState>().saturating_add(self.body.as_ref().map_or(0, Body::bytes))
    }
}

impl Receiver for ResponseState {
    const CLASS: &'static Class = &RESPONSE;
}

impl HasBody for ResponseState {
    fn body(&self) -> Option<&Body> {
        self.body.as_ref()
    }
}

impl ResponseState {
    /// Creates a response without a body and a URL.
    fn new(cx: &mut Context<'_>, kind: &'static str, status: u16, headers: Object) -> Self {
        let empty = cx.heap().names().empty;
        ResponseState { kind, url: empty, redirected: false, status, status_text: empty, headers, body: None }
    }
}

/// Creates a `Response` object.
pub(super) fn new_response(cx: &mut Context<'_>, response: ResponseState) -> Object {
    cx.heap().alloc_kind(Intrinsic::Response, Kind::Slots(Box::new(response)))
}

fn get(cx: &mut Context<'_>, call: &Arguments<'_>, field: fn(&ResponseState) -> Value) -> Result<Value, Thrown> {
    Ok(field(cx.this(call)?))
}

/// Returns whether a text is a reason phrase (RFC 9112 §4).
fn is_reason_phrase(text: &str) -> bool {
    text.chars().all(|character| character == '\t' || !character.is_ascii_control())
}

/// Initializes a response (§5.5, initialize a response).
fn initialize(
    cx: &mut Context<'_>,
    init: Value,
    body: Option<(Body, Option<&'static str>)>,
) -> Result<ResponseState, Thrown> {
    let init = dictionary(cx, init, "undefined")?;
    let status = match member(cx, init, "status")? {
        Value::Undefined => 200,
        // `unsigned short` (Web IDL §3.2.4.6).
        value => number::to_uint32(cx.to_number(value)?) as u16,
    };
    let status_text = match member(cx, init, "statusText")? {
        Value::Undefined => String::new(),
        value => byte_string(cx, value)?,
    };
    let headers = member(cx, init, "headers")?;
    if !(200..=599).contains(&status) {
        return Err(cx.range_error("init[\"status\"] must be in the range of 200 to 599, inclusive."));
    }
    if !is_reason_phrase(&status_text) {
        return Err(cx.type_error("Invalid statusText"));
    }
    let mut list = list_from(cx, headers)?;
    let body = match body {
        Some(_) if has_no_body(status) => {
            return Err(cx.type_error(&format!("Response constructor: Invalid response status code {status}")));
        }
        Some((body, kind)) => {
            if let Some(kind) = kind.filter(|_| !list.contains(cx.heap(), "content-type")) {
                list.append(cx.heap(), "content-type", kind);
            }
            Some(body)
        }
        None => None,
    };
    let headers = new_headers(cx, list, false);
    let status_text = cx.heap().string_from(status_text);
    Ok(ResponseState { status_text, body, ..ResponseState::new(cx, "default", status, headers) })
}

/// `new Response(body, init)` (§5.5).
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let new_target = new_target(cx, &call)?;
    let body = match call.get(0) {
        Value::Undefined | Value::Null => None,
        value => Some(extract(cx, value)?),
    };
    let response = initialize(cx, call.get(1), body)?;
    Ok(cx.create(new_target, Intrinsic::Response, Kind::Slots(Box::new(response)))?.into())
}

/// `Response.error()` (§5.5).
fn error(cx: &mut Context<'_>, _: Arguments<'_>) -> Result<Value, Thrown> {
    let headers = new_headers(cx, HeaderList::default(), true);
    let response = ResponseState::new(cx, "error", 0, headers);
    Ok(new_response(cx, response).into())
}

/// `Response.json(data, init)` (§5.5).
fn json_of(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    require(cx, &call, 1, "Response.json")?;
    let Value::String(text) = stringify_json(cx, call.get(0))? else {
        return Err(cx.type_error("Value is not JSON serializable"));
    };
    let (body, _) = extract(cx, text.into())?;
    let response = initialize(cx, call.get(1), Some((body, Some("application/json"))))?;
    Ok(new_response(cx, response).into())
}

/// `Response.redirect(url, status)` (§5.5).
fn redirect(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    require(cx, &call, 1, "Response.redirect")?;
    let text = string(cx, call.get(0))?;
    let status = match call.get(1) {
        Value::Undefined => 302,
        value => number::to_uint32(cx.to_number(value)?) as u16,
    };
    let Ok(url) = Url::parse(&text) else {
        return Err(type_error(cx, ["Failed to parse URL from ", &text]));
    };
    if !is_redirect(status) {
        return Err(cx.range_error(&format!("Invalid status code {status}")));
    }
    let mut list = HeaderList::default();
    list.append(cx.heap(), "location", url.as_str());
    let headers = new_headers(cx, list, true);
    let response = ResponseState::new(cx, "default", status, headers);
    Ok(new_response(cx, response).into())
}

/// `clone()` (§5.5).
fn clone(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let mut response = cx.this::<ResponseState>(&call)?.clone();
    if let Some(mut body) = response.body.take() {
        if body.is_unusable(cx) {
            return Err(cx.type_error("Response.clone: Body has already been consumed."));
        }
        response.body = Some(body.try_clone(cx)?);
        cx.this::<ResponseState>(&call)?.body = Some(body);
    }
    let list = list_of(cx, response.headers);
    // The clone has the same guard: the headers of a network response and of `Response.error()` are immutable.
    let immutable = response.kind != "default";
    response.headers = new_headers(cx, list, immutable);
    Ok(new_response(cx, response).into())
}
