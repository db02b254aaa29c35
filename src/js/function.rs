//! The kinds of function objects.

use alloc::{boxed::Box, sync::Arc};
use core::fmt;

use super::{
    builtin::{Arguments, Class, NativeFn},
    context::Context,
    thrown::Thrown,
    value::{Object, Value},
};

/// The kind of a function object, which determines what a call does.
#[derive(Clone, Debug)]
pub(crate) enum Function {
    /// A method in a static table.
    Native { name: &'static str, length: u8, call: NativeFn },
    /// A constructor in a static table.
    Class(&'static Class),
    /// A native function that has captured values, such as the two that resolve a promise (ECMA-262 §27.2.1.3). It
    /// finds the values through [`Arguments::callee`].
    Captured { length: u8, call: NativeFn, values: Arc<[Value]> },
    /// A function made by `Function.prototype.bind` (§10.4.1).
    Bound(Arc<Bound>),
    /// A function of foreign code, which identifies it by `id`. Like a `function` of a script, it is anonymous and a
    /// constructor.
    Foreign { id: Value },
    /// A function that the embedder defines.
    Host(Arc<HostFunction>),
}

/// A target function with a fixed `this` and fixed first arguments (ECMA-262 §10.4.1).
#[derive(Debug)]
pub(crate) struct Bound {
    pub(crate) target: Object,
    pub(crate) this: Value,
    pub(crate) arguments: Box<[Value]>,
}

/// The implementation of a [`HostFunction`]. `Err` is a thrown value.
type HostCall = dyn Fn(&mut Context<'_>, Arguments<'_>) -> Result<Value, Thrown> + Send + Sync;

/// A function that the embedder defines.
pub(crate) struct HostFunction {
    pub(crate) name: Box<str>,
    /// The number of arguments that the function expects.
    pub(crate) length: u8,
    /// Whether `new` can be applied to the function.
    pub(crate) is_constructor: bool,
    pub(crate) call: Box<HostCall>,
}

impl fmt::Debug for HostFunction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HostFunction").field("name", &self.name).finish_non_exhaustive()
    }
}
