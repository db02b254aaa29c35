//! waPC, the [WebAssembly Procedure Calls](https://wapc.io/docs/spec/): the embedder *invokes* an operation of the guest's,
//! with bytes that the guest answers with bytes; the guest *calls its host* in the same way.
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
//! let answer = program.invoke("greet", b"Ada")?;
//! # Ok(())
//! # }
//! ```
//!
//! # Two shapes
//!
//! A Go guest speaks it in one of two shapes. The host above serves both, and takes the second for a module that has its
//! export.
//!
//! Over `syscall/js`, as the Go package [`github.com/prep/wasmexec/wapc`](https://github.com/prep/wasmexec/tree/main/wapc)
//! does, with any Go:
//!
//! | who defines | what | arguments | result |
//! | --- | --- | --- | --- |
//! | host | `wapc.__host_call` | binding, namespace, operation, payload, each a `Uint8Array` | an array: the response as a `Uint8Array`, or `null`; then `null`, or the error as a string |
//! | host | `wapc.__guest_response` | the response, a `Uint8Array` | none |
//! | host | `wapc.__guest_error` | the error's text, a `Uint8Array` | none |
//! | guest | `__guest_call` | the operation, a string; the payload, a `Uint8Array` | `true`, where an answer comes, now or later; `false`, where none does but the error |
//!
//! As waPC itself has it, with imports of the module `wapc`, which are [`WapcImport`](crate::WapcImport)s and which the adapters
//! have with the feature `wapc`, and the export
//! `__guest_call`: Go 1.24 and later, with `//go:wasmimport` and `//go:wasmexport`. The guest has answered when
//! `__guest_call` returns, and may not wait for a timer or for input meanwhile: Go leaves an export that waits without a result,
//! and the program traps when the timer is due. Goroutines that it starts go on with the program's next event.
//!
//! In both, `main` has to stay: it ends with `select {}`.
//!
//! # One at a time
//!
//! An answer does not say which invocation it is for, in either shape. So there is one invocation at a time: the next can begin
//! when the guest has answered, also where the answer is no longer wanted. Until then it is
//! [`Error::InvocationInFlight`](crate::Error::InvocationInFlight). Nor can a handler invoke the guest that has called it. waPC
//! has it so, too: a guest is single-threaded and not re-entered.
//!
//! # Panics
//!
//! With the feature `std` a panic of the handler's is caught: the guest's call fails, without the panic's message, which is
//! logged; both sides go on. Without `std`, or where panics abort, it is what any panic is there.
//!
//! It is caught at once because it could not go far: wasmi's own functions can't be unwound, and abort the process.

mod exchange;
mod object;

use alloc::{string::String, sync::Arc, vec::Vec};
use core::fmt;

use spin::Mutex;

use self::exchange::Exchange;
pub use self::exchange::Invocation;
pub(crate) use self::{exchange::Fault, object::define};
use crate::{
    embed::Caller,
    host::{self, Host},
    js::Context,
};

/// The global that the guest is called by, and the export.
pub(crate) const GUEST_CALL: &str = "__guest_call";

/// A call that the guest makes of its host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call<'a> {
    /// Which of several providers of an operation is asked.
    pub binding: &'a str,
    /// What the operation belongs to.
    pub namespace: &'a str,
    /// What is to be done.
    pub operation: &'a str,
    /// With what: any bytes.
    pub payload: &'a [u8],
}

/// Its names, for messages.
impl fmt::Display for Call<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} of {:?}", self.operation, self.namespace)
    }
}

/// What answers the guest's calls.
type Handler = dyn Fn(&mut Context<'_>, Call<'_>) -> Result<Vec<u8>, String> + Send + Sync;

/// What one program has of waPC.
#[derive(Clone, Default)]
pub(crate) struct Wapc {
    handler: Option<Arc<Handler>>,
    /// The functions of the global object have it, too, and handles of the embedder's.
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
        handler: impl Fn(&mut Caller<'_, H>, Call<'_>) -> Result<Vec<u8>, String> + Send + Sync + 'static,
    ) {
        self.handler = Some(Arc::new(move |cx, call| handler(&mut Caller::new(cx.reborrow(), None), call)));
    }

    /// Answers a call of the guest's. What it passed as names is text, or the call has failed.
    pub(crate) fn host_call(&self, cx: &mut Context<'_>, names: [&[u8]; 3], payload: &[u8]) -> Result<Vec<u8>, String> {
        let Some(handler) = &self.handler else { return Err("the host takes no waPC calls".into()) };
        let [binding, namespace, operation] = names;
        let call = Call {
            binding: text("binding", binding)?,
            namespace: text("namespace", namespace)?,
            operation: text("operation", operation)?,
            payload,
        };
        let held = cx.heap().held();
        let response = host::catch(|| handler(cx, call)).unwrap_or_else(|message| {
            log::error!("waPC: the handler of {call} has panicked: {message}");
            cx.heap().unwind(held);
            // What it says is the embedder's business, and not the guest's.
            Err(alloc::format!("the host has panicked in its handler of {call}"))
        })?;
        match u32::try_from(response.len()) {
            Ok(_) => Ok(response),
            Err(_) => Err(alloc::format!("a response of {} bytes is too long for a memory of 32 bits", response.len())),
        }
    }

    /// Begins an invocation: `None`, while one is not answered.
    pub(crate) fn begin(&self, operation: &str, payload: &[u8]) -> Option<Invocation> {
        Invocation::begin(&self.exchange, operation, payload)
    }

    /// Does something with what the two sides have left for one another. Nothing of the embedder's is called meanwhile.
    pub(crate) fn exchange<R>(&self, f: impl FnOnce(&mut Exchange) -> R) -> R {
        f(&mut self.exchange.lock())
    }
}

fn text<'a>(what: &str, bytes: &'a [u8]) -> Result<&'a str, String> {
    core::str::from_utf8(bytes).map_err(|_| alloc::format!("the {what} of a host call is not UTF-8"))
}

/// A copy of what the guest has passed. How long it is the guest says, and its memory allows.
pub(crate) fn copy(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut copy = Vec::new();
    copy.try_reserve_exact(bytes.len()).map_err(|_| no_room(bytes.len()))?;
    copy.extend_from_slice(bytes);
    Ok(copy)
}

pub(crate) fn no_room(len: usize) -> String {
    alloc::format!("the host has no room for {len} bytes")
}
