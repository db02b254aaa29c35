//! Functions and promises that the embedder holds.

use super::{Caller, function::function};
use crate::{
    host::Host,
    js::{
        Context, FromArguments, FromJs, Heap, IntoJs, IntoReturn, Object, PromiseState, Rooted, Thrown, Value,
        WrongType,
    },
};

/// A handle to a guest function, for example to a Go function that was made by `js.FuncOf` and passed as a callback.
#[derive(Clone, Debug)]
pub struct Function {
    rooted: Rooted,
}

impl Function {
    /// Creates a function object from a closure.
    pub(crate) fn new<H: Host + 'static, A: FromArguments, R: IntoReturn>(
        heap: &mut Heap,
        name: &str,
        call: impl Fn(&mut Caller<'_, H>, A) -> R + Send + Sync + 'static,
    ) -> Self {
        let function = function(heap, name.into(), call);
        Function { rooted: heap.root(function) }
    }

    /// Returns the function as a value: see [`Rooted::value`].
    #[must_use]
    pub fn value(&self, heap: &Heap) -> Value {
        self.rooted.value(heap)
    }
}

impl FromJs for Function {
    fn from_js(value: Value, cx: &mut Context<'_>) -> Result<Self, WrongType> {
        if cx.heap().is_callable(value) {
            Ok(Function { rooted: cx.heap().root(value) })
        } else {
            Err(WrongType::new("a function", value, cx.heap()))
        }
    }
}

impl IntoJs for &Function {
    fn into_js(self, heap: &mut Heap) -> Result<Value, Thrown> {
        (&self.rooted).into_js(heap)
    }
}

impl IntoJs for Function {
    fn into_js(self, heap: &mut Heap) -> Result<Value, Thrown> {
        self.rooted.into_js(heap)
    }
}

/// A handle to a promise: one that Go has returned, to be awaited with [`Program::outcome`](crate::Program::outcome),
/// or one that the embedder has created.
#[derive(Clone, Debug)]
pub struct Promise {
    rooted: Rooted,
}

impl Promise {
    pub(crate) fn new(heap: &mut Heap, promise: Object) -> Self {
        Promise { rooted: heap.root(promise) }
    }

    /// Returns the promise as a value: see [`Rooted::value`].
    #[must_use]
    pub fn value(&self, heap: &Heap) -> Value {
        self.rooted.value(heap)
    }

    /// Returns the state of the promise.
    #[must_use]
    pub fn state(&self, heap: &Heap) -> PromiseState {
        heap.promise_state(self.value(heap)).unwrap_or(PromiseState::Pending)
    }
}

/// Reading a promise marks it as handled: its rejection no longer ends the program.
impl FromJs for Promise {
    fn from_js(value: Value, cx: &mut Context<'_>) -> Result<Self, WrongType> {
        match value {
            Value::Object(promise) if cx.heap().promise_state(value).is_some() => {
                cx.heap().set_handled(promise);
                Ok(Promise::new(cx.heap(), promise))
            }
            _ => Err(WrongType::new("a promise", value, cx.heap())),
        }
    }
}

impl IntoJs for &Promise {
    fn into_js(self, heap: &mut Heap) -> Result<Value, Thrown> {
        (&self.rooted).into_js(heap)
    }
}

impl IntoJs for Promise {
    fn into_js(self, heap: &mut Heap) -> Result<Value, Thrown> {
        self.rooted.into_js(heap)
    }
}
