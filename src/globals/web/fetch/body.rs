//! Bodies of requests and responses (Fetch §2.2.5, §5.2, §5.3).

use alloc::{boxed::Box, sync::Arc, vec::Vec};

use super::webidl::illegal_invocation;
use crate::{
    globals::{
        structured::{parse_json, zeros},
        web::{
            streams::{Source, Stream, acquire, is_disturbed, is_locked, new_stream, promised, read, tee},
            url_search_params::SearchParams,
            urlencoded::serialize,
        },
    },
    js::{Arguments, Context, Intrinsic, Kind, Object, Slots, Thrown, Value, string::decode_utf8},
};

/// A body (§2.2.5).
#[derive(Clone, Debug)]
pub(super) struct Body {
    pub(super) stream: Object,
    /// The bytes, if they are known without reading the stream.
    pub(super) source: Option<Arc<Vec<u8>>>,
}

impl Body {
    pub(super) fn of_stream(stream: Object) -> Self {
        Body { stream, source: None }
    }

    /// Creates a body from bytes.
    pub(super) fn of_bytes(cx: &mut Context<'_>, source: Arc<Vec<u8>>) -> Result<Self, Thrown> {
        let chunk = if source.is_empty() {
            None
        } else {
            let mut copy = zeros(cx, source.len())?;
            copy.copy_from_slice(&source);
            Some(cx.heap().uint8_array(copy).into())
        };
        let stream = new_stream(cx, chunk, Source::Nothing);
        cx.heap().account(source.len());
        Ok(Body { stream, source: Some(source) })
    }

    /// Returns whether the stream was read from, or is locked to a reader.
    pub(super) fn is_unusable(&self, cx: &mut Context<'_>) -> bool {
        is_disturbed(cx, self.stream) || is_locked(cx, self.stream)
    }

    /// Clones the body (§2.2.5, clone). A stream without a source is teed, and this body keeps the first branch.
    pub(super) fn try_clone(&mut self, cx: &mut Context<'_>) -> Result<Body, Thrown> {
        if let Some(source) = &self.source {
            return Body::of_bytes(cx, source.clone());
        }
        let [first, second] = tee(cx, self.stream)?;
        self.stream = first;
        Ok(Body::of_stream(second))
    }

    pub(super) fn trace(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.stream.into());
    }
}

/// Extracts a body and its content type from a value (§5.2, extract).
pub(super) fn extract(cx: &mut Context<'_>, value: Value) -> Result<(Body, Option<&'static str>), Thrown> {
    if let Value::Object(object) = value {
        if cx.heap().has_slots::<Stream>(object) {
            if is_disturbed(cx, object) || is_locked(cx, object) {
                return Err(cx.type_error("Response body object should not be disturbed or locked"));
            }
            return Ok((Body::of_stream(object), None));
        }
        if let Some(params) = cx.heap().slots::<SearchParams>(value) {
            let query = serialize(&params.list).map_err(|error| cx.too_long(error))?;
            let body = Body::of_bytes(cx, Arc::new(query.into_bytes()))?;
            return Ok((body, Some("application/x-www-form-urlencoded;charset=UTF-8")));
        }
        let heap = cx.heap();
        if let Some(length) = heap.buffer(object).or_else(|| heap.view_bytes(value)).map(<[u8]>::len) {
            let mut copy = zeros(cx, length)?;
            let heap = cx.heap();
            if let Some(bytes) = heap.buffer(object).or_else(|| heap.view_bytes(value)) {
                copy.copy_from_slice(bytes);
            }
            return Ok((Body::of_bytes(cx, Arc::new(copy))?, None));
        }
    }
    let string = cx.to_string(value)?;
    let length = cx.heap().text(string).len();
    let mut copy = zeros(cx, length)?;
    copy.copy_from_slice(cx.heap().text(string).as_bytes());
    Ok((Body::of_bytes(cx, Arc::new(copy))?, Some("text/plain;charset=UTF-8")))
}

/// The type that the bytes of a body are converted to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Package {
    ArrayBuffer,
    Bytes,
    Json,
    Text,
}

/// The state of reading a body to its end (§5.3, consume body).
#[derive(Debug)]
struct Consumer {
    reader: Object,
    bytes: Vec<u8>,
    promise: Object,
    package: Package,
}

