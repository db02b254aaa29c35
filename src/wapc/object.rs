//! The global object `wapc`, for guests that use waPC through `syscall/js`.
//!
//! Names, arguments and results are those of the Go package `github.com/prep/wasmexec` (`module.go`), whose guests
//! these functions serve. Invalid arguments have the same effect as there: a host call returns an error, and the other
//! functions do nothing.

use alloc::{format, string::String, vec::Vec};

use super::{Wapc, copy};
use crate::{
    embed::ObjectBuilder,
    host::Host,
    js::{Arguments, Context, Heap, Value, type_name},
};

/// The names of the arguments of `__host_call`, in order.
const HOST_CALL: [&str; 4] = ["binding", "namespace", "operation", "payload"];

/// Defines the object on the global object.
pub(crate) fn define<'a, H: Host + 'static>(global: ObjectBuilder<'a, H>, wapc: &Wapc) -> ObjectBuilder<'a, H> {
    global.object("wapc", |object| {
        object
            .raw("__host_call", 4, {
                let wapc = wapc.clone();
                move |cx, call| Ok(host_call(&wapc, cx, &call))
            })
            .raw("__guest_response", 1, {
                let wapc = wapc.clone();
                move |cx, call| {
                    if let Some(response) = only_bytes(cx.heap(), &call) {
                        let response = copy(response);
                        wapc.exchange(|exchange| exchange.respond(response));
                    }
                    Ok(Value::Null)
                }
            })
            .raw("__guest_error", 1, {
                let wapc = wapc.clone();
                move |cx, call| {
                    if let Some(text) = only_bytes(cx.heap(), &call) {
                        let text = String::from_utf8_lossy(text).into_owned();
                        wapc.exchange(|exchange| exchange.fail(text));
                    }
                    Ok(Value::Null)
                }
            })
    })
}

/// Returns the bytes of the only argument. `None` if there is not exactly one argument, or if it holds no bytes.
fn only_bytes<'a>(heap: &'a Heap, call: &Arguments<'_>) -> Option<&'a [u8]> {
    match *call.list {
        [bytes] => heap.bytes(bytes),
        _ => None,
    }
}

/// Calls the host. Returns an array of the response and the error, one of which is `null`.
fn host_call(wapc: &Wapc, cx: &mut Context<'_>, call: &Arguments<'_>) -> Value {
    let answer = arguments(cx, call.list).and_then(|[binding, namespace, operation, payload]| {
        wapc.host_call(cx, [&binding, &namespace, &operation], &payload)
    });
    let heap = cx.heap();
    let pair = match answer {
        Ok(response) => [heap.uint8_array(response).into(), Value::Null],
        Err(error) => [Value::Null, heap.string(&error).into()],
    };
    heap.array(pair).into()
}

/// Copies the four arguments, because the handler may call Go, which may write to them.
fn arguments(cx: &mut Context<'_>, list: &[Value]) -> Result<[Vec<u8>; 4], String> {
    let &[binding, namespace, operation, payload] = list else {
        return Err(format!("`__host_call` takes 4 arguments, and was given {}", list.len()));
    };
    let mut copies = [const { Vec::new() }; 4];
    for ((place, value), what) in copies.iter_mut().zip([binding, namespace, operation, payload]).zip(HOST_CALL) {
        *place = match cx.heap().bytes(value) {
            Some(bytes) => copy(bytes)?,
            None => {
                let found = type_name(value, cx.heap());
                return Err(format!("the {what} of a host call is {found} in place of a Uint8Array"));
            }
        };
    }
    Ok(copies)
}
