//! The outcome of an `fs` operation, and its delivery: to a callback, or by returning or throwing.

use alloc::{string::String, vec::Vec};

use crate::{
    globals::support::node_error::function_argument,
    host::{Errno, Files, fs::FileTime},
    js::{Arguments, Context, Object, Thrown, Value, price},
};

/// The reason why an operation failed.
pub(super) enum Failure {
    /// An invalid argument. The call throws it at once, with or without a callback.
    Argument(Thrown),
    /// A system error. The callback receives it as its first argument; the synchronous function throws it.
    System(Object),
}

impl From<Thrown> for Failure {
    fn from(thrown: Thrown) -> Failure {
        Failure::Argument(thrown)
    }
}

/// The result of an operation: `undefined` if it has no value to report.
pub(super) type Outcome = Result<Value, Failure>;

/// An operation, called with its arguments except the callback.
pub(super) type Operation = fn(&mut Context<'_>, &[Value]) -> Outcome;

/// Returns the argument at an index, or `undefined` if fewer were passed.
pub(super) fn argument(arguments: &[Value], index: usize) -> Value {
    arguments.get(index).copied().unwrap_or_default()
}

/// Splits off the callback, which is the last argument. The first argument is never the callback: it is the path or
/// descriptor to operate on.
pub(super) fn split_callback<'l>(cx: &mut Context<'_>, list: &'l [Value]) -> Result<(Value, &'l [Value]), Thrown> {
    let (callback, arguments) = match list.split_last() {
        Some((&callback, arguments)) if !arguments.is_empty() => (callback, arguments),
        _ => (Value::Undefined, list),
    };
    Ok((function_argument(cx, "cb", callback)?, arguments))
}

/// Runs an operation and queues its callback with the outcome.
pub(super) fn asynchronous(cx: &mut Context<'_>, call: Arguments<'_>, operation: Operation) -> Result<Value, Thrown> {
    let (callback, arguments) = split_callback(cx, call.list)?;
    let answer: Vec<Value> = match operation(cx, arguments) {
        Ok(Value::Undefined) => [Value::Null].into(),
        Ok(value) => [Value::Null, value].into(),
        Err(Failure::System(error)) => [error.into()].into(),
        Err(Failure::Argument(thrown)) => return Err(thrown),
    };
    cx.event_loop().queue(callback, answer);
    Ok(Value::Undefined)
}

/// Runs an operation, and returns or throws its outcome.
pub(super) fn synchronous(cx: &mut Context<'_>, call: Arguments<'_>, operation: Operation) -> Result<Value, Thrown> {
    operation(cx, call.list).map_err(|failure| match failure {
        Failure::System(error) => error.into(),
        Failure::Argument(thrown) => thrown,
    })
}

/// Begins a system call: charges for it, and for the path lookups of the previous one, whose cost is known only now.
/// Begins a system call: charges for it and for the path walk of the previous one, and gives the current time to the
/// file systems.
pub(super) fn begin_call(cx: &mut Context<'_>) {
    let walked = cx.files().take_walked();
    cx.heap().charge(price::SYSCALL.saturating_add(price::walk(walked)));
    if !cx.files().is_empty() {
        let now = FileTime::from_unix(cx.host().wall_clock());
        cx.files().set_time(now);
    }
}

/// Begins a system call, and returns the open files.
pub(super) fn files<'c>(cx: &'c mut Context<'_>) -> &'c mut Files {
    begin_call(cx);
    cx.files()
}

/// Creates a system error, with the name of the system call and the paths that it received.
pub(super) fn failed(cx: &mut Context<'_>, errno: Errno, syscall: &str, paths: &[&str]) -> Failure {
    Failure::System(cx.system_error(errno, syscall, paths))
}

/// Converts a result without a value to an outcome.
pub(super) fn done(cx: &mut Context<'_>, result: Result<(), Errno>, syscall: &str, paths: &[&str]) -> Outcome {
    match result {
        Ok(()) => Ok(Value::Undefined),
        Err(errno) => Err(failed(cx, errno, syscall, paths)),
    }
}

/// Converts a result that is a string to an outcome.
pub(super) fn text(cx: &mut Context<'_>, result: Result<String, Errno>, syscall: &str, paths: &[&str]) -> Outcome {
    match result {
        Ok(text) => Ok(cx.heap().string_from(text).into()),
        Err(errno) => Err(failed(cx, errno, syscall, paths)),
    }
}
