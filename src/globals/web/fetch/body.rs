//! Bodies of requests and responses (Fetch §2.2.5, §5.2, §5.3).

use alloc::{borrow::Cow, boxed::Box, sync::Arc, vec::Vec};

use crate::{
    globals::{
        structured::{allocation_failed, parse_json, zeros},
        support::{idl::rejected, receiver::Receiver},
        web::{
            streams::{
                ReadableStream, Source, acquire, captured_object, is_disturbed, is_locked, new_stream, react, read, tee,
            },
            url_search_params::SearchParams,
            urlencoded::serialize,
        },
    },
    js::{
        Arguments, Context, Heap, Intrinsic, Kind, List, Object, Slots, Thrown, Value, copy_slice, string::decode_utf8,
    },
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

    pub(super) fn bytes(&self) -> usize {
        self.source.as_ref().map_or(0, |source| source.len())
    }
}

/// Extracts a body and its content type from a value (§5.2, extract).
pub(super) fn extract(cx: &mut Context<'_>, value: Value) -> Result<(Body, Option<&'static str>), Thrown> {
    let mut bytes = None;
    if let Value::Object(object) = value {
        if cx.heap().has_slots::<ReadableStream>(object) {
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
        bytes = heap.buffer(object).or_else(|| heap.view_bytes(value)).map(copy_slice);
    }
    let (bytes, kind) = match bytes {
        Some(bytes) => (bytes, None),
        None => {
            let string = cx.to_string(value)?;
            (copy_slice(cx.heap().text(string).as_bytes()), Some("text/plain;charset=UTF-8"))
        }
    };
    let bytes = bytes.map_err(|_| allocation_failed(cx))?;
    Ok((Body::of_bytes(cx, Arc::new(bytes))?, kind))
}

/// Internal slots with a body (§5.3, the mixin `Body`).
pub(super) trait HasBody: Receiver {
    fn body(&self) -> Option<&Body>;
}

/// `body` (§5.3).
pub(super) fn stream_of<T: HasBody>(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok(cx.this::<T>(&call)?.body().map_or(Value::Null, |body| body.stream.into()))
}

/// `bodyUsed` (§5.3).
pub(super) fn body_used<T: HasBody>(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let stream = cx.this::<T>(&call)?.body().map(|body| body.stream);
    Ok(stream.is_some_and(|stream| is_disturbed(cx, stream)).into())
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
    bytes: List<u8>,
    promise: Object,
    package: Package,
}

impl Slots for Consumer {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.reader.into());
        visit(self.promise.into());
    }

    fn bytes(&self) -> usize {
        size_of::<Consumer>().saturating_add(self.bytes.len())
    }
}

/// Consumes the body of the receiver (§5.3, consume body).
pub(super) fn consume<T: HasBody>(
    cx: &mut Context<'_>,
    call: &Arguments<'_>,
    package: Package,
) -> Result<Value, Thrown> {
    let body = cx.this::<T>(call).map(|this| this.body().cloned());
    let promise = body.and_then(|body| consume_body(cx, body, package));
    Ok(promise.unwrap_or_else(|thrown| rejected(cx, thrown)).into())
}

fn consume_body(cx: &mut Context<'_>, body: Option<Body>, package: Package) -> Result<Object, Thrown> {
    let Some(body) = body else {
        let result = finish(cx, Vec::new(), package)?;
        return Ok(cx.promise_of(result));
    };
    if body.is_unusable(cx) {
        return Err(cx.type_error("Body is unusable: Body has already been read"));
    }
    let reader = acquire(cx, body.stream)?;
    let promise = cx.heap().promise();
    let consumer = Kind::Slots(Box::new(Consumer { reader, bytes: List::new(), promise, package }));
    let consumer = cx.heap().alloc_kind(Intrinsic::Object, consumer);
    read_on(cx, consumer, reader)?;
    Ok(promise)
}

fn read_on(cx: &mut Context<'_>, consumer: Object, reader: Object) -> Result<(), Thrown> {
    let chunk = read(cx, reader)?;
    react(cx, chunk, consumer, take_chunk, take_failure);
    Ok(())
}

fn take_failure(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let consumer = captured_object(cx, &call)?;
    let promise = cx.slots::<Consumer>(consumer)?.promise;
    cx.reject(promise, call.get(0));
    Ok(Value::Undefined)
}

fn take_chunk(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let consumer = captured_object(cx, &call)?;
    let Value::Object(result) = call.get(0) else { return Ok(Value::Undefined) };
    let done = cx.get_named(result, "done")?;
    let chunk = cx.get_named(result, "value")?;
    let is_done = cx.heap().is_truthy(done);
    let slots = cx.slots::<Consumer>(consumer)?;
    let (reader, promise, package) = (slots.reader, slots.promise, slots.package);
    let mut bytes = core::mem::replace(&mut slots.bytes, List::new());
    let heap: &Heap = cx.heap();
    let result = if is_done {
        finish(cx, bytes.into_vec(), package)
    } else if let Some(more) = heap.bytes(chunk) {
        bytes.extend_from_slice(heap, more);
        cx.slots::<Consumer>(consumer)?.bytes = bytes;
        read_on(cx, consumer, reader)?;
        return Ok(Value::Undefined);
    } else {
        Err(cx.type_error("Received non-Uint8Array chunk"))
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
        Package::Text | Package::Json => match decode_utf8(&bytes) {
            Err(error) => Err(cx.too_long(error.into())),
            Ok(text) if matches!(package, Package::Json) => parse_json(cx, &text),
            Ok(Cow::Borrowed(text)) => Ok(cx.heap().string(text).into()),
            Ok(Cow::Owned(text)) => Ok(cx.heap().string_from(text).into()),
        },
    }
}
