//! `queueMicrotask` (HTML §8.7, Node's [globals]).
//!
//! [globals]: https://nodejs.org/docs/latest-v20.x/api/globals.html#queuemicrotaskcallback

use crate::{
    globals::support::node_error::function_argument,
    js::{Arguments, Context, Thrown, Value},
};

/// `queueMicrotask(callback)`. Nothing catches an exception that the callback throws.
pub(super) fn queue_microtask(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let callback = function_argument(cx, "callback", call.get(0))?;
    cx.put_off(callback, &[])?;
    Ok(Value::Undefined)
}
