//! The state of a readable stream, and the operations on it (Streams §4.9 and §4.5.5).

use alloc::{boxed::Box, collections::VecDeque};

use super::reader::{fulfil_all, fulfil_first, reject_all, wants_more};
use crate::{
    globals::web::fetch::terminated,
    host::fetch::{Exchange, Next},
    js::{Arguments, Context, Intrinsic, Kind, Object, Slots, Thrown, Value},
};

/// The state of a stream (§4.2.2, `[[state]]` and `[[storedError]]`).
#[derive(Clone, Copy, Debug)]
pub(in crate::globals::web) enum State {
    Readable,
    Closed,
    Errored(Value),
}

/// The source of a stream's chunks.
#[derive(Debug, Default)]
pub(in crate::globals::web) enum Source {
    /// No source: the queue receives no further chunks.
    #[default]
    Nothing,
    /// The response to a request. `abort` is the signal with its abort algorithm, which is removed once nothing is left
    /// to abort.
    Exchange { exchange: Exchange, abort: Option<(Object, Object)> },
    /// The tee that this stream is a branch of, and the index of the branch.
    Branch { tee: Object, index: usize },
    /// The functions of a script's source and strategy (§4.2.3).
    Script { this: Value, pull: Value, cancel: Value, size: Value },
}

/// The internal slots of a stream and of its controller (§4.2.2, §4.5.2).
#[derive(Debug)]
pub(in crate::globals::web) struct Stream {
    pub(super) state: State,
    pub(super) reader: Option<Object>,
    disturbed: bool,
    /// The chunks and their sizes.
    queue: VecDeque<(Value, f64)>,
    queued: f64,
    high_water: f64,
    pub(super) close_requested: bool,
    pub(super) started: bool,
    pulling: bool,
    pull_again: bool,
    /// The controller that a script was given to fill the queue.
    pub(super) controller: Option<Object>,
    pub(super) source: Source,
}

impl Stream {
    pub(super) fn new(source: Source, high_water: f64, started: bool) -> Self {
        Stream {
            state: State::Readable,
            reader: None,
            disturbed: false,
            queue: VecDeque::new(),
            queued: 0.0,
            high_water,
            close_requested: false,
            started,
            pulling: false,
            pull_again: false,
            controller: None,
            source,
        }
    }

    pub(super) fn of<'a>(cx: &'a mut Context<'_>, stream: Object) -> Option<&'a mut Stream> {
        cx.heap().slots_mut::<Stream>(stream.into())
    }

    /// `ReadableStreamDefaultControllerGetDesiredSize` (§4.5.5).
    pub(super) fn desired_size(&self) -> Option<f64> {
        match self.state {
            State::Readable => Some(self.high_water - self.queued),
            State::Closed => Some(0.0),
            State::Errored(_) => None,
        }
    }

    /// `ReadableStreamDefaultControllerCanCloseOrEnqueue` (§4.5.5).
    pub(super) fn can_enqueue(&self) -> bool {
        !self.close_requested && matches!(self.state, State::Readable)
    }

    fn reset_queue(&mut self) {
        self.queue = VecDeque::new();
        self.queued = 0.0;
    }
}

impl Slots for Stream {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        if let State::Errored(reason) = self.state {
            visit(reason);
        }
        self.queue.iter().for_each(|&(chunk, _)| visit(chunk));
        self.reader.into_iter().chain(self.controller).for_each(|object| visit(object.into()));
        match self.source {
            Source::Nothing => {}
            Source::Exchange { abort, .. } => {
                abort.into_iter().flat_map(|(signal, algorithm)| [signal, algorithm]).for_each(|it| visit(it.into()));
            }
            Source::Branch { tee, .. } => visit(tee.into()),
            Source::Script { this, pull, cancel, size } => [this, pull, cancel, size].into_iter().for_each(visit),
        }
    }

    fn bytes(&self) -> usize {
        let held = match &self.source {
            Source::Exchange { exchange, .. } => exchange.held(),
            _ => 0,
        };
        let queue = self.queue.capacity().saturating_mul(size_of::<(Value, f64)>());
        size_of::<Stream>().saturating_add(queue).saturating_add(held)
    }
}

