//! `URL` (WHATWG [URL] §6.1), based on the parser of the `url` crate.
//!
//! This module shares the crate's deviations from the standard, in the paths of `file` URLs that begin with an empty
//! segment (`file:////x`), or with a Windows drive letter after a host (`file://host/c:/x`).
//!
//! [URL]: https://url.spec.whatwg.org/

use alloc::{boxed::Box, format, string::String, vec::Vec};

use ::url::{Position, Url, quirks};

use super::{
    pair_iterable::Pair,
    url_search_params::SearchParams,
    urlencoded::{self, parsed_size},
};
use crate::{
    globals::support::{
        idl::{attribute, new_target, operation, read_only, require_arguments},
        node_error::{coded_error, native_error},
        receiver::{Receiver, no_private_field, no_private_method},
    },
    js::{Arguments, Class, Context, Heap, Intrinsic, Kind, Object, Slots, Thrown, Value, price, string::copy},
};

/// An attribute that is read from the URL record, and set with the steps of the URL Standard.
macro_rules! attribute {
    ($name:literal, $get:expr, $set:expr) => {
        attribute($name, |cx, call| get(cx, &call, $get), |cx, call| set(cx, &call, $set))
    };
}

pub(in crate::globals) static URL: Class = Class::interface(Intrinsic::Url, "URL")
    .constructor(1, construct)
    .statics(&[operation("canParse", 1, can_parse), operation("parse", 1, parse_or_null)])
    .prototype(&[
        operation("toString", 0, href),
        attribute("href", href, set_href),
        read_only("origin", origin),
        attribute!("protocol", quirks::protocol, set_protocol),
        attribute!("username", quirks::username, |url, text| {
            // This setter and the next ones ignore invalid values (§6.1).
            let _ = quirks::set_username(url, text);
        }),
        attribute!("password", quirks::password, |url, text| {
            let _ = quirks::set_password(url, text);
        }),
        attribute!("host", quirks::host, |url, text| {
            let _ = quirks::set_host(url, text);
        }),
        attribute!("hostname", quirks::hostname, |url, text| {
            let _ = quirks::set_hostname(url, text);
        }),
        attribute!("port", quirks::port, |url, text| {
            let _ = quirks::set_port(url, text);
        }),
        attribute!("pathname", quirks::pathname, set_pathname),
        attribute("search", search, set_search),
        read_only("searchParams", search_params),
        attribute!("hash", quirks::hash, quirks::set_hash),
        operation("toJSON", 0, href),
    ])
    .tagged();

/// The internal slots of a `URL` (§6.1).
#[derive(Debug)]
pub(super) struct UrlState {
    url: Url,
    /// The query object, once the program has requested it.
    params: Option<Object>,
}

impl Slots for UrlState {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.params.into_iter().for_each(|params| visit(params.into()));
    }

    fn bytes(&self) -> usize {
        self.url.as_str().len()
    }
}

impl Receiver for UrlState {
    const CLASS: &'static Class = &URL;
    const FIELD: Option<&'static str> = Some("#context");
}

/// Parses a URL (§6.1, API URL parser). `None` is failure.
fn parse(url: &str, base: Option<&str>) -> Option<Url> {
    let base = match base {
        Some(base) => Some(parse(base, None)?),
        None => None,
    };
    let mut url = Url::options().base_url(base.as_ref()).parse(url).ok()?;
    fix_drive_letter(&mut url);
    Some(url)
}

/// Replaces `C|` at the start of a `file` URL's path with `C:` (§4.4, path state), which the crate omits.
fn fix_drive_letter(url: &mut Url) {
    if let ("file", [b'/', letter, b'|', rest @ ..]) = (url.scheme(), url.path().as_bytes()) {
        if letter.is_ascii_alphabetic() && matches!(rest, [] | [b'/', ..]) {
            let path = url.path().replacen('|', ":", 1);
            url.set_path(&path);
        }
    }
}

