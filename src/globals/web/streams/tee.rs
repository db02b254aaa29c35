//! Teeing of a stream (Streams §4.9.1, `ReadableStreamDefaultTee`).

use alloc::boxed::Box;

use super::{
    reader::{acquire, read},
    stream::{Source, Stream, cancel, enqueue, error, fail, go_on, request_close},
};
use crate::js::{Arguments, Context, Intrinsic, Kind, Object, Slots, Thrown, Value};

/// The state that the two branches share.
#[derive(Debug)]
struct Tee {
    stream: Object,
    reader: Object,
    branches: [Option<Object>; 2],
    cancelled: [bool; 2],
    reading: bool,
}

impl Slots for Tee {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        let branches = self.branches.iter().flatten();
        branches.chain([&self.stream, &self.reader]).for_each(|&object| visit(object.into()));
    }

    fn bytes(&self) -> usize {
        size_of::<Tee>()
    }
}

fn of<'a>(cx: &'a mut Context<'_>, tee: Object) -> Option<&'a mut Tee> {
    cx.heap().slots_mut::<Tee>(tee.into())
}

/// Splits a stream into two branches. Chunks of bytes are copied for the second branch.
pub(in crate::globals::web) fn tee(cx: &mut Context<'_>, stream: Object) -> Result<[Object; 2], Thrown> {
    let reader = acquire(cx, stream)?;
    let slots = Tee { stream, reader, branches: [None; 2], cancelled: [false; 2], reading: false };
    let tee = cx.heap().alloc_kind(Intrinsic::Object, Kind::Slots(Box::new(slots)));
    let branches = [0, 1].map(|index| {
        let stream = Stream::new(Source::Branch { tee, index }, 0.0, true);
        cx.heap().alloc_kind(Intrinsic::ReadableStream, Kind::Slots(Box::new(stream)))
    });
    if let Some(slots) = of(cx, tee) {
        slots.branches = branches.map(Some);
    }
    Ok(branches)
}

/// Reads a chunk on behalf of a branch. Both branches receive it.
pub(super) fn pull(cx: &mut Context<'_>, tee: Object) {
    let Some(slots) = of(cx, tee) else { return };
    if core::mem::replace(&mut slots.reading, true) {
        return;
    }
    let reader = slots.reader;
    let chunk = read(cx, reader);
    let taken = cx.heap().captured(1, taken, [tee.into()]);
    let failed = cx.heap().captured(1, failed, [tee.into()]);
    cx.then(chunk, taken.into(), failed.into());
}

/// Returns the branches that are not cancelled, and marks the read as finished.
fn open_branches(cx: &mut Context<'_>, call: &Arguments<'_>) -> [Option<Object>; 2] {
    let Value::Object(tee) = cx.captured(call, 0) else { return [None; 2] };
    let Some(slots) = of(cx, tee) else { return [None; 2] };
    slots.reading = false;
    let [first, second] = slots.branches;
    let [no_first, no_second] = slots.cancelled;
    [first.filter(|_| !no_first), second.filter(|_| !no_second)]
}

fn taken(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let Value::Object(result) = call.get(0) else { return Ok(Value::Undefined) };
    let branches = open_branches(cx, &call);
    let done = cx.get_named(result, "done")?;
    let chunk = cx.get_named(result, "value")?;
    if cx.heap().is_truthy(done) {
        branches.into_iter().flatten().for_each(|branch| request_close(cx, branch));
        return Ok(Value::Undefined);
    }
    for (branch, is_second) in branches.into_iter().zip([false, true]) {
        let Some(branch) = branch else { continue };
        let chunk = match cx.heap().bytes(chunk).filter(|_| is_second) {
            Some(bytes) => {
                let mut copy = alloc::vec::Vec::new();
                if copy.try_reserve_exact(bytes.len()).is_err() {
                    let thrown = cx.range_error("Array buffer allocation failed");
                    fail(cx, branch, thrown);
                    continue;
                }
                copy.extend_from_slice(bytes);
                cx.heap().uint8_array(copy).into()
            }
            None => chunk,
        };
        go_on(cx, branch);
        enqueue(cx, branch, chunk)?;
    }
    Ok(Value::Undefined)
}

fn failed(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let branches = open_branches(cx, &call);
    branches.into_iter().flatten().for_each(|branch| error(cx, branch, call.get(0)));
    Ok(Value::Undefined)
}

/// Cancels a branch. If both branches are cancelled, cancels the stream.
pub(super) fn cancel_branch(cx: &mut Context<'_>, tee: Object, index: usize, reason: Value) {
    let Some(slots) = of(cx, tee) else { return };
    if let Some(cancelled) = slots.cancelled.get_mut(index) {
        *cancelled = true;
    }
    if slots.cancelled == [true; 2] {
        let stream = slots.stream;
        let result = cancel(cx, stream, reason);
        if let Value::Object(promise) = result {
            cx.heap().set_handled(promise);
        }
    }
}
