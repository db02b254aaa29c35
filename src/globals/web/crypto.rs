//! `crypto` (W3C Web Cryptography API §10), as far as Go's `crypto/rand` uses it.

use crate::js::{Arguments, Builtin, Context, Value};

pub(in crate::globals) static CRYPTO: &[Builtin] = &[Builtin::method("getRandomValues", 1, get_random_values)];

/// §10.1.1, without the quota of 65,536 bytes: Go 1.20 and earlier asks for all it wants at once, and is given it by its
/// own script for Node.
fn get_random_values(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    let view = call.get(0);
    let (heap, host) = cx.parts();
    let Some(bytes) = heap.bytes_mut(view) else {
        return Err(cx.type_error("crypto.getRandomValues takes an integer-typed array"));
    };
    match host.entropy(bytes) {
        Ok(()) => Ok(view),
        Err(errno) => Err(cx.system_error(errno, "getrandom")),
    }
}
