//! `crypto` (W3C Web Cryptography API §10), as far as Go's `crypto/rand` uses it.

use crate::js::{Arguments, Builtin, Context, Value};

pub(super) static CRYPTO: &[Builtin] = &[Builtin::method("getRandomValues", 1, get_random_values)];

/// What one call may ask for, in bytes (§10.1.1).
const QUOTA: usize = 65_536;

/// §10.1.1
fn get_random_values(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    let view = call.get(0);
    let (heap, host) = cx.parts();
    let Some(bytes) = heap.bytes_mut(view) else {
        return Err(cx.type_error("crypto.getRandomValues takes an integer-typed array"));
    };
    if bytes.len() > QUOTA {
        return Err(cx.heap().range_error("crypto.getRandomValues gives at most 65536 bytes at once"));
    }
    match host.entropy(bytes) {
        Ok(()) => Ok(view),
        Err(errno) => Err(cx.system_error(errno, "getrandom")),
    }
}
