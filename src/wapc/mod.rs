//! waPC, the [WebAssembly Procedure Calls](https://wapc.io/docs/spec/): in a *guest call*, the embedder calls an
//! operation of the guest, with bytes that the guest answers with bytes; in a *host call*, the guest calls the embedder.
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let module: wasmi::Module = unimplemented!();
//! use gojs::{StdHost, wasmi::Program};
//!
//! let mut program = Program::builder(StdHost::new())
//!     .wapc(|_cx, call| match (call.namespace, call.operation) {
//!         ("sample", "hello") => Ok([b"Hello, ".as_slice(), call.payload].concat()),
//!         (namespace, operation) => Err(format!("there is no {namespace}.{operation}")),
//!     })
//!     .instantiate(&module)?;
//! program.start()?;
//! let answer = program.guest_call("greet", b"Ada")?;
//! # Ok(())
//! # }
//! ```
//!
//! # Two interfaces
//!
//! A Go guest uses one of two interfaces. The host above serves both, and uses the second for a module that exports
//! `__guest_call`.
//!
//! The first is `syscall/js`, as used by the Go package
//! [`github.com/prep/wasmexec/wapc`](https://github.com/prep/wasmexec/tree/main/wapc), with any Go version:
//!
//! | defined by | name | arguments | result |
//! | --- | --- | --- | --- |
//! | host | `wapc.__host_call` | binding, namespace, operation, payload, each a `Uint8Array` | an array: the response as a `Uint8Array`, or `null`; then `null`, or the error as a string |
//! | host | `wapc.__guest_response` | the response, a `Uint8Array` | none |
//! | host | `wapc.__guest_error` | the error text, a `Uint8Array` | none |
//! | guest | `__guest_call` | the operation, a string; the payload, a `Uint8Array` | `true`, if an answer follows, now or later; `false`, if only the error does |
//!
//! The second is that of the waPC specification, with the export `__guest_call` and imports from the module `wapc`. It
//! needs Go 1.24 or later, with `//go:wasmimport` and `//go:wasmexport`. The imports are
//! [`WapcImport`](crate::WapcImport)s, which the adapters define with the feature `wapc`. The guest has answered when
//! `__guest_call` returns. It must not wait for a timer or for input before that: Go leaves an export that waits
//! without a result, and the program traps when the timer is due. Goroutines that the export starts continue with the
//! next event of the program.
//!
//! With both interfaces, `main` must not return: it ends with `select {}`.
//!
//! # One guest call at a time
//!
//! With both interfaces, an answer does not identify its call. Therefore there is one guest call at a time: the
//! next one can begin when the guest has answered, even if that answer is no longer wanted. Until then, beginning an
//! guest call fails with [`Error::GuestCallInFlight`](crate::Error::GuestCallInFlight). Nor can a handler call the
//! guest that has called it. waPC has the same rule: a guest is single-threaded and not re-entered.
//!
//! # Panics
//!
//! With the feature `std`, a panic of the handler is caught: the guest call fails, without the panic message, which is
//! logged, and both sides continue. Without `std`, or if panics abort, the panic has its usual effect.
//!
//! The panic is caught immediately because it could not unwind much further: the functions of wasmi can't be unwound,
//! and abort the process.

mod exchange;
mod object;

use alloc::{string::String, sync::Arc, vec::Vec};
use core::fmt;

use spin::Mutex;

use self::exchange::Exchange;
pub use self::exchange::GuestCall;
pub(crate) use self::{exchange::Fault, object::define};
use crate::{
    embed::Caller,
    host::{self, Host},
    js::Context,
};

/// The name of the global function through which the guest is called, and of the export.
pub(crate) const GUEST_CALL: &str = "__guest_call";

/// A host call: the guest calls an operation of the embedder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct HostCall<'a> {
    /// The provider of the operation, if there are several.
    pub binding: &'a str,
    /// The namespace of the operation.
    pub namespace: &'a str,
    /// The requested operation.
    pub operation: &'a str,
    /// The payload: any bytes.
    pub payload: &'a [u8],
}

/// Writes the operation and its namespace, for messages.
impl fmt::Display for HostCall<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} of {:?}", self.operation, self.namespace)
    }
}

/// The function that answers guest calls.
type Handler = dyn Fn(&mut Context<'_>, HostCall<'_>) -> Result<Vec<u8>, String> + Send + Sync;

/// The waPC state of one program.
#[derive(Clone, Default)]
pub(crate) struct Wapc {
    handler: Option<Arc<Handler>>,
    /// Shared with functions of the global object, and with handles of the embedder.
    exchange: Arc<Mutex<Exchange>>,
}

impl fmt::Debug for Wapc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wapc").field("handler", &self.handler.is_some()).finish_non_exhaustive()
    }
}

impl Wapc {
    pub(crate) fn set_handler<H: Host + 'static>(
        &mut self,
        handler: impl Fn(&mut Caller<'_, H>, HostCall<'_>) -> Result<Vec<u8>, String> + Send + Sync + 'static,
    ) {
        self.handler = Some(Arc::new(move |cx, call| handler(&mut Caller::new(cx.reborrow(), None), call)));
    }

    /// Answers a guest call. Fails if the names that the guest passed are not UTF-8.
    pub(crate) fn host_call(&self, cx: &mut Context<'_>, names: [&[u8]; 3], payload: &[u8]) -> Result<Vec<u8>, String> {
        let Some(handler) = &self.handler else { return Err("the host takes no waPC calls".into()) };
        let [binding, namespace, operation] = names;
        let call = HostCall {
            binding: text("binding", binding)?,
            namespace: text("namespace", namespace)?,
            operation: text("operation", operation)?,
            payload,
        };
        let held = cx.heap().held();
        let response = host::catch(|| handler(cx, call)).unwrap_or_else(|message| {
            log::error!("waPC: the handler of {call} has panicked: {message}");
            cx.heap().unwind(held);
            // The panic message concerns the embedder, not the guest.
            Err(alloc::format!("the host has panicked in its handler of {call}"))
        })?;
        match u32::try_from(response.len()) {
            Ok(_) => Ok(response),
            Err(_) => Err(alloc::format!("a response of {} bytes is too long for a memory of 32 bits", response.len())),
        }
    }

    /// Begins a guest call, or returns `None` while another one is in flight.
    pub(crate) fn begin(&self, operation: &str, payload: &[u8]) -> Option<GuestCall> {
        GuestCall::begin(&self.exchange, operation, payload)
    }

    /// Gives `f` access to the data that the two sides exchange. `f` calls no embedder code.
    pub(crate) fn exchange<R>(&self, f: impl FnOnce(&mut Exchange) -> R) -> R {
        f(&mut self.exchange.lock())
    }
}

fn text<'a>(what: &str, bytes: &'a [u8]) -> Result<&'a str, String> {
    core::str::from_utf8(bytes).map_err(|_| alloc::format!("the {what} of a host call is not UTF-8"))
}

/// Copies bytes that the guest has passed. The guest chooses their length, up to the size of its memory.
pub(crate) fn copy(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut copy = Vec::new();
    copy.try_reserve_exact(bytes.len()).map_err(|_| no_room(bytes.len()))?;
    copy.extend_from_slice(bytes);
    Ok(copy)
}

pub(crate) fn no_room(len: usize) -> String {
    alloc::format!("the host has no room for {len} bytes")
}
