//! How an operation of `fs` ends: by a callback or by returning.

use alloc::{string::String, vec::Vec};

use crate::{
    globals::web::node_error::function_argument,
    host::{Errno, Files, fs::FileTime},
    js::{Arguments, Context, Object, Thrown, Value, price},
};

/// Why an operation has failed.
pub(super) enum Failure {
    /// Its arguments make no sense: thrown at once, with a callback or without.
    Argument(Thrown),
    /// What was asked for can't be had: the callback's first argument.
    System(Object),
}

impl From<Thrown> for Failure {
    fn from(thrown: Thrown) -> Failure {
        Failure::Argument(thrown)
    }
}

/// What an operation answers: `undefined`, where it is done and that is all.
pub(super) type Outcome = Result<Value, Failure>;

/// An operation, given its arguments without the callback.
pub(super) type Operation = fn(&mut Context<'_>, &[Value]) -> Outcome;

/// The argument at an index, `undefined` where fewer were passed.
pub(super) fn argument(arguments: &[Value], index: usize) -> Value {
    arguments.get(index).copied().unwrap_or_default()
}

/// The callback, and the arguments before it. The first argument is never a callback: it says what the call is about.
pub(super) fn split_callback<'l>(cx: &mut Context<'_>, list: &'l [Value]) -> Result<(Value, &'l [Value]), Thrown> {
    let (callback, arguments) = match list.split_last() {
        Some((&callback, arguments)) if !arguments.is_empty() => (callback, arguments),
        _ => (Value::Undefined, list),
    };
    Ok((function_argument(cx, "cb", callback)?, arguments))
}

/// The operation's answer is the callback's argument.
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

/// The operation's answer is returned.
pub(super) fn synchronous(cx: &mut Context<'_>, call: Arguments<'_>, operation: Operation) -> Result<Value, Thrown> {
    operation(cx, call.list).map_err(|failure| match failure {
        Failure::System(error) => error.into(),
        Failure::Argument(thrown) => thrown,
    })
}

/// The program's files, which are told the time. The last operation's way to what it was about is paid now, when it is known.
pub(super) fn files<'c>(cx: &'c mut Context<'_>) -> &'c mut Files {
    let walked = cx.files().take_walked();
    cx.heap().charge(price::SYSCALL.saturating_add(price::walk(walked)));
    if !cx.files().is_empty() {
        let now = FileTime::from_unix(cx.host().wall_clock());
        cx.files().set_time(now);
    }
    cx.files()
}

/// A failure to name: the system call, and the paths that it was about.
pub(super) fn failed(cx: &mut Context<'_>, errno: Errno, syscall: &str, paths: &[&str]) -> Failure {
    Failure::System(cx.system_error(errno, syscall, paths))
}

/// An answer about nothing but success.
pub(super) fn done(cx: &mut Context<'_>, result: Result<(), Errno>, syscall: &str, paths: &[&str]) -> Outcome {
    match result {
        Ok(()) => Ok(Value::Undefined),
        Err(errno) => Err(failed(cx, errno, syscall, paths)),
    }
}

/// An answer that is a text.
pub(super) fn text(cx: &mut Context<'_>, result: Result<String, Errno>, syscall: &str, paths: &[&str]) -> Outcome {
    match result {
        Ok(text) => Ok(cx.heap().string_from(text).into()),
        Err(errno) => Err(failed(cx, errno, syscall, paths)),
    }
}
