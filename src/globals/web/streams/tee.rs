//! Teeing of a stream (Streams §4.9.1, `ReadableStreamDefaultTee`).

use alloc::boxed::Box;

use super::{
    captured_object, react,
    reader::{acquire, read},
    stream::{Source, cancel, enqueue, error, fail, finish_pull, new_stream, request_close},
};
use crate::{
    globals::structured::allocation_failed,
    js::{Arguments, Context, Intrinsic, Kind, Object, Slots, Thrown, Value, copy_slice},
};

/// The state that the two branches share.
#[derive(Debug)]
struct Tee {
    stream: Object,
    reader: Object,
    /// The branches that are not cancelled.
    branches: [Option<Object>; 2],
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

/// Splits a stream into two branches. Chunks of bytes are copied for the second branch.
pub(in crate::globals::web) fn tee(cx: &mut Context<'_>, stream: Object) -> Result<[Object; 2], Thrown> {
    let reader = acquire(cx, stream)?;
    let slots = Tee { stream, reader, branches: [None; 2], reading: false };
    let source = cx.heap().alloc_kind(Intrinsic::Object, Kind::Slots(Box::new(slots)));
    let branches = [(); 2].map(|()| new_stream(cx, None, Source::Native { source, pull, end }));
    cx.slots::<Tee>(source)?.branches = branches.map(Some);
    Ok(branches)
}

/// Reads a chunk on behalf of a branch. Both branches receive it.
fn pull(cx: &mut Context<'_>, tee: Object, _branch: Object) -> Result<bool, Thrown> {
    let slots = cx.slots::<Tee>(tee)?;
    if !core::mem::replace(&mut slots.reading, true) {
        let reader = slots.reader;
        let chunk = read(cx, reader)?;
        react(cx, chunk, tee, taken, failed);
    }
    Ok(false)
}

/// Returns the branches that are not cancelled, and marks the read as finished.
fn finish_read(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<[Option<Object>; 2], Thrown> {
    let tee = captured_object(cx, call)?;
    let slots = cx.slots::<Tee>(tee)?;
    slots.reading = false;
    Ok(slots.branches)
}

fn taken(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let Value::Object(result) = call.get(0) else { return Ok(Value::Undefined) };
    let branches = finish_read(cx, &call)?;
    let done = cx.get_named(result, "done")?;
    let chunk = cx.get_named(result, "value")?;
    let is_done = cx.heap().is_truthy(done);
    for (branch, is_second) in branches.into_iter().zip([false, true]) {
        let Some(branch) = branch else { continue };
        if is_done {
            request_close(cx, branch)?;
            continue;
        }
        let chunk = match cx.heap().bytes(chunk).filter(|_| is_second).map(copy_slice) {
            Some(Ok(copy)) => cx.heap().uint8_array(copy).into(),
            Some(Err(_)) => {
                let thrown = allocation_failed(cx);
                fail(cx, branch, thrown)?;
                continue;
            }
            None => chunk,
        };
        finish_pull(cx, branch)?;
        enqueue(cx, branch, chunk)?;
    }
    Ok(Value::Undefined)
}

fn failed(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    for branch in finish_read(cx, &call)?.into_iter().flatten() {
        error(cx, branch, call.get(0))?;
    }
    Ok(Value::Undefined)
}

/// Removes a branch that is cancelled. If both branches are, cancels the stream.
fn end(cx: &mut Context<'_>, tee: Object, branch: Object, cancelled: Option<Value>) -> Result<(), Thrown> {
    let Some(reason) = cancelled else { return Ok(()) };
    let slots = cx.slots::<Tee>(tee)?;
    slots.branches = slots.branches.map(|open| open.filter(|&open| open != branch));
    if slots.branches == [None; 2] {
        let stream = slots.stream;
        let promise = cancel(cx, stream, reason)?;
        cx.heap().set_handled(promise);
    }
    Ok(())
}