impl Slots for Consumer {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.reader.into());
        visit(self.promise.into());
    }

    fn bytes(&self) -> usize {
        size_of::<Consumer>().saturating_add(self.bytes.capacity())
    }
}

/// Consumes a body (§5.3, consume body). `body` is `None` if the receiver is of another class, and `Some(None)` if the
/// receiver has no body.
pub(super) fn consume(cx: &mut Context<'_>, body: Option<Option<Body>>, package: Package) -> Result<Value, Thrown> {
    let Some(body) = body else {
        let thrown = illegal_invocation(cx);
        return Ok(promised(cx, Err(thrown)));
    };
    let Some(body) = body else {
        let result = finish(cx, Vec::new(), package);
        return Ok(promised(cx, result));
    };
    if body.is_unusable(cx) {
        let thrown = cx.type_error("Body is unusable: Body has already been read");
        return Ok(promised(cx, Err(thrown)));
    }
    let reader = acquire(cx, body.stream)?;
    let promise = cx.heap().promise();
    let consumer = Kind::Slots(Box::new(Consumer { reader, bytes: Vec::new(), promise, package }));
    let consumer = cx.heap().alloc_kind(Intrinsic::Object, consumer);
    read_on(cx, consumer, reader);
    Ok(promise.into())
}

fn read_on(cx: &mut Context<'_>, consumer: Object, reader: Object) {
    let chunk = read(cx, reader);
    let next = cx.heap().captured(1, take_chunk, [consumer.into()]);
    let failed = cx.heap().captured(1, take_failure, [consumer.into()]);
    cx.then(chunk, next.into(), failed.into());
}

fn take_failure(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let consumer = cx.captured(&call, 0);
    if let Some(promise) = cx.heap().slots::<Consumer>(consumer).map(|consumer| consumer.promise) {
        cx.reject(promise, call.get(0));
    }
    Ok(Value::Undefined)
}

fn take_chunk(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let Value::Object(consumer) = cx.captured(&call, 0) else { return Ok(Value::Undefined) };
    let Value::Object(result) = call.get(0) else { return Ok(Value::Undefined) };
    let done = cx.get_named(result, "done")?;
    let chunk = cx.get_named(result, "value")?;
    let is_done = cx.heap().is_truthy(done);
    let Some(slots) = cx.heap().slots_mut::<Consumer>(consumer.into()) else { return Ok(Value::Undefined) };
    let (reader, promise, package) = (slots.reader, slots.promise, slots.package);
    let mut bytes = core::mem::take(&mut slots.bytes);
    let result = if is_done {
        finish(cx, bytes, package)
    } else {
        let Some(more) = cx.heap().bytes(chunk) else {
            let thrown = cx.type_error("Received non-Uint8Array chunk");
            cx.reject_caught(promise, thrown);
            return Ok(Value::Undefined);
        };
        if bytes.try_reserve(more.len()).is_ok() {
            bytes.extend_from_slice(more);
            let grown = more.len();
            let heap = cx.heap();
            heap.account(grown);
            if let Some(slots) = heap.slots_mut::<Consumer>(consumer.into()) {
                slots.bytes = bytes;
            }
            read_on(cx, consumer, reader);
            return Ok(Value::Undefined);
        }
        Err(cx.range_error("Array buffer allocation failed"))
    };
    match result {
        Ok(value) => cx.resolve(promise, value),
        Err(thrown) => cx.reject_caught(promise, thrown),
    }
    Ok(Value::Undefined)
}

/// Converts the bytes of a body to the requested type (§5.3, package data).
fn finish(cx: &mut Context<'_>, bytes: Vec<u8>, package: Package) -> Result<Value, Thrown> {
    match package {
        Package::ArrayBuffer => Ok(cx.heap().alloc_kind(Intrinsic::ArrayBuffer, Kind::ArrayBuffer(bytes)).into()),
        Package::Bytes => Ok(cx.heap().uint8_array(bytes).into()),
        Package::Text | Package::Json => {
            let Ok(text) = decode_utf8(&bytes) else { return Err(cx.range_error("Invalid string length")) };
            match package {
                Package::Json => parse_json(cx, &text),
                _ => {
                    let text = text.into_owned();
                    Ok(cx.heap().string_from(text).into())
                }
            }
        }
    }
}