/// Converts the two arguments of the constructor, `canParse` and `parse`.
fn parse_arguments(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<(String, Option<String>), Thrown> {
    require_arguments(cx, call, &["url"])?;
    let url = cx.to_string(call.get(0))?;
    let base = match call.get(1) {
        Value::Undefined => None,
        base => Some(cx.to_string(base)?),
    };
    let heap = cx.heap();
    let length = base.map_or(0, |base| heap.text(base).len()).saturating_add(heap.text(url).len());
    cx.charge(price::text(length))?;
    Ok((cx.heap().copied(url), base.map(|base| cx.heap().copied(base))))
}

/// `new URL(url, base)` (§6.1).
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let new_target = new_target(cx, &call)?;
    let (url, base) = parse_arguments(cx, &call)?;
    match parse(&url, base.as_deref()) {
        Some(url) => {
            Ok(cx.create(new_target, Intrinsic::Url, Kind::Slots(Box::new(UrlState { url, params: None })))?.into())
        }
        None => {
            let error = native_error(cx, Intrinsic::TypeError, INVALID_URL, "Invalid URL");
            Err(invalid_url(cx.heap(), error, &url, base.as_deref()))
        }
    }
}

const INVALID_URL: &str = "ERR_INVALID_URL";

/// Adds the properties of Node's `ERR_INVALID_URL` to an error.
fn invalid_url(heap: &mut Heap, error: Object, url: &str, base: Option<&str>) -> Thrown {
    for (name, text) in [("input", Some(url)), ("base", base)] {
        if let Some(text) = text {
            let text = heap.string(text);
            heap.define_data(error, name, text);
        }
    }
    error.into()
}

/// `URL.canParse(url, base)` (§6.1).
fn can_parse(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (url, base) = parse_arguments(cx, &call)?;
    Ok(parse(&url, base.as_deref()).is_some().into())
}

/// `URL.parse(url, base)` (§6.1).
fn parse_or_null(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (url, base) = parse_arguments(cx, &call)?;
    let Some(url) = parse(&url, base.as_deref()) else { return Ok(Value::Null) };
    Ok(cx.heap().alloc_kind(Intrinsic::Url, Kind::Slots(Box::new(UrlState { url, params: None }))).into())
}

fn get(cx: &mut Context<'_>, call: &Arguments<'_>, attribute: fn(&Url) -> &str) -> Result<Value, Thrown> {
    let text = copy(attribute(&cx.this::<UrlState>(call)?.url));
    cx.made(text)
}

/// Does the same as [`get`] for an attribute whose getter in Node first calls a private method.
fn get_by_method(cx: &mut Context<'_>, call: &Arguments<'_>, attribute: fn(&Url) -> &str) -> Result<Value, Thrown> {
    if cx.heap().slots::<UrlState>(call.this).is_none() {
        return Err(no_private_method(cx, "URL", call.this));
    }
    get(cx, call, attribute)
}

/// `href`, `toString()` and `toJSON()` (§6.1).
fn href(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    get_by_method(cx, &call, Url::as_str)
}

/// `search` (§6.1).
fn search(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    get_by_method(cx, &call, quirks::search)
}

/// `origin` (§6.1).
fn origin(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let origin = quirks::origin(&cx.this::<UrlState>(&call)?.url);
    Ok(cx.heap().string_from(origin).into())
}

/// Returns the slots to change, and the text that an attribute is set to.
fn setting<'a>(cx: &'a mut Context<'_>, call: &Arguments<'_>) -> Result<(&'a mut UrlState, String), Thrown> {
    cx.this_object::<UrlState>(call)?;
    let text = cx.to_string(call.get(0))?;
    let text = cx.heap().copied(text);
    cx.heap().account(text.len());
    let written = cx.this::<UrlState>(call)?.url.as_str().len();
    cx.charge(price::text(text.len()).saturating_add(price::each(written)))?;
    Ok((cx.this(call)?, text))
}

fn set(cx: &mut Context<'_>, call: &Arguments<'_>, attribute: fn(&mut Url, &str)) -> Result<Value, Thrown> {
    let (state, text) = setting(cx, call)?;
    attribute(&mut state.url, &text);
    Ok(Value::Undefined)
}

