//! A promise and the functions that settle it (PromiseCapability Record, ECMA-262 §27.2.1.1). A constructor that the
//! program defines may have created all three.

use alloc::{boxed::Box, format};

use crate::{
    globals::support::receiver::text_of,
    js::{Arguments, Context, Function, Intrinsic, Kind, Object, Slots, Thrown, Value},
};

/// A PromiseCapability Record (§27.2.1.1).
#[derive(Clone, Copy, Debug)]
pub(super) struct Capability {
    pub(super) promise: Value,
    pub(super) resolve: Value,
    pub(super) reject: Value,
}

impl Capability {
    /// `NewPromiseCapability` (§27.2.1.5).
    pub(super) fn new(cx: &mut Context<'_>, constructor: Value) -> Result<Self, Thrown> {
        if is_promise_constructor(cx, constructor) {
            let promise = cx.heap().promise();
            let (resolve, reject) = cx.resolving_functions(promise);
            return Ok(Capability { promise: promise.into(), resolve: resolve.into(), reject: reject.into() });
        }
        if !cx.heap().is_constructor(constructor) {
            let shown = text_of(cx, constructor);
            return Err(cx.type_error(&format!("{shown} is not a constructor")));
        }
        let functions = Kind::Slots(Box::<Functions>::default());
        let functions = cx.heap().alloc_kind(Intrinsic::Object, functions);
        let executor = cx.heap().captured(2, executor, [functions.into()]);
        let promise = cx.construct(constructor, &[executor.into()])?;
        let &mut Functions { resolve, reject } = cx.slots(functions)?;
        if !cx.heap().is_callable(resolve) || !cx.heap().is_callable(reject) {
            return Err(cx.type_error("Promise resolve or reject function is not callable"));
        }
        Ok(Capability { promise, resolve, reject })
    }
}

/// The arguments of an executor.
#[derive(Debug, Default)]
struct Functions {
    resolve: Value,
    reject: Value,
}

impl Slots for Functions {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.resolve);
        visit(self.reject);
    }
}

/// The body of a `GetCapabilitiesExecutor` function (§27.2.1.5.1).
fn executor(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let functions = cx.captured_slots::<Functions>(&call, 0)?;
    if !matches!((functions.resolve, functions.reject), (Value::Undefined, Value::Undefined)) {
        return Err(cx.type_error("Promise executor has already been invoked with non-undefined arguments"));
    }
    (functions.resolve, functions.reject) = (call.get(0), call.get(1));
    Ok(Value::Undefined)
}

/// Returns whether a constructor is the built-in `Promise`.
pub(super) fn is_promise_constructor(cx: &mut Context<'_>, constructor: Value) -> bool {
    let Value::Object(constructor) = constructor else { return false };
    matches!(cx.heap().cell(constructor).kind, Kind::Function(Function::Class(class)) if class.intrinsic == Intrinsic::Promise)
}

/// Returns the receiver of a static method. V8 checks that it is an object before it checks anything else.
pub(super) fn this_constructor(cx: &mut Context<'_>, call: &Arguments<'_>, method: &str) -> Result<Object, Thrown> {
    match call.this {
        Value::Object(constructor) => Ok(constructor),
        _ => Err(cx.type_error(&format!("{method} called on non-object"))),
    }
}

/// `Invoke` for the method `then` (§7.3.21).
pub(super) fn invoke_then(cx: &mut Context<'_>, promise: Value, handlers: [Value; 2]) -> Result<Value, Thrown> {
    let key = cx.heap().key_from("then");
    let then = cx.get_value(promise, key)?;
    cx.call(then, promise, &handlers)
}
