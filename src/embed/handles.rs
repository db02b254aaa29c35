//! Functions and promises that the embedder keeps.

use crate::js::{Context, FromJs, Heap, IntoJs, Object, PromiseState, Rooted, Thrown, Value, WrongType};

/// A function of the guest's, kept: a Go function made by `js.FuncOf`, say, that was passed for a callback.
#[derive(Clone, Debug)]
pub struct Function {
    rooted: Rooted,
}

impl Function {
    /// The function as a value.
    #[must_use]
    pub fn value(&self) -> Value {
        self.rooted.value()
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
    fn into_js(self, _: &mut Heap) -> Result<Value, Thrown> {
        Ok(self.value())
    }
}

impl IntoJs for Function {
    fn into_js(self, _: &mut Heap) -> Result<Value, Thrown> {
        Ok(self.value())
    }
}

/// A promise, kept: one that Go returned, to be waited for by [`Program::outcome`](crate::Program::outcome), or one that
/// the embedder made.
#[derive(Clone, Debug)]
pub struct Promise {
    rooted: Rooted,
}

impl Promise {
    pub(crate) fn new(heap: &mut Heap, promise: Object) -> Self {
        Promise { rooted: heap.root(promise) }
    }

    /// The promise as a value.
    #[must_use]
    pub fn value(&self) -> Value {
        self.rooted.value()
    }

    /// Where it stands.
    #[must_use]
    pub fn state(&self, heap: &Heap) -> PromiseState {
        heap.promise_state(self.value()).unwrap_or(PromiseState::Pending)
    }
}

/// Reading a promise counts as looking at how it ends: its rejection does not end the program any more.
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
    fn into_js(self, _: &mut Heap) -> Result<Value, Thrown> {
        Ok(self.value())
    }
}

impl IntoJs for Promise {
    fn into_js(self, _: &mut Heap) -> Result<Value, Thrown> {
        Ok(self.value())
    }
}