/// Creates a stream without a script. It consists of `chunk`, followed by the chunks of the source.
pub(in crate::globals::web) fn new_stream(cx: &mut Context<'_>, chunk: Option<Value>, source: Source) -> Object {
    let mut stream = Stream::new(source, 0.0, true);
    stream.close_requested = matches!(stream.source, Source::Nothing);
    match chunk {
        Some(chunk) => stream.queue.push_back((chunk, 1.0)),
        None if stream.close_requested => stream.state = State::Closed,
        None => {}
    }
    cx.heap().alloc_kind(Intrinsic::ReadableStream, Kind::Slots(Box::new(stream)))
}

pub(in crate::globals::web) fn is_locked(cx: &mut Context<'_>, stream: Object) -> bool {
    Stream::of(cx, stream).is_some_and(|stream| stream.reader.is_some())
}

pub(in crate::globals::web) fn is_disturbed(cx: &mut Context<'_>, stream: Object) -> bool {
    Stream::of(cx, stream).is_some_and(|stream| stream.disturbed)
}

/// Takes the source of a stream that has ended, and removes its abort algorithm.
fn take_source(cx: &mut Context<'_>, stream: Object) -> Source {
    let Some(slots) = Stream::of(cx, stream) else { return Source::Nothing };
    let mut source = core::mem::take(&mut slots.source);
    if let Source::Exchange { abort, .. } = &mut source {
        if let Some((signal, algorithm)) = abort.take() {
            crate::globals::web::abort::Signal::remove_algorithm(cx, signal, algorithm);
        }
    }
    source
}

/// `ReadableStreamClose` (§4.9.4).
fn close(cx: &mut Context<'_>, stream: Object) {
    drop(take_source(cx, stream));
    let Some(slots) = Stream::of(cx, stream) else { return };
    slots.state = State::Closed;
    if let Some(reader) = slots.reader {
        fulfil_all(cx, reader);
    }
}

/// `ReadableStreamDefaultControllerClose` (§4.5.5).
pub(super) fn request_close(cx: &mut Context<'_>, stream: Object) {
    let Some(slots) = Stream::of(cx, stream) else { return };
    if slots.can_enqueue() {
        slots.close_requested = true;
        if slots.queue.is_empty() {
            close(cx, stream);
        }
    }
}

/// `ReadableStreamDefaultControllerError` (§4.5.5).
pub(in crate::globals::web) fn error(cx: &mut Context<'_>, stream: Object, reason: Value) {
    let Some(slots) = Stream::of(cx, stream) else { return };
    if !matches!(slots.state, State::Readable) {
        return;
    }
    slots.reset_queue();
    slots.state = State::Errored(reason);
    let reader = slots.reader;
    drop(take_source(cx, stream));
    if let Some(reader) = reader {
        reject_all(cx, reader, reason);
    }
}

/// Errors a stream with an exception.
pub(super) fn fail(cx: &mut Context<'_>, stream: Object, thrown: Thrown) {
    let reason = cx.heap().caught(thrown);
    error(cx, stream, reason);
}

/// `ReadableStreamDefaultControllerEnqueue` (§4.5.5).
pub(super) fn enqueue(cx: &mut Context<'_>, stream: Object, chunk: Value) -> Result<(), Thrown> {
    let Some(slots) = Stream::of(cx, stream) else { return Ok(()) };
    let (reader, size) = match slots.source {
        Source::Script { size, .. } => (slots.reader, size),
        _ => (slots.reader, Value::Undefined),
    };
    if !reader.is_some_and(|reader| fulfil_first(cx, reader, chunk)) {
        let size = match size {
            Value::Undefined => 1.0,
            size => match size_of_chunk(cx, size, chunk) {
                Ok(size) => size,
                Err(thrown) => {
                    fail(cx, stream, thrown);
                    return Err(thrown);
                }
            },
        };
        if let Some(slots) = Stream::of(cx, stream).filter(|slots| matches!(slots.state, State::Readable)) {
            slots.queue.push_back((chunk, size));
            slots.queued += size;
        }
        cx.heap().account(size_of::<(Value, f64)>());
    }
    pull_if_needed(cx, stream);
    Ok(())
}

