//! A promise and the functions that settle it (PromiseCapability Record, ECMA-262 §27.2.1.1). A constructor that the
//! program defines may have created all three.

use alloc::{boxed::Box, format};

use super::promise::PROMISE;
use crate::{
    globals::support::receiver::text_of,
    js::{Arguments, Context, Intrinsic, Kind, Object, Slots, Symbol, Thrown, Value},
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
    constructor.as_object() == Some(cx.heap().constructor(&PROMISE))
}

/// `SpeciesConstructor` for a promise (§7.3.23).
pub(super) fn species(cx: &mut Context<'_>, promise: Object) -> Result<Value, Thrown> {
    let default = Value::from(cx.heap().constructor(&PROMISE));
    let constructor = match cx.get_named(promise, "constructor")? {
        Value::Undefined => return Ok(default),
        Value::Object(constructor) => constructor,
        _ => return Err(cx.type_error("The .constructor property is not an object")),
    };
    match cx.get(constructor, Symbol::SPECIES.into())? {
        Value::Undefined | Value::Null => Ok(default),
        species if cx.heap().is_constructor(species) => Ok(species),
        _ => Err(cx.type_error("object.constructor[Symbol.species] is not a constructor")),
    }
}
