//! `Response` (Fetch §5.5).

use alloc::{boxed::Box, format, string::String};

use ::url::Url;

use super::{
    body::{Body, Package, consume, extract},
    header_list::HeaderList,
    headers::{list_from, list_of, new_headers},
    webidl::{byte_string, dictionary, illegal_invocation, member, require, string},
};
use crate::{
    globals::support::receiver::new_target_of,
    globals::{
        structured::stringify_json,
        support::idl::{operation, read_only},
        web::streams::is_disturbed,
    },
    js::{Arguments, Class, Context, Intrinsic, Kind, Object, Slots, Thrown, Value, number},
};

pub(in crate::globals) static RESPONSE: Class = Class::interface(Intrinsic::Response, "Response")
    .constructor(0, construct)
    .statics(&[operation("error", 0, error), operation("json", 1, json_of), operation("redirect", 1, redirect)])
    .prototype(&[
        read_only("type", |cx, call| get(cx, &call, |cx, response| cx.heap().string(response.kind).into())),
        read_only("url", |cx, call| get(cx, &call, |cx, response| cx.heap().string_from(response.url).into())),
        read_only("redirected", |cx, call| get(cx, &call, |_, response| response.redirected.into())),
        read_only("status", |cx, call| get(cx, &call, |_, response| u32::from(response.status).into())),
        read_only("ok", |cx, call| get(cx, &call, |_, response| (200..300).contains(&response.status).into())),
        read_only("statusText", |cx, call| {
            get(cx, &call, |cx, response| cx.heap().string_from(response.status_text).into())
        }),
        read_only("headers", |cx, call| get(cx, &call, |_, response| response.headers.into())),
        read_only("body", |cx, call| {
            get(cx, &call, |_, response| response.body.map_or(Value::Null, |body| body.stream.into()))
        }),
        read_only("bodyUsed", |cx, call| {
            get(cx, &call, |cx, response| response.body.is_some_and(|body| is_disturbed(cx, body.stream)).into())
        }),
        operation("clone", 0, clone),
        operation("arrayBuffer", 0, |cx, call| consume_as(cx, &call, Package::ArrayBuffer)),
        operation("text", 0, |cx, call| consume_as(cx, &call, Package::Text)),
        operation("json", 0, |cx, call| consume_as(cx, &call, Package::Json)),
        operation("bytes", 0, |cx, call| consume_as(cx, &call, Package::Bytes)),
    ])
    .tagged();

/// Returns whether a response with this status has no body (§2.2.3, null body status).
pub(super) fn has_no_body(status: u16) -> bool {
    matches!(status, 101 | 103 | 204 | 205 | 304)
}

/// The internal slots of a `Response` (§2.2.6).
#[derive(Clone, Debug)]
pub(super) struct Response {
    pub(super) kind: &'static str,
    pub(super) url: String,
    pub(super) redirected: bool,
    pub(super) status: u16,
    pub(super) status_text: String,
    pub(super) headers: Object,
    pub(super) body: Option<Body>,
}

impl Slots for Response {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.headers.into());
        self.body.iter().for_each(|body| body.trace(visit));
    }

    fn bytes(&self) -> usize {
        size_of::<Response>().saturating_add(self.url.len()).saturating_add(self.status_text.len())
    }
}

/// Creates a `Response` object.
pub(super) fn new_response(cx: &mut Context<'_>, response: Response) -> Object {
    cx.heap().alloc_kind(Intrinsic::Response, Kind::Slots(Box::new(response)))
}

fn this_response(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<Response, Thrown> {
    match cx.heap().slots::<Response>(call.this).cloned() {
        Some(response) => Ok(response),
        None => Err(illegal_invocation(cx)),
    }
}

fn get(
    cx: &mut Context<'_>,
    call: &Arguments<'_>,
    show: impl FnOnce(&mut Context<'_>, Response) -> Value,
) -> Result<Value, Thrown> {
    let response = this_response(cx, call)?;
    Ok(show(cx, response))
}

fn consume_as(cx: &mut Context<'_>, call: &Arguments<'_>, package: Package) -> Result<Value, Thrown> {
    let body = cx.heap().slots::<Response>(call.this).map(|response| response.body.clone());
    consume(cx, body, package)
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
) -> Result<Response, Thrown> {
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
            if let Some(kind) = kind.filter(|_| !list.contains("content-type")) {
                list.append("content-type", kind);
            }
            Some(body)
        }
        None => None,
    };
    let headers = new_headers(cx, list, false);
    Ok(Response { kind: "default", url: String::new(), redirected: false, status, status_text, headers, body })
}

/// `new Response(body, init)` (§5.5).
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let new_target = new_target_of(cx, &call, "_Response")?;
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
    let response = Response {
        kind: "error",
        url: String::new(),
        redirected: false,
        status: 0,
        status_text: String::new(),
        headers,
        body: None,
    };
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
        return Err(cx.type_error(&format!("Failed to parse URL from {text}")));
    };
    if !super::redirect::is_redirect(status) {
        return Err(cx.range_error(&format!("Invalid status code {status}")));
    }
    let mut list = HeaderList::default();
    list.append("location", url.as_str());
    let headers = new_headers(cx, list, true);
    let response = Response {
        kind: "default",
        url: String::new(),
        redirected: false,
        status,
        status_text: String::new(),
        headers,
        body: None,
    };
    Ok(new_response(cx, response).into())
}

/// `clone()` (§5.5).
fn clone(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let mut response = this_response(cx, &call)?;
    if let Some(mut body) = response.body.take() {
        if body.is_unusable(cx) {
            return Err(cx.type_error("Response.clone: Body has already been consumed."));
        }
        response.body = Some(body.try_clone(cx)?);
        if let Some(this) = cx.heap().slots_mut::<Response>(call.this) {
            this.body = Some(body);
        }
    }
    let list = list_of(cx, response.headers);
    // The clone has the same guard: the headers of a network response and of `Response.error()` are immutable.
    let immutable = response.kind != "default";
    response.headers = new_headers(cx, list, immutable);
    Ok(new_response(cx, response).into())
}