/// Calls the size function of a strategy for a chunk (§8.1, `EnqueueValueWithSize`).
fn size_of_chunk(cx: &mut Context<'_>, size: Value, chunk: Value) -> Result<f64, Thrown> {
    let size = cx.call(size, Value::Undefined, &[chunk])?;
    let size = cx.to_number(size)?;
    if size.is_nan() || size < 0.0 || size.is_infinite() {
        return Err(cx.range_error("The size of a chunk must be a finite, non-negative number"));
    }
    Ok(size)
}

/// Removes and returns the next chunk of the queue (§4.5.4, `[[PullSteps]]`).
pub(super) fn dequeue(cx: &mut Context<'_>, stream: Object) -> Option<Value> {
    let slots = Stream::of(cx, stream)?;
    slots.disturbed = true;
    let (chunk, size) = slots.queue.pop_front()?;
    slots.queued = (slots.queued - size).max(0.0);
    if slots.close_requested && slots.queue.is_empty() {
        close(cx, stream);
    } else {
        pull_if_needed(cx, stream);
    }
    Some(chunk)
}

/// `ReadableStreamDefaultControllerShouldCallPull` (§4.5.5).
fn should_pull(cx: &mut Context<'_>, stream: Object) -> bool {
    let Some(slots) = Stream::of(cx, stream) else { return false };
    if !slots.can_enqueue() || !slots.started {
        return false;
    }
    let reader = slots.reader;
    slots.desired_size().is_some_and(|size| size > 0.0) || reader.is_some_and(|reader| wants_more(cx, reader))
}

/// `ReadableStreamDefaultControllerCallPullIfNeeded` (§4.5.5).
pub(super) fn pull_if_needed(cx: &mut Context<'_>, stream: Object) {
    while should_pull(cx, stream) {
        let Some(slots) = Stream::of(cx, stream) else { return };
        if core::mem::replace(&mut slots.pulling, true) {
            slots.pull_again = true;
            return;
        }
        slots.pull_again = false;
        let goes_on = match slots.source {
            // Nothing to pull. A stream without a source does not get here, since its close has been requested.
            Source::Nothing => true,
            Source::Exchange { .. } => pull_exchange(cx, stream),
            Source::Branch { tee, .. } => {
                super::tee::pull(cx, tee);
                false
            }
            Source::Script { this, pull, .. } => {
                pull_script(cx, stream, this, pull);
                false
            }
        };
        if !goes_on {
            return;
        }
        if let Some(slots) = Stream::of(cx, stream) {
            slots.pulling = false;
            if matches!(slots.source, Source::Nothing) {
                return;
            }
        }
    }
}

/// Calls a script's `pull`. The pull ends when the promise that it returns is fulfilled.
fn pull_script(cx: &mut Context<'_>, stream: Object, this: Value, pull: Value) {
    let controller = Stream::of(cx, stream).and_then(|slots| slots.controller).map(Value::from).unwrap_or_default();
    let result = match pull {
        Value::Undefined => Ok(Value::Undefined),
        pull => cx.call(pull, this, &[controller]),
    };
    match result {
        Ok(result) => {
            let promise = cx.promise_of(result);
            let pulled = cx.heap().captured(0, pulled, [stream.into()]);
            let failed = cx.heap().captured(1, failed, [stream.into()]);
            cx.then(promise, pulled.into(), failed.into());
        }
        Err(thrown) => fail(cx, stream, thrown),
    }
}

