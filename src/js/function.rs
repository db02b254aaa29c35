//! Functions: what a function object does when it is called.

use alloc::{boxed::Box, sync::Arc};
use core::fmt;

use super::{
    builtin::{Arguments, Class, NativeFn},
    context::Context,
    thrown::Thrown,
    value::{Object, Value},
};

/// What a function object does when called.
#[derive(Clone, Debug)]
pub(crate) enum Function {
    /// A method of a static table.
    Native { name: &'static str, length: u8, call: NativeFn },
    /// A constructor of a static table.
    Class(&'static Class),
    /// A native function with values of its own, such as the two that resolve a promise (ECMA-262 §27.2.1.3). It finds
    /// them by [`Arguments::callee`].
    Captured { length: u8, call: NativeFn, values: Arc<[Value]> },
    /// What `Function.prototype.bind` returns (§10.4.1).
    Bound(Arc<Bound>),
    /// What `_makeFuncWrapper(id)` of `wasm_exec.js` returns: a Go function made by `js.FuncOf`, known to Go by `id`.
    Go { id: Value },
    /// A function of the embedder's.
    Host(Arc<HostFunction>),
}

/// A function with `this` and its first arguments given (ECMA-262 §10.4.1).
#[derive(Debug)]
pub(crate) struct Bound {
    pub(crate) target: Object,
    pub(crate) this: Value,
    pub(crate) arguments: Box<[Value]>,
}

/// What a [`HostFunction`] does. `Err` is a thrown value.
type HostCall = dyn Fn(&mut Context<'_>, Arguments<'_>) -> Result<Value, Thrown> + Send + Sync;

/// A function of the embedder's.
pub(crate) struct HostFunction {
    pub(crate) name: Box<str>,
    /// How many arguments it expects.
    pub(crate) length: u8,
    /// Whether `new` can be applied to it.
    pub(crate) is_constructor: bool,
    pub(crate) call: Box<HostCall>,
}

impl fmt::Debug for HostFunction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HostFunction").field("name", &self.name).finish_non_exhaustive()
    }
}