/// The `protocol` setter (§6.1).
fn set_protocol(url: &mut Url, text: &str) {
    if quirks::set_protocol(url, text).is_ok() {
        return;
    }
    // The standard permits more changes between `file` and the other special schemes than the crate does (§4.4, scheme
    // state).
    let scheme = text.split(':').next().unwrap_or_default().to_ascii_lowercase();
    let is_special = |scheme: &str| matches!(scheme, "http" | "https" | "ws" | "wss" | "ftp");
    let from_file = url.scheme() == "file" && url.has_host() && is_special(&scheme);
    let has_more = !url.username().is_empty() || url.password().is_some() || url.port().is_some();
    if from_file || (scheme == "file" && is_special(url.scheme()) && !has_more) {
        if let Ok(changed) = Url::parse(&format!("{scheme}{}", &url[Position::AfterScheme..])) {
            *url = changed;
        }
    }
}

/// The `pathname` setter (§6.1).
fn set_pathname(url: &mut Url, text: &str) {
    quirks::set_pathname(url, text);
    fix_drive_letter(url);
    // A path that begins with two slashes must not be mistaken for a host in the serialized URL (§4.5, URL
    // serializing). The crate does not prevent that.
    if !url.cannot_be_a_base() && !url.has_authority() && url.path().starts_with("//") {
        let fixed = format!("{}:/.{}", url.scheme(), &url[Position::BeforePath..]);
        if let Ok(fixed) = Url::parse(&fixed) {
            *url = fixed;
        }
    }
}

/// The `href` setter (§6.1).
fn set_href(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (state, text) = setting(cx, &call)?;
    match parse(&text, None) {
        Some(url) => state.url = url,
        None => {
            let error = coded_error(cx, Intrinsic::TypeError, INVALID_URL, "Invalid URL");
            return Err(invalid_url(cx.heap(), error, &text, None));
        }
    }
    update_params(cx, call.this)
}

/// The `search` setter (§6.1).
fn set_search(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (state, text) = setting(cx, &call)?;
    quirks::set_search(&mut state.url, &text);
    update_params(cx, call.this)
}

/// Parses the query of a URL into pairs.
fn query_pairs(cx: &mut Context<'_>, url: Value) -> Result<Vec<Pair>, Thrown> {
    fn query<'a>(cx: &'a mut Context<'_>, url: Value) -> &'a str {
        cx.heap().slots::<UrlState>(url).and_then(|state| state.url.query()).unwrap_or_default()
    }
    let size = parsed_size(query(cx, url));
    cx.charge_bytes(size)?;
    urlencoded::parse(query(cx, url)).map_err(|error| cx.too_long(error))
}

/// Updates the query object with the query of the URL.
fn update_params(cx: &mut Context<'_>, url: Value) -> Result<Value, Thrown> {
    if let Some(&UrlState { params: Some(params), .. }) = cx.heap().slots::<UrlState>(url) {
        let list = query_pairs(cx, url)?;
        cx.slots::<SearchParams>(params)?.list = list;
    }
    Ok(Value::Undefined)
}

/// `searchParams` (§6.1).
fn search_params(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (Some(state), Value::Object(url)) = (cx.heap().slots::<UrlState>(call.this), call.this) else {
        return Err(no_private_field(cx, "#searchParams", call.this));
    };
    if let Some(params) = state.params {
        return Ok(params.into());
    }
    let list = query_pairs(cx, call.this)?;
    let params = Kind::Slots(Box::new(SearchParams { list, url: Some(url) }));
    let params = cx.heap().alloc_kind(Intrinsic::UrlSearchParams, params);
    cx.slots::<UrlState>(url)?.params = Some(params);
    Ok(params.into())
}

/// Sets the query of a URL after a change of its query object (§6.2, update).
pub(super) fn set_query(cx: &mut Context<'_>, url: Object, query: &str) {
    cx.heap().account(query.len());
    if let Some(state) = cx.heap().slots_mut::<UrlState>(url.into()) {
        state.url.set_query(Some(query).filter(|query| !query.is_empty()));
    }
}
