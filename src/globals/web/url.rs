//! `URL` (WHATWG [URL] §6.1), on the `url` crate's parser.
//!
//! Where the crate differs from the standard, so does this: in the paths of `file` URLs that begin with an empty segment
//! (`file:////x`), or with a drive letter of Windows after a host (`file://host/c:/x`).
//!
//! [URL]: https://url.spec.whatwg.org/

use alloc::{boxed::Box, format, string::String, vec::Vec};

use ::url::{Position, Url, quirks};

use super::{
    idl::{attribute, invalid_this, new_target, operation, read_only, require_arguments},
    node_error::coded_error,
    url_search_params::SearchParams,
    urlencoded::{self, Pair, parsed_size},
};
use crate::js::{Arguments, Builtin, Class, Context, Intrinsic, Kind, Object, Slots, Thrown, Value, price};

/// An attribute that is read from the record, and written to it by the URL Standard's steps.
macro_rules! attribute {
    ($name:literal, $get:expr, $set:expr) => {
        attribute($name, |cx, call| get(cx, &call, $get), |cx, call| set(cx, &call, $set))
    };
}

pub(in crate::globals) static URL: Class = Class {
    intrinsic: Intrinsic::Url,
    name: "URL",
    length: 1,
    construct,
    statics: &[operation("canParse", 1, can_parse), operation("parse", 1, parse_or_null)],
    prototype: &[
        Builtin::constructor(&URL),
        Builtin::tag("URL"),
        operation("toString", 0, |cx, call| get(cx, &call, |url| url.as_str().into())),
        attribute("href", |cx, call| get(cx, &call, |url| url.as_str().into()), set_href),
        read_only("origin", |cx, call| get(cx, &call, quirks::origin)),
        attribute!("protocol", |url| quirks::protocol(url).into(), set_protocol),
        attribute!("username", |url| quirks::username(url).into(), |url, text| {
            // What can't be is passed over, says §6.1 of this and of the next ones.
            let _ = quirks::set_username(url, text);
        }),
        attribute!("password", |url| quirks::password(url).into(), |url, text| {
            let _ = quirks::set_password(url, text);
        }),
        attribute!("host", |url| quirks::host(url).into(), |url, text| {
            let _ = quirks::set_host(url, text);
        }),
        attribute!("hostname", |url| quirks::hostname(url).into(), |url, text| {
            let _ = quirks::set_hostname(url, text);
        }),
        attribute!("port", |url| quirks::port(url).into(), |url, text| {
            let _ = quirks::set_port(url, text);
        }),
        attribute!("pathname", |url| quirks::pathname(url).into(), set_pathname),
        attribute("search", |cx, call| get(cx, &call, |url| quirks::search(url).into()), set_search),
        read_only("searchParams", search_params),
        attribute!("hash", |url| quirks::hash(url).into(), quirks::set_hash),
        operation("toJSON", 0, |cx, call| get(cx, &call, |url| url.as_str().into())),
    ],
    parent: None,
};

/// The internal slots of a `URL` (§6.1).
#[derive(Debug)]
pub(super) struct State {
    url: Url,
    /// Its query object, once somebody has asked for it.
    params: Option<Object>,
}

impl Slots for State {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.params.into_iter().for_each(|params| visit(params.into()));
    }

    fn bytes(&self) -> usize {
        self.url.as_str().len()
    }
}

/// §6.1, API URL parser. `None` is failure.
fn parse(url: &str, base: Option<&str>) -> Option<Url> {
    let base = match base {
        Some(base) => Some(parse(base, None)?),
        None => None,
    };
    let mut url = Url::options().base_url(base.as_ref()).parse(url).ok()?;
    fix_drive_letter(&mut url);
    Some(url)
}

/// Writes `C|` at the beginning of a `file` URL's path as `C:` (§4.4, path state), which the crate forgets.
fn fix_drive_letter(url: &mut Url) {
    if let ("file", [b'/', letter, b'|', rest @ ..]) = (url.scheme(), url.path().as_bytes()) {
        if letter.is_ascii_alphabetic() && matches!(rest, [] | [b'/', ..]) {
            let path = url.path().replacen('|', ":", 1);
            url.set_path(&path);
        }
    }
}

/// The two arguments of the constructor and of the functions that are like it.
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
    Ok((cx.heap().text(url).into(), base.map(|base| cx.heap().text(base).into())))
}

/// §6.1 `new URL(url, base)`
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let new_target = new_target(cx, &call, "URL")?;
    let (url, base) = parse_arguments(cx, &call)?;
    match parse(&url, base.as_deref()) {
        Some(url) => {
            Ok(cx.create(new_target, Intrinsic::Url, Kind::Slots(Box::new(State { url, params: None })))?.into())
        }
        None => Err(invalid_url(cx, &url, base.as_deref())),
    }
}

/// Node's `ERR_INVALID_URL`.
fn invalid_url(cx: &mut Context<'_>, url: &str, base: Option<&str>) -> Thrown {
    let error = coded_error(cx, Intrinsic::TypeError, "ERR_INVALID_URL", "Invalid URL");
    let heap = cx.heap();
    for (name, text) in [("input", Some(url)), ("base", base)] {
        if let Some(text) = text {
            let text = heap.string(text);
            heap.define_data(error, name, text);
        }
    }
    error.into()
}