/// Ends a pull of a branch.
pub(super) fn go_on(cx: &mut Context<'_>, stream: Object) {
    if let Some(slots) = Stream::of(cx, stream) {
        slots.pulling = false;
    }
}

/// Ends a pull, and starts the next if one was requested meanwhile or the source is an exchange.
pub(super) fn pulled(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    if let Value::Object(stream) = cx.captured(&call, 0) {
        if let Some(slots) = Stream::of(cx, stream) {
            slots.pulling = false;
            let again = core::mem::take(&mut slots.pull_again) || matches!(slots.source, Source::Exchange { .. });
            if again {
                pull_if_needed(cx, stream);
            }
        }
    }
    Ok(Value::Undefined)
}

/// Errors the stream when a function of its script has failed.
pub(super) fn failed(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    if let Value::Object(stream) = cx.captured(&call, 0) {
        error(cx, stream, call.get(0));
    }
    Ok(Value::Undefined)
}

/// Takes the next part of a response. Returns `false` if none has arrived; the pull is then resumed when one arrives.
fn pull_exchange(cx: &mut Context<'_>, stream: Object) -> bool {
    let Some(Stream { source: Source::Exchange { exchange, .. }, .. }) = Stream::of(cx, stream) else { return true };
    match exchange.take() {
        Next::Head(_) => {}
        Next::Chunk(bytes) => {
            let chunk = cx.heap().uint8_array(bytes);
            // Only the size function of a script throws.
            let _ = enqueue(cx, stream, chunk.into());
        }
        Next::End => request_close(cx, stream),
        Next::Failed(failure) => {
            let reason = terminated(cx, &failure);
            error(cx, stream, reason.into());
        }
        Next::Pending => {
            let promise = cx.heap().promise();
            let settler = cx.event_loop().settlers.open(promise);
            // The settler is dropped with an abandoned exchange, which rejects the promise. The pull is resumed in
            // either case.
            let pulled = cx.heap().captured(0, pulled, [stream.into()]);
            cx.then(promise, pulled.into(), pulled.into());
            if let Some(Stream { source: Source::Exchange { exchange, .. }, .. }) = Stream::of(cx, stream) {
                exchange.listen(move || settler.resolve(()));
            }
            return false;
        }
    }
    true
}

/// Cancels a stream (§4.9.4, `ReadableStreamCancel`). Returns a promise of its completion, which for a branch does not
/// wait for the other branch.
pub(in crate::globals::web) fn cancel(cx: &mut Context<'_>, stream: Object, reason: Value) -> Value {
    let Some(slots) = Stream::of(cx, stream) else { return Value::Undefined };
    slots.disturbed = true;
    match slots.state {
        State::Closed => return super::promised(cx, Ok(Value::Undefined)),
        State::Errored(reason) => {
            let promise = cx.heap().promise();
            // Go's net/http cancels a body that has failed, and ignores the promise. Under Node, the unhandled
            // rejection ends the program.
            cx.heap().set_handled(promise);
            cx.reject(promise, reason);
            return promise.into();
        }
        State::Readable => {}
    }
    slots.reset_queue();
    let source = take_source(cx, stream);
    close(cx, stream);
    let result = match source {
        Source::Script { this, cancel, .. } if !cancel.is_nullish() => cx.call(cancel, this, &[reason]),
        Source::Branch { tee, index } => {
            super::tee::cancel_branch(cx, tee, index, reason);
            Ok(Value::Undefined)
        }
        // Dropping an exchange aborts it.
        _ => Ok(Value::Undefined),
    };
    let result = super::promised(cx, result);
    let undefined = cx.heap().captured(0, |_, _| Ok(Value::Undefined), []);
    match result {
        Value::Object(promise) => cx.then(promise, undefined.into(), Value::Undefined).into(),
        result => result,
    }
}

/// Attaches a reader to a stream, or detaches it.
pub(super) fn set_reader(cx: &mut Context<'_>, stream: Object, reader: Option<Object>) {
    if let Some(slots) = Stream::of(cx, stream) {
        slots.reader = reader;
    }
}
