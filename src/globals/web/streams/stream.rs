//! The state of a readable stream, and the operations on it (Streams §4.9 and §4.5.5).

use alloc::{boxed::Box, collections::VecDeque};

use super::{
    captured_object, react,
    reader::{fulfil_all, fulfil_first, reject_all, wants_more},
    try_push_back,
};
use crate::{
    globals::support::idl::rejected,
    js::{Arguments, Context, Intrinsic, Kind, Object, Slots, Thrown, Value},
};

/// The state of a stream (§4.2.2, `[[state]]` and `[[storedError]]`).
#[derive(Clone, Copy, Debug)]
pub(in crate::globals::web) enum StreamState {
    Readable,
    Closed,
    Errored(Value),
}

/// The underlying source of a stream (§4.2.3).
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::globals::web) enum Source {
    /// No source: the queue receives no further chunks.
    #[default]
    Nothing,
    /// An object of the host.
    Native {
        source: Object,
        /// Enqueues a chunk, or closes or errors the stream, and returns true. If it has to wait, returns false: then
        /// the source calls [`finish_pull`] later.
        pull: fn(&mut Context<'_>, source: Object, stream: Object) -> Result<bool, Thrown>,
        /// Releases the source of a stream that is closed, errored, or cancelled with a reason.
        end: fn(&mut Context<'_>, source: Object, stream: Object, cancelled: Option<Value>) -> Result<(), Thrown>,
    },
    /// The functions of a script's source and strategy.
    Script { this: Value, pull: Value, cancel: Value, size: Value },
}

/// The internal slots of a stream and of its controller (§4.2.2, §4.5.2).
#[derive(Debug)]
pub(in crate::globals::web) struct ReadableStream {
    pub(super) state: StreamState,
    pub(super) reader: Option<Object>,
    disturbed: bool,
    /// The chunks and their sizes.
    queue: VecDeque<(Value, f64)>,
    queued: f64,
    high_water: f64,
    close_requested: bool,
    pub(super) started: bool,
    pulling: bool,
    pull_again: bool,
    /// The controller that a script was given to fill the queue.
    pub(super) controller: Option<Object>,
    source: Source,
}

impl ReadableStream {
    pub(super) fn new(source: Source, high_water: f64, started: bool) -> Self {
        ReadableStream {
            state: StreamState::Readable,
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

    /// `ReadableStreamDefaultControllerGetDesiredSize` (§4.5.5).
    pub(super) fn desired_size(&self) -> Option<f64> {
        match self.state {
            StreamState::Readable => Some(self.high_water - self.queued),
            StreamState::Closed => Some(0.0),
            StreamState::Errored(_) => None,
        }
    }

    /// `ReadableStreamDefaultControllerCanCloseOrEnqueue` (§4.5.5).
    pub(super) fn can_enqueue(&self) -> bool {
        !self.close_requested && matches!(self.state, StreamState::Readable)
    }

    fn reset_queue(&mut self) {
        self.queue = VecDeque::new();
        self.queued = 0.0;
    }
}

impl Slots for ReadableStream {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        if let StreamState::Errored(reason) = self.state {
            visit(reason);
        }
        self.queue.iter().for_each(|&(chunk, _)| visit(chunk));
        self.reader.into_iter().chain(self.controller).for_each(|object| visit(object.into()));
        match self.source {
            Source::Nothing => {}
            Source::Native { source, .. } => visit(source.into()),
            Source::Script { this, pull, cancel, size } => [this, pull, cancel, size].into_iter().for_each(visit),
        }
    }

    fn bytes(&self) -> usize {
        let queue = self.queue.capacity().saturating_mul(size_of::<(Value, f64)>());
        size_of::<ReadableStream>().saturating_add(queue)
    }
}

/// Creates a stream without a script. It consists of `chunk`, followed by the chunks of the source.
pub(in crate::globals::web) fn new_stream(cx: &mut Context<'_>, chunk: Option<Value>, source: Source) -> Object {
    let mut stream = ReadableStream::new(source, 0.0, true);
    stream.close_requested = matches!(stream.source, Source::Nothing);
    match chunk {
        Some(chunk) => stream.queue.push_back((chunk, 1.0)),
        None if stream.close_requested => stream.state = StreamState::Closed,
        None => {}
    }
    cx.heap().alloc_kind(Intrinsic::ReadableStream, Kind::Slots(Box::new(stream)))
}

pub(in crate::globals::web) fn is_locked(cx: &mut Context<'_>, stream: Object) -> bool {
    cx.slots::<ReadableStream>(stream).is_ok_and(|stream| stream.reader.is_some())
}

pub(in crate::globals::web) fn is_disturbed(cx: &mut Context<'_>, stream: Object) -> bool {
    cx.slots::<ReadableStream>(stream).is_ok_and(|stream| stream.disturbed)
}

/// `ReadableStreamClose` (§4.9.4).
fn close(cx: &mut Context<'_>, stream: Object) -> Result<(), Thrown> {
    let slots = cx.slots::<ReadableStream>(stream)?;
    slots.state = StreamState::Closed;
    let reader = slots.reader;
    end_source(cx, stream)?;
    reader.map_or(Ok(()), |reader| fulfil_all(cx, reader))
}

/// Releases the source of a stream that is closed or errored.
fn end_source(cx: &mut Context<'_>, stream: Object) -> Result<(), Thrown> {
    match core::mem::take(&mut cx.slots::<ReadableStream>(stream)?.source) {
        Source::Native { source, end, .. } => end(cx, source, stream, None),
        Source::Nothing | Source::Script { .. } => Ok(()),
    }
}

/// `ReadableStreamDefaultControllerClose` (§4.5.5).
pub(in crate::globals::web) fn request_close(cx: &mut Context<'_>, stream: Object) -> Result<(), Thrown> {
    let slots = cx.slots::<ReadableStream>(stream)?;
    if !slots.can_enqueue() {
        return Ok(());
    }
    slots.close_requested = true;
    if slots.queue.is_empty() { close(cx, stream) } else { Ok(()) }
}

/// `ReadableStreamDefaultControllerError` (§4.5.5).
pub(in crate::globals::web) fn error(cx: &mut Context<'_>, stream: Object, reason: Value) -> Result<(), Thrown> {
    let slots = cx.slots::<ReadableStream>(stream)?;
    if !matches!(slots.state, StreamState::Readable) {
        return Ok(());
    }
    slots.reset_queue();
    slots.state = StreamState::Errored(reason);
    let reader = slots.reader;
    end_source(cx, stream)?;
    reader.map_or(Ok(()), |reader| reject_all(cx, reader, reason))
}

/// Errors a stream with an exception.
pub(super) fn fail(cx: &mut Context<'_>, stream: Object, thrown: Thrown) -> Result<(), Thrown> {
    let reason = cx.heap().caught(thrown);
    error(cx, stream, reason)
}

/// `ReadableStreamDefaultControllerEnqueue` (§4.5.5). Throws only if the size function of a script does.
pub(in crate::globals::web) fn enqueue(cx: &mut Context<'_>, stream: Object, chunk: Value) -> Result<(), Thrown> {
    let slots = cx.slots::<ReadableStream>(stream)?;
    let (reader, source) = (slots.reader, slots.source);
    let is_read = match reader {
        Some(reader) => fulfil_first(cx, reader, chunk)?,
        None => false,
    };
    if !is_read {
        let size = match source {
            Source::Script { size, .. } if !size.is_nullish() => match size_of_chunk(cx, size, chunk) {
                Ok(size) => size,
                Err(thrown) => {
                    fail(cx, stream, thrown)?;
                    return Err(thrown);
                }
            },
            _ => 1.0,
        };
        let slots = cx.slots::<ReadableStream>(stream)?;
        if matches!(slots.state, StreamState::Readable) {
            slots.queued += size;
            if !try_push_back(&mut slots.queue, (chunk, size)) {
                cx.heap().meter.refuse();
            }
        }
        cx.heap().account(size_of::<(Value, f64)>());
    }
    pull_if_needed(cx, stream)
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
pub(super) fn dequeue(cx: &mut Context<'_>, stream: Object) -> Result<Option<Value>, Thrown> {
    let slots = cx.slots::<ReadableStream>(stream)?;
    slots.disturbed = true;
    let Some((chunk, size)) = slots.queue.pop_front() else { return Ok(None) };
    slots.queued = (slots.queued - size).max(0.0);
    if slots.close_requested && slots.queue.is_empty() {
        close(cx, stream)?;
    } else {
        pull_if_needed(cx, stream)?;
    }
    Ok(Some(chunk))
}

/// `ReadableStreamDefaultControllerShouldCallPull` (§4.5.5).
fn should_pull(cx: &mut Context<'_>, stream: Object) -> Result<bool, Thrown> {
    let slots = cx.slots::<ReadableStream>(stream)?;
    if !slots.can_enqueue() || !slots.started {
        return Ok(false);
    }
    match slots.reader {
        _ if slots.desired_size().is_some_and(|size| size > 0.0) => Ok(true),
        Some(reader) => wants_more(cx, reader),
        None => Ok(false),
    }
}

/// `ReadableStreamDefaultControllerCallPullIfNeeded` (§4.5.5).
pub(in crate::globals::web) fn pull_if_needed(cx: &mut Context<'_>, stream: Object) -> Result<(), Thrown> {
    while should_pull(cx, stream)? {
        let slots = cx.slots::<ReadableStream>(stream)?;
        if core::mem::replace(&mut slots.pulling, true) {
            slots.pull_again = true;
            return Ok(());
        }
        slots.pull_again = false;
        let goes_on = match slots.source {
            // The close of such a stream has been requested.
            Source::Nothing => false,
            Source::Native { source, pull, .. } => pull(cx, source, stream)?,
            Source::Script { this, pull, .. } => {
                let controller = slots.controller.map(Value::from).unwrap_or_default();
                pull_script(cx, stream, controller, this, pull)?;
                false
            }
        };
        if !goes_on {
            return Ok(());
        }
        finish_pull(cx, stream)?;
    }
    Ok(())
}

/// Calls a script's `pull`. The pull ends when the promise that it returns is fulfilled.
fn pull_script(
    cx: &mut Context<'_>,
    stream: Object,
    controller: Value,
    this: Value,
    pull: Value,
) -> Result<(), Thrown> {
    let result = match pull {
        Value::Undefined => Ok(Value::Undefined),
        pull => cx.call(pull, this, &[controller]),
    };
    match result {
        Ok(result) => {
            let promise = cx.promise_of(result);
            react(cx, promise, stream, pulled, failed);
            Ok(())
        }
        Err(thrown) => fail(cx, stream, thrown),
    }
}

/// Ends a pull. The caller enqueues a chunk next, or calls [`pull_if_needed`].
pub(in crate::globals::web) fn finish_pull(cx: &mut Context<'_>, stream: Object) -> Result<(), Thrown> {
    cx.slots::<ReadableStream>(stream)?.pulling = false;
    Ok(())
}

/// Ends a pull of a script, and starts the next if one was requested meanwhile.
fn pulled(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let stream = captured_object(cx, &call)?;
    finish_pull(cx, stream)?;
    if core::mem::take(&mut cx.slots::<ReadableStream>(stream)?.pull_again) {
        pull_if_needed(cx, stream)?;
    }
    Ok(Value::Undefined)
}

/// Errors the stream when a function of its script has failed.
pub(super) fn failed(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let stream = captured_object(cx, &call)?;
    error(cx, stream, call.get(0))?;
    Ok(Value::Undefined)
}

/// Cancels a stream (§4.9.4, `ReadableStreamCancel`). Returns a promise of its completion, which for a branch does not
/// wait for the other branch.
pub(in crate::globals::web) fn cancel(cx: &mut Context<'_>, stream: Object, reason: Value) -> Result<Object, Thrown> {
    let slots = cx.slots::<ReadableStream>(stream)?;
    slots.disturbed = true;
    match slots.state {
        StreamState::Closed => return Ok(cx.promise_of(Value::Undefined)),
        StreamState::Errored(reason) => {
            let promise = cx.heap().promise();
            // Go's net/http cancels a body that has failed, and ignores the promise. Under Node, the unhandled
            // rejection ends the program.
            cx.heap().set_handled(promise);
            cx.reject(promise, reason);
            return Ok(promise);
        }
        StreamState::Readable => {}
    }
    slots.reset_queue();
    let source = core::mem::take(&mut slots.source);
    close(cx, stream)?;
    let result = match source {
        Source::Script { this, cancel, .. } if !cancel.is_nullish() => cx.call(cancel, this, &[reason]),
        Source::Native { source, end, .. } => end(cx, source, stream, Some(reason)).map(|()| Value::Undefined),
        Source::Nothing | Source::Script { .. } => Ok(Value::Undefined),
    };
    let promise = match result {
        Ok(value) => cx.promise_of(value),
        Err(thrown) => rejected(cx, thrown),
    };
    let undefined = cx.heap().captured(0, |_, _| Ok(Value::Undefined), []);
    Ok(cx.then(promise, undefined.into(), Value::Undefined))
}