/// §6.1 `URL.canParse(url, base)`
fn can_parse(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (url, base) = parse_arguments(cx, &call)?;
    Ok(parse(&url, base.as_deref()).is_some().into())
}

/// §6.1 `URL.parse(url, base)`
fn parse_or_null(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (url, base) = parse_arguments(cx, &call)?;
    let Some(url) = parse(&url, base.as_deref()) else { return Ok(Value::Null) };
    Ok(cx.heap().alloc_kind(Intrinsic::Url, Kind::Slots(Box::new(State { url, params: None }))).into())
}

fn get(cx: &mut Context<'_>, call: &Arguments<'_>, attribute: fn(&Url) -> String) -> Result<Value, Thrown> {
    match cx.heap().slots::<State>(call.this).map(|state| attribute(&state.url)) {
        Some(text) => Ok(cx.heap().string_from(text).into()),
        None => Err(invalid_this(cx, "URL")),
    }
}

/// The record, to change, and the text that an attribute is set to.
fn setting<'a>(cx: &'a mut Context<'_>, call: &Arguments<'_>) -> Result<(&'a mut State, String), Thrown> {
    if cx.heap().slots::<State>(call.this).is_none() {
        return Err(invalid_this(cx, "URL"));
    }
    let text = cx.to_string(call.get(0))?;
    let text = String::from(cx.heap().text(text));
    cx.heap().account(text.len());
    let written = cx.heap().slots::<State>(call.this).map_or(0, |state| state.url.as_str().len());
    cx.charge(price::text(text.len()).saturating_add(price::each(written)))?;
    match cx.heap().slots_mut::<State>(call.this) {
        Some(state) => Ok((state, text)),
        None => Err(Thrown::UNDEFINED),
    }
}

fn set(cx: &mut Context<'_>, call: &Arguments<'_>, attribute: fn(&mut Url, &str)) -> Result<Value, Thrown> {
    let (state, text) = setting(cx, call)?;
    attribute(&mut state.url, &text);
    Ok(Value::Undefined)
}

/// §6.1, the `protocol` setter
fn set_protocol(url: &mut Url, text: &str) {
    if quirks::set_protocol(url, text).is_ok() {
        return;
    }
    // Between `file` and the other special schemes the standard lets more pass than the crate does (§4.4, scheme state).
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

/// §6.1, the `pathname` setter
fn set_pathname(url: &mut Url, text: &str) {
    quirks::set_pathname(url, text);
    fix_drive_letter(url);
    // A path that begins with two slashes must not be taken for a host (§4.5, URL serializing), which the crate forgets.
    if !url.cannot_be_a_base() && !url.has_authority() && url.path().starts_with("//") {
        let fixed = format!("{}:/.{}", url.scheme(), &url[Position::BeforePath..]);
        if let Ok(fixed) = Url::parse(&fixed) {
            *url = fixed;
        }
    }
}

/// §6.1, the `href` setter
fn set_href(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (state, text) = setting(cx, &call)?;
    match parse(&text, None) {
        Some(url) => state.url = url,
        None => return Err(invalid_url(cx, &text, None)),
    }
    update_params(cx, call.this)?;
    Ok(Value::Undefined)
}

/// §6.1, the `search` setter
fn set_search(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (state, text) = setting(cx, &call)?;
    quirks::set_search(&mut state.url, &text);
    update_params(cx, call.this)?;
    Ok(Value::Undefined)
}

/// What the query says.
fn query_pairs(cx: &mut Context<'_>, url: Value) -> Result<Vec<Pair>, Thrown> {
    fn query<'a>(cx: &'a mut Context<'_>, url: Value) -> &'a str {
        cx.heap().slots::<State>(url).and_then(|state| state.url.query()).unwrap_or_default()
    }
    let size = parsed_size(query(cx, url));
    cx.admit(size)?;
    urlencoded::parse(query(cx, url)).map_err(|error| cx.too_long(error))
}

/// Has the query object say what the URL does.
fn update_params(cx: &mut Context<'_>, url: Value) -> Result<(), Thrown> {
    let Some(&State { params: Some(params), .. }) = cx.heap().slots::<State>(url) else { return Ok(()) };
    let list = query_pairs(cx, url)?;
    if let Some(params) = cx.heap().slots_mut::<SearchParams>(params.into()) {
        params.list = list;
    }
    Ok(())
}

/// §6.1 `searchParams`
fn search_params(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (Some(state), Value::Object(url)) = (cx.heap().slots::<State>(call.this), call.this) else {
        return Err(invalid_this(cx, "URL"));
    };
    if let Some(params) = state.params {
        return Ok(params.into());
    }
    let list = query_pairs(cx, call.this)?;
    let params = Kind::Slots(Box::new(SearchParams { list, url: Some(url) }));
    let params = cx.heap().alloc_kind(Intrinsic::UrlSearchParams, params);
    if let Some(state) = cx.heap().slots_mut::<State>(call.this) {
        state.params = Some(params);
    }
    Ok(params.into())
}

/// §6.2, update: the query object has changed.
pub(super) fn set_query(cx: &mut Context<'_>, url: Object, query: &str) {
    cx.heap().account(query.len());
    if let Some(state) = cx.heap().slots_mut::<State>(url.into()) {
        state.url.set_query(Some(query).filter(|query| !query.is_empty()));
    }
}
