//! Embedder functions, as JavaScript function objects.

use alloc::{
    boxed::Box,
    format,
    string::{String, ToString},
    sync::Arc,
};

use super::Caller;
use crate::{
    host::{Errno, Host},
    js::{
        Arguments, Context, FromArguments, Function, Heap, HostFunction, IntoReturn, IntoThrow, Object, Throw, Thrown,
        Value, WrongType,
    },
};

/// Returns the exception for a wrong argument: a `TypeError` that names the function, the argument and both types.
pub(super) fn wrong_argument(cx: &mut Context<'_>, function: &str, wrong: WrongType) -> Thrown {
    let place = match wrong.place.split_once(": ") {
        Some((argument, inside)) => format!("{argument} of `{function}`: {inside}"),
        None => format!("{} of `{function}`", wrong.place),
    };
    let wrong = WrongType { place, ..wrong };
    cx.type_error(&format!("{wrong}"))
}

/// Creates a function object from a closure that interprets its arguments itself.
pub(super) fn raw(
    heap: &mut Heap,
    name: String,
    length: u8,
    is_constructor: bool,
    call: impl Fn(&mut Context<'_>, Arguments<'_>) -> Result<Value, Thrown> + Send + Sync + 'static,
) -> Object {
    let function = HostFunction { name: name.into(), length, is_constructor, call: Box::new(call) };
    heap.function(Function::Host(Arc::new(function)))
}

/// Creates a function object from a closure whose arguments and result are Rust types.
pub(super) fn function<H, A, R>(
    heap: &mut Heap,
    name: String,
    call: impl Fn(&mut Caller<'_, H>, A) -> R + Send + Sync + 'static,
) -> Object
where
    H: Host + 'static,
    A: FromArguments,
    R: IntoReturn,
{
    raw(heap, name.clone(), A::LENGTH, false, move |cx, arguments| {
        let values = match A::from_arguments(arguments.list, cx) {
            Ok(values) => values,
            Err(wrong) => return Err(wrong_argument(cx, &name, wrong)),
        };
        let result = call(&mut Caller::new(cx.reborrow(), Some(&arguments)), values);
        result.into_return(cx)
    })
}

/// Creates the function that runs JavaScript source. The source is its only argument.
pub(crate) fn evaluator<H, R>(
    call: impl Fn(&mut Caller<'_, H>, String) -> R + Send + Sync + 'static,
) -> Arc<HostFunction>
where
    H: Host + 'static,
    R: IntoReturn,
{
    let call = move |cx: &mut Context<'_>, arguments: Arguments<'_>| {
        let source = match arguments.get(0) {
            Value::String(source) => String::from(cx.heap().text(source)),
            _ => String::new(),
        };
        call(&mut Caller::new(cx.reborrow(), Some(&arguments)), source).into_return(cx)
    };
    Arc::new(HostFunction { name: "eval".into(), length: 1, is_constructor: false, call: Box::new(call) })
}

impl IntoThrow for Errno {
    fn into_throw(self) -> Throw {
        Throw::error(self.to_string())
    }
}
